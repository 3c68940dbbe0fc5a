using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>One share as given.</summary>
public sealed record GivenShare(Guid HomeId, string Head, long Above, long Below, string Source);

/// <summary>What leases bear from a day on.</summary>
public sealed record SetShares(DateOnly From, IReadOnlyList<GivenShare> Shares);

/// <summary>Says whether leases may share a scheme's heads so: never more than the whole is borne, and nobody's share is changed for a year that is settled.</summary>
public static class SetSharesDecision
{
    public const int Most = 2_000;
    private const long Largest = 1_000_000_000;

    /// <summary>Nothing when they can be set, or why not.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="command">What is to be borne from when.</param>
    /// <param name="standing">The shares of the scheme set before.</param>
    /// <param name="elsewhere">Homes that bear something of another scheme from that day on.</param>
    /// <param name="closedThrough">The last day of the last year that is closed; null when none is.</param>
    public static Refusal? Refuse(ChargeScheme scheme, SetShares command, IReadOnlyList<LeaseShare> standing, IReadOnlySet<Guid> elsewhere, DateOnly? closedThrough)
    {
        var fields = new FieldReader();
        if (command.Shares.Count is < 1 or > Most)
            fields.Fault("shares", $"must be 1 to {Most} shares; there are {command.Shares.Count}.");
        if (closedThrough is { } closed && command.From <= closed)
            fields.Fault("from", $"must be after {closed:yyyy-MM-dd}, through which the scheme is closed; it is {command.From:yyyy-MM-dd}.");
        for (var at = 0; at < Math.Min(command.Shares.Count, Most); at++)
            Check(scheme, command.Shares[at], at, fields);
        var seen = new HashSet<(Guid, string)>();
        for (var at = 0; at < Math.Min(command.Shares.Count, Most); at++)
            if (!seen.Add((command.Shares[at].HomeId, command.Shares[at].Head)))
                fields.Fault($"shares[{at}]", "must be a home and a head that no other share here is for.");
        if (fields.FoundFaults)
            return fields.Refuse("SHARES_INVALID");

        if (command.Shares.FirstOrDefault(share => elsewhere.Contains(share.HomeId)) is { } other)
            return HomeownerRefusals.HomeElsewhere(other.HomeId);
        foreach (var head in scheme.Heads.Where(head => head.Basis == ShareBasis.Fraction && command.Shares.Any(share => share.Head == head.Key)))
        {
            if (Sum(head, command, standing) is var sum && sum > Ratio.Whole)
                return HomeownerRefusals.MoreThanWhole(head.Name, sum, command.From);
        }

        return null;
    }

    // From that day on a share that is not named stays as it is. One that begins later still adds to it then.
    private static Ratio Sum(SchemeHead head, SetShares command, IReadOnlyList<LeaseShare> standing)
    {
        var named = command.Shares.Where(share => share.Head == head.Key).ToDictionary(share => share.HomeId);
        var others = standing.Where(share => share.Head == head.Key && !named.ContainsKey(share.HomeId) && !(share.Until < command.From)).ToList();
        var own = Ratio.Sum(named.Values.Select(share => Ratio.Of(share.Above, share.Below)));
        return others.Select(share => share.From).Append(command.From).Where(day => day >= command.From)
            .Select(day => own + Ratio.Sum(others.Where(share => share.HoldsOn(day)).Select(share => Ratio.Of(share.Above, share.Below))))
            .Aggregate((most, sum) => sum > most ? sum : most);
    }

    private static void Check(ChargeScheme scheme, GivenShare share, int at, FieldReader fields)
    {
        fields.Line($"shares[{at}].source", share.Source, 100);
        if (scheme.Head(share.Head) is not { } head)
        {
            fields.Fault($"shares[{at}].head", $"must be one of {string.Join(", ", scheme.Heads.Select(one => one.Key))}; it is “{share.Head}”.");
            return;
        }

        if (share.Above is < 0 or > Largest)
            fields.Fault($"shares[{at}].above", $"must be 0 to {Largest}; it is {share.Above}.");
        if (head.Basis == ShareBasis.Fraction && (share.Below is < 1 or > Largest || share.Above > share.Below))
            fields.Fault($"shares[{at}].below", $"must be 1 to {Largest} and no less than what is above; it is {share.Below}.");
        if (head.Basis != ShareBasis.Fraction && share.Below != 0)
            fields.Fault($"shares[{at}].below", $"must be 0: {head.Key} is shared by {IncomeMessages.Word(head.Basis)}; it is {share.Below}.");
    }
}

internal sealed partial class HomeownersGrpc
{
    public override Task<SetSharesResponse> SetShares(SetSharesRequest request, ServerCallContext call)
    {
        var from = ChargeMessages.Day(request.From, "from", London.FirstDay, London.LastDay);
        var command = new SetShares(from, [
            .. request.Shares.Select((share, at) => new GivenShare(Ids.Parse(share.HomeId, $"shares[{at}].home_id"), share.Head, share.Above, share.Below, share.Source.Trim())),
        ]);
        return desk.Change(call, request, request.RequestId, Ids.Parse(request.SchemeId, "scheme_id"), async (scheme, now) =>
        {
            var standing = await db.LeaseShares.Where(s => s.SchemeId == scheme.Id).ToListAsync(call.CancellationToken);
            var homes = command.Shares.Select(share => share.HomeId).Distinct().ToList();
            var elsewhere = await db.LeaseShares
                .Where(s => s.SchemeId != scheme.Id && homes.Contains(s.HomeId) && (s.Until == null || s.Until >= from) && (s.Until == null || s.Until >= s.From))
                .Select(s => s.HomeId).ToListAsync(call.CancellationToken);
            var closed = await db.SchemeRounds.Where(r => r.SchemeId == scheme.Id && r.Kind == RoundKind.Actuals).MaxAsync(r => (DateOnly?)r.Last, call.CancellationToken);
            if (SetSharesDecision.Refuse(scheme, command, standing, elsewhere.ToHashSet(), closed) is { } why)
                throw why.ToRpcException();

            var by = call.Caller().Subject;
            var byHome = standing.ToLookup(share => (share.HomeId, share.Head));
            foreach (var given in command.Shares)
            {
                foreach (var before in byHome[(given.HomeId, given.Head)].Where(share => !(share.Until < from)))
                    before.End(from.AddDays(-1));
                if (given.Above == 0)
                    continue;
                var share = LeaseShare.Set(scheme.Id, given, from, by, now);
                db.LeaseShares.Add(share);
                standing.Add(share);
            }

            return new SetSharesResponse { Homes = standing.Where(share => share.HoldsOn(from)).Select(share => share.HomeId).Distinct().Count() };
        });
    }
}
