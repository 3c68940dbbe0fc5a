using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What is said of an account to the promises about it. An account's promises run on a case with the account's own id.</summary>
public static class AccountMilestones
{
    public const string Opened = "account.opened";
    public const string Closed = "account.closed";
    public const string TenancyStarted = "tenancy.started";
    public const string TenancyEnded = "tenancy.ended";
    public const string Checked = "account.checked";

    /// <summary>What the promises ask of every milestone of an account: what it is for, and on what terms the home is held where that is known.</summary>
    public static Facts FactsOf(Account account) => FactsOf(account.Kind, account.Tenure);

    /// <inheritdoc cref="FactsOf(Account)"/>
    public static Facts FactsOf(AccountKind kind, string? tenure)
    {
        var facts = Facts.Of(("account", IncomeMessages.Word(kind)));
        return tenure is null ? facts : facts.With(Facts.Of(("tenure", tenure)));
    }

    /// <summary>
    /// What an account's promises are counted from: its opening and the tenancy's first day. Before they were counted here nothing is known of what a household
    /// was sent, so that nothing is counted from an earlier day. Nobody promises anything about a garage, or about money in suspense.
    /// </summary>
    public static IEnumerable<Milestone> Beginning(Account account, DateTimeOffset now)
    {
        if (account.Kind is AccountKind.Garage or AccountKind.FormerTenant or AccountKind.Suspense || account.EndedOn < London.DayOf(now))
            yield break;
        var facts = FactsOf(account);
        yield return new Milestone(Opened, now, facts);
        yield return new Milestone(TenancyStarted, account.StartedOn is { } day && day > London.DayOf(now) ? London.StartOf(day) : now, facts);
    }
}

/// <summary>
/// Records what happens on an account's own case. Whoever asks holds the account's lock, or has just opened it, and saves.
/// </summary>
internal sealed class AccountCase(IncomeDb db, Promises promises, StandardsBook standards)
{
    private static readonly Recording ByItself = new("service income");

    /// <summary>Begins the case of an account that has none yet; that of a landlord whose file is not here waits until it is.</summary>
    public void Begin(Account account, DateTimeOffset now, Recording? by = null)
    {
        if (!standards.Knows(account.Landlord))
            return;
        var kept = new CasePromises();
        foreach (var milestone in AccountMilestones.Beginning(account, now))
            promises.Record(kept, account.Landlord, account.Id, milestone, now, by ?? ByItself);
        account.BeginCase();
    }

    /// <summary>Records one more milestone on the cases of some accounts, with what is known of each account among its facts.</summary>
    /// <param name="accounts">The accounts; nothing is recorded for none.</param>
    /// <param name="milestone">What happened, and when, to each of them.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="by">Who records it; the service itself when null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task Record(IReadOnlyCollection<Account> accounts, Func<Account, CasePromises, Milestone> milestone, DateTimeOffset now, Recording? by, CancellationToken cancellationToken)
    {
        if (accounts.Count == 0)
            return;
        var ids = accounts.Select(account => account.Id).ToList();
        var milestones = (await db.Set<CaseMilestone>().Where(m => ids.Contains(m.CaseId)).ToListAsync(cancellationToken)).ToLookup(m => m.CaseId);
        var commitments = (await db.Set<Commitment>().Where(c => ids.Contains(c.CaseId)).ToListAsync(cancellationToken)).ToLookup(c => c.CaseId);
        foreach (var account in accounts)
        {
            var kept = new CasePromises { Milestones = [.. milestones[account.Id]], Commitments = [.. commitments[account.Id]] };
            var happened = milestone(account, kept);
            promises.Record(kept, account.Landlord, account.Id, happened with { Facts = happened.Facts.With(AccountMilestones.FactsOf(account)) }, now, by ?? ByItself);
        }
    }

    /// <inheritdoc cref="Record(IReadOnlyCollection{Account}, Func{Account, CasePromises, Milestone}, DateTimeOffset, Recording?, CancellationToken)"/>
    public Task Record(Account account, Milestone milestone, DateTimeOffset now, Recording? by, CancellationToken cancellationToken) =>
        Record([account], (_, _) => milestone, now, by, cancellationToken);

    /// <summary>Records that the last day of some households' tenancies is over. An account may open after that day: then what was counted ends as it began.</summary>
    public Task Left(IReadOnlyCollection<Account> accounts, DateTimeOffset now, CancellationToken cancellationToken) => Record(
        accounts,
        (account, kept) =>
        {
            var over = London.EndOf(account.EndedOn!.Value);
            var counted = kept.Milestones.Find(m => m.Name == AccountMilestones.Opened)?.At;
            return new Milestone(AccountMilestones.TenancyEnded, counted > over ? counted.Value : over, Facts.None);
        },
        now,
        by: null,
        cancellationToken);
}
