using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What the Ombudsman decided, as somebody of the landlord's enters it.</summary>
/// <param name="Reference">Where the determination is kept.</param>
public sealed record RecordDetermination(string Reference, DateTimeOffset? DeterminedAt, IReadOnlyList<NewDetermination> Issues, IReadOnlyList<GivenOrder> Orders);

/// <summary>An order or a recommendation as it is entered.</summary>
/// <param name="Kind">Null for one this version has not heard of.</param>
public sealed record GivenOrder(OrderKind? Kind, bool Recommendation, string Words, GivenDay? DueOn)
{
    public long Pence { get; init; }
    public bool PaidDirectly { get; init; }
    public Guid? HomeId { get; init; }
    public string Fault { get; init; } = "";
    public string Owner { get; init; } = "";
}

/// <summary>
/// Each thing has its own finding, by the list of outcomes that the Ombudsman publishes; each order has its day (ENG-CMP-15). What the Ombudsman orders nobody here approves.
/// After a review that changed the first determination another is taken, and what was ordered by the first and is not done does not stand any more.
/// </summary>
internal static class DeterminationDecision
{
    private const int Most = 50;
    private const long MostPence = 100_000_00;

    public static Decision<ComplaintMilestone> Decide(Complaint complaint, OmbudsmanCase taken, RecordDetermination command, Circumstances c)
    {
        if (taken.DeterminedAt is not null && IsTheSame(taken, command))
            return Decision<ComplaintMilestone>.Nothing;
        if (taken.DeterminedAt is not null && (taken.ReviewChanged != true || taken.Round > 1))
            return ComplaintRefusals.DeterminedAlready;

        var fields = new FieldReader();
        var reference = fields.Line("reference", command.Reference, OmbudsmanFields.LongestLine);
        var at = fields.Past("determined_at", command.DeterminedAt, taken.ReviewDecidedAt ?? taken.TakenAt, taken.ReviewDecidedAt is null ? "it was taken to the Ombudsman" : "the review was decided", c);
        if (command.Issues.Count is 0 or > Most)
            fields.Fault("issues", $"must be 1 to {Most}: what was found of each thing.");
        for (var i = 0; i < command.Issues.Count; i++)
            Check(fields, $"issues[{i}]", complaint, command.Issues[i], c.Policy);
        if (command.Orders.Count > Most)
            fields.Fault("orders", $"must be at most {Most}.");
        var orders = command.Orders.Select((order, i) => Read(fields, $"orders[{i}]", complaint, order, London.DayOf(at))).ToList();
        if (fields.FoundFaults)
            return fields.Refuse("DETERMINATION_INVALID");

        var numbered = orders.ConvertAll(order => (Guid.CreateVersion7(c.Now), order));
        var severe = command.Issues.Any(i => c.Policy.Determinations.Find(i.Outcome)!.Severe);
        List<ComplaintMilestone> milestones = [.. taken.Orders.Where(o => o is { IsOpen: true, DoneAt: null }).Select(o => new ComplaintMilestone.OrderWithdrawn(taken.Id, o.Id, "A review changed the determination.", at))];
        milestones.Add(new ComplaintMilestone.Determined(taken.Id, reference, command.Issues, severe, at) { Orders = numbered });
        milestones.AddRange(numbered.Select(o => new ComplaintMilestone.MadeOrder(taken.Id, o.Item1, o.order, at)));
        return milestones;
    }

    private static bool IsTheSame(OmbudsmanCase taken, RecordDetermination command) =>
        taken.DeterminationReference == command.Reference.Trim()
        && taken.Determinations.Where(d => d.Round == taken.Round).Select(d => (d.Issue, d.About, d.Outcome)).SequenceEqual(command.Issues.Select(i => (i.Issue, i.About, i.Outcome)));

    private static void Check(FieldReader fields, string path, Complaint complaint, NewDetermination found, ComplaintPolicy policy)
    {
        if (found.Issue is { } number && complaint.Issues.All(i => i.Number != number))
            fields.Fault($"{path}.issue", $"must be the number of an issue of this complaint, 1 to {complaint.Issues.Count}, or unset for something else.");
        if (Text.Fault(found.About) is { } fault)
            fields.Fault($"{path}.about", fault);
        if (policy.Determinations.Find(found.Outcome) is null)
            fields.Fault($"{path}.outcome", $"must be one of {string.Join(", ", policy.Determinations.Outcomes.Select(o => o.Key))}.");
    }

