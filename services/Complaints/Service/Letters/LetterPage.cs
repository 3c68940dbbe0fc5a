using Housing.ServiceDefaults;

namespace Housing.Complaints;

/// <summary>A letter as it is made up from its case, before it is kept.</summary>
internal sealed record DraftLetter(LetterKind Kind, string Page, Readability Readability);

/// <summary>
/// The letter of a step, as a page to read on screen and to print. All that it says is the case's own: what was found, promised and decided is never typed twice. An answer
/// has what the law asks of one: the stage, the complaint as it was understood, the decision, the reasons, the remedy, what is still to be done, and how to go on
/// (Complaint Handling Code 2024, 6.9 and 6.19).
/// </summary>
internal static class LetterPage
{
    private static readonly Dictionary<LetterKind, PrintTemplate<LetterContents>> Templates = new()
    {
        [LetterKind.Acknowledgement] = Template("Acknowledgement"),
        [LetterKind.EscalationAcknowledgement] = Template("Acknowledgement"),
        [LetterKind.Extension] = Template("Extension"),
        [LetterKind.Exclusion] = Template("Exclusion"),
        [LetterKind.Answer] = Template("Answer"),
        [LetterKind.FinalAnswer] = Template("Answer"),
        [LetterKind.EscalationRefusal] = Template("EscalationRefusal"),
        [LetterKind.NotOurs] = Template("Exclusion"),
    };

    /// <summary>The letter of a step that the case has taken in; null for a step without one.</summary>
    public static DraftLetter? Of(Complaint complaint, ComplaintMilestone milestone, ComplaintPolicy policy, string landlord, Addressee addressee, DateTimeOffset now)
    {
        if (LetterKinds.Of(milestone) is not { } kind)
            return null;
        var contents = LetterContents.Of(complaint, milestone, kind, policy, landlord, addressee, now);
        return new(kind, Templates[kind].Html(contents), Readability.Of(Written(complaint, milestone), policy.Letters.Readability));
    }

    /// <summary>What somebody wrote of it, beside the letter's own words.</summary>
    private static List<WrittenText> Written(Complaint complaint, ComplaintMilestone milestone) => milestone switch
    {
        ComplaintMilestone.Acknowledged acknowledged => [new("understanding", acknowledged.Understanding), new("next_steps", acknowledged.NextSteps)],
        ComplaintMilestone.Extended extended => [new("reason", extended.Reason)],
        ComplaintMilestone.Excluded excluded => [new("explanation", excluded.Explanation)],
        ComplaintMilestone.EscalationRefused refused => [new("reasons", refused.Reasons)],
        ComplaintMilestone.Answered { Reply: var reply } =>
        [
            new("text", reply.Text),
            .. LetterContents.FindingsOf(complaint, reply).Select(f => new WrittenText($"reasons of issue {f.Issue}", f.Reasons)),
            .. LetterContents.RemediesOf(complaint, reply).Select(r => new WrittenText($"words of remedy {r.Number}", r.Words)),
        ],
        _ => [],
    };

    private static PrintTemplate<LetterContents> Template(string name) =>
        new(typeof(LetterPage).Assembly, Resource(name), ("letter", Resource("Letter")), ("ombudsman", Resource("Ombudsman")));

    private static string Resource(string name) => $"Housing.Complaints.Letters.{name}.hbs";
}
