using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

public enum ReserveEntryKind
{
    /// <summary>What was in the fund when it was first kept here.</summary>
    Opening,

    Interest,
}

/// <summary>What went into a reserve fund beside its homeowners' contributions. Written once.</summary>
public sealed class ReserveEntry
{
    private ReserveEntry() { }

    public Guid Id { get; private set; }
    public Guid SchemeId { get; private set; }
    public ReserveEntryKind Kind { get; private set; }
    public DateOnly On { get; private set; }
    public long Pence { get; private set; }
    public string Evidence { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";

    internal static ReserveEntry Record(Guid schemeId, ReserveEntryKind kind, DateOnly on, long pence, string evidence, string by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(), SchemeId = schemeId, Kind = kind, On = on, Pence = pence, Evidence = evidence, RecordedBy = by, RecordedAt = now };
}

/// <summary>A cost that the fund paid.</summary>
public sealed record ReservePayment(Guid CostId, DateOnly On, string Description, long Pence);

/// <summary>A year of a reserve fund, or as much of it as is over (OHO-LSE-22). Opening, contributions and interest, less what was spent, come to closing.</summary>
public sealed record ReserveSummary(DateOnly First, DateOnly Through, long OpeningPence, long ContributionsPence, long InterestPence, IReadOnlyList<ReservePayment> Spending, long OwnPence)
{
    public long SpentPence => Spending.Sum(payment => payment.Pence);

    public long ClosingPence => OpeningPence + ContributionsPence + InterestPence - SpentPence;

