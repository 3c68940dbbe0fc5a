using Grpc.Core;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Somebody who is not known here, or speaks for somebody else, is written to where they say.</summary>
internal static class CorrespondentDecision
{
    private const int LongestName = 200;
    private const int LongestLine = 100;
    private const int MostLines = 6;

    public static Decision<ComplaintMilestone> Decide(Complaint complaint, Correspondent command, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var name = fields.Line("correspondent.name", command.Name, LongestName);
        if (command.Lines.Count is 0 or > MostLines)
            fields.Fault("correspondent.lines", $"must be 1 to {MostLines} lines of a postal address, the postcode last; there are {command.Lines.Count}.");
        var lines = command.Lines.Take(MostLines).Select((line, i) => fields.Line($"correspondent.lines[{i}]", line, LongestLine)).ToList();
        if (fields.FoundFaults)
            return fields.Refuse("CORRESPONDENT_INVALID");
        return complaint.Correspondent is { } known && (known.Name, known.LargePrint) == (name, command.LargePrint) && known.Lines.SequenceEqual(lines, StringComparer.Ordinal)
            ? Decision<ComplaintMilestone>.Nothing
            : new ComplaintMilestone.CorrespondentNamed(new(name, lines, command.LargePrint), now);
    }
}

internal sealed partial class LettersGrpc
{
    public override Task<Wire.NameCorrespondentResponse> NameCorrespondent(Wire.NameCorrespondentRequest request, ServerCallContext call)
    {
        var command = new Correspondent(request.Correspondent?.Name ?? "", [.. request.Correspondent?.Lines ?? []], request.Correspondent?.LargePrint ?? false);
        return desk.Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => CorrespondentDecision.Decide(file.Complaint, command, c.Now),
            (file, _) => new Wire.NameCorrespondentResponse { Correspondent = LetterMessages.ToMessage(file.Complaint.CorrespondentName, file.Complaint.CorrespondentLines, file.Complaint.CorrespondentLargePrint) });
    }
}
