using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>The event other services are told of a milestone by, if any.</summary>
internal static class ComplaintEvents
{
    public static object? Of(Complaint complaint, ComplaintMilestone milestone) => milestone switch
    {
        ComplaintMilestone.Opened { IsRequest: false } or ComplaintMilestone.Insisted => new Wire.ComplaintReceived
        {
            ComplaintId = complaint.Id,
            Reference = complaint.Reference,
            Landlord = complaint.Landlord,
            HomeId = complaint.HomeId,
            Subjects = [.. complaint.Issues.Select(i => i.Subject)],
            AboutService = complaint.AboutService,
            AboutCaseId = complaint.AboutCaseId,
            ReceivedAt = milestone.At,
        },
        ComplaintMilestone.Answered answered => Resolved(complaint, answered),
        ComplaintMilestone.Determined determined => Determined(complaint, determined),
        ComplaintMilestone.RemedyDropped { WasPromised: true } dropped => Dropped(complaint, complaint.Find(dropped.RemedyId)!, dropped.Reason, dropped.At),
        ComplaintMilestone.ActionDone { Heard: false } done when complaint.Find(done.RemedyId) is { Kind: RemedyKind.Works } works => Dropped(complaint, works, DoneOtherwise, done.At),
        ComplaintMilestone.OrderWithdrawn withdrawn when complaint.FindOrder(withdrawn.OrderId) is ({ }, { Kind: OrderKind.Works } works) => Dropped(complaint, works, withdrawn.Reason, withdrawn.At),
        ComplaintMilestone.OrderDone { Heard: false } done when complaint.FindOrder(done.OrderId) is ({ }, { Kind: OrderKind.Works, WithdrawnReason: null } works) => Dropped(complaint, works, DoneOtherwise, done.At),
        ComplaintMilestone.Closed or ComplaintMilestone.NotOurs => Closed(complaint, "closed", milestone.At),
        ComplaintMilestone.Withdrawn => Closed(complaint, "withdrawn", milestone.At),
        ComplaintMilestone.Excluded => Closed(complaint, "excluded", milestone.At),
        _ => null,
    };

    private const string DoneOtherwise = "It was done otherwise.";

    private static Wire.WorksDropped Dropped(Complaint complaint, Remedy works, string reason, DateTimeOffset at) => Dropped(complaint, works.Id, works.HomeId!.Value, reason, at);

    private static Wire.WorksDropped Dropped(Complaint complaint, OmbudsmanOrder works, string reason, DateTimeOffset at) => Dropped(complaint, works.Id, works.HomeId!.Value, reason, at);

    private static Wire.WorksDropped Dropped(Complaint complaint, Guid cause, Guid home, string reason, DateTimeOffset at) => new()
    {
        CauseId = cause,
        ComplaintId = complaint.Id,
        Reference = complaint.Reference,
        Landlord = complaint.Landlord,
        HomeId = home,
        Reason = reason,
        DroppedAt = at,
    };

    private static Wire.ComplaintResolved Resolved(Complaint complaint, ComplaintMilestone.Answered answered)
    {
        var promised = complaint.Remedies.Where(r => r.Stage == answered.Reply.Stage && r.State == RemedyState.Promised).ToList();
        return new()
        {
            ComplaintId = complaint.Id,
            Reference = complaint.Reference,
            Landlord = complaint.Landlord,
            HomeId = complaint.HomeId,
            HouseholdId = complaint.HouseholdId,
            Stage = answered.Reply.Stage,
            Outcome = Keys.Of(answered.Reply.Outcome),
            AnsweredAt = answered.At,
            AboutService = complaint.AboutService,
            AboutCaseId = complaint.AboutCaseId,
            Compensations =
            [
                .. promised.Where(r => r.Kind == RemedyKind.Compensation)
                    .Select(r => new Wire.PromisedCompensation { RemedyId = r.Id, Category = r.Category!, Pence = r.Pence!.Value, Words = r.Words }),
            ],
            Works =
            [
                .. promised.Where(r => r.Kind == RemedyKind.Works)
                    .Select(r => new Wire.PromisedWorks { RemedyId = r.Id, HomeId = r.HomeId!.Value, Fault = r.Fault!, Words = r.Words, DueOn = r.DueOn!.Value }),
            ],
        };
    }

    private static Wire.ComplaintDetermined Determined(Complaint complaint, ComplaintMilestone.Determined determined) => new()
    {
        ComplaintId = complaint.Id,
        Reference = complaint.Reference,
        Landlord = complaint.Landlord,
        HomeId = complaint.HomeId,
        HouseholdId = complaint.HouseholdId,
        OmbudsmanReference = complaint.FindCase(determined.CaseId)!.Reference,
        Outcomes = [.. determined.Issues.Select(i => i.Outcome)],
        SevereMaladministration = determined.Severe,
        DeterminedAt = determined.At,
        AboutService = complaint.AboutService,
        AboutCaseId = complaint.AboutCaseId,
        Compensations =
        [
            .. determined.Orders.Where(o => o.Order is { Kind: OrderKind.Compensation, PaidDirectly: false })
                .Select(o => new Wire.PromisedCompensation { RemedyId = o.Id, Category = "ombudsman", Pence = o.Order.Pence!.Value, Words = o.Order.Words }),
        ],
        Works =
        [
            .. determined.Orders.Where(o => o.Order.Kind == OrderKind.Works)
                .Select(o => new Wire.PromisedWorks { RemedyId = o.Id, HomeId = o.Order.HomeId!.Value, Fault = o.Order.Fault!, Words = o.Order.Words, DueOn = o.Order.DueOn!.Value }),
        ],
    };

    private static Wire.ComplaintClosed Closed(Complaint complaint, string how, DateTimeOffset at) => new()
    {
        ComplaintId = complaint.Id,
        Reference = complaint.Reference,
        Landlord = complaint.Landlord,
        HouseholdId = complaint.HouseholdId,
        How = how,
        ClosedAt = at,
    };
}
