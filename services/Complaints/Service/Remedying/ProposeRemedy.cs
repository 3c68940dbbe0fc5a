using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>A share of the rent, for as long as part of the home could not be used.</summary>
/// <param name="WeeklyRentPence">As Income says; of a household whose rent it does not know, as the caller says.</param>
public sealed record RentShare(long WeeklyRentPence, int Weeks, int Percent)
{
    /// <summary>In pence; half a penny is the household's.</summary>
    public long Pence => ((WeeklyRentPence * Weeks * Percent) + 99) / 100;

    public override string ToString() => FormattableString.Invariant($"{Percent} % of a rent of £{WeeklyRentPence / 100m:#,##0.00} a week for {Weeks} {(Weeks == 1 ? "week" : "weeks")}");
}

/// <summary>Whose word on the rent counts: Income's, or the caller's where Income knows none.</summary>
internal static class RentDecision
{
    /// <summary>The share with the rent that counts; or why the caller cannot say it.</summary>
    /// <param name="share">As the caller proposes it.</param>
    /// <param name="known">As Income says, in pence a week; null where it knows none.</param>
    public static (RentShare Share, Refusal? Why) Decide(RentShare share, long? known) => (share.WeeklyRentPence, known) switch
    {
        (_, null) => (share, null),
        (0, { } pence) => (share with { WeeklyRentPence = pence }, null),
        var (said, pence) when said == pence => (share, null),
        (_, { } pence) => (share, ComplaintRefusals.RentKnown(pence)),
    };
}

/// <summary>Something to put it right, as a caller proposes it.</summary>
/// <param name="Kind">Null for one this version has not heard of.</param>
public sealed record ProposeRemedy(RemedyKind? Kind, string Words)
{
    public string Category { get; init; } = "";
    public long Pence { get; init; }
    public IReadOnlyList<int> Evidence { get; init; } = [];
    public RentShare? RentShare { get; init; }
    public string Fault { get; init; } = "";
    public Guid? HomeId { get; init; }
    public string Owner { get; init; } = "";
    public GivenDay? DueOn { get; init; }
}

/// <summary>Money is by the landlord's table and rests on evidence; above what a role may promise another person's approval is needed, above every role's it is refused.</summary>
internal static class RemedyDecision
{
    private const int Longest = 200;
    private const int MostWeeks = 520;
    private const long MostRent = 1_000_000;

    public static Decision<ComplaintMilestone> Decide(Complaint complaint, ProposeRemedy command, Circumstances c)
    {
        if (ComplaintRefusals.NotBeingHandled(complaint) is { } refusal)
            return refusal;
        var fields = new FieldReader();
        if (command.Kind is null)
            fields.Fault("kind", "must be REMEDY_KIND_APOLOGY, REMEDY_KIND_COMPENSATION, REMEDY_KIND_WORKS or REMEDY_KIND_ACTION.");
        if (Text.Fault(command.Words) is { } fault)
            fields.Fault("words", fault);
        var remedy = command.Kind switch
        {
            RemedyKind.Compensation => Compensation(fields, complaint, command, c),
            RemedyKind.Works => Works(fields, complaint, command, c),
            RemedyKind.Action => Owned(fields, new NewRemedy(RemedyKind.Action, command.Words), command, c),
            _ => new NewRemedy(RemedyKind.Apology, command.Words),
        };
        if (fields.FoundFaults)
            return fields.Refuse("REMEDY_INVALID");

        var total = complaint.CompensationPence + (remedy.Pence ?? 0);
        if (remedy.Pence is not null && total > c.Policy.Approvals.Most)
            return ComplaintRefusals.AboveLimit(c.Policy.Approvals.Most);
        var waits = remedy.Pence is not null && total > c.Policy.Approvals.Of(c.Caller.RoleName);
        return new ComplaintMilestone.RemedyProposed(Guid.CreateVersion7(c.Now), complaint.StageNumber, remedy, waits, c.Now);
    }

