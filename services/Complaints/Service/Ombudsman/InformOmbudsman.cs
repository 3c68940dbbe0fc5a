using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>The Ombudsman asks the landlord for something, by a day.</summary>
public sealed record RecordInformationRequest(string What, GivenDay? AnswerBy, DateTimeOffset? AskedAt);

/// <summary>What it was sent, and where that is kept.</summary>
public sealed record SendInformation(string Sent, string Reference, DateTimeOffset? SentAt);

/// <summary>What the Ombudsman asks for is sent by the day that it names (ENG-CMP-16).</summary>
internal static class InformationDecision
{
    public static Decision<ComplaintMilestone> Ask(OmbudsmanCase taken, RecordInformationRequest command, Circumstances c)
    {
        var fields = new FieldReader();
        if (Text.Fault(command.What) is { } fault)
            fields.Fault("what", fault);
        var at = fields.Past("asked_at", command.AskedAt, taken.TakenAt, "it was taken to the Ombudsman", c);
        DateOnly? by = null;
        if (command.AnswerBy is { } given)
            by = fields.Day("answer_by", given, London.DayOf(at), London.LastDay);
        else
            fields.Fault("answer_by", "must be set: the day by which the Ombudsman wants it.");
        if (fields.FoundFaults)
            return fields.Refuse("INFORMATION_REQUEST_INVALID");
        return taken.Requests.Any(r => r.What == command.What && r.AnswerBy == by)
            ? Decision<ComplaintMilestone>.Nothing
            : new ComplaintMilestone.Asked(taken.Id, Guid.CreateVersion7(c.Now), command.What, by!.Value, at);
    }

    public static Decision<ComplaintMilestone> Send(OmbudsmanCase taken, InformationRequest request, SendInformation command, Circumstances c)
    {
        if (request.SentAt is not null)
            return request.Sent == command.Sent && request.SentReference == command.Reference.Trim() ? Decision<ComplaintMilestone>.Nothing : ComplaintRefusals.SentAlready;
        var fields = new FieldReader();
        if (Text.Fault(command.Sent) is { } fault)
            fields.Fault("sent", fault);
        var reference = fields.Line("reference", command.Reference, OmbudsmanFields.LongestLine);
        var at = fields.Past("sent_at", command.SentAt, request.AskedAt, "the Ombudsman asked for it", c);
        return fields.FoundFaults ? fields.Refuse("INFORMATION_INVALID") : new ComplaintMilestone.Informed(taken.Id, request.Id, command.Sent, reference, at);
    }
}

internal sealed partial class OmbudsmanGrpc
{
    public override Task<RecordInformationRequestResponse> RecordInformationRequest(RecordInformationRequestRequest request, ServerCallContext call)
    {
        var command = new RecordInformationRequest(request.What, Precise.Day(request.AnswerBy), Precise.Instant(request.AskedAt, "asked_at"));
        return ChangeCase(
            call, request, request.RequestId, request.ComplaintId, request.CaseId, (_, taken, c) => InformationDecision.Ask(taken, command, c),
            taken => new RecordInformationRequestResponse { Case = taken });
    }

    public override Task<SendInformationResponse> SendInformation(SendInformationRequest request, ServerCallContext call)
    {
        var command = new SendInformation(request.Sent, request.Reference, Precise.Instant(request.SentAt, "sent_at"));
        var id = Ids.Parse(request.InformationRequestId, "information_request_id");
        return ChangeCase(
            call, request, request.RequestId, request.ComplaintId, request.CaseId,
            (_, taken, c) => taken.FindRequest(id) is { } asked ? InformationDecision.Send(taken, asked, command, c) : ComplaintRefusals.InformationRequestUnknown,
            taken => new SendInformationResponse { Case = taken });
    }
}
