using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>A due that was charged, with the last day its charge has now.</summary>
public sealed record StandingDebit(ChargeDebit Debit, DateOnly? Until);

/// <summary>Says what a bill comes to on its account.</summary>
public static class BillDecision
{
    private const string Estimated = "estimate.issued";
    private const string Settled = "actuals.issued";

    /// <summary>From when on an estimate is charged: nobody pays for days before the home was theirs.</summary>
    public static DateOnly FromFor(Account account, DateOnly from) => account.StartedOn > from ? account.StartedOn.Value : from;

    /// <summary>What was charged for the days of a year and was not given back.</summary>
    /// <param name="standing">The dues charged on the service charge part; those reversed by hand are left out.</param>
    public static long ChargedFor(SchemeYear year, IEnumerable<StandingDebit> standing) => standing.Sum(one =>
    {
        var before = year.First.AddDays(-1);
        var last = one.Until < year.Last ? one.Until.Value : year.Last;
        return last <= before ? 0 : one.Debit.After(before) - one.Debit.After(last);
    });

    /// <summary>The difference as it is posted; null when there is none.</summary>
    /// <param name="round">The closing.</param>
    /// <param name="account">The account.</param>
    /// <param name="actualPence">What it bears of what was spent.</param>
    /// <param name="settledPence">What was charged for the year, and what earlier closings settled.</param>
    /// <param name="now">The instant of the posting.</param>
    public static AccountMilestone.Posted? Difference(SchemeRound round, Account account, long actualPence, long settledPence, DateTimeOffset now)
    {
        var pence = actualPence - settledPence;
        if (pence == 0)
            return null;
        var days = string.Create(CultureInfo.InvariantCulture, $"{round.First:d MMMM yyyy} to {round.Last:d MMMM yyyy}");
        return new(pence, PostingKind.ServiceChargeDifference, pence > 0 ? $"Service charge, what {days} cost more" : $"Service charge, what {days} cost less", CauseOf(round, account), By: "income", now)
        {
            Entries = Bookkeeping.Plain(PostingKind.ServiceChargeDifference, SubAccount.ServiceCharge, pence),
            Evidence = $"accounts {round.Id}",
        };
    }

    /// <summary>A closing settles with an account once.</summary>
    public static Guid CauseOf(SchemeRound round, Account account) => Causes.Of(
        "service-charge-difference", round.SchemeId.ToString(), round.First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), account.Id.ToString(), round.Number.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// What is recorded on the account's case. Only the first estimate and the first accounts of a year are those that are promised (OHO-LSE-24, OHO-LSE-25), and
    /// only while it is not yet the turn of the next: what comes later does not make the next year's promise kept.
    /// </summary>
    /// <param name="round">What went out.</param>
    /// <param name="promised">By when each year it is promised; null where it is not.</param>
    /// <param name="today">The day on which it went out.</param>
    public static string MilestoneOf(SchemeRound round, Cadence.ByDate? promised, DateOnly today) => (round.Kind, round.Number) switch
    {
        (RoundKind.Estimate, 1) when promised is null || promised.YearOf(today) <= promised.YearOf(round.First) => Estimated,
        (RoundKind.Estimate, 1) => "estimate.issued-late",
        (RoundKind.Estimate, _) => "estimate.corrected",
        (RoundKind.Actuals, 1) when promised is null || promised.YearOf(today) <= promised.YearOf(round.Last.AddDays(1)) => Settled,
        (RoundKind.Actuals, 1) => "actuals.issued-late",
        (RoundKind.Actuals, _) => "actuals.corrected",
    };

    /// <summary>The day of the year by which a landlord promises an estimate, or the accounts, as its file says on a day; null when it promises none.</summary>
    public static Cadence.ByDate? PromisedBy(Landlord landlord, RoundKind kind, DateOnly on) => landlord.Standards
        .Where(standard => standard.Until.Contains(kind == RoundKind.Estimate ? Estimated : Settled) && standard.HoldsOn(on))
        .Select(standard => (standard.Timing as Timing.Every)?.Cadence).OfType<Cadence.ByDate>().FirstOrDefault();
}
