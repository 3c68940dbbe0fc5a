using System.Net;
using System.Text.RegularExpressions;
using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

/// <summary>What each letter says, from its case alone.</summary>
public partial class LetterPageTests
{
    private static readonly Addressee Green = new("M. Green", ["4 Long Lane", "Oldtown", "AB1 2CD"]);

    public static TheoryData<string> Landlords() => [.. Book.Landlords];

    [Theory]
    [MemberData(nameof(Landlords))]
    public void An_acknowledgement_names_who_looks_into_it_by_when_and_what_happens_next_OHO_CMP_06_OHC_CMP_03_HAV_CMP_11(string landlord)
    {
        var life = Received(landlord).Assigned();
        var (text, draft) = Letter(life, AcknowledgementDecision.Decide(life.File, new("The tap was not mended.", "We ask the plumber.\nThen we ring you.", null), life.As()));
        Assert.Equal(LetterKind.Acknowledgement, draft.Kind);
        var day = life.Complaint.DecideBy!.Value;
        Has(text, Book.For(landlord).Name, life.Complaint.Reference, "J. Ames (Repairs) looks into it.", "The tap was not mended.", "We ask the plumber.", "Then we ring you.", $"by {day:d MMMM yyyy}", "Dear M. Green,",
            "4 Long Lane", "Date: 3 March 2026", "stage one of two", "Repairs: Nobody came to mend the tap.", Policy(landlord).Ombudsman.Phone);
    }

    [Fact]
    public void It_says_what_the_resident_wants_to_come_of_it()
    {
        var opened = ReceiptDecision.Decide(Policy("rosebery"), Examples.Said() with { OutcomeWanted = "A new tap." }, Whose("rosebery"), repair: null, Now).Only<ComplaintMilestone.Opened>();
        var life = new Life(opened, Now).Assigned();
        Has(Letter(life, AcknowledgementDecision.Decide(life.File, new("The tap.", "We look.", null), life.As())).Text, "What you want us to do", "A new tap.");
    }

    [Fact]
    public void Of_stage_two_the_acknowledgement_says_that_it_is_looked_at_again_ENG_CMP_03()
    {
        var life = In(Stage.Two);
        var (text, draft) = Letter(life, AcknowledgementDecision.Decide(life.File, new("Not yet.", "We look again.", null), life.As()));
        Assert.Equal(LetterKind.EscalationAcknowledgement, draft.Kind);
        Has(text, "We are looking at your complaint again", "stage two of two", "R. Bell (Repairs) looks into it.", "What you told us is not settled", "Still not mended.", "Not yet.");
    }

    [Fact]
    public void Whoever_has_to_wait_is_told_until_when_and_why_HAV_CMP_11_ENG_CMP_08()
    {
        var life = Received().Assigned();
        var (text, draft) = Letter(life, ExtensionDecision.Decide(life.File, new(new(2026, 3, 24), "A survey of the roof is needed.", null), life.As()));
        Assert.Equal(LetterKind.Extension, draft.Kind);
        Has(text, "by 24 March 2026", "A survey of the roof is needed.", "J. Ames goes on looking into it.", "stage one of two", "0300 111 3000");
    }

    [Fact]
    public void At_stage_two_too_HAV_CMP_18_ENG_CMP_09()
    {
        var life = In(Stage.Two);
        var (text, _) = Letter(life, ExtensionDecision.Decide(life.File, new(new(2026, 4, 10), "A survey is needed.", null), life.As()));
        Has(text, "by 10 April 2026", "A survey is needed.", "stage two of two", "Housing Ombudsman");
    }

    [Theory]
    [InlineData(ExclusionReason.AtCourt, "A court has been asked to decide about it. The court's reference is KB-1.")]
    [InlineData(ExclusionReason.ConsideredBefore, "We have looked into it before, to the end. The reference was KB-1.")]
    [InlineData(ExclusionReason.TooOld, "It is about something that you knew of too long ago.")]
    public void Whoever_is_refused_is_told_the_ground_the_reason_and_the_Ombudsman_ENG_CMP_11(ExclusionReason reason, string ground)
    {
        var life = Received();
        var tooOld = reason == ExclusionReason.TooOld;
        var (text, draft) = Letter(life, ExclusionDecision.Decide(life.Complaint, new(reason, "This is why.", tooOld ? new(2020, 1, 1) : null, tooOld ? "" : "KB-1"), life.As()));
        Assert.Equal(LetterKind.Exclusion, draft.Kind);
        Has(text, ground, "This is why.", "you can ask the Housing Ombudsman Service to look at your complaint", "www.housing-ombudsman.org.uk");
    }

