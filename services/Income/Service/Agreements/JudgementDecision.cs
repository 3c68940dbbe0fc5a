namespace Housing.Income;

/// <summary>What became of an agreement when it was looked at.</summary>
/// <param name="Judged">The instalments that were judged, with whether each was kept.</param>
/// <param name="Becomes">What the agreement is after it; null when it goes on.</param>
public sealed record Judgement(IReadOnlyList<(Instalment Instalment, bool Kept)> Judged, AgreementState? Becomes);

/// <summary>
/// Judges instalments from what is posted: one is kept when what is really owed is no more than the agreement leaves after it. So the rent was paid too, what was paid
/// more counts for the next, and what is surely on its way counts for the household.
/// </summary>
public static class JudgementDecision
{
    /// <summary>The instalments whose days are over, each judged, and what that makes of the agreement.</summary>
    /// <param name="agreement">The agreement in force.</param>
    /// <param name="realOn">What was really owed of what had fallen due by an instalment's day.</param>
    /// <param name="terms">The landlord's.</param>
    /// <param name="settled">Whether its case is closed: nothing is owed any more.</param>
    /// <param name="today">The London day.</param>
    public static Judgement Decide(Agreement agreement, Func<DateOnly, long> realOn, AgreementTerms terms, bool settled, DateOnly today)
    {
        if (settled)
            return new([], AgreementState.Kept);
        var judged = new List<(Instalment, bool)>();
        var inARow = agreement.MissedInARow;
        var paid = agreement.Instalments.Where(instalment => instalment.Outcome != InstalmentOutcome.Open).Sum(instalment => instalment.Pence);
        var last = false;
        foreach (var instalment in agreement.Instalments.Where(instalment => instalment.Outcome == InstalmentOutcome.Open).OrderBy(instalment => instalment.Number))
        {
            if (instalment.DueOn.AddDays(terms.ToleranceDays) >= today)
                break;
            paid += instalment.Pence;
            var kept = realOn(instalment.DueOn) <= agreement.DebtPence - paid;
            judged.Add((instalment, kept));
            inARow = kept ? 0 : inARow + 1;
            last = paid == agreement.DebtPence;
            if (inARow >= terms.BrokenAfterMissed)
                return new(judged, AgreementState.Broken);
        }

        return new(judged, last ? inARow == 0 ? AgreementState.Kept : AgreementState.Broken : null);
    }
}
