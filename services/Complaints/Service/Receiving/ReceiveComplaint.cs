using Housing.Standards;

namespace Housing.Complaints;

/// <summary>What somebody is unhappy with, as a caller takes it in.</summary>
/// <param name="Channel">Null for one this version has not heard of.</param>
public sealed record ReceiveComplaint(Channel? Channel, string Words, IReadOnlyList<NewIssue> Issues)
{
    public string OutcomeWanted { get; init; } = "";
    public Guid? HomeId { get; init; }
    public Guid? HouseholdId { get; init; }

    /// <summary>Whose it is, for a service that names no home; empty for the caller's own landlord.</summary>
    public string Landlord { get; init; } = "";

    public DateTimeOffset? ReceivedAt { get; init; }
    public About? About { get; init; }
    public Guid? DuplicateOf { get; init; }
    public Guid? JointWith { get; init; }
    public bool Insist { get; init; }
    public Representative? Representative { get; init; }
    public IReadOnlyList<string> AboutPeople { get; init; } = [];

    /// <summary>Where letters go, of somebody whom nobody here knows or who speaks for the resident.</summary>
    public Correspondent? Contact { get; init; }
}

/// <summary>Whose a complaint is, as Estates and Tenancy said.</summary>
/// <param name="Pending">One of them did not answer; the landlord is the caller's word.</param>
/// <param name="Estate">The estate that the home is on; null where it is on none, and for no home.</param>
/// <param name="Tenure">On what terms the household holds it; null for an empty home and for none.</param>
public sealed record Complainant(string Landlord, Guid? HomeId, Guid? HouseholdId, bool Pending, string? Estate = null, string? Tenure = null);

/// <summary>Takes in a complaint, said in any way (OHO-CMP-02, OHC-CMP-01, ROS-CMP-02), or records what is only a request so far (HAV-CMP-02, E10).</summary>
internal static class ReceiptDecision
{
    private const int MostIssues = 20;
    private const int MostPeople = 20;
    private const int LongestName = 200;

    /// <summary>Services whose cases a complaint can be about.</summary>
    public static IReadOnlyList<string> Services { get; } = ["repairs", "tenancy", "income", "estates", "contact"];

    /// <summary>What can be said before anybody is asked; every fault at once.</summary>
    public static Refusal? Check(ReceiveComplaint command, DateTimeOffset now, ComplaintSettings settings)
    {
        var fields = new FieldReader();
        if (command.Channel is null)
            fields.Fault("channel", "must be CHANNEL_PHONE, CHANNEL_LETTER, CHANNEL_EMAIL, CHANNEL_WEB, CHANNEL_PORTAL, CHANNEL_IN_PERSON or CHANNEL_REPRESENTATIVE.");
        if (Text.Fault(command.Words) is { } words)
            fields.Fault("words", words);
        if (command.OutcomeWanted is not "" && Text.Fault(command.OutcomeWanted) is { } outcome)
            fields.Fault("outcome_wanted", outcome);
        if (command.Issues.Count is 0 or > MostIssues)
            fields.Fault("issues", $"must be 1 to {MostIssues}; there are {command.Issues.Count}.");
        for (var i = 0; i < Math.Min(command.Issues.Count, MostIssues); i++)
        {
            if (command.Issues[i].Text is not "" && Text.Fault(command.Issues[i].Text) is { } text)
                fields.Fault($"issues[{i}].text", text);
        }

        if (command is { HomeId: not null, HouseholdId: not null })
            fields.Fault("household_id", "must be unset when home_id is set: Tenancy says who lives there.");
        if (command.ReceivedAt > now + settings.ClockTolerance)
            fields.Fault("received_at", "must not be in the future; leave it unset for now.");
        if (command.ReceivedAt < now - settings.OldestReceipt)
            fields.Fault("received_at", $"must be within the last {settings.OldestReceipt.Days} days.");
        if (command.About is { } about && !Services.Contains(about.Service, StringComparer.Ordinal))
            fields.Fault("about_service", $"must be one of {string.Join(", ", Services)}.");
        if (command is { DuplicateOf: not null, JointWith: not null })
            fields.Fault("joint_with", "must be unset when duplicate_of is set: a complaint is the same household's or another's.");
        if (command.Channel == Channel.Representative && command.Representative is null)
            fields.Fault("representative", "must be set for CHANNEL_REPRESENTATIVE: who speaks for the resident, and where their authority can be looked up.");
        if (command.Representative is { } representative)
        {
            fields.Line("representative.name", representative.Name, LongestName);
            fields.Line("representative.authority_reference", representative.Authority, LongestName);
        }

        if (command.Contact is { } contact)
        {
            CorrespondentDecision.Read(fields, "contact", contact);
            if (command.DuplicateOf is not null)
                fields.Fault("contact", "must be unset when duplicate_of is set: the first complaint has its own.");
        }

        if (command.AboutPeople.Count > MostPeople)
            fields.Fault("about_people", $"must be at most {MostPeople}.");
        foreach (var person in command.AboutPeople.Take(MostPeople))
            fields.Line("about_people", person, LongestName);
        return fields.FoundFaults ? fields.Refuse("COMPLAINT_INVALID") : null;
    }

