using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>A household was spoken or written to, or somebody tried, as given.</summary>
public sealed record RecordContact(ContactChannel Channel, DateTimeOffset? At, bool Reached, string Said, string Evidence);

/// <summary>Says whether a contact can be recorded, and what it is: to have tried and reached nobody is kept, and is no contact.</summary>
public static class ContactDecision
{
    public static Decision<ArrearsMilestone> Decide(ArrearsCase file, RecordContact command, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var said = fields.Line("said", command.Said, ArrearsRefusals.LongestNote);
        var evidence = command.Evidence is "" ? null : fields.Line("evidence", command.Evidence, ArrearsRefusals.LongestEvidence);
        if (command.At > now || command.At < file.OpenedAt)
            fields.Fault("at", $"must be from {file.OpenedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, when the case was opened, to now; it is {command.At:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        if (fields.FoundFaults)
            return fields.Refuse("CONTACT_INVALID");
        return file.ClosedAt is not null
            ? ArrearsRefusals.CaseClosed
            : new ArrearsMilestone(command.Reached ? ArrearsAct.Contacted : ArrearsAct.ContactTried, by, command.At ?? now) { Channel = command.Channel, Note = said, Evidence = evidence };
    }
}

internal sealed partial class ArrearsGrpc
{
    public override Task<RecordArrearsContactResponse> RecordArrearsContact(RecordArrearsContactRequest request, ServerCallContext call)
    {
        var caseId = Ids.Parse(request.CaseId, "case_id");
        var command = new RecordContact(Channel(request.Channel), Instants.Parse(request.At, "at"), request.Reached, request.Said, request.Evidence);
        return desk.Change(call, request, request.RequestId, caseId, async (file, account, now) =>
        {
            var caller = call.Caller();
            foreach (var contact in AccountDesk.Accepted(ContactDecision.Decide(file, command, caller.Subject, now)))
            {
                var name = contact.Act == ArrearsAct.Contacted ? "arrears.contacted" : "arrears.contact-tried";
                await desk.Record(file, account, contact, name, Facts.Of(("channel", IncomeMessages.Word(command.Channel))), new Recording($"{caller.RoleName} {caller.Subject}"), now, call.CancellationToken);
            }

            return new RecordArrearsContactResponse { Case = Message(file) };
        });
    }

    private static ContactChannel Channel(Wire.ContactChannel given) => given switch
    {
        Wire.ContactChannel.Phone => ContactChannel.Phone,
        Wire.ContactChannel.Visit => ContactChannel.Visit,
        Wire.ContactChannel.Office => ContactChannel.Office,
        Wire.ContactChannel.Letter => ContactChannel.Letter,
        Wire.ContactChannel.Email => ContactChannel.Email,
        Wire.ContactChannel.Text => ContactChannel.Text,
        _ => throw IncomeRefusals.Field("channel", "must be phone, visit, office, letter, email or text.").ToRpcException(),
    };
}
