using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>Regular charges, over gRPC.</summary>
internal sealed class ChargesGrpc(
    IncomeDb db, AccountDesk desk, ChargeDesk charges, Promises promises, ResidentMessages messages, StandardsBook standards, TimeProvider clock, ILogger<ChargesGrpc> log)
    : Charges.ChargesBase
{
    public override Task<SetChargeResponse> SetCharge(SetChargeRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var command = ChargeMessages.Read(request);
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var all = await charges.Of(account.Id, call.CancellationToken);
            var earlier = all.FindAll(charge => charge.On == command.On);
            var terms = charges.TermsOf(account);
            if (SetChargeDecision.Refuse(account, command, earlier, terms, standards, now) is { } why)
                throw why.ToRpcException();

            var caller = call.Caller();
            var changes = SetChargeDecision.IsChange(earlier);
            foreach (var before in earlier)
                await charges.End(account, before, command.From.AddDays(-1), now, call.CancellationToken);
            var charge = Charge.Set(account.Id, command, caller.Subject, now);
            db.Charges.Add(charge);
            all.Add(charge);
            ChargeDesk.Plan(account, all);
            if (changes)
                await Notify(account, charge, now, new Recording($"{caller.RoleName} {caller.Subject}"), call.CancellationToken);
            return new SetChargeResponse { Charge = charge.ToMessage(terms!) };
        });
    }

    public override async Task<ListChargesResponse> ListCharges(ListChargesRequest request, ServerCallContext call)
    {
        var account = await Read(request.AccountId, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = db.Charges.AsNoTracking().Where(c => c.AccountId == account.Id);
        if (page.After is { } after)
        {
            var (from, id) = KeyIn(after);
            rows = rows.Where(c => c.From < from || (c.From == from && c.Id < id));
        }

        var found = await rows.OrderByDescending(c => c.From).ThenByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var terms = charges.TermsOf(account);
        return new()
        {
            Charges = { found.Take(page.Size).Select(charge => charge.ToMessage(terms)) },
            NextPageToken = Paging.Token(found.Count > page.Size ? Key(found[page.Size - 1].From, found[page.Size - 1]) : null),
        };
    }

    public override async Task<ListDuesResponse> ListDues(ListDuesRequest request, ServerCallContext call)
    {
        var account = await Read(request.AccountId, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var today = London.DayOf(clock.Now());
        var from = request.From is null ? today : ChargeMessages.Day(request.From, "from", today.AddYears(-1), today.AddYears(1));
        if (charges.TermsOf(account) is not { } terms)
            return new();

        var set = await db.Charges.AsNoTracking().Where(c => c.AccountId == account.Id).ToListAsync(call.CancellationToken);
        var found = set.SelectMany(charge => charge.Dues(terms).TakeWhile(due => due.On < from.AddYears(1)).Where(due => due.On >= from && due.Pence > 0)
                .Select(due => (Key: Key(due.On, charge), Charge: charge, Due: due)))
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Where(one => page.After is null || string.CompareOrdinal(one.Key, page.After) > 0)
            .Take(page.Size + 1)
            .ToList();
        return new()
        {
            Dues = { found.Take(page.Size).Select(one => ChargeMessages.ToMessage(one.Charge, one.Due)) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Key : null),
        };
    }

    private static string Key(DateOnly day, Charge charge) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {charge.Id}");

    private static (DateOnly Day, Guid Id) KeyIn(string token) =>
        token.Split(' ') is [var day, var id]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) && Guid.TryParseExact(id, "D", out var charge)
            ? (from, charge)
            : throw Paging.BadToken();

    // To set it is to give notice of it: the household is told in the same transaction.
    private async Task Notify(Account account, Charge charge, DateTimeOffset now, Recording by, CancellationToken cancellationToken)
    {
        var facts = SetChargeDecision.FactsOf(account, charge.On, charge.From, tenure: null);
        var kept = new CasePromises();
        promises.Record(kept, account.Landlord, charge.Id, new Milestone(ChargeMilestones.Planned, now, facts), now, by);
        promises.Record(kept, account.Landlord, charge.Id, new Milestone(ChargeMilestones.Notified, now, facts), now, by);
        await messages.Tell(account, ChargeMilestones.Notified, charge.Id, charge.Id, ChargeMessages.Notice(charge), now, cancellationToken);
    }

    private async Task<Account> Read(string id, ServerCallContext call)
    {
        var accountId = Ids.Parse(id, "account_id");
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken)
            ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        log.LogInformation("The charges of account {AccountId} were read by {Role} {Subject}", account.Id, caller.RoleName, caller.Subject);
        return account;
    }
}
