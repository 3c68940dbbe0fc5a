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
        var named = Read(fields, "correspondent", command);
        if (fields.FoundFaults)
            return fields.Refuse("CORRESPONDENT_INVALID");
        return complaint.Correspondent is { } known && (known.Name, known.LargePrint) == (named.Name, named.LargePrint) && known.Lines.SequenceEqual(named.Lines, StringComparer.Ordinal)
            ? Decision<ComplaintMilestone>.Nothing
            : new ComplaintMilestone.CorrespondentNamed(named, now);
    }

    /// <summary>Where somebody is to be written to, with every fault of it in <paramref name="fields"/>.</summary>
    public static Correspondent Read(FieldReader fields, string path, Correspondent given)
    {
        var name = fields.Line($"{path}.name", given.Name, LongestName);
        if (given.Lines.Count is 0 or > MostLines)
            fields.Fault($"{path}.lines", $"must be 1 to {MostLines} lines of a postal address, the postcode last; there are {given.Lines.Count}.");
        return new(name, [.. given.Lines.Take(MostLines).Select((line, i) => fields.Line($"{path}.lines[{i}]", line, LongestLine))], given.LargePrint);
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