    [Theory]
    [MemberData(nameof(Landlords))]
    public void The_answer_has_the_decision_the_reasons_the_remedy_and_the_ways_on_OHO_CMP_07_OHO_CMP_09_OHO_CMP_10_OHO_CMP_11_OHC_CMP_04_HAV_CMP_09_HAV_CMP_14_HPG_CMP_04(string landlord)
    {
        var life = Received(landlord, "2026-03-03T12:00Z", "repairs", "communication").Assigned().Acknowledged().Proved();
        life.Take(FindingDecision.Decide(Policy(landlord), life.Complaint, new(1, FindingOutcome.Upheld, "Nobody came for 30 days.", "late"), life.Now));
        life.Take(FindingDecision.Decide(Policy(landlord), life.Complaint, new(2, FindingOutcome.NotUpheld, "We rang you twice.", ""), life.Now));
        life.Sorry().Take(RemedyDecision.Decide(life.Complaint, Money(50_00), life.As())).Take(RemedyDecision.Decide(life.Complaint, Action(), life.As()));
        life.Take(RemedyDecision.Decide(life.Complaint, Action("This is not wanted."), life.As()));
        life.Take(DroppingDecision.Decide(life.Complaint, life.Complaint.Remedies[^1], "Twice.", life.Now));

        var (text, draft) = Letter(life, AnswerDecision.Decide(life.Complaint, "We looked at the record.\nIt is clear.", life.As()));
        Assert.Equal(LetterKind.Answer, draft.Kind);
        Has(text, "stage one of two", "The tap was not mended.", "We uphold your complaint in part", "We looked at the record.", "It is clear.", "1. Repairs: upheld", "Nobody came for 30 days.",
            "2. Being kept informed: not upheld", "We rang you twice.", "We got it wrong, and we are sorry", "We are sorry.", "£50.00, Time and trouble: For your trouble.",
            "We train the team. R. Bell will do it by 1 December 2026.", "If you are still unhappy", life.Complaint.Replies[0].Escalation!, "Housing Ombudsman Service, PO Box 1484");
        Assert.DoesNotContain("not wanted", text, StringComparison.Ordinal);
        Assert.DoesNotContain("still to be done", text, StringComparison.Ordinal);
        Assert.Contains("<h1>Our answer to your complaint</h1>", draft.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_final_answer_says_what_is_still_to_be_done_and_that_only_the_Ombudsman_is_left_HAV_CMP_19_ENG_CMP_12()
    {
        var life = Received().Assigned().Acknowledged();
        life.Take(RemedyDecision.Decide(life.Complaint, Action("We mend the roof."), life.As())).Answered().Escalated().Assigned(Bell).Acknowledged().Found().Sorry();
        var (text, draft) = Letter(life, AnswerDecision.Decide(life.Complaint, "We looked again.", life.As()));
        Assert.Equal(LetterKind.FinalAnswer, draft.Kind);
        Has(text, "stage two of two, and our final one", "We looked again.", "What is still to be done from our first answer", "We mend the roof. R. Bell will do it by 1 December 2026.", "Nothing more is left to do.", "If you are unhappy with this, you can ask the Housing Ombudsman Service");
        Assert.DoesNotContain("If you are still unhappy", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_wrong_the_letter_makes_no_apology()
    {
        var life = Received().Assigned().Found(FindingOutcome.NotUpheld);
        var (text, _) = Letter(life, AnswerDecision.Decide(life.Complaint, "We found no fault.", life.As()));
        Has(text, "We do not uphold your complaint", "We found nothing that we have to put right.");
        Assert.DoesNotContain("sorry", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_settled_at_once_has_no_findings()
    {
        var life = Received().Assigned().Sorry();
        var (text, draft) = Letter(life, EarlySettlementDecision.Decide(life.Complaint, "We mended it today.", new(Channel.Phone, life.Now, "call/1"), life.As()));
        Assert.Equal(LetterKind.Answer, draft.Kind);
        Has(text, "We have settled this with you", "We mended it today.", "We are sorry.", "stage two", "Housing Ombudsman");
        Assert.DoesNotContain("What we found", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_refused_stage_two_is_told_why_and_of_the_Ombudsman_HAV_CMP_19()
    {
        var life = In(Stage.OneAnswered);
        var (text, draft) = Letter(life, EscalationRefusalDecision.Decide(life.Complaint, "You asked for the same again.", life.As()));
        Assert.Equal(LetterKind.EscalationRefusal, draft.Kind);
        Has(text, "We have decided not to.", "You asked for the same again.", "Housing Ombudsman");
    }

    [Fact]
    public void Whose_home_is_nobodys_here_is_told_in_plain_words_with_the_Ombudsman_ENG_CMP_11()
    {
        var (text, draft) = Letter(Received(), new ComplaintMilestone.NotOurs("Estates has no such home.", Now));
        Assert.Equal(LetterKind.NotOurs, draft.Kind);
        Has(text, "Why we are not taking your complaint", "is not one that we look after", "0300 111 3000");
        Assert.DoesNotContain("Estates", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_apology_for_what_was_not_wrong_admits_nothing()
    {
        var life = Received().Assigned().Found(FindingOutcome.NotUpheld).Sorry();
        var (text, _) = Letter(life, AnswerDecision.Decide(life.Complaint, "We found no fault.", life.As()));
        Has(text, "We are sorry");
        Assert.DoesNotContain("We got it wrong", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_whom_a_message_reaches_is_promised_word_when_it_is_done(bool byPost)
    {
        var life = Received().Assigned();
        if (byPost)
            life.Take(CorrespondentDecision.Decide(life.Complaint, new("A. Friend", ["1 Road", "AB1 2CD"]), life.Now));
        life.Take(RemedyDecision.Decide(life.Complaint, Action(), life.As())).Found().Sorry();
        var (text, _) = Letter(life, AnswerDecision.Decide(life.Complaint, "So it is.", life.As()));
        Assert.Equal(!byPost, text.Contains("and tell you when it is", StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_is_written_is_text_and_never_markup()
    {
        var life = Received().Assigned();
        var (_, draft) = Letter(life, ExtensionDecision.Decide(life.File, new(new(2026, 3, 24), "<script>alert(1)</script>", null), life.As()), new("<b>Green</b>", ["</address>"]));
        Assert.DoesNotContain("<script", draft.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", draft.Page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(draft.Page, "</address>", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Nobody_known_is_greeted_all_the_same_and_a_representative_reads_for_whom()
    {
        var life = Received().Assigned();
        Has(Letter(life, ExtensionDecision.Decide(life.File, new(new(2026, 3, 24), "A survey.", null), life.As()), Addressee.Unknown).Text, "Hello,");
        life = Received().Assigned();
        Has(Letter(life, ExtensionDecision.Decide(life.File, new(new(2026, 3, 24), "A survey.", null), life.As()), new("A. Friend", []) { For = "M. Green" }).Text, "Dear A. Friend,", "The complaint of: M. Green");
    }

    [Fact]
    public void All_that_somebody_wrote_is_looked_at_and_said_to_its_writer()
    {
        var longOne = $"{string.Join(' ', Enumerable.Repeat("go", 30))}.";
        var life = Received().Assigned();
        life.Take(FindingDecision.Decide(Policy("havering"), life.Complaint, new(1, FindingOutcome.Upheld, longOne, "late"), life.Now));
        life.Take(RemedyDecision.Decide(life.Complaint, new(RemedyKind.Apology, longOne), life.As()));
        var (_, draft) = Letter(life, AnswerDecision.Decide(life.Complaint, "It is so.", life.As()));
        Assert.Equal(["reasons of issue 1", "words of remedy 1"], draft.Readability.Flags.Where(f => f.Fault == ReadabilityFault.LongSentence).Select(f => f.Part));
        Assert.Equal(63, draft.Readability.Words);
    }

    [Theory]
    [InlineData(LetterKind.Acknowledgement)]
    [InlineData(LetterKind.Extension)]
    [InlineData(LetterKind.Exclusion)]
    [InlineData(LetterKind.Answer)]
    [InlineData(LetterKind.EscalationRefusal)]
    [InlineData(LetterKind.EscalationAcknowledgement)]
    [InlineData(LetterKind.FinalAnswer)]
    [InlineData(LetterKind.NotOurs)]
    public void Our_own_words_are_plain_English_and_the_headings_are_in_order(LetterKind kind)
    {
        var life = kind switch
        {
            LetterKind.Exclusion or LetterKind.NotOurs => Received(),
            LetterKind.EscalationRefusal => In(Stage.OneAnswered),
            LetterKind.EscalationAcknowledgement => In(Stage.Two),
            LetterKind.FinalAnswer => In(Stage.Two).Found().Sorry(),
            LetterKind.Answer => Received().Assigned().Found().Sorry(),
            LetterKind.Acknowledgement or LetterKind.Extension => Received().Assigned(),
        };
        if (kind == LetterKind.Answer)
            life.Take(RemedyDecision.Decide(life.Complaint, Action(), life.As()));
        var (_, draft) = Letter(life, kind switch
        {
            LetterKind.Acknowledgement or LetterKind.EscalationAcknowledgement => AcknowledgementDecision.Decide(life.File, new("It.", "It.", null), life.As()),
            LetterKind.Extension => ExtensionDecision.Decide(life.File, new(new(2026, 3, 24), "It.", null), life.As()),
            LetterKind.Exclusion => ExclusionDecision.Decide(life.Complaint, new(ExclusionReason.AtCourt, "It.", null, "KB-1"), life.As()),
            LetterKind.Answer or LetterKind.FinalAnswer => AnswerDecision.Decide(life.Complaint, "It.", life.As()),
            LetterKind.NotOurs => new ComplaintMilestone.NotOurs("Estates has no such home.", life.Now),
            LetterKind.EscalationRefusal => EscalationRefusalDecision.Decide(life.Complaint, "It.", life.As()),
        });
        Assert.Equal(kind, draft.Kind);

        var body = draft.Page[draft.Page.IndexOf("<h1>", StringComparison.Ordinal)..draft.Page.IndexOf("<div class=\"ends\">", StringComparison.Ordinal)];
        var said = string.Join('\n', Said().Matches(body).Select(m => WebUtility.HtmlDecode(Tags().Replace(m.Value, ""))));
        var read = Readability.Of([new("letter", said)], Policy("havering").Letters.Readability);
        Assert.True(read.Flags.Count == 0, string.Join("\n", read.Flags.Select(f => $"{f.Says} {f.Sentence}")));

        var levels = Headings().Matches(draft.Page).Select(m => int.Parse(m.Groups["level"].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Every_step_that_somebody_promises_in_writing_has_its_letter_and_no_other_has()
    {
        var written = typeof(ComplaintMilestone).GetNestedTypes().Where(t => !t.IsAbstract)
            .Where(t => LetterKinds.Of((ComplaintMilestone)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(t) switch
            {
                ComplaintMilestone.Answered => new ComplaintMilestone.Answered(new(1, FindingOutcome.Upheld, "", null, "", false, 0), Now),
                var other => other,
            }) is not null);
        Assert.Equal(["Acknowledged", "Answered", "EscalationRefused", "Excluded", "Extended", "NotOurs"], written.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    private static (string Text, DraftLetter Draft) Letter(Life life, Decision<ComplaintMilestone> decision, Addressee? addressee = null)
    {
        life.Take(decision);
        var landlord = life.Complaint.Landlord;
        var draft = LetterPage.Of(life.Complaint, decision.Milestones[^1], Policy(landlord), Book.For(landlord).Name, addressee ?? Green, life.Now)!;
        return (WebUtility.HtmlDecode(Tags().Replace(draft.Page, "")), draft);
    }

    private static void Has(string text, params string[] words) => Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex("<(?<tag>p|h1|h2|h3)>.*?</", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Said();

    [GeneratedRegex("<h(?<level>[1-6])>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headings();
}
