using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>A complaint as callers see it.</summary>
internal static class ComplaintMessages
{
    /// <summary>The whole case, as this caller may see it: a resident without what the landlord's people think it over with.</summary>
    public static Wire.Complaint ToMessage(this CaseFile file, Circumstances c)
    {
        var (complaint, staff) = (file.Complaint, c.Caller.Role != Role.Resident);
        var message = complaint.ToSummary(staff, c.Now);
        message.Understanding = complaint.Understanding ?? "";
        message.EscalationWords = complaint.EscalationWords ?? "";
        message.EscalationRefused = complaint.EscalationRefused ?? "";
        message.Issues.Clear();
        message.Issues.AddRange(complaint.Issues.Select(i => ToMessage(complaint, i, staff)));
        message.Contacts.AddRange(complaint.Contacts.Select(contact => contact.ToMessage()));
        message.Extensions.AddRange(complaint.Extensions.Select(e => e.ToMessage()));
        message.Replies.AddRange(complaint.Replies.Select(r => r.ToMessage()));
        message.Remedies.AddRange(complaint.Remedies.Where(r => staff || r.State is RemedyState.Promised or RemedyState.Done).Select(r => r.ToMessage(staff)));
        if (staff)
        {
            message.CorrespondentName = complaint.CorrespondentName ?? "";
            message.CorrespondentLines.AddRange(complaint.CorrespondentLines);
            message.Plan = complaint.Plan ?? "";
            message.Evidence.AddRange(complaint.Evidence.Select(e => e.ToMessage()));
        }

        message.Timeline.AddRange(complaint.Timeline.Where(t => staff || IsOpenToAll(t.Name)).OrderBy(t => t.At).ThenBy(t => t.Number).Select(ToMessage));
        message.Commitments.AddRange(file.Commitments.Concat(staff ? file.OfOmbudsman : []).OrderBy(p => p.DueAt).ThenBy(p => p.StandardId, StringComparer.Ordinal).Select(p => ToMessage(p, c.Now)));
        return message;
    }

    /// <summary>What a list shows of it; a resident reads the handler's name alone.</summary>
    public static Wire.Complaint ToSummary(this Complaint complaint, bool staff, DateTimeOffset now)
    {
        var message = new Wire.Complaint
        {
            ComplaintId = complaint.Id.ToString(),
            Reference = complaint.Reference,
            Landlord = complaint.Landlord,
            HomeId = complaint.HomeId?.ToString() ?? "",
            HouseholdId = complaint.HouseholdId?.ToString() ?? "",
            Stage = complaint.Stage.ToMessage(),
            Channel = complaint.Channel.ToMessage(),
            Words = complaint.Words,
            OutcomeWanted = complaint.OutcomeWanted ?? "",
            ReceivedAt = complaint.ReceivedAt.ToTimestamp(),
            Team = complaint.Team,
            Handler = complaint.HandlerSubject is { } subject ? new() { Subject = staff ? subject : "", Name = complaint.HandlerName, Rank = staff ? complaint.HandlerRank : "" } : null,
            AboutService = complaint.AboutService ?? "",
            AboutCaseId = complaint.AboutCaseId?.ToString() ?? "",
            JointWith = complaint.JointWith?.ToString() ?? "",
            Reopens = complaint.Reopens?.ToString() ?? "",
            ReopenedAs = complaint.ReopenedAs?.ToString() ?? "",
            Representative = complaint.RepresentativeName is { } name ? new() { Name = name, AuthorityReference = complaint.RepresentativeAuthority } : null,
            DecideBy = complaint.DecideBy?.ToMessage(),
            EndedReason = complaint.EndedReason ?? "",
            FactsPending = complaint.FactsPending,
            OldSystem = complaint.OldSystem ?? "",
            OldReference = complaint.OldReference ?? "",
            NextDueAt = complaint.NextDueAt?.ToTimestamp(),
            AtRisk = complaint.AtRiskAt <= now,
            WithOmbudsman = complaint.TakenToOmbudsmanAt is not null,
            SevereMaladministration = complaint.Severe,
        };
        message.Issues.AddRange(complaint.Issues.OrderBy(i => i.Number).Select(i => new Wire.Issue { Number = i.Number, Subject = i.Subject, Text = i.Text }));
        return message;
    }

