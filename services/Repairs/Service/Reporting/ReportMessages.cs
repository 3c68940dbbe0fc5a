using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>What a report said, as callers see it.</summary>
internal static class ReportMessages
{
    public static Wire.ReportDetails ToReport(this Repair repair) => new()
    {
        Room = repair.Room ?? "",
        Item = repair.Item ?? "",
        Answers = { repair.Answers.All.Select(a => new Wire.Answer { Question = a.Question, Answer_ = a.Answer }) },
        Reporters = repair.Reporters.Count + 1,
        PhotoReferences = { repair.Photos },
        AccessNotes = repair.AccessNotes ?? "",
        ContactBy = repair.ContactBy is { } by ? (Wire.ContactChannel)((int)by + 1) : Wire.ContactChannel.Unspecified,
        Channel = repair.Channel is { } channel ? (Wire.ReportChannel)((int)channel + 1) : Wire.ReportChannel.Unspecified,
    };

    /// <summary>What everybody who lives there may see of a shared repair: what is wrong and what becomes of it, not who said so, where they live and in what words.</summary>
    public static Wire.Repair ForNeighbours(this Wire.Repair repair)
    {
        var seen = repair.Clone();
        (seen.HomeId, seen.HouseholdId, seen.Description, seen.CrimeReference) = ("", "", "", "");
        (seen.Recharge, seen.Confirmation) = (null, null);
        seen.Visits.Clear();
        if (seen.Report is { } report)
            seen.Report = new() { Room = report.Room, Item = report.Item, Reporters = report.Reporters };
        return seen;
    }
}
