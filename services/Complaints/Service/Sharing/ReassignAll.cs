using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Somebody who may take cases over.</summary>
/// <param name="Has">How many they handle already.</param>
/// <param name="AwayThrough">Null for whoever is here.</param>
public sealed record Taker(Handler Handler, int Has, DateOnly? AwayThrough);

/// <summary>One case of somebody's, with those who took part in what it is about.</summary>
public sealed record Handed(Complaint Complaint, IReadOnlyList<string> People);

/// <summary>What becomes of one of them: it goes to somebody, or stays and here is why nobody may have it.</summary>
public sealed record Reassigned(Complaint Complaint, ComplaintMilestone? To, IReadOnlyList<(Handler Taker, Refusal Why)> Refusals);

/// <summary>Each case goes to whoever has least of those who may take it, by the rules of <see cref="HandlerDecision"/>, which are asked case by case.</summary>
internal static class ReassignmentDecision
{
    /// <summary>What becomes of every case.</summary>
    /// <param name="policy">The landlord's.</param>
    /// <param name="cases">Those of whoever is away.</param>
    /// <param name="takers">Those who are to take them.</param>
    /// <param name="noPart">Whoever assigns has asked each of them.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">When.</param>
    public static IReadOnlyList<Reassigned> Decide(ComplaintPolicy policy, IReadOnlyList<Handed> cases, IReadOnlyList<Taker> takers, bool noPart, string reason, DateTimeOffset now)
    {
        var has = takers.ToDictionary(t => t.Handler.Subject, t => t.Has, StringComparer.Ordinal);
        return [.. cases.Select(handed =>
        {
            List<(Handler Taker, Refusal Why)> refusals = [];
            foreach (var taker in takers.OrderBy(t => has[t.Handler.Subject]).ThenBy(t => t.Handler.Subject, StringComparer.Ordinal))
            {
                var away = taker.AwayThrough is { } through ? new Away(through, []) : null;
                var decision = HandlerDecision.Decide(policy, handed.Complaint, new(taker.Handler, noPart, reason), handed.People, now, away);
                if (decision is Decision<ComplaintMilestone>.Refused { Why: var why })
                {
                    refusals.Add((taker.Handler, why));
                    continue;
                }

                has[taker.Handler.Subject]++;
                return new Reassigned(handed.Complaint, decision.Milestones.FirstOrDefault(), []);
            }

            return new Reassigned(handed.Complaint, null, refusals);
        })];
    }

    /// <summary>What is wrong with the request as a whole; null when it can be asked case by case.</summary>
    public static Refusal? Check(ComplaintPolicy policy, string from, IReadOnlyList<Handler> to, bool noPart, string reason, int stage)
    {
        const int most = 20;
        const int longest = 200;
        var fields = new FieldReader();
        fields.Line("from", from, longest);
        if (to.Count is 0 or > most)
            fields.Fault("to", $"must be 1 to {most}; there are {to.Count}.");
        for (var i = 0; i < Math.Min(to.Count, most); i++)
        {
            fields.Line($"to[{i}].subject", to[i].Subject, longest);
            fields.Line($"to[{i}].name", to[i].Name, longest);
            if (policy.Seniority(to[i].Rank) < 0)
                fields.Fault($"to[{i}].rank", $"must be one of {string.Join(", ", policy.Ranks.Select(r => r.Key))}.");
            if (to[i].Subject == from || to.Take(i).Any(t => t.Subject == to[i].Subject))
                fields.Fault($"to[{i}].subject", "must be somebody else than whoever handles them now, each once.");
        }

        if (!noPart)
            fields.Fault("no_part_in_events", "must be true: ask each of them first, and leave out who took part in what a complaint is about.");
        if (Text.Fault(reason) is { } fault)
            fields.Fault("reason", fault);
        if (stage is not (0 or 1 or 2))
            fields.Fault("stage", "must be 1 or 2; leave it unset for both.");
        return fields.FoundFaults ? fields.Refuse("REASSIGNMENT_INVALID") : null;
    }
}

