using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Says whether a reserve fund can pay a cost: another person looks at it, it is in the fund, and it is nothing that leaseholders should have been consulted on first.</summary>
public static class ReserveSpendingDecision
{
    /// <summary>Nothing when it can, or why not.</summary>
    /// <param name="cost">The cost.</param>
    /// <param name="leftPence">What is in the fund.</param>
    /// <param name="mostPence">What the lease that bears most would bear of these works or this agreement; 0 for a cost of neither.</param>
    /// <param name="capPence">The most that a lease can be made to bear without consultation; null where there is no such sum.</param>
    /// <param name="by">Who approves.</param>
    public static Refusal? Refuse(SchemeCost cost, long leftPence, long mostPence, long? capPence, string by)
    {
        if (cost.WithdrawnAt is not null)
            return HomeownerRefusals.CostWithdrawn;
        if (!cost.FromReserve)
            return HomeownerRefusals.NotFromReserve;
        if (cost.ApprovedAt is not null)
            return HomeownerRefusals.ApprovedAlready;
        if (cost.RecordedBy == by)
            return HomeownerRefusals.SamePerson;
        if (mostPence > capPence)
            return HomeownerRefusals.NotConsulted(mostPence, capPence.Value);
        return cost.Pence > leftPence ? HomeownerRefusals.ReserveShort(leftPence) : null;
    }
}

internal sealed partial class HomeownersGrpc
{
    public override async Task<ApproveReserveSpendingResponse> ApproveReserveSpending(ApproveReserveSpendingRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.CostId, "cost_id");
        var schemeId = await db.SchemeCosts.Where(c => c.Id == id).Select(c => (Guid?)c.SchemeId).SingleOrDefaultAsync(call.CancellationToken) ?? throw HomeownerRefusals.CostUnknown.ToRpcException();
        return await desk.Change(call, request, request.RequestId, schemeId, async (scheme, now) =>
        {
            var cost = await db.SchemeCosts.SingleAsync(c => c.Id == id, call.CancellationToken);
            var today = SchemeYear.With(TermsOf(scheme.Landlord), London.DayOf(now));
            var left = (await reserves.Of(scheme, today, accountId: null, call.CancellationToken)).ClosingPence;
            var (most, cap) = await Borne(scheme, cost, call.CancellationToken);
            var by = call.Caller().Subject;
            if (ReserveSpendingDecision.Refuse(cost, left, most, cap, by) is { } why)
                throw why.ToRpcException();
            cost.Approve(by, now);
            return new ApproveReserveSpendingResponse { Cost = ToMessage(cost, scheme.Landlord) };
        });
    }

    // With what the fund has paid of the same before: of works ever, of an agreement in the same year.
    private async Task<(long Most, long? Cap)> Borne(ChargeScheme scheme, SchemeCost cost, CancellationToken cancellationToken)
    {
        if (cost.UndertakingId is not { } undertakingId)
            return (0, null);
        var undertaking = await db.Undertakings.AsNoTracking().SingleAsync(u => u.Id == undertakingId, cancellationToken);
        if (Section20.Of(standards).CapOf(undertaking) is not { } cap)
            return (0, null);
        var same = await db.SchemeCosts.AsNoTracking()
            .Where(c => c.UndertakingId == undertakingId && c.FromReserve && c.WithdrawnAt == null && (c.ApprovedAt != null || c.Id == cost.Id))
            .ToListAsync(cancellationToken);
        var shares = await SharesOf(scheme.Id, cancellationToken);
        var borne = new Dictionary<Guid, long>();
        foreach (var group in same.Where(c => undertaking.Kind == UndertakingKind.Works || c.StartsIn == cost.StartsIn).GroupBy(c => (c.Head, c.StartsIn)))
        {
            var shared = new HeadShares(scheme.Head(group.Key.Head)!, shares, YearOf(scheme.Landlord, group.Key.StartsIn));
            foreach (var (home, pence) in Apportionment.Divide(group.Sum(c => c.Pence), shared.OfYear).Parts)
                borne[home] = borne.GetValueOrDefault(home) + pence;
        }

        return (borne.Values.DefaultIfEmpty().Max(), cap);
    }
}
