using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

internal sealed partial class CaseloadGrpc
{
    private static readonly Stage[] Open = [Stage.One, Stage.OneAnswered, Stage.Two, Stage.FinalAnswered];

    /// <summary>What one handler has of one team's.</summary>
    private sealed record Part(
        string Subject, string? Name, string? Rank, string Team, long StageOne, long StageTwo, long Answered, long DueToday, long AtRisk, long Overdue, long ActionsDue);

    public override async Task<GetWorkloadResponse> GetWorkload(GetWorkloadRequest request, ServerCallContext call)
    {
        call.Caller().RequireRead(request.Landlord);
        RequireLandlord(request.Landlord);
        var (now, policy) = (clock.Now(), policies.For(request.Landlord));
        var today = London.DayOf(now);
        var tonight = London.EndOf(today);
        var open = db.Complaints.Where(c => c.Landlord == request.Landlord && Open.Contains(c.Stage));
        if (request.Handler is not "")
            open = open.Where(c => c.HandlerSubject == request.Handler);
        if (request.Team is not "")
            open = open.Where(c => c.Team == request.Team);

        var parts = await open.GroupBy(c => new { Subject = c.HandlerSubject ?? "", c.Team })
            .Select(g => new Part(
                g.Key.Subject, g.Max(c => c.HandlerName), g.Max(c => c.HandlerRank), g.Key.Team, g.Count(c => c.Stage == Stage.One), g.Count(c => c.Stage == Stage.Two),
                g.Count(c => c.Stage == Stage.OneAnswered || c.Stage == Stage.FinalAnswered), g.Count(c => c.NextDueAt > now && c.NextDueAt <= tonight),
                g.Count(c => c.AtRiskAt <= now && c.NextDueAt > now), g.Count(c => c.NextDueAt <= now), 0))
            .ToListAsync(call.CancellationToken);
        var actions = await open.SelectMany(c => c.Remedies.Where(r => r.State == RemedyState.Promised && r.DueOn <= today), (c, _) => new { Subject = c.HandlerSubject ?? "", c.Team })
            .GroupBy(c => c).Select(g => new { g.Key.Subject, g.Key.Team, Count = g.LongCount() })
            .ToDictionaryAsync(g => (g.Subject, g.Team), g => g.Count, call.CancellationToken);
        parts = parts.ConvertAll(p => p with { ActionsDue = actions.GetValueOrDefault((p.Subject, p.Team)) });
        var away = await handlers.AwayOn(request.Landlord, today, call.CancellationToken);

        var response = new GetWorkloadResponse();
        response.Handlers.AddRange(parts.GroupBy(p => p.Subject, StringComparer.Ordinal).Select(g => new HandlerLoad
        {
            Handler = new() { Subject = g.Key, Name = g.Max(p => p.Name) ?? "", Rank = g.Max(p => p.Rank) ?? "" },
            Load = Sum(g),
            AwayThrough = away.TryGetValue(g.Key, out var through) ? through.ToMessage() : null,
        }).OrderByDescending(h => h.Load.Overdue).ThenByDescending(h => h.Load.AtRisk).ThenBy(h => h.Handler.Subject, StringComparer.Ordinal));
        response.Teams.AddRange(parts.GroupBy(p => p.Team, StringComparer.Ordinal)
            .Select(g => new TeamLoad { Team = g.Key, Name = policy.NameOfTeam(g.Key), Load = Sum(g) })
            .OrderByDescending(t => t.Load.Overdue).ThenByDescending(t => t.Load.AtRisk).ThenBy(t => t.Team, StringComparer.Ordinal));
        return response;
    }

    private static Wire.Load Sum(IEnumerable<Part> parts) => parts.Aggregate(new Wire.Load(), (sum, p) => new()
    {
        StageOne = sum.StageOne + p.StageOne,
        StageTwo = sum.StageTwo + p.StageTwo,
        Answered = sum.Answered + p.Answered,
        DueToday = sum.DueToday + p.DueToday,
        AtRisk = sum.AtRisk + p.AtRisk,
        Overdue = sum.Overdue + p.Overdue,
        ActionsDue = sum.ActionsDue + p.ActionsDue,
    });
}
