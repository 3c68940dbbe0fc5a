using System.Globalization;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>
/// The one way in which a household is told something of its account: in the transaction of what it speaks of, and once for its cause, however often that is come upon.
/// Contact has the words, under the template's name.
/// </summary>
internal sealed class ResidentMessages(IncomeDb db)
{
    /// <summary>Tells it, unless it was told before. Whoever asks saves.</summary>
    /// <param name="account">The account whose household is told.</param>
    /// <param name="template">Which words: the name of what happened, "charge-change.notified".</param>
    /// <param name="caseId">The case it belongs to: the account's own id, or that of a charge, an agreement, a payment.</param>
    /// <param name="cause">What it speaks of. The same cause under the same template is the same message.</param>
    /// <param name="facts">What the words need to say; nothing personal. <see cref="Pence"/> and <see cref="Day"/> write them.</param>
    /// <param name="now">When it happened.</param>
    public async Task Tell(Account account, string template, Guid caseId, Guid cause, IReadOnlyDictionary<string, string> facts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = Causes.Of("message", template, cause.ToString());
        // Told in this very transaction, or before it.
        if (db.ToldMessages.Local.Any(told => told.Id == id) || await db.ToldMessages.AnyAsync(told => told.Id == id, cancellationToken))
            return;

        Add(id, account, template, caseId, facts, now);
    }

    /// <summary>The same for many households at once, each with a cause of its own; whoever was told before is left out.</summary>
    public async Task Tell(string template, IReadOnlyCollection<ResidentNews> news, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var byId = news.ToDictionary(one => Causes.Of("message", template, one.Cause.ToString()));
        var ids = byId.Keys.ToList();
        var told = await db.ToldMessages.Where(message => ids.Contains(message.Id)).Select(message => message.Id).ToListAsync(cancellationToken);
        foreach (var (id, one) in byId.ExceptBy(told.Concat(db.ToldMessages.Local.Select(message => message.Id)), pair => pair.Key))
            Add(id, one.Account, template, one.CaseId, one.Facts, now);
    }

    private void Add(Guid id, Account account, string template, Guid caseId, IReadOnlyDictionary<string, string> facts, DateTimeOffset now)
    {
        db.ToldMessages.Add(ToldMessage.Of(id, account.Id, caseId, template, now));
        db.Tell(new ResidentMessageDue
        {
            MessageId = id,
            Service = "income",
            Landlord = account.Landlord,
            CaseId = caseId,
            HouseholdId = account.HouseholdId,
            Template = template,
            Facts = facts,
            OccurredAt = now,
        });
    }

    public static string Pence(long pence) => pence.ToString(CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What one of many households is told under a template.</summary>
internal sealed record ResidentNews(Account Account, Guid CaseId, Guid Cause, IReadOnlyDictionary<string, string> Facts);

/// <summary>A message that a household was told of its account: which, never what it says.</summary>
public sealed class ToldMessage
{
    private ToldMessage() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public Guid CaseId { get; private set; }
    public string Template { get; private set; } = "";
    public DateTimeOffset ToldAt { get; private set; }

    internal static ToldMessage Of(Guid id, Guid accountId, Guid caseId, string template, DateTimeOffset now) =>
        new() { Id = id, AccountId = accountId, CaseId = caseId, Template = template, ToldAt = now };
}
