using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Puts what a look at accounts found on their cases: opened, raised, left as they are or closed, with the promise to get in touch at once (OHC-INC-03, OHO-INC-16).</summary>
internal sealed class ArrearsFindings(IncomeDb db, ArrearsDesk desk, Promises promises, ResidentMessages messages)
{
    public const string Found = "arrears.found";

    /// <summary>What stands on each account; how many of them were found to reach a step they had not reached before. Whoever asks has a transaction and saves.</summary>
    public async Task<int> Look(
        IReadOnlyCollection<(Guid AccountId, AccountKind Kind, Standing Standing)> looked, ArrearsPolicy policy, DateTimeOffset now, Recording by, CancellationToken cancellationToken)
    {
        var ids = looked.Select(one => one.AccountId).ToArray();
        var open = await db.ArrearsCases.FromSql($"select *, xmin from arrears_case where account_id = any({ids}) and closed_at is null order by id for update")
            .ToDictionaryAsync(file => file.AccountId, cancellationToken);
        var found = new List<(Guid AccountId, ArrearsCase? File, Standing Standing)>();
        foreach (var (accountId, kind, standing) in looked)
        {
            var file = open.GetValueOrDefault(accountId);
            var ladder = policy.Ladders.Of(kind);
            if (file is not null && file.Kind != kind && kind == AccountKind.FormerTenant)
                desk.Apply(file, new ArrearsMilestone(ArrearsAct.TenantLeft, by.By, now), now);
            var outcome = CheckDecision.Decide(ladder, standing, file);
            file?.Look(standing, ladder, now);
            if (outcome is CheckOutcome.Opens or CheckOutcome.Rises)
                found.Add((accountId, file, standing));
            else if (outcome == CheckOutcome.Closes)
                desk.Apply(file!, new ArrearsMilestone(ArrearsAct.Closed, by.By, now) { Note = "Nothing is owed any more." }, now);
        }

        await Record(found, policy, now, by, cancellationToken);
        return found.Count;
    }

    private async Task Record(List<(Guid AccountId, ArrearsCase? File, Standing Standing)> found, ArrearsPolicy policy, DateTimeOffset now, Recording by, CancellationToken cancellationToken)
    {
        var ids = found.Select(one => one.AccountId).ToList();
        var accounts = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var news = new List<ResidentNews>(found.Count);
        foreach (var (accountId, known, standing) in found)
        {
            var account = accounts[accountId];
            var file = known ?? ArrearsCase.Open(account, policy.Ladders.Of(account.Kind), standing, by.By, now);
            if (known is null)
            {
                db.ArrearsCases.Add(file);
                desk.Tell(file, new ArrearsMilestone(ArrearsAct.Opened, by.By, now));
            }
            else
            {
                desk.Apply(file, new ArrearsMilestone(ArrearsAct.Found, by.By, now), now);
            }

            var kept = known is null ? new CasePromises() : await promises.Find(file.Id, cancellationToken);
            promises.Record(kept, file.Landlord, file.Id, new Milestone(Found, now, ArrearsDesk.FactsOf(file, account.Tenure)), now, by);
            news.Add(new ResidentNews(account, file.Id, Causes.Of("arrears", file.Id.ToString(), ResidentMessages.Day(London.DayOf(now))), ArrearsDesk.Said(file)));
        }

        await messages.Tell(Found, news, now, cancellationToken);
    }
}
