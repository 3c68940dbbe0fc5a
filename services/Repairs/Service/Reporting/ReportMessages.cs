using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
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
        ContactBy = repair.ContactBy is { } by ? ToMessage(by) : Wire.ContactChannel.Unspecified,
        Channel = repair.Channel is { } channel ? ToMessage(channel) : Wire.ReportChannel.Unspecified,
    };

    /// <summary>How they want to be answered; null when that is unset.</summary>
    public static ContactChannel? Read(Wire.ContactChannel by) => by switch
    {
        Wire.ContactChannel.Unspecified => null,
        Wire.ContactChannel.Phone => ContactChannel.Phone,
        Wire.ContactChannel.Text => ContactChannel.Text,
        Wire.ContactChannel.Email => ContactChannel.Email,
        Wire.ContactChannel.Letter => ContactChannel.Letter,
        Wire.ContactChannel.Portal => ContactChannel.Portal,
        _ => throw RepairRefusals.Field("contact_by", "must be CONTACT_CHANNEL_PHONE, _TEXT, _EMAIL, _LETTER or _PORTAL, or unset.").ToRpcException(),
    };

    /// <summary>How the report came; null when that is unset.</summary>
    public static ReportChannel? Read(Wire.ReportChannel channel) => channel switch
    {
        Wire.ReportChannel.Unspecified => null,
        Wire.ReportChannel.Portal => ReportChannel.Portal,
        Wire.ReportChannel.Phone => ReportChannel.Phone,
        Wire.ReportChannel.Email => ReportChannel.Email,
        Wire.ReportChannel.InPerson => ReportChannel.InPerson,
        Wire.ReportChannel.Letter => ReportChannel.Letter,
        Wire.ReportChannel.SocialMedia => ReportChannel.SocialMedia,
        Wire.ReportChannel.OtherSystem => ReportChannel.OtherSystem,
        _ => throw RepairRefusals.Field("channel", "must be REPORT_CHANNEL_PORTAL, _PHONE, _EMAIL, _IN_PERSON, _LETTER, _SOCIAL_MEDIA or _OTHER_SYSTEM, or unset.").ToRpcException(),
    };

    private static Wire.ContactChannel ToMessage(ContactChannel by) => by switch
    {
        ContactChannel.Phone => Wire.ContactChannel.Phone,
        ContactChannel.Text => Wire.ContactChannel.Text,
        ContactChannel.Email => Wire.ContactChannel.Email,
        ContactChannel.Letter => Wire.ContactChannel.Letter,
        ContactChannel.Portal => Wire.ContactChannel.Portal,
    };

    private static Wire.ReportChannel ToMessage(ReportChannel channel) => channel switch
    {
        ReportChannel.Portal => Wire.ReportChannel.Portal,
        ReportChannel.Phone => Wire.ReportChannel.Phone,
        ReportChannel.Email => Wire.ReportChannel.Email,
        ReportChannel.InPerson => Wire.ReportChannel.InPerson,
        ReportChannel.Letter => Wire.ReportChannel.Letter,
        ReportChannel.SocialMedia => Wire.ReportChannel.SocialMedia,
        ReportChannel.OtherSystem => Wire.ReportChannel.OtherSystem,
    };

    /// <summary>What everybody who lives there may see of a shared repair: what is wrong and what becomes of it, not who said so, where they live and in what words.</summary>
    public static Wire.Repair ForNeighbours(this Wire.Repair repair)
    {
        var seen = repair.Clone();
        (seen.HomeId, seen.HouseholdId, seen.Description, seen.CrimeReference) = ("", "", "", "");
        (seen.Recharge, seen.Confirmation, seen.Hazard) = (null, null, null);
        seen.Visits.Clear();
        seen.Promised.Clear();
        foreach (var line in seen.Timeline)
            line.Note = "";
        Hide(seen, _ => true);
        return seen;
    }

    /// <summary>As this caller, who may read it, sees it; residents who came later than the report have a view of their own.</summary>
    public static Wire.Repair SeenBy(this Wire.Repair repair, Caller caller, Guid? reporter, DateTimeOffset? passedOnAt) =>
        (caller.NewTo(reporter, passedOnAt) is { } since ? repair.ForTheNext(since) : repair).WithoutNotes(caller);

    /// <summary>What the landlord's people wrote down of a contact is theirs.</summary>
    private static Wire.Repair WithoutNotes(this Wire.Repair repair, Caller caller)
    {
        if (caller.Role != Role.Resident || repair.Timeline.All(m => m.Note is ""))
            return repair;
        var seen = repair.Clone();
        foreach (var line in seen.Timeline)
            line.Note = "";
        return seen;
    }

    /// <summary>What a household may see that came while the repair was open: all that happened since, and of before what is wrong and what was promised, not what was said by or of whoever lived there.</summary>
    /// <param name="repair">The repair.</param>
    /// <param name="since">Since when it is theirs.</param>
    private static Wire.Repair ForTheNext(this Wire.Repair repair, DateTimeOffset since)
    {
        var seen = repair.Clone();
        var from = since.ToTimestamp();
        (seen.Description, seen.CrimeReference) = ("", "");
        if (seen.Cause == Wire.Cause.Resident)
            seen.Cause = Wire.Cause.Wear;
        if (seen.Confirmation is { } said && said.ConfirmedAt < from)
            seen.Confirmation = null;
        if (seen.Completion is { } done && done.CompletedAt < from)
            done.Photos.Clear();
        foreach (var visit in seen.Visits.Where(v => v.EndedAt < from).ToList())
            seen.Visits.Remove(visit);
        foreach (var promise in seen.Promised.Where(p => p.PromisedAt < from).ToList())
            seen.Promised.Remove(promise);      // a complaint of those who lived there before
        seen.Hazard?.HideBefore(from);
        Hide(seen, at => at < from);
        return seen;
    }

    /// <summary>Takes out the reporter's particulars, and of the time before what was said of appointments and estimates and that there was something to pay.</summary>
    private static void Hide(Wire.Repair seen, Func<Timestamp, bool> before)
    {
        if (seen.Report is { } report)
            seen.Report = new() { Room = report.Room, Item = report.Item, Reporters = report.Reporters };
        if (seen.Appointment is { ExpectedAt: null } appointment)
            appointment.Reason = "";      // why it was moved; that somebody is late, and why, is for whoever waits
        if (seen.Estimate is { } estimate && before(estimate.EstimatedAt))
            estimate.Why = "";
        foreach (var charge in seen.Timeline.Where(t => t.Name.StartsWith("repair.recharge-", StringComparison.Ordinal) && before(t.At)).ToList())
            seen.Timeline.Remove(charge);
    }
}