    public static Wire.Stage ToMessage(this Stage stage) => stage switch
    {
        Stage.ServiceRequest => Wire.Stage.ServiceRequest,
        Stage.One => Wire.Stage.One,
        Stage.OneAnswered => Wire.Stage.OneAnswered,
        Stage.Two => Wire.Stage.Two,
        Stage.FinalAnswered => Wire.Stage.FinalAnswered,
        Stage.Excluded => Wire.Stage.Excluded,
        Stage.Withdrawn => Wire.Stage.Withdrawn,
        Stage.Closed => Wire.Stage.Closed,
    };

    /// <summary>Null for a stage this version has not heard of.</summary>
    public static Stage? Read(Wire.Stage stage) => stage switch
    {
        Wire.Stage.ServiceRequest => Stage.ServiceRequest,
        Wire.Stage.One => Stage.One,
        Wire.Stage.OneAnswered => Stage.OneAnswered,
        Wire.Stage.Two => Stage.Two,
        Wire.Stage.FinalAnswered => Stage.FinalAnswered,
        Wire.Stage.Excluded => Stage.Excluded,
        Wire.Stage.Withdrawn => Stage.Withdrawn,
        Wire.Stage.Closed => Stage.Closed,
        _ => null,
    };

    public static Wire.Channel ToMessage(this Channel channel) => channel switch
    {
        Channel.Phone => Wire.Channel.Phone,
        Channel.Letter => Wire.Channel.Letter,
        Channel.Email => Wire.Channel.Email,
        Channel.Web => Wire.Channel.Web,
        Channel.Portal => Wire.Channel.Portal,
        Channel.InPerson => Wire.Channel.InPerson,
        Channel.Representative => Wire.Channel.Representative,
    };

    /// <summary>Null for one that is unset or that this version has not heard of.</summary>
    public static Channel? Read(Wire.Channel channel) => channel switch
    {
        Wire.Channel.Phone => Channel.Phone,
        Wire.Channel.Letter => Channel.Letter,
        Wire.Channel.Email => Channel.Email,
        Wire.Channel.Web => Channel.Web,
        Wire.Channel.Portal => Channel.Portal,
        Wire.Channel.InPerson => Channel.InPerson,
        Wire.Channel.Representative => Channel.Representative,
        _ => null,
    };

    public static Wire.FindingOutcome ToMessage(this FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Upheld => Wire.FindingOutcome.Upheld,
        FindingOutcome.PartlyUpheld => Wire.FindingOutcome.PartlyUpheld,
        FindingOutcome.NotUpheld => Wire.FindingOutcome.NotUpheld,
    };

    public static Wire.Finding ToMessage(this Finding finding) => new() { Stage = finding.Stage, Outcome = finding.Outcome.ToMessage(), Reasons = finding.Reasons, RootCause = finding.RootCause ?? "" };

    public static Wire.Evidence ToMessage(this Evidence evidence) => new() { Number = evidence.Number, What = evidence.What, Reference = evidence.Reference };

    public static Wire.Remedy ToMessage(this Remedy remedy, bool staff = true)
    {
        var message = new Wire.Remedy
        {
            RemedyId = remedy.Id.ToString(),
            WorkedOut = remedy.WorkedOut ?? "",
            Stage = remedy.Stage,
            Kind = remedy.Kind switch
            {
                RemedyKind.Apology => Wire.RemedyKind.Apology,
                RemedyKind.Compensation => Wire.RemedyKind.Compensation,
                RemedyKind.Works => Wire.RemedyKind.Works,
                RemedyKind.Action => Wire.RemedyKind.Action,
            },
            State = remedy.State switch
            {
                RemedyState.WaitsForApproval => Wire.RemedyState.WaitsForApproval,
                RemedyState.Ready => Wire.RemedyState.Ready,
                RemedyState.Promised => Wire.RemedyState.Promised,
                RemedyState.Done => Wire.RemedyState.Done,
                RemedyState.Dropped => Wire.RemedyState.Dropped,
            },
            Words = remedy.Words,
            Category = remedy.Category ?? "",
            Pence = remedy.Pence ?? 0,
            HomeId = remedy.HomeId?.ToString() ?? "",
            Fault = remedy.Fault ?? "",
            Owner = remedy.Owner ?? "",
            DueOn = remedy.DueOn?.ToMessage(),
            DoneAt = remedy.DoneAt?.ToTimestamp(),
            Proof = remedy.Proof ?? "",
            RepairId = remedy.RepairId?.ToString() ?? "",
            StoppedReason = staff ? remedy.StoppedReason ?? "" : "",
            GoesOnReason = staff ? remedy.GoesOnReason ?? "" : "",
        };
        message.Evidence.AddRange(remedy.Evidence);
        return message;
    }

