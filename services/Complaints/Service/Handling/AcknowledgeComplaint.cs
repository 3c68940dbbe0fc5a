using Grpc.Core;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What the resident is told when it is logged.</summary>
/// <param name="DecideBy">Null for the last day on which every promise of an answer is kept.</param>
public sealed record AcknowledgeComplaint(string Understanding, string NextSteps, GivenDay? DecideBy);

/// <summary>
/// An acknowledgement says how the complaint was understood (ENG-CMP-01), who handles it (OHO-CMP-06, OHC-CMP-03), what happens next (HAV-CMP-11) and by which day
/// there is a decision (OHC-CMP-03). Without a handler there is none.
/// </summary>
internal static class AcknowledgementDecision
{
    /// <summary>What is said, with the day of the decision.</summary>
    /// <param name="file">The complaint with its promises.</param>
    /// <param name="command">What is said.</param>
    /// <param name="c">The law's clock of the answer starts with the acknowledgement itself, so it is asked there.</param>
    public static Decision<ComplaintMilestone> Decide(CaseFile file, AcknowledgeComplaint command, Circumstances c)
    {
        var complaint = file.Complaint;
        if (ComplaintRefusals.NotBeingHandled(complaint) is { } refusal)
            return refusal;
        if (complaint.IsAcknowledged)
            return Decision<ComplaintMilestone>.Nothing;
        if (complaint.HandlerSubject is null)
            return ComplaintRefusals.HandlerMissing;

        var fields = new FieldReader();
        if (Text.Fault(command.Understanding) is { } understanding)
            fields.Fault("understanding", understanding);
        if (Text.Fault(command.NextSteps) is { } steps)
            fields.Fault("next_steps", steps);
        var last = LastDay(file, command, c);
        DateOnly? day = last;
        if (command.DecideBy is { } given)
            day = fields.Day("decide_by", given, c.Today, last ?? London.LastDay);
        if (fields.FoundFaults)
            return fields.Refuse("ACKNOWLEDGEMENT_INVALID");
        return day is { } decided
            ? new ComplaintMilestone.Acknowledged(complaint.StageNumber, command.Understanding, command.NextSteps, decided, c.Now)
            : ComplaintRefusals.DecisionDayPassed;
    }

    /// <summary>The last day on which every promise of an answer that can still be kept is kept; null when none can.</summary>
    private static DateOnly? LastDay(CaseFile file, AcknowledgeComplaint command, Circumstances c)
    {
        var complaint = file.Complaint;
        var said = new ComplaintMilestone.Acknowledged(complaint.StageNumber, command.Understanding, command.NextSteps, c.Today, c.Now);
        var starting = c.Standards.Match(complaint.Landlord, new Milestone(said.Name, said.At, ComplaintFacts.Of(complaint, said)))
            .Where(m => m.Standard.Service == "complaints" && AnswerPromise.Is(m.Standard.Until, complaint)).Select(m => (DateTimeOffset?)m.Due);
        var running = file.Commitments.Where(p => p.OutcomeAt(c.Now) == Outcome.Open && AnswerPromise.Is(p.Until, complaint)).Select(p => (DateTimeOffset?)p.DueAt);
        return starting.Concat(running).Min() is { } due ? London.DayOf(due.AddTicks(-1)) : null;
    }
}

internal sealed partial class ComplaintsGrpc
{
    public override Task<Wire.AcknowledgeComplaintResponse> AcknowledgeComplaint(Wire.AcknowledgeComplaintRequest request, ServerCallContext call)
    {
        var command = Read(request);
        return Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => AcknowledgementDecision.Decide(file, command, c),
            complaint => new Wire.AcknowledgeComplaintResponse { Complaint = complaint });
    }

    internal static AcknowledgeComplaint Read(Wire.AcknowledgeComplaintRequest request) => new(request.Understanding, request.NextSteps, Precise.Day(request.DecideBy));
}
