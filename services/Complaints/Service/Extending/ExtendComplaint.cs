using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Another day for the answer of the stage that the complaint is in.</summary>
public sealed record ExtendComplaint(GivenDay? NewDay, string Reason, Agreement? Agreement);

/// <summary>
/// Each promise of the answer is extended only where its own clause, or the law for its own clock, lets it (HAV-CMP-10, OHO-CMP-08, ENG-CMP-08, ENG-CMP-09); the
/// others stay, are missed, and both are reported. Only while it is still open, with the reason, and the resident is told with the Ombudsman's details.
/// </summary>
internal static class ExtensionDecision
{
    private const int LongestReference = 200;

    /// <summary>What one promise allows: until which day, or why not.</summary>
    private sealed record Allowance(Commitment Promise, ExtensionRow? Row, DateOnly? Latest, Refusal? Not)
    {
        public bool Covers(DateOnly day) => Not is null && !(day > Latest);
    }

    public static Decision<ComplaintMilestone> Decide(CaseFile file, ExtendComplaint command, Circumstances c)
    {
        var complaint = file.Complaint;
        if (ComplaintRefusals.NotBeingHandled(complaint) is { } refusal)
            return refusal;

        var fields = new FieldReader();
        if (Text.Fault(command.Reason) is { } reason)
            fields.Fault("reason", reason);
        DateOnly? read = null;
        if (command.NewDay is null)
            fields.Fault("new_day", "must be set: the day by which the resident has the answer instead.");
        else
            read = fields.Day("new_day", command.NewDay, c.Today, London.LastDay);
        if (command.Agreement is { } agreement)
            CheckAgreement(fields, agreement, complaint, c);
        if (fields.FoundFaults)
            return fields.Refuse("EXTENSION_INVALID");

        var day = read!.Value;
        if (complaint.Extensions.LastOrDefault() is { } last && last.Stage == complaint.StageNumber && last.NewDay == day && last.Reason == command.Reason)
            return Decision<ComplaintMilestone>.Nothing;

        var open = file.Commitments.FindAll(p => p.OutcomeAt(c.Now) == Outcome.Open && AnswerPromise.Is(p.Until, complaint));
        if (open.Count == 0)
            return ComplaintRefusals.ExtensionTooLate;
        var passed = open.FindAll(p => p.DueAt < London.EndOf(day));      // the others are kept by that day anyway
        if (passed.Count == 0)
            return ComplaintRefusals.ExtensionNotNeeded(LastDayOf(open.Min(p => p.DueAt)));

        var allowances = passed.ConvertAll(p => Allow(complaint, p, command.Agreement is not null, c));
        var covered = allowances.FindAll(a => a.Covers(day));
        if (covered.Count == 0)
            return WhyNot(allowances);
        return new ComplaintMilestone.Extended(
            complaint.StageNumber, day, command.Reason, command.Agreement, Ids(covered), Ids(allowances.Except(covered)), c.Now);
    }

    private static Allowance Allow(Complaint complaint, Commitment promise, bool agreed, Circumstances c)
    {
        if (c.Policy.Extensions.FirstOrDefault(e => e.Stage == complaint.StageNumber && e.Extends.Contains(promise.StandardId, StringComparer.Ordinal)) is not { } row)
            return new(promise, null, null, ComplaintRefusals.ExtensionNotAllowed($"{promise.StandardId} may not be extended: nothing published lets it."));
        var clause = row.Clause ?? promise.StandardId;
        if (row.Agreement && !agreed)
            return new(promise, row, null, ComplaintRefusals.AgreementMissing(clause));
        var before = complaint.Extensions.Count(e => e.Stage == complaint.StageNumber && e.Promises.Contains(promise.StandardId, StringComparer.Ordinal));
        if (before >= row.Times)
            return new(promise, row, LastDayOf(promise.DueAt), null);
        // The limit is counted from the day that was promised at first, however often it is extended.
        var latest = c.LimitOf(row.Clause) is { } limit ? LastDayOf(limit.Due(promise.OriginalDueAt.AddTicks(-1), c.Landlord.Calendar)) : (DateOnly?)null;
        return new(promise, row, latest, null);
    }

    private static Refusal WhyNot(List<Allowance> allowances)
    {
        var longest = allowances.Where(a => a.Not is null).OrderByDescending(a => a.Latest).FirstOrDefault();
        return longest is { Latest: { } latest } ? ComplaintRefusals.ExtensionTooLong(latest, longest.Row!.Clause ?? longest.Promise.StandardId)
            : allowances.Find(a => a.Row is not null)?.Not ?? allowances[0].Not!;
    }

    /// <summary>What every agreement of a resident says, as evidence.</summary>
    public static void CheckAgreement(FieldReader fields, Agreement agreement, Complaint complaint, Circumstances c)
    {
        if (agreement.At > c.Now + c.Tolerance || agreement.At < complaint.ReceivedAt)
            fields.Fault("agreement.at", "must be set, not before the complaint was received and not in the future.");
        fields.Line("agreement.reference", agreement.Reference, LongestReference);
    }

    private static DateOnly LastDayOf(DateTimeOffset due) => London.DayOf(due.AddTicks(-1));

    private static IReadOnlyList<string> Ids(IEnumerable<Allowance> allowances) => [.. allowances.Select(a => a.Promise.StandardId).Order(StringComparer.Ordinal)];
}

internal sealed partial class ComplaintsGrpc
{
    public override Task<Wire.ExtendComplaintResponse> ExtendComplaint(Wire.ExtendComplaintRequest request, ServerCallContext call)
    {
        var command = Read(request);
        return desk.Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => ExtensionDecision.Decide(file, command, c),
            (file, c) => new Wire.ExtendComplaintResponse { Complaint = file.ToMessage(c), Extension = file.Complaint.Extensions[^1].ToMessage() });
    }

    internal static ExtendComplaint Read(Wire.ExtendComplaintRequest request) => new(Precise.Day(request.NewDay), request.Reason, Read(request.Agreement));

    internal static Agreement? Read(Wire.Agreement? agreement) => agreement is null
        ? null
        : new(
            ComplaintMessages.Read(agreement.Channel) ?? throw ComplaintRefusals.Field("agreement.channel", "must be set: how the resident agreed.").ToRpcException(),
            Precise.Instant(agreement.At, "agreement.at") ?? throw ComplaintRefusals.Field("agreement.at", "must be set: when the resident agreed.").ToRpcException(), agreement.Reference);
}