    private static NewOrder Read(FieldReader fields, string path, Complaint complaint, GivenOrder given, DateOnly determinedOn)
    {
        if (given.Kind is null)
            fields.Fault($"{path}.kind", "must be ORDER_KIND_COMPENSATION, _APOLOGY, _WORKS, _REVIEW, _POLICY_CHANGE or _OTHER.");
        if (Text.Fault(given.Words) is { } fault)
            fields.Fault($"{path}.words", fault);
        DateOnly? due = null;
        if (given.DueOn is { } day)
            due = fields.Day($"{path}.due_on", day, determinedOn, London.LastDay);
        else if (!given.Recommendation)
            fields.Fault($"{path}.due_on", "must be set: an order has a day.");
        var order = new NewOrder(given.Kind ?? OrderKind.Other, given.Recommendation, given.Words) { DueOn = due, Owner = fields.Line($"{path}.owner", given.Owner, OmbudsmanFields.LongestLine) };

        if (given.Kind == OrderKind.Compensation)
        {
            if (given.Pence is < 1 or > MostPence)
                fields.Fault($"{path}.pence", $"must be 1 to {MostPence} pence.");
            order = order with { Pence = given.Pence, PaidDirectly = given.PaidDirectly };
        }
        else if (given.Pence != 0 || given.PaidDirectly)
        {
            fields.Fault($"{path}.pence", "and paid_directly must be unset unless it is compensation.");
        }

        if (given.Kind == OrderKind.Works)
        {
            if ((given.HomeId ?? complaint.HomeId) is null)
                fields.Fault($"{path}.home_id", "must be set: the complaint is about no home.");
            if (due is null && given.DueOn is null)
                fields.Fault($"{path}.due_on", "must be set for works, of a recommendation too.");
            order = order with { HomeId = given.HomeId ?? complaint.HomeId, Fault = fields.Line($"{path}.fault", given.Fault, OmbudsmanFields.LongestLine) };
        }
        else if (given.HomeId is not null || given.Fault is not "")
        {
            fields.Fault($"{path}.fault", "and home_id must be unset unless it is works.");
        }

        return order;
    }
}

internal sealed partial class OmbudsmanGrpc
{
    public override Task<RecordDeterminationResponse> RecordDetermination(RecordDeterminationRequest request, ServerCallContext call)
    {
        var command = new RecordDetermination(
            request.Reference, Precise.Instant(request.DeterminedAt, "determined_at"),
            [.. request.Issues.Select(i => new NewDetermination(i.Issue == 0 ? null : i.Issue, i.About, i.Outcome))],
            [
                .. request.Orders.Select((o, i) => new GivenOrder(Read(o.Kind), o.Recommendation, o.Words, Precise.Day(o.DueOn))
                {
                    Pence = o.Pence, PaidDirectly = o.PaidDirectly, HomeId = o.HomeId is "" ? null : Ids.Parse(o.HomeId, $"orders[{i}].home_id"), Fault = o.Fault, Owner = o.Owner,
                }),
            ]);
        return ChangeCase(
            call, request, request.RequestId, request.ComplaintId, request.CaseId,
            async (complaint, taken, c) =>
            {
                foreach (var home in command.Orders.Select(o => o.HomeId).OfType<Guid>().Distinct())
                {
                    if (await neighbours.Elsewhere(complaint, home, call.CancellationToken) is { } refusal)
                        return refusal;
                }

                for (var i = 0; i < command.Orders.Count; i++)
                {
                    if (command.Orders[i] is { Kind: OrderKind.Works, Fault: not "" } works && await neighbours.Unmendable(complaint.Landlord, works.Fault, $"orders[{i}].fault", call.CancellationToken) is { } refusal)
                        return refusal;
                }

                return DeterminationDecision.Decide(complaint, taken, command, c);
            },
            taken => new RecordDeterminationResponse { Case = taken });
    }

    private static OrderKind? Read(Wire.OrderKind kind) => kind switch
    {
        Wire.OrderKind.Compensation => OrderKind.Compensation,
        Wire.OrderKind.Apology => OrderKind.Apology,
        Wire.OrderKind.Works => OrderKind.Works,
        Wire.OrderKind.Review => OrderKind.Review,
        Wire.OrderKind.PolicyChange => OrderKind.PolicyChange,
        Wire.OrderKind.Other => OrderKind.Other,
        _ => null,
    };
}
