using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>A case at the Ombudsman as callers see it.</summary>
internal static class OmbudsmanMessages
{
    /// <summary>A resident reads it without what the landlord was asked for.</summary>
    public static Wire.OmbudsmanCase ToMessage(this OmbudsmanCase taken, CaseFile file, Circumstances c)
    {
        var staff = c.Caller.Role != Role.Resident;
        var message = taken.ToSummary(file.Complaint.Reference, c.Policy, taken.Determinations);
        if (staff)
            message.InformationRequests.AddRange(taken.Requests.Select(ToMessage));
        message.Orders.AddRange(taken.Orders.Select(o => o.ToMessage(c.Now, staff)));
        if (taken.ReviewAskedAt is { } asked)
        {
            message.Review = new()
            {
                AskedAt = asked.ToTimestamp(), Reasons = staff ? taken.ReviewReasons : "", DecidedAt = taken.ReviewDecidedAt?.ToTimestamp(), Changed = taken.ReviewChanged == true, Words = taken.ReviewWords ?? "",
            };
        }

        return message;
    }

    public static Wire.OmbudsmanCase ToSummary(this OmbudsmanCase taken, string reference, ComplaintPolicy policy, IEnumerable<Determination> found)
    {
        var message = new Wire.OmbudsmanCase
        {
            CaseId = taken.Id.ToString(),
            ComplaintId = taken.ComplaintId.ToString(),
            Reference = reference,
            OmbudsmanReference = taken.Reference,
            About = taken.About,
            TakenAt = taken.TakenAt.ToTimestamp(),
            DeterminedAt = taken.DeterminedAt?.ToTimestamp(),
            DeterminationReference = taken.DeterminationReference ?? "",
            SevereMaladministration = taken.Severe,
        };
        message.Determinations.AddRange(found.Where(d => d.Round == taken.Round).OrderBy(d => d.Number).Select(d => new Wire.Determination
        {
            Issue = d.Issue ?? 0, About = d.About, Outcome = d.Outcome, OutcomeName = policy.Determinations.NameOf(d.Outcome),
        }));
        return message;
    }

    public static Wire.OmbudsmanOrder ToMessage(this OmbudsmanOrder order, DateTimeOffset now, bool staff) => new()
    {
        OrderId = order.Id.ToString(),
        Kind = order.Kind switch
        {
            OrderKind.Compensation => Wire.OrderKind.Compensation,
            OrderKind.Apology => Wire.OrderKind.Apology,
            OrderKind.Works => Wire.OrderKind.Works,
            OrderKind.Review => Wire.OrderKind.Review,
            OrderKind.PolicyChange => Wire.OrderKind.PolicyChange,
            OrderKind.Other => Wire.OrderKind.Other,
        },
        Recommendation = order.Recommendation,
        Words = order.Words,
        DueOn = order.DueOn?.ToMessage(),
        OriginalDueOn = order.OriginalDueOn?.ToMessage(),
        MovedReason = order.MovedReason ?? "",
        Pence = order.Pence ?? 0,
        PaidDirectly = order.PaidDirectly,
        HomeId = order.HomeId?.ToString() ?? "",
        Fault = order.Fault ?? "",
        Owner = staff ? order.Owner : "",
        OrderedAt = order.OrderedAt.ToTimestamp(),
        RepairId = order.RepairId?.ToString() ?? "",
        StoppedReason = staff ? order.StoppedReason ?? "" : "",
        GoesOnReason = staff ? order.GoesOnReason ?? "" : "",
        DoneAt = order.DoneAt?.ToTimestamp(),
        Proof = staff ? order.Proof ?? "" : "",
        CompliedAt = order.CompliedAt?.ToTimestamp(),
        CompliedReference = staff ? order.CompliedReference ?? "" : "",
        ConfirmedBy = staff ? order.ConfirmedBy ?? "" : "",
        WithdrawnReason = order.WithdrawnReason ?? "",
        AtRisk = order.IsOpen && (order.AtRiskAt <= now || IsOverdue(order, now)),
        Overdue = IsOverdue(order, now),
    };

    private static bool IsOverdue(OmbudsmanOrder order, DateTimeOffset now) => order.IsOpen && order.DueOn < London.DayOf(now);

    private static Wire.InformationRequest ToMessage(InformationRequest request) => new()
    {
        InformationRequestId = request.Id.ToString(),
        What = request.What,
        AskedAt = request.AskedAt.ToTimestamp(),
        AnswerBy = request.AnswerBy.ToMessage(),
        Sent = request.Sent ?? "",
        Reference = request.SentReference ?? "",
        SentAt = request.SentAt?.ToTimestamp(),
    };
}
