using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>A benefit that is paid to the landlord, as given.</summary>
public sealed record ExpectBenefit(BenefitKind Kind, long AmountPence, PayCycle Every, DateOnly NextOn, string Evidence);

/// <summary>Says whether a benefit can be expected on an account.</summary>
public static class BenefitDecision
{
    public static Decision<ExpectedBenefit> Decide(Account account, ExpectBenefit command, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.AmountPence is < 1 or > ChargeDecision.Largest)
            fields.Fault("amount_pence", $"must be 1 to {ChargeDecision.Largest} pence; it is {command.AmountPence}.");
        var evidence = fields.Line("evidence", command.Evidence, ArrearsRefusals.LongestEvidence);
        if (fields.FoundFaults)
            return fields.Refuse("BENEFIT_INVALID");
        return account.ClosedAt is not null
            ? IncomeRefusals.AccountClosed
            : ExpectedBenefit.Of(account.Id, command.Kind, command.AmountPence, command.Every, command.NextOn, evidence, by, now);
    }
}

internal sealed partial class ArrearsGrpc
{
    public override Task<ExpectBenefitResponse> ExpectBenefit(ExpectBenefitRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var today = London.DayOf(clock.Now());
        var command = new ExpectBenefit(
            ArrearsMessages.Benefit(request.Kind), request.AmountPence, ArrearsMessages.Cycle(request.Every, "every"),
            ChargeMessages.Day(request.NextOn, "next_on", today.AddMonths(-1), today.AddYears(1)), request.Evidence);
        return accounts.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var benefit = AccountDesk.Accepted(BenefitDecision.Decide(account, command, call.Caller().Subject, now))[0];
            (await Running(account.Id, command.Kind, call.CancellationToken))?.End("Another takes its place.", now);
            db.ExpectedBenefits.Add(benefit);
            return new ExpectBenefitResponse { Benefit = benefit.ToMessage() };
        });
    }

    public override Task<EndExpectedBenefitResponse> EndExpectedBenefit(EndExpectedBenefitRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var kind = ArrearsMessages.Benefit(request.Kind);
        return accounts.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var fields = new FieldReader();
            var why = fields.Line("reason", request.Reason, ArrearsRefusals.LongestEvidence);
            if (fields.FoundFaults)
                throw fields.Refuse("BENEFIT_INVALID").ToRpcException();
            var running = await Running(account.Id, kind, call.CancellationToken) ?? throw ArrearsRefusals.NoBenefitExpected.ToRpcException();
            running.End(why, now);
            return new EndExpectedBenefitResponse();
        });
    }

    public override async Task<ListExpectedBenefitsResponse> ListExpectedBenefits(ListExpectedBenefitsRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        log.LogInformation("The expected benefits of account {AccountId} were read by {Role} {Subject}", account.Id, caller.RoleName, caller.Subject);
        var found = await db.ExpectedBenefits.AsNoTracking().Where(b => b.AccountId == accountId && b.EndedAt == null).OrderBy(b => b.Id).ToListAsync(call.CancellationToken);
        return new() { Benefits = { found.Select(benefit => benefit.ToMessage()) } };
    }

    private Task<ExpectedBenefit?> Running(Guid accountId, BenefitKind kind, CancellationToken cancellationToken) =>
        db.ExpectedBenefits.SingleOrDefaultAsync(b => b.AccountId == accountId && b.Kind == kind && b.EndedAt == null, cancellationToken);
}
