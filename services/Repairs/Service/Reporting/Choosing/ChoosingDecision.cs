using Housing.Standards;

namespace Housing.Repairs;

/// <summary>An answer as it was given, by the keys of the landlord's catalogue.</summary>
public sealed record GivenAnswer(string Question, string Answer);

/// <summary>What a reporter chose: a fault by its key, or an item with answers; perhaps the room.</summary>
public sealed record Choice(string Fault, string Room, string Item, IReadOnlyList<GivenAnswer> Answers)
{
    public static Choice Of(string fault) => new(fault, "", "", []);
}

/// <summary>The fault a choice comes to, and what the answers say beside it.</summary>
/// <param name="Fault">From the landlord's list.</param>
/// <param name="Room">Null when none was named.</param>
/// <param name="Item">Null when the fault was named itself.</param>
/// <param name="Answers">In the order they were asked: the reason for the priority.</param>
/// <param name="Raised">The most urgent band an answer asks for, with its clause.</param>
/// <param name="Hazard">What hazard it is, where it is one.</param>
public sealed record Chosen(Fault Fault, Room? Room, Item? Item, IReadOnlyList<GivenAnswer> Answers, RaisedPriority? Raised, Hazard? Hazard);

/// <summary>A hazard under the hazards regulations, as it is known so far.</summary>
public sealed record Hazard(string Kind, HazardLevel Level);

/// <summary>Finds the fault by the landlord's catalogue, or names the question that is still open.</summary>
public static class ChoosingDecision
{
    /// <summary>An emergency of no kind the landlord's list names is one all the same (ENG-HAZ-07).</summary>
    private const string AnyKind = "other";

    /// <summary>The fault and what its answers say.</summary>
    /// <param name="policy">The landlord's list and catalogue.</param>
    /// <param name="landlord">Its key, for what is said of an unknown one.</param>
    /// <param name="choice">What the reporter chose and answered.</param>
    /// <param name="reportedOn">The London day of the report: a question that could raise nothing on that day is not asked.</param>
    public static Decision<Chosen> Decide(RepairPolicy policy, string landlord, Choice choice, DateOnly reportedOn)
    {
        var catalogue = policy.Catalogue ?? Catalogue.None;
        if (choice.Answers.GroupBy(a => a.Question, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return RepairRefusals.Field("answers", $"must answer “{twice.Key}” once.");

        Room? room = null;
        if (choice.Room is not "" && (room = catalogue.Room(choice.Room)) is null)
            return RepairRefusals.Field("room", $"must be one of {string.Join(", ", catalogue.Rooms.Select(r => r.Key))}, or unset.");

        return choice.Item is "" ? ByFault(policy, landlord, choice, room) : ByItem(policy, catalogue, choice, room, reportedOn);
    }

    private static Decision<Chosen> ByFault(RepairPolicy policy, string landlord, Choice choice, Room? room)
    {
        if (policy.Find(choice.Fault) is not { } fault)
            return RepairRefusals.FaultUnknown(landlord, FaultSuggestions.For(policy, choice.Fault));
        return Finish(policy, choice, fault, room, item: null, way: [], mustAnswer: _ => false);
    }

    private static Decision<Chosen> ByItem(RepairPolicy policy, Catalogue catalogue, Choice choice, Room? room, DateOnly reportedOn)
    {
        if (catalogue.Item(choice.Item) is not { } item)
            return RepairRefusals.Field("item", $"must be one of {string.Join(", ", (room?.Items ?? catalogue.Items.Select(i => i.Key)).Order(StringComparer.Ordinal))}.");
        if (room is not null && !room.Items.Contains(item.Key))
            return RepairRefusals.Field("room", $"must be one that has the item {item.Key}: {string.Join(", ", catalogue.Rooms.Where(r => r.Items.Contains(item.Key)).Select(r => r.Key))}.");

        List<GivenAnswer> way = [];
        var (found, next) = (item.Fault, item.Asks);
        while (found is null)
        {
            var question = catalogue.Question(next!)!;
            var given = Given(choice, question.Key);
            if (question.Answers.FirstOrDefault(a => a.Key == given) is not { } answer)
                return Open(question.Key, question.Asks, question.Answers.Select(a => (a.Key, a.Says)), given);
            way.Add(new GivenAnswer(question.Key, answer.Key));
            (found, next) = (answer.Fault, answer.Then);
        }

        var fault = policy.Find(found)!;
        var listed = PriorityDecision.Decide(policy, fault, reportedOn, hasVulnerableMember: false);
        return Finish(policy, choice, fault, room, item, way,
            risk => risk.Answers.Any(a => a.Hazard is not null || (a.Raises is { } raises && policy.IsMoreUrgent(raises.Priority, listed))));
    }

    private static Decision<Chosen> Finish(RepairPolicy policy, Choice choice, Fault fault, Room? room, Item? item, List<GivenAnswer> way, Func<RiskQuestion, bool> mustAnswer)
    {
        RaisedPriority? raised = null;
        var level = fault.Hazard?.Level;
        foreach (var risk in (policy.Catalogue ?? Catalogue.None).Risks.Where(r => r.Faults.Count == 0 || r.Faults.Contains(fault.Key)))
        {
            var given = Given(choice, risk.Key);
            if (given is null && !mustAnswer(risk))
                continue;
            if (risk.Answers.FirstOrDefault(a => a.Key == given) is not { } answer)
                return Open(risk.Key, risk.Asks, risk.Answers.Select(a => (a.Key, a.Says)), given);
            way.Add(new GivenAnswer(risk.Key, answer.Key));
            if (answer.Raises is { } raises && (raised is null || policy.IsMoreUrgent(raises.Priority, raised.Priority)))
                raised = raises;
            if (answer.Hazard > level || level is null)
                level = answer.Hazard;
        }

        if (choice.Answers.FirstOrDefault(a => way.TrueForAll(asked => asked.Question != a.Question)) is { } unasked)
            return RepairRefusals.Field("answers", $"must not answer “{unasked.Question}”: it is not asked about {item?.Key ?? fault.Key}.");
        return new Chosen(fault, room, item, way, raised, level is { } grave ? new Hazard(fault.Hazard?.Kind ?? AnyKind, grave) : null);
    }

    private static string? Given(Choice choice, string question) => choice.Answers.FirstOrDefault(a => a.Question == question)?.Answer;

    private static Refusal Open(string question, string asks, IEnumerable<(string Key, string Says)> answers, string? given) =>
        RepairRefusals.AnswerMissing(question, asks, [.. answers.Select(a => $"{a.Key} ({a.Says})")], given is not null);
}