internal sealed partial class CaseloadGrpc
{
    private const int MostCases = 200;

    public override Task<ReassignAllResponse> ReassignAll(ReassignAllRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireAct(request.Landlord);
        RequireLandlord(request.Landlord);
        var policy = policies.For(request.Landlord);
        List<Handler> to = [.. request.To.Select(h => new Handler(h.Subject.Trim(), h.Name.Trim(), h.Rank))];
        if (ReassignmentDecision.Check(policy, request.From, to, request.NoPartInEvents, request.Reason, request.Stage) is { } refusal)
            throw refusal.ToRpcException();

        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var now = clock.Now();
            var found = await Cases(request, call.CancellationToken);
            // Repairs is asked about all of them at once, and so no longer than about one.
            var people = await Task.WhenAll(found.Select(file => handlers.People(file.Complaint, call.CancellationToken)));
            var takers = await Takers(request.Landlord, to, London.DayOf(now), call.CancellationToken);
            var decided = ReassignmentDecision.Decide(
                policy, [.. found.Zip(people, (file, who) => new Handed(file.Complaint, who))], takers, request.NoPartInEvents, request.Reason, now);

            var response = new ReassignAllResponse();
            foreach (var (file, (complaint, milestone, refusals)) in found.Zip(decided))
            {
                if (milestone is not null)
                {
                    files.Record(file, [milestone], CaseDesk.By(caller), now);
                    response.Moved.Add(new ReassignedComplaint { ComplaintId = complaint.Id.ToString(), Reference = complaint.Reference, To = complaint.HandlerSubject });
                }
                else
                {
                    response.Stayed.Add(new StayingComplaint
                    {
                        ComplaintId = complaint.Id.ToString(),
                        Reference = complaint.Reference,
                        Refusals = { refusals.Select(r => new HandlerRefusal { Handler = r.Taker.Subject, Code = r.Why.Code, Sentence = r.Why.Sentence }) },
                    });
                }
            }

            return response;
        });
    }

    /// <summary>What whoever is away is handling, what is owed first before the rest.</summary>
    private async Task<List<CaseFile>> Cases(ReassignAllRequest request, CancellationToken cancellationToken)
    {
        var theirs = db.Complaints.Where(c => c.Landlord == request.Landlord && c.HandlerSubject == request.From);
        theirs = request.Stage switch
        {
            1 => theirs.Where(c => c.Stage == Stage.One),
            2 => theirs.Where(c => c.Stage == Stage.Two),
            _ => theirs.Where(c => c.Stage == Stage.One || c.Stage == Stage.Two),
        };
        if (request.Team is not "")
            theirs = theirs.Where(c => c.Team == request.Team);
        var ids = await theirs.OrderBy(c => c.NextDueAt).ThenBy(c => c.Id).Select(c => c.Id).Take(MostCases + 1).ToListAsync(cancellationToken);
        if (ids.Count > MostCases)
            throw ComplaintRefusals.TooManyCases(MostCases).ToRpcException();
        var found = new List<CaseFile>(ids.Count);
        foreach (var id in ids)
            found.Add(await desk.Load(id, cancellationToken));
        return found;
    }

    private async Task<IReadOnlyList<Taker>> Takers(string landlord, List<Handler> to, DateOnly today, CancellationToken cancellationToken)
    {
        var subjects = to.Select(h => h.Subject).ToArray();
        var has = await db.Complaints.Where(c => c.Landlord == landlord && (c.Stage == Stage.One || c.Stage == Stage.Two) && subjects.Contains(c.HandlerSubject))
            .GroupBy(c => c.HandlerSubject!).Select(g => new { Subject = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Subject, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var away = await handlers.AwayOn(landlord, today, cancellationToken);
        return to.ConvertAll(h => new Taker(h, has.GetValueOrDefault(h.Subject), away.TryGetValue(h.Subject, out var through) ? through : null));
    }
}
