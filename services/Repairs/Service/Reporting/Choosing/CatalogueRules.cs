using Housing.Standards;

namespace Housing.Repairs;

/// <summary>What a catalogue must keep to: every way through it ends at a fault, and every fault is at the end of one.</summary>
internal static class CatalogueRules
{
    public static IEnumerable<PolicyFault> Check(RepairPolicy policy)
    {
        if (policy.Catalogue is not { } catalogue)
            return [];
        var faults = Shape(policy, catalogue).ToList();
        return faults.Count > 0 ? faults : Ways(policy, catalogue);       // ways are followed once every name leads somewhere
    }

    private static IEnumerable<PolicyFault> Shape(RepairPolicy policy, Catalogue catalogue) => Keys("rooms", catalogue.Rooms.Select(r => r.Key))
        .Concat(Keys("items", catalogue.Items.Select(i => i.Key)))
        .Concat(Keys("questions", catalogue.Questions.Select(q => q.Key).Concat(catalogue.Risks.Select(r => r.Key))))
        .Concat(catalogue.Rooms.SelectMany((room, i) => Check(catalogue, room, $"catalogue.rooms[{i}]")))
        .Concat(catalogue.Items.SelectMany((item, i) => Leads(policy, catalogue, item.Fault, item.Asks, $"catalogue.items[{i}]", "asks")))
        .Concat(catalogue.Questions.SelectMany((question, i) => Check(policy, catalogue, question, $"catalogue.questions[{i}]")))
        .Concat(catalogue.Risks.SelectMany((risk, i) => Check(policy, risk, $"catalogue.risks[{i}]")));

    private static IEnumerable<PolicyFault> Check(Catalogue catalogue, Room room, string path)
    {
        if (room.Items.Count == 0)
            yield return new($"{path}.items", "must name at least one item.");
        for (var i = 0; i < room.Items.Count; i++)
        {
            if (catalogue.Item(room.Items[i]) is null)
                yield return new($"{path}.items[{i}]", "must be the key of an item in this catalogue.");
        }
    }

    private static IEnumerable<PolicyFault> Check(RepairPolicy policy, Catalogue catalogue, Question question, string path) =>
        Answers(question.Asks, [.. question.Answers.Select(a => (a.Key, a.Says))], path)
            .Concat(question.Answers.SelectMany((answer, i) => Leads(policy, catalogue, answer.Fault, answer.Then, $"{path}.answers[{i}]", "then")));

    private static IEnumerable<PolicyFault> Check(RepairPolicy policy, RiskQuestion risk, string path)
    {
        foreach (var fault in Answers(risk.Asks, [.. risk.Answers.Select(a => (a.Key, a.Says))], path))
            yield return fault;
        for (var i = 0; i < risk.Faults.Count; i++)
        {
            if (policy.Find(risk.Faults[i]) is null)
                yield return new($"{path}.faults[{i}]", "must be the key of a fault in this list.");
        }

        for (var i = 0; i < risk.Answers.Count; i++)
        {
            if (risk.Answers[i].Raises is { } raises && policy.Priorities.All(p => p.Key != raises.Priority))
                yield return new($"{path}.answers[{i}].raises.priority", $"must be one of {string.Join(", ", policy.Priorities.Select(p => p.Key))}.");
        }

        if (risk.Answers.All(a => a.Raises is null && a.Hazard is null))
            yield return new($"{path}.answers", "must hold one that raises the priority or says how grave the hazard is, or the question asks for nothing.");
    }

    private static IEnumerable<PolicyFault> Answers(string asks, List<(string Key, string Says)> answers, string path)
    {
        if (string.IsNullOrWhiteSpace(asks))
            yield return new($"{path}.asks", "must ask something.");
        if (answers.Count < 2)
            yield return new($"{path}.answers", "must hold at least two answers: one alone decides nothing.");
        for (var i = 0; i < answers.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(answers[i].Says))
                yield return new($"{path}.answers[{i}].says", "must say something.");
            if (answers.Take(i).Any(a => a.Key == answers[i].Key))
                yield return new($"{path}.answers[{i}].key", $"{answers[i].Key} must be used once only.");
        }
    }

    private static IEnumerable<PolicyFault> Leads(RepairPolicy policy, Catalogue catalogue, string? fault, string? question, string path, string next)
    {
        if (fault is null == question is null)
            yield return new(path, $"must lead on, either to a question ({next}) or to a fault, and not to both.");
        else if (fault is not null && policy.Find(fault) is null)
            yield return new($"{path}.fault", "must be the key of a fault in this list.");
        else if (question is not null && catalogue.Question(question) is null)
            yield return new($"{path}.{next}", "must be the key of a question in this catalogue.");
    }

    private static IEnumerable<PolicyFault> Ways(RepairPolicy policy, Catalogue catalogue)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var shown = catalogue.Rooms.SelectMany(r => r.Items).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < catalogue.Items.Count; i++)
        {
            var item = catalogue.Items[i];
            if (!shown.Contains(item.Key))
                yield return new($"catalogue.items[{i}]", "must be in a room, or nobody is ever shown it.");
            if (item.Fault is { } fault)
                reached.Add(fault);
            else if (!Follow(catalogue, item.Asks!, seen, reached, []))
                yield return new($"catalogue.items[{i}].asks", "must come to a fault: its questions lead back to one that was asked before.");
        }

        for (var i = 0; i < catalogue.Questions.Count; i++)
        {
            if (!seen.Contains(catalogue.Questions[i].Key))
                yield return new($"catalogue.questions[{i}]", "must be asked by an item or lead on from an answer; nothing comes to it.");
        }

        for (var i = 0; i < policy.Faults.Count; i++)
        {
            if (!reached.Contains(policy.Faults[i].Key))
                yield return new($"faults[{i}]", $"must be at the end of a way through the catalogue; nothing there comes to {policy.Faults[i].Key}.");
        }
    }

    /// <summary>Notes what a question comes to; false when a way goes round in a circle.</summary>
    private static bool Follow(Catalogue catalogue, string question, HashSet<string> seen, HashSet<string> reached, IReadOnlyList<string> way)
    {
        if (way.Contains(question))
            return false;
        seen.Add(question);
        var ends = true;
        foreach (var answer in catalogue.Question(question)!.Answers)
        {
            if (answer.Fault is { } fault)
                reached.Add(fault);
            else
                ends &= Follow(catalogue, answer.Then!, seen, reached, [.. way, question]);
        }

        return ends;
    }

    private static IEnumerable<PolicyFault> Keys(string list, IEnumerable<string> keys) => keys
        .GroupBy(key => key, StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .Select(group => new PolicyFault($"catalogue.{list}", $"{group.Key} must be used once only."));
}