    /// <summary>Puts together what went into the fund and what was paid from it.</summary>
    /// <param name="year">The year.</param>
    /// <param name="today">Nothing later counts.</param>
    /// <param name="contributed">What was charged as contributions: before the year, in it, and of that by the account that asks.</param>
    /// <param name="entries">What else went in.</param>
    /// <param name="payments">What was approved to be paid.</param>
    public static ReserveSummary Of(SchemeYear year, DateOnly today, Contributed contributed, IReadOnlyList<ReserveEntry> entries, IReadOnlyList<ReservePayment> payments)
    {
        var through = today < year.Last ? today : year.Last;
        return new(
            year.First, through,
            contributed.Before + entries.Where(entry => entry.On < year.First).Sum(entry => entry.Pence) - payments.Where(payment => payment.On < year.First).Sum(payment => payment.Pence)
                + entries.Where(entry => entry.Kind == ReserveEntryKind.Opening && entry.On >= year.First && entry.On <= through).Sum(entry => entry.Pence),
            contributed.Within,
            entries.Where(entry => entry.Kind == ReserveEntryKind.Interest && entry.On >= year.First && entry.On <= through).Sum(entry => entry.Pence),
            [.. payments.Where(payment => payment.On >= year.First && payment.On <= through).OrderBy(payment => payment.On).ThenBy(payment => payment.CostId)],
            contributed.Own);
    }
}

/// <summary>What homeowners were charged as contributions.</summary>
public sealed record Contributed(long Before, long Within, long Own);

/// <summary>Reads what is in a scheme's reserve fund from the ledger and from what the fund paid.</summary>
internal sealed class ReserveFund(IncomeDb db, TimeProvider clock)
{
    /// <summary>A year of the fund; of it what the account contributed that asks.</summary>
    public async Task<ReserveSummary> Of(ChargeScheme scheme, SchemeYear year, Guid? accountId, CancellationToken cancellationToken)
    {
        var (first, end) = (London.StartOf(year.First), London.EndOf(year.Last));
        var heads = scheme.Heads.Where(head => head.Fund == HeadFund.ReserveFund).Select(head => head.Key).ToArray();
        // What was charged to a lease on days on which it bore the fund of this scheme, less what was given back.
        var contributed = await db.Database.SqlQuery<Contributed>($"""
            select coalesce(sum(-l.amount_pence) filter (where p.posted_at < {first}), 0)::bigint as "Before",
                   coalesce(sum(-l.amount_pence) filter (where p.posted_at >= {first}), 0)::bigint as "Within",
                   coalesce(sum(-l.amount_pence) filter (where p.posted_at >= {first} and a.id = {accountId}), 0)::bigint as "Own"
            from account a join posting p on p.account_id = a.id join ledger_line l on l.posting_id = p.id
            where a.landlord = {scheme.Landlord} and a.home_id in (select home_id from lease_share where scheme_id = {scheme.Id}) and l.nominal = 'ReserveFundHeld' and p.posted_at < {end}
              and exists (select 1 from lease_share s where s.scheme_id = {scheme.Id} and s.home_id = a.home_id and s.head = any({heads})
                and (p.posted_at at time zone 'Europe/London')::date between s.from_day and coalesce(s.until_day, 'infinity'::date))
            """).SingleAsync(cancellationToken);
        var entries = await db.ReserveEntries.AsNoTracking().Where(entry => entry.SchemeId == scheme.Id).ToListAsync(cancellationToken);
        var payments = await db.SchemeCosts.AsNoTracking().Where(cost => cost.SchemeId == scheme.Id && cost.FromReserve && cost.ApprovedAt != null && cost.WithdrawnAt == null)
            .Select(cost => new ReservePayment(cost.Id, cost.IncurredOn, cost.Description, cost.Pence)).ToListAsync(cancellationToken);
        return ReserveSummary.Of(year, London.DayOf(clock.Now()), contributed, entries, payments);
    }
}

internal sealed partial class HomeownersGrpc
{
    public override Task<RecordReserveEntryResponse> RecordReserveEntry(RecordReserveEntryRequest request, ServerCallContext call)
    {
        var kind = HomeownerMessages.Read(request.Kind);
        return desk.Change(call, request, request.RequestId, Ids.Parse(request.SchemeId, "scheme_id"), async (scheme, now) =>
        {
            var today = London.DayOf(now);
            var on = ChargeMessages.Day(request.On, "on", today.AddYears(-10), today);
            var fields = new FieldReader();
            if (request.Pence is < 1 or > ChargeDecision.Largest)
                fields.Fault("pence", $"must be 1 to {ChargeDecision.Largest} pence; it is {request.Pence}.");
            var evidence = fields.Line("evidence", request.Evidence, 200);
            if (fields.FoundFaults)
                throw fields.Refuse("RESERVE_INVALID").ToRpcException();
            if (kind == ReserveEntryKind.Opening && await db.ReserveEntries.AnyAsync(e => e.SchemeId == scheme.Id && e.Kind == ReserveEntryKind.Opening, call.CancellationToken))
                throw HomeownerRefusals.ReserveOpened.ToRpcException();
            var entry = ReserveEntry.Record(scheme.Id, kind, on, request.Pence, evidence, call.Caller().Subject, now);
            db.ReserveEntries.Add(entry);
            return new RecordReserveEntryResponse { Entry = entry.ToMessage() };
        });
    }

    public override async Task<GetReserveFundResponse> GetReserveFund(GetReserveFundRequest request, ServerCallContext call)
    {
        var account = request.KeyCase == GetReserveFundRequest.KeyOneofCase.AccountId ? await ReadAccount(request.AccountId, call) : null;
        var scheme = request.KeyCase switch
        {
            GetReserveFundRequest.KeyOneofCase.SchemeId => await ReadScheme(request.SchemeId, call),
            GetReserveFundRequest.KeyOneofCase.AccountId => await SchemeOf(account!, call.CancellationToken),
            _ => throw IncomeRefusals.Field("scheme_id", "must be a scheme's id, or account_id an account's; both are unset.").ToRpcException(),
        };
        return (await reserves.Of(scheme, YearOf(scheme.Landlord, request.StartsIn), account?.Id, call.CancellationToken)).ToMessage();
    }
}
