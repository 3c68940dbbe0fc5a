using Housing.Repairs.Contracts.V1;

namespace Housing.Portal;

/// <summary>One page of the report: a question with its answers.</summary>
public sealed record ReportQuestion(string Key, string Asks, IReadOnlyList<Choice> Choices);

/// <summary>Leads through a landlord's catalogue, from the room to the fault, one question a page. What was answered decides what is asked next.</summary>
public static class ReportQuestions
{
    public const string Room = "room";
    public const string Item = "item";

    /// <summary>Every question on the way that this draft has taken, the answered ones first; the last may be unanswered.</summary>
    public static IReadOnlyList<ReportQuestion> Path(Catalogue catalogue, ReportDraft draft)
    {
        var path = new List<ReportQuestion> { new(Room, "Where is the problem?", [.. catalogue.Rooms.Select(room => new Choice(room.Key, room.Name))]) };
        if (catalogue.Rooms.FirstOrDefault(one => one.Key == draft.Room) is not { } room)
            return path;
        path.Add(new(Item, "What needs mending?", [.. room.Items.Select(key => catalogue.Items.FirstOrDefault(item => item.Key == key)).OfType<Item>().Select(item => new Choice(item.Key, item.Name))]));
        if (!room.Items.Contains(draft.Item) || catalogue.Items.FirstOrDefault(one => one.Key == draft.Item) is not { } item)
            return path;
        var fault = item.Fault;
        for (var asks = item.Asks; fault.Length == 0 && catalogue.Questions.FirstOrDefault(one => one.Key == asks) is { } question;)
        {
            path.Add(new(question.Key, question.Asks, [.. question.Answers.Select(answer => new Choice(answer.Key, answer.Says))]));
            if (question.Answers.FirstOrDefault(answer => answer.Key == draft.Answers.GetValueOrDefault(question.Key)) is not { } given)
                return path;
            (fault, asks) = (given.Fault, given.Then);
        }

        path.AddRange(catalogue.Risks.Where(risk => risk.Faults.Count == 0 || risk.Faults.Contains(fault))
            .Select(risk => new ReportQuestion(risk.Key, risk.Asks, [.. risk.Answers.Select(answer => new Choice(answer.Key, answer.Says))])));
        return path;
    }

    /// <summary>What is to be asked next; null when all is answered.</summary>
    public static ReportQuestion? Next(Catalogue catalogue, ReportDraft draft) => Path(catalogue, draft).FirstOrDefault(question => Given(question, draft) is null);

    /// <summary>What was answered to a question of the path, in its words; null while nothing was.</summary>
    public static Choice? Given(ReportQuestion question, ReportDraft draft)
    {
        var key = question.Key switch
        {
            Room => draft.Room,
            Item => draft.Item,
            _ => draft.Answers.GetValueOrDefault(question.Key),
        };
        return question.Choices.FirstOrDefault(choice => choice.Value == key);
    }

    /// <summary>The draft with this answer. What hung on another answer to an earlier question is no longer said.</summary>
    public static ReportDraft With(ReportDraft draft, string question, string answer) => question switch
    {
        Room => draft with { Room = answer },
        Item => draft.Item == answer ? draft : draft with { Item = answer, Answers = new Dictionary<string, string>(StringComparer.Ordinal) },
        _ => draft with { Answers = new Dictionary<string, string>(draft.Answers, StringComparer.Ordinal) { [question] = answer } },
    };

    /// <summary>The answers that lie on the way: others were given before somebody went back and chose differently.</summary>
    public static IEnumerable<Answer> Answers(Catalogue catalogue, ReportDraft draft) => Path(catalogue, draft)
        .Where(question => question.Key is not (Room or Item))
        .Select(question => new Answer { Question = question.Key, Answer_ = Given(question, draft)?.Value ?? "" })
        .Where(answer => answer.Answer_.Length > 0);
}
