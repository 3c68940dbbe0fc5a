using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Somebody spoke or wrote to the resident, or tried to.</summary>
public sealed record RecordContact(Channel? Channel, bool Reached, string Note, string NextSteps, DateTimeOffset? At);

/// <summary>The contact log. Whoever is reached is told what happens next (HAV-CMP-11).</summary>
internal static class ContactDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, RecordContact command, DateTimeOffset now, TimeSpan tolerance)
    {
        if (complaint.Contacts.Any(c => c.At == command.At && c.Channel == command.Channel && c.Reached == command.Reached && c.Note == command.Note))
            return Decision<ComplaintMilestone>.Nothing;
        if (complaint.HasEnded)
            return ComplaintRefusals.Ended(complaint);

        var fields = new FieldReader();
        if (command.Channel is null or Channel.Representative)
            fields.Fault("channel", "must be CHANNEL_PHONE, CHANNEL_LETTER, CHANNEL_EMAIL, CHANNEL_WEB, CHANNEL_PORTAL or CHANNEL_IN_PERSON.");
        if (Text.Fault(command.Note) is { } note)
            fields.Fault("note", note);
        if (command.Reached && Text.Fault(command.NextSteps) is { } steps)
            fields.Fault("next_steps", $"{steps} Whoever is reached is told what happens next (HAV-CMP-11).");
        if (command.At > now + tolerance)
            fields.Fault("at", "must not be in the future; leave it unset for now.");
        if (command.At < complaint.ReceivedAt)
            fields.Fault("at", "must not be before the complaint was received.");
        return fields.FoundFaults
            ? fields.Refuse("CONTACT_INVALID")
            : new ComplaintMilestone.Contacted(command.Channel!.Value, command.Reached, command.Note, command.NextSteps, command.At < now ? command.At.Value : now);
    }
}

internal sealed partial class ComplaintsGrpc
{
    public override Task<RecordContactResponse> RecordContact(RecordContactRequest request, ServerCallContext call)
    {
        var command = new RecordContact(ComplaintMessages.Read(request.Channel), request.Reached, request.Note, request.NextSteps, Precise.Instant(request.At, "at"));
        return Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => ContactDecision.Decide(file.Complaint, command, c.Now, c.Tolerance),
            complaint => new RecordContactResponse { Complaint = complaint });
    }
}
