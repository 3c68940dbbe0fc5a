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
internal sealed class ChargesGrpc(IncomeDb db, AccountDesk desk, ChargeDesk charges, ChargeSetting setting, TimeProvider clock, ILogger<ChargesGrpc> log) : Charges.ChargesBase
{
    public override Task<SetChargeResponse> SetCharge(SetChargeRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var command = ChargeMessages.Read(request);
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var caller = call.Caller();
            var charge = AccountDesk.Accepted(await setting.Set(account, command, caller.Subject, new Recording($"{caller.RoleName} {caller.Subject}"), now, call.CancellationToken)).Single();
            return new SetChargeResponse { Charge = charge.ToMessage(charges.TermsOf(account)) };
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

    public override async Task<GetRentResponse> GetRent(GetRentRequest request, ServerCallContext call)
    {
        var account = await Read(request.AccountId, call);
        var day = request.On is null ? London.DayOf(clock.Now()) : ChargeMessages.Day(request.On, "on", London.FirstDay, London.LastDay);
        var rents = await db.Charges.AsNoTracking().Where(c => c.AccountId == account.Id && c.On == SubAccount.Rent).ToListAsync(call.CancellationToken);
        return new() { WeeklyPence = ChargeSum.WeeklyOn(rents, day), On = day.ToMessage() };
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