    public static Wire.Extension ToMessage(this Extension extension)
    {
        var message = new Wire.Extension { Stage = extension.Stage, NewDay = extension.NewDay.ToMessage(), Reason = extension.Reason, At = extension.At.ToTimestamp() };
        if (extension is { AgreedBy: { } by, AgreedAt: { } at, AgreementReference: { } reference })
            message.Agreement = new() { Channel = by.ToMessage(), At = at.ToTimestamp(), Reference = reference };
        message.Extended.AddRange(extension.Promises);
        message.Unchanged.AddRange(extension.Staying);
        return message;
    }

    public static Wire.Reply ToMessage(this Reply reply) => new()
    {
        Stage = reply.Stage,
        Outcome = reply.Outcome.ToMessage(),
        Text = reply.Text,
        Escalation = reply.Escalation ?? "",
        Ombudsman = reply.Ombudsman,
        Early = reply.Early,
        At = reply.At.ToTimestamp(),
    };

    private static Wire.Contact ToMessage(this Contact contact) => new()
    {
        At = contact.At.ToTimestamp(), Channel = contact.Channel.ToMessage(), Reached = contact.Reached, Note = contact.Note, NextSteps = contact.NextSteps,
    };

    /// <summary>A resident reads what was found once it was answered.</summary>
    private static Wire.Issue ToMessage(Complaint complaint, Issue issue, bool staff)
    {
        var message = new Wire.Issue { Number = issue.Number, Subject = issue.Subject, Text = issue.Text };
        var decided = complaint.Findings.Where(f => f.Issue == issue.Number && (staff || complaint.Replies.Any(r => r.Stage == f.Stage))).GroupBy(f => f.Stage).Select(g => g.Last());
        message.Findings.AddRange(decided.Select(f => f.ToMessage()));
        return message;
    }

    private static bool IsOpenToAll(string name) =>
        name is not ("complaint.investigation-planned" or "complaint.evidence-added" or "complaint.found" or "complaint.remedy-proposed" or "complaint.remedy-approved" or "complaint.remedy-dropped" or "complaint.lesson-drawn" or "complaint.nothing-learnt"
            or "complaint.works-stopped" or "complaint.works-go-on" or "ombudsman.works-go-on" or "ombudsman.asked" or "ombudsman.informed" or "ombudsman.works-stopped" or "ombudsman.done"
            or "complaint.handler-assigned" or "complaint.routed");

    private static Wire.Milestone ToMessage(TimelineEntry entry) => new()
    {
        Name = entry.Name, At = entry.At.ToTimestamp(), By = entry.ByRole, RecordedAt = entry.RecordedAt.ToTimestamp(), Note = entry.Note ?? "",
    };

    private static Wire.Commitment ToMessage(Commitment commitment, DateTimeOffset now) => new()
    {
        StandardId = commitment.StandardId,
        Summary = commitment.Summary,
        Source = commitment.Source,
        StartedAt = commitment.StartedAt.ToTimestamp(),
        DueAt = commitment.DueAt.ToTimestamp(),
        OriginalDueAt = commitment.OriginalDueAt.ToTimestamp(),
        Outcome = commitment.OutcomeAt(now) switch
        {
            Outcome.Open => Wire.Outcome.Open,
            Outcome.Met => Wire.Outcome.Met,
            Outcome.Missed => Wire.Outcome.Missed,
            Outcome.Cancelled => Wire.Outcome.Cancelled,
        },
        MetAt = commitment.MetAt?.ToTimestamp(),
    };
}
