using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Who is to handle it.</summary>
/// <param name="NoPart">Whoever assigns has asked: they had no part in the events.</param>
/// <param name="Reason">Why somebody else than until now.</param>
public sealed record AssignHandler(Handler Handler, bool NoPart, string Reason);

/// <summary>Nobody who took part in the events handles a complaint about them; at stage two somebody else than before, and more senior (HAV-CMP-15).</summary>
internal static class HandlerDecision
{
    private const int Longest = 200;

    /// <summary>Who it is from now on.</summary>
    /// <param name="policy">The landlord's.</param>
    /// <param name="complaint">The complaint.</param>
    /// <param name="command">Who.</param>
    /// <param name="people">Those on the record of the case that it is about by now, beside those known from the start.</param>
    /// <param name="now">When.</param>
    /// <param name="away">Where they are away, until when, and who is here instead; null for whoever is here.</param>
    public static Decision<ComplaintMilestone> Decide(
        ComplaintPolicy policy, Complaint complaint, AssignHandler command, IReadOnlyList<string> people, DateTimeOffset now, Away? away = null)
    {
        if (ComplaintRefusals.NotBeingHandled(complaint) is { } refusal)
            return refusal;
        var handler = new Handler(command.Handler.Subject.Trim(), command.Handler.Name.Trim(), command.Handler.Rank);
        if (handler == new Handler(complaint.HandlerSubject ?? "", complaint.HandlerName ?? "", complaint.HandlerRank ?? ""))
            return Decision<ComplaintMilestone>.Nothing;

        var fields = new FieldReader();
        fields.Line("handler.subject", handler.Subject, Longest);
        fields.Line("handler.name", handler.Name, Longest);
        if (policy.Seniority(handler.Rank) < 0)
            fields.Fault("handler.rank", $"must be one of {string.Join(", ", policy.Ranks.Select(r => r.Key))}.");
        if (!command.NoPart)
            fields.Fault("no_part_in_events", "must be true: ask first, and name somebody else if they took part in what the complaint is about.");
        if (complaint.HandlerSubject is not null && complaint.HandlerSubject != handler.Subject && Text.Fault(command.Reason) is { } fault)
            fields.Fault("reason", $"{fault} Somebody else handled it until now.");
        if (fields.FoundFaults)
            return fields.Refuse("HANDLER_INVALID");

        if (complaint.Concerned.Concat(people).Contains(handler.Subject, StringComparer.Ordinal))
            return ComplaintRefusals.HandlerConflict(handler.Subject);
        if (complaint.StageNumber == 2 && SeniorEnough(policy, complaint, handler) is { } wrong)
            return wrong;
        if (away is not null)
        {
            var able = away.Others.Where(o => Decide(policy, complaint, command with { Handler = o }, people, now) is not Decision<ComplaintMilestone>.Refused);
            return ComplaintRefusals.HandlerAway(handler.Subject, away.Through, able);
        }

        return new ComplaintMilestone.HandlerAssigned(complaint.StageNumber, handler, command.Reason is "" ? null : command.Reason, now);
    }

    private static Refusal? SeniorEnough(ComplaintPolicy policy, Complaint complaint, Handler handler)
    {
        var before = complaint.Handlers.Where(h => h.Stage == 1).ToList();
        if (before.Exists(h => h.Subject == handler.Subject))
            return ComplaintRefusals.HandlerOfStageOne(handler.Subject);
        var least = Math.Max(policy.Seniority(policy.StageTwo.Least), before.Count == 0 ? 0 : before.Max(h => policy.Seniority(h.Rank)) + 1);
        // Nobody is above the most senior rank; another of that rank will do.
        least = Math.Min(least, policy.Ranks.Count - 1);
        return policy.Seniority(handler.Rank) < least ? ComplaintRefusals.HandlerTooJunior(policy.Ranks[least].Name) : null;
    }
}

internal sealed partial class ComplaintsGrpc
{
    public override Task<AssignHandlerResponse> AssignHandler(AssignHandlerRequest request, ServerCallContext call)
    {
        var given = request.Handler ?? new();
        var command = new AssignHandler(new(given.Subject, given.Name, given.Rank), request.NoPartInEvents, request.Reason);
        return desk.Change(
            call, request, request.RequestId, request.ComplaintId,
            async (file, c) => HandlerDecision.Decide(
                c.Policy, file.Complaint, command, await handlers.People(file.Complaint, call.CancellationToken), c.Now,
                await handlers.AwayOn(file.Complaint.Landlord, command.Handler.Subject.Trim(), c.Today, call.CancellationToken)),
            (file, c) => new AssignHandlerResponse { Complaint = file.ToMessage(c) });
    }
}