    /// <summary>The complaint as it opens.</summary>
    /// <param name="policy">The landlord's.</param>
    /// <param name="command">What was said; checked.</param>
    /// <param name="whose">Whose it is.</param>
    /// <param name="repair">The repair that it is about, as Repairs says; null for none, and when Repairs did not answer: then it is a complaint.</param>
    /// <param name="now">The instant of receipt unless the command names an earlier one.</param>
    public static Decision<ComplaintMilestone> Decide(ComplaintPolicy policy, ReceiveComplaint command, Complainant whose, RepairInQuestion? repair, DateTimeOffset now)
    {
        var fields = new FieldReader();
        for (var i = 0; i < command.Issues.Count; i++)
        {
            if (policy.Subject(command.Issues[i].Subject) is null)
                fields.Fault($"issues[{i}].subject", $"must be one of {string.Join(", ", policy.Subjects.Select(s => s.Key))}.");
        }

        if (fields.FoundFaults)
            return fields.Refuse("COMPLAINT_INVALID");
        if (command.About is { Service: "repairs" } && repair is not null && repair.Landlord != whose.Landlord)
            return ComplaintRefusals.RepairUnknown;

        // What was asked for and is still within its time is not yet a complaint, unless the resident says that it is.
        var isRequest = !command.Insist && repair is { InTime: true } && command.Issues.All(i => policy.Subject(i.Subject)!.Request);
        return new ComplaintMilestone.Opened(
            Guid.CreateVersion7(now), whose.Landlord, whose.HomeId, whose.HouseholdId, command.Channel!.Value, command.Words, command.OutcomeWanted is "" ? null : command.OutcomeWanted,
            [.. command.Issues.Select(i => i.Text is "" ? i with { Text = command.Words } : i)], TeamDecision.Decide(policy, command.Issues[0].Subject), isRequest,
            command.ReceivedAt < now ? command.ReceivedAt.Value : now)
        {
            FactsPending = whose.Pending,
            Estate = whose.Estate,
            Tenure = whose.Tenure,
            About = command.About,
            JointWith = command.JointWith,
            Representative = command.Representative is { } r ? new(r.Name.Trim(), r.Authority.Trim()) : null,
            Concerned = [.. (repair?.People ?? []).Concat(command.AboutPeople.Select(p => p.Trim())).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>Said again by the same household: it goes to the first complaint, whose clocks stay.</summary>
    public static Decision<ComplaintMilestone> Repeat(Complaint first, ReceiveComplaint command, Guid? household, DateTimeOffset now) =>
        first.HasEnded || first.HouseholdId is null || first.HouseholdId != household
            ? ComplaintRefusals.DuplicateOfAnother
            : (ComplaintMilestone[])
            [
                new ComplaintMilestone.Repeated(command.Channel!.Value, command.Words, now),
                .. first.Stage == Stage.ServiceRequest && command.Insist ? [new ComplaintMilestone.Insisted(now)] : (ComplaintMilestone[])[],
            ];
}

/// <summary>The resident complains of what was recorded as a request (HAV-CMP-02).</summary>
internal static class InsistenceDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, DateTimeOffset now) => complaint.Stage switch
    {
        Stage.ServiceRequest => new ComplaintMilestone.Insisted(now),
        _ when complaint.HasEnded => ComplaintRefusals.Ended(complaint),
        _ => Decision<ComplaintMilestone>.Nothing,
    };
}
