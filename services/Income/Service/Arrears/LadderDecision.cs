using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Why a step cannot be taken yet.</summary>
/// <param name="Reason">A stable word: "wait", "agreement-kept", "contact".</param>
public sealed record Block(string Reason, string Sentence, string? Clause = null);

/// <summary>The step that is next, and what keeps it from being taken; nothing when it may be.</summary>
public sealed record NextStep(LadderStep Step, IReadOnlyList<Block> Blocks);

/// <summary>Says which step of the landlord's ladder comes next for a case and whether it may be taken (OHO-INC-18, OHO-INC-19).</summary>
public static class LadderDecision
{
    /// <summary>How many steps what is owed reaches: all up to the highest one whose threshold is met.</summary>
    public static int LevelOf(IReadOnlyList<LadderStep> ladder, Standing standing)
    {
        var level = 0;
        for (var at = 0; at < ladder.Count; at++)
        {
            if (ladder[at].IsReachedBy(standing))
                level = at + 1;
        }

        return level;
    }

    /// <summary>The first step after the last one taken; null when there is none, or what is owed does not ask for it. A step whose name the ladder has no more starts it anew.</summary>
    public static LadderStep? NextOf(IReadOnlyList<LadderStep> ladder, string? taken, Standing standing)
    {
        var at = 0;
        while (taken is not null && at < ladder.Count && ladder[at].Step != taken)
            at++;
        var next = taken is null || at == ladder.Count ? 0 : at + 1;
        return next < ladder.Count && ladder[next].IsReachedBy(standing) ? ladder[next] : null;
    }

    /// <summary>The next step with all that blocks it, each named; null when what is owed asks for none.</summary>
    public static NextStep? Decide(IReadOnlyList<LadderStep> ladder, ArrearsCase file, DateTimeOffset now) =>
        file.ClosedAt is null && NextOf(ladder, file.Step, file.Standing) is { } next ? new(next, [.. Blocks(next, file, now)]) : null;

    private static IEnumerable<Block> Blocks(LadderStep next, ArrearsCase file, DateTimeOffset now)
    {
        if (file.AgreementHolds)
            yield return new("agreement-kept", "The household keeps to the agreement; nothing further is done as long as it does.", "ENG-INC-13");
        if (file.SteppedAt is { } stepped && London.DayOf(stepped).AddDays(next.WaitDays) is var from && from > London.DayOf(now))
            yield return new("wait", string.Create(CultureInfo.InvariantCulture, $"It may be taken from {from:yyyy-MM-dd}, {next.WaitDays} days after the last step."));
        foreach (var need in next.Needs.Where(need => !file.Has(ActOf(need))))
            yield return new(IncomeMessages.Word(need), SentenceOf(need), next.Clause);
    }

    private static ArrearsAct ActOf(ArrearsNeed need) => need switch
    {
        ArrearsNeed.Contact => ArrearsAct.Contacted,
        ArrearsNeed.AgreementOffered => ArrearsAct.AgreementOffered,
        ArrearsNeed.AdviceOffered => ArrearsAct.AdviceOffered,
        ArrearsNeed.BenefitChecked => ArrearsAct.BenefitChecked,
        ArrearsNeed.VulnerabilityConsidered => ArrearsAct.VulnerabilityConsidered,
    };

    private static string SentenceOf(ArrearsNeed need) => need switch
    {
        ArrearsNeed.Contact => "No contact with the household is recorded.",
        ArrearsNeed.AgreementOffered => "No agreement to pay it back has been offered.",
        ArrearsNeed.AdviceOffered => "No advice and no referral has been offered.",
        ArrearsNeed.BenefitChecked => "Nobody has recorded whether benefits are due to the household.",
        ArrearsNeed.VulnerabilityConsidered => "Nobody has recorded whether anybody in the home is vulnerable, and what follows from it.",
    };
}
