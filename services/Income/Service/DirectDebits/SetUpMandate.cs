using System.Text.RegularExpressions;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What a payer allows, as read.</summary>
public sealed record SetUpMandate(string PayerName, string SortCode, string AccountNumber, DebitDays Days);

/// <summary>Says whether a direct debit can be set up, and when it first collects.</summary>
public static partial class MandateDecision
{
    /// <summary>Nothing when it can be, or why not. Whether the account is one of that bank's only the bank knows: it tells by AUDDIS.</summary>
    public static Refusal? Refuse(Account account, SetUpMandate command, DebitPolicy policy, bool runs)
    {
        var fields = new FieldReader();
        var name = fields.Line("payer_name", command.PayerName, 70);
        if (name is not "" && Standard18.Text(name).Trim() is "")
            fields.Fault("payer_name", "must have letters from A to Z or digits: banks carry no others.");
        if (!SixDigits().IsMatch(command.SortCode) || command.SortCode is "000000")
            fields.Fault("sort_code", "must be six digits such as 12-34-56, and no bank's is 00-00-00.");
        if (!EightDigits().IsMatch(command.AccountNumber) || command.AccountNumber is "00000000")
            fields.Fault("account_number", "must be eight digits, with noughts before a shorter number, and no account's is 00000000.");
        if (command.SortCode == policy.User.SortCode && command.AccountNumber == policy.User.Account)
            fields.Fault("account_number", "must be the payer's; this one is the landlord's own.");
        CheckDays(fields, command.Days, policy);
        if (fields.FoundFaults)
            return fields.Refuse("MANDATE_INVALID");
        if (account.ClosedAt is not null)
            return IncomeRefusals.AccountClosed;
        if (account.EndedOn is { } ended)
            return IncomeRefusals.AccountEnded(ended);
        return runs ? DebitRefusals.MandateRuns : null;
    }

    /// <summary>Only what the landlord offers (OHO-INC-07, ROS-INC-04; REGISTER.md C3).</summary>
    public static void CheckDays(FieldReader fields, DebitDays days, DebitPolicy policy)
    {
        if (!policy.Frequencies.Contains(days.Frequency))
            fields.Fault("frequency", $"must be one that the landlord offers: {string.Join(", ", policy.Frequencies.Select(IncomeMessages.Word))}.");
        else if (days.Frequency == DebitFrequency.Monthly && (days.Weekday is not null || days.DayOfMonth is not { } day || !policy.DaysOfMonth.Contains(day)))
            fields.Fault("day_of_month", $"must be one that the landlord offers, {string.Join(", ", policy.DaysOfMonth)}, and weekday unset.");
        else if (days.Frequency != DebitFrequency.Monthly && (days.DayOfMonth is not null || days.Weekday is not { } weekday || !policy.Weekdays.Contains(weekday)))
            fields.Fault("weekday", $"must be one that the landlord offers, {string.Join(", ", policy.Weekdays.Select(IncomeMessages.Word))}, and day_of_month unset.");
    }

    /// <summary>The first day that leaves the notice its time, counted from a working day.</summary>
    public static DateOnly Earliest(DateOnly today, DebitPolicy policy, Calendar calendar) =>
        calendar.WorkingDaysAfter(DebitDays.Collected(today, calendar), policy.NoticeWorkingDays);

    [GeneratedRegex("^[0-9]{6}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SixDigits();

    [GeneratedRegex("^[0-9]{8}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EightDigits();
}

internal sealed partial class DirectDebitsGrpc
{
    public override Task<SetUpMandateResponse> SetUpMandate(SetUpMandateRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var days = DebitMessages.Days(request.Frequency, request.Weekday, request.DayOfMonth);
        var command = new SetUpMandate(request.PayerName.Trim(), DebitMessages.Digits(request.SortCode), DebitMessages.Digits(request.AccountNumber), days);
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var policy = Terms(account.Landlord);
            var runs = await db.Mandates.AnyAsync(m => m.AccountId == accountId && m.EndedAt == null, call.CancellationToken);
            if (MandateDecision.Refuse(account, command, policy, runs) is { } why)
                throw why.ToRpcException();
            var calendar = standards.For(account.Landlord).Calendar;
            // A day more than the notice, so that its bank is told first.
            var first = days.From(calendar.WorkingDaysAfter(MandateDecision.Earliest(London.DayOf(now), policy, calendar), 1));
            var ordinal = await db.Mandates.CountAsync(m => m.AccountId == accountId, call.CancellationToken) + 1;
            var mandate = Mandate.SetUp(account, ordinal, command, first, DebitDays.Told(first, policy.NoticeWorkingDays, calendar), call.Caller().Subject, now);
            db.Mandates.Add(mandate);
            await messages.Tell(account, DebitMessages.SetUp, mandate.Id, mandate.Id, DebitMessages.Facts(mandate), now, call.CancellationToken);
            return new SetUpMandateResponse { Mandate = mandate.ToMessage() };
        });
    }
}