    private static NewRemedy Compensation(FieldReader fields, Complaint complaint, ProposeRemedy command, Circumstances c)
    {
        var table = c.Policy.Compensation;
        if (command.Evidence.Count == 0)
            fields.Fault("evidence", "must name what the sum rests on: the number of at least one piece of evidence of this complaint.");
        foreach (var stranger in command.Evidence.Where(n => n < 1 || n > complaint.Evidence.Count))
            fields.Fault("evidence", $"must be numbers of this complaint's evidence; it has no {stranger}.");
        if (table.Find(command.Category) is not { } row)
        {
            fields.Fault("category", $"must be one of {string.Join(", ", table.Categories.Select(t => t.Category))}.");
            return new(RemedyKind.Compensation, command.Words);
        }

        if (row.ShareOfRent)
        {
            if (command.RentShare is not { WeeklyRentPence: >= 1 and <= MostRent, Weeks: >= 1 and <= MostWeeks })
                fields.Fault("rent_share", $"must be set: 1 to {MostWeeks} weeks and, since Income knows no rent of this household, weekly_rent_pence from 1 to {MostRent}.");
            else if (command.RentShare.Percent < row.From || command.RentShare.Percent > row.To)
                fields.Add(ComplaintRefusals.OutsideTable(row.Name, row.From, row.To, share: true));
            if (command.Pence != 0)
                fields.Fault("pence", "must be unset for a share of the rent, which is worked out.");
        }
        else
        {
            if (command.RentShare is not null)
                fields.Fault("rent_share", "must be unset for a category that is a sum.");
            if (command.Pence < row.From || command.Pence > row.To)
                fields.Add(ComplaintRefusals.OutsideTable(row.Name, row.From, row.To, share: false));
        }

        return new(RemedyKind.Compensation, command.Words)
        {
            Category = row.Category,
            Pence = row.ShareOfRent ? fields.FoundFaults ? null : command.RentShare!.Pence : command.Pence,
            WorkedOut = row.ShareOfRent && !fields.FoundFaults ? command.RentShare!.ToString() : null,
            Evidence = [.. command.Evidence.Distinct().Order()],
        };
    }

    private static NewRemedy Works(FieldReader fields, Complaint complaint, ProposeRemedy command, Circumstances c)
    {
        var fault = fields.Line("fault", command.Fault, Longest);
        if ((command.HomeId ?? complaint.HomeId) is null)
            fields.Fault("home_id", "must be set: the complaint is about no home.");
        return Owned(fields, new NewRemedy(RemedyKind.Works, command.Words) { Fault = fault, HomeId = command.HomeId ?? complaint.HomeId }, command, c);
    }

    /// <summary>Somebody does it by a day (ROS-CMP-03).</summary>
    private static NewRemedy Owned(FieldReader fields, NewRemedy remedy, ProposeRemedy command, Circumstances c)
    {
        var owner = fields.Line("owner", command.Owner, Longest);
        DateOnly? due = null;
        if (command.DueOn is { } given)
            due = fields.Day("due_on", given, c.Today, London.LastDay);
        else
            fields.Fault("due_on", "must be set: the day by which it is done.");
        return remedy with { Owner = owner, DueOn = due };
    }
}

internal sealed partial class InvestigationsGrpc
{
    public override Task<ProposeRemedyResponse> ProposeRemedy(ProposeRemedyRequest request, ServerCallContext call)
    {
        var command = new ProposeRemedy(Read(request.Kind), request.Words)
        {
            Category = request.Category,
            Pence = request.Pence,
            Evidence = request.Evidence,
            RentShare = request.RentShare is { } share ? new(share.WeeklyRentPence, share.Weeks, share.Percent) : null,
            Fault = request.Fault,
            HomeId = request.HomeId is "" ? null : Ids.Parse(request.HomeId, "home_id"),
            Owner = request.Owner,
            DueOn = Precise.Day(request.DueOn),
        };
        return desk.Change(
            call, request, request.RequestId, request.ComplaintId,
            async (file, c) =>
            {
                if (await CannotBe(file.Complaint, command, call.CancellationToken) is { } refusal)
                    return refusal;
                var (share, why) = await Rent(file.Complaint, command.RentShare, call.CancellationToken);
                return why is not null ? why : RemedyDecision.Decide(file.Complaint, command with { RentShare = share }, c);
            },
            (file, _) => new ProposeRemedyResponse { Remedy = file.Complaint.Remedies[^1].ToMessage() });
    }

    private async Task<(RentShare? Share, Refusal? Why)> Rent(Complaint complaint, RentShare? share, CancellationToken cancellationToken)
    {
        if (share is null || complaint.HouseholdId is not { } household)
            return (share, null);
        var rent = await neighbours.Rent(household, cancellationToken);
        return rent.Answered ? RentDecision.Decide(share, rent.What?.WeeklyPence) : (share, ComplaintRefusals.IncomeAway);
    }

    /// <summary>Why works cannot be done where or as they are proposed, as far as Estates and Repairs say.</summary>
    private async Task<Refusal?> CannotBe(Complaint complaint, ProposeRemedy command, CancellationToken cancellationToken) =>
        await neighbours.Elsewhere(complaint, command.HomeId, cancellationToken) is { } refusal ? refusal
        : command is { Kind: RemedyKind.Works, Fault: not "" } ? await neighbours.Unmendable(complaint.Landlord, command.Fault, "fault", cancellationToken)
        : null;

    private static RemedyKind? Read(Wire.RemedyKind kind) => kind switch
    {
        Wire.RemedyKind.Apology => RemedyKind.Apology,
        Wire.RemedyKind.Compensation => RemedyKind.Compensation,
        Wire.RemedyKind.Works => RemedyKind.Works,
        Wire.RemedyKind.Action => RemedyKind.Action,
        _ => null,
    };
}
