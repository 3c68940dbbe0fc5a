using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Says whether a year of a scheme can be closed: once it is over, and again when the bills of the last closing are out.</summary>
public static class CloseYearDecision
{
    public static Refusal? Refuse(SchemeYear year, RoundPlan plan, HomeownerPolicy? policy, bool running, DateOnly today)
    {
        if (policy is null)
            return HomeownerRefusals.DemandNotSet;
        if (today <= year.Last)
            return HomeownerRefusals.YearRuns(year);
        if (running)
            return HomeownerRefusals.ClosingRuns;
        return plan.Bills.Count == 0 ? HomeownerRefusals.NobodyBears : null;
    }
}

internal sealed partial class HomeownersGrpc
{
    public override Task<CloseYearResponse> CloseYear(CloseYearRequest request, ServerCallContext call) =>
        desk.Change(call, request, request.RequestId, Ids.Parse(request.SchemeId, "scheme_id"), async (scheme, now) =>
        {
            var year = YearOf(scheme.Landlord, request.StartsIn);
            var plan = await ActualsOf(scheme, year, now, call.CancellationToken);
            var closings = await db.SchemeRounds.AsNoTracking().Where(r => r.SchemeId == scheme.Id && r.Kind == RoundKind.Actuals && r.First == year.First).ToListAsync(call.CancellationToken);
            if (CloseYearDecision.Refuse(year, plan, policies.For(scheme.Landlord).Homeowners, closings.Exists(closing => closing.FinishedAt is null), London.DayOf(now)) is { } why)
                throw why.ToRpcException();
            var round = Approve(scheme, RoundKind.Actuals, year, closings.Count + 1, from: null, plan, call.Caller().Subject, now);
            return new CloseYearResponse { Round = round.ToMessage(plan.Bills.Count, issued: 0, left: 0) };
        });

    public override async Task<GetYearResponse> GetYear(GetYearRequest request, ServerCallContext call)
    {
        var scheme = await ReadScheme(request.SchemeId, call);
        var year = YearOf(scheme.Landlord, request.StartsIn);
        var budget = await db.SchemeBudgets.AsNoTracking().SingleOrDefaultAsync(b => b.SchemeId == scheme.Id && b.StartsIn == year.StartsIn, call.CancellationToken);
        var rounds = await db.SchemeRounds.AsNoTracking().Where(r => r.SchemeId == scheme.Id && r.First == year.First).OrderBy(r => r.Id).ToListAsync(call.CancellationToken);
        var ids = rounds.ConvertAll(round => round.Id);
        var counts = await db.LeaseBills.Where(b => ids.Contains(b.RoundId)).GroupBy(b => b.RoundId)
            .Select(g => new { g.Key, All = g.Count(), Issued = g.Count(b => b.IssuedAt != null), Left = g.Count(b => b.LeftBecause != null) }).ToDictionaryAsync(one => one.Key, call.CancellationToken);
        var soFar = await ActualsOf(scheme, year, clock.Now(), call.CancellationToken);
        return new()
        {
            First = year.First.ToMessage(),
            Last = year.Last.ToMessage(),
            Budget = { budget?.Lines.Select(line => line.ToMessage()) ?? [] },
            Rounds = { rounds.Select(round => counts.GetValueOrDefault(round.Id) is { } count ? round.ToMessage(count.All, count.Issued, count.Left) : round.ToMessage(0, 0, 0)) },
            SoFar = { soFar.Totals.Select(total => total.ToMessage()) },
            TooLate = { soFar.TooLate.Select(cost => cost.ToMessage()) },
        };
    }

    private async Task<RoundPlan> ActualsOf(ChargeScheme scheme, SchemeYear year, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var shares = await SharesOf(scheme.Id, cancellationToken);
        var accounts = await AccountsOf(scheme, shares.Where(share => share.From <= year.Last && !(share.Until < year.First)), cancellationToken);
        var others = await db.SchemeRounds.AsNoTracking().Where(r => r.SchemeId == scheme.Id && r.Kind == RoundKind.Actuals && r.First != year.First).ToListAsync(cancellationToken);
        return ActualsPlan.Of(new()
        {
            Heads = scheme.Heads,
            Shares = shares,
            Year = year,
            Accounts = [.. accounts.Values.Select(HomeAccountOf)],
            Costs = await db.SchemeCosts.AsNoTracking().Where(c => c.SchemeId == scheme.Id && c.StartsIn == year.StartsIn && c.WithdrawnAt == null && !c.FromReserve).ToListAsync(cancellationToken),
            Undertakings = await db.Undertakings.AsNoTracking().Where(u => u.SchemeId == scheme.Id).ToListAsync(cancellationToken),
            Law = Section20.Of(standards),
            // Of each other year its last closing stands.
            Before = [.. others.GroupBy(round => round.First).SelectMany(rounds => rounds.MaxBy(round => round.Number)!.Capped)],
            TooLateFrom = day => clocks.TooLateFrom(scheme.Landlord, day),
            Now = now,
        });
    }
}
