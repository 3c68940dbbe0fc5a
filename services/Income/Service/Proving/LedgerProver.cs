using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>One batch of the day's proof: every balance worked out anew from the postings, in one transaction with how far it has come.</summary>
internal sealed class LedgerProver(IncomeDb db, LedgerMetrics metrics, IOptions<IncomeSettings> settings, TimeProvider clock, ILogger<LedgerProver> log)
{
    /// <summary>Takes the next batch; false when there is none for this replica just now.</summary>
    public async Task<bool> ProveAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (London.ClockAt(now) < settings.Value.ProofAfter)
            return false;
        var day = London.DayOf(now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"insert into ledger_proof (day, started_at) values ({day}, {now}) on conflict do nothing", cancellationToken);
        // Whoever has the row works; the others look again later.
        var proof = await db.Proofs.FromSql($"select * from ledger_proof where day = {day} and finished_at is null for update skip locked").SingleOrDefaultAsync(cancellationToken);
        if (proof is null)
            return false;

        var size = settings.Value.ProofBatch;
        var ids = await db.Accounts.Where(a => proof.AfterId == null || a.Id > proof.AfterId).OrderBy(a => a.Id).Select(a => a.Id).Take(size).ToListAsync(cancellationToken);
        var found = ids.Count == 0 ? [] : await Recompute([.. ids], cancellationToken);
        foreach (var row in found)
        {
            var difference = LedgerDifference.Found(day, row, now);
            db.Differences.Add(difference);
            db.Tell(new LedgerDifferenceFound
            {
                Landlord = difference.Landlord,
                AccountId = difference.AccountId,
                What = difference.What,
                RecordedPence = difference.RecordedPence,
                RecomputedPence = difference.RecomputedPence,
                FoundAt = now,
            });
        }

        if (ids.Count > 0)
            proof.Proved(ids, found.Count);
        if (ids.Count < size)
            proof.Finish(now);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Report(proof, found);
        return true;
    }

    private void Report(LedgerProof proof, List<Recomputed> found)
    {
        foreach (var row in found)
        {
            metrics.Different(row.Landlord);
            log.LogError("Account {AccountId} does not add up: its {What} is recorded as {Recorded} pence and comes to {Recomputed}", row.AccountId, row.What, row.RecordedPence, row.RecomputedPence);
        }

        if (proof.FinishedAt is not null)
            log.LogInformation("The ledger of {Accounts} accounts was proved; {Differences} differences", proof.Accounts, proof.Differences);
    }

    // One statement, and so one snapshot: what is posted meanwhile is in all of its sums or in none.
    private Task<List<Recomputed>> Recompute(Guid[] ids, CancellationToken cancellationToken) => db.Database.SqlQuery<Recomputed>($"""
        with line as (
          select p.account_id, l.sub_account, sum(l.amount_pence)::bigint as pence
          from posting p join ledger_line l on l.posting_id = p.id
          where p.account_id = any({ids}) group by p.account_id, l.sub_account),
        checked as (
          select a.id, 'balance' as what, a.balance_pence as recorded, coalesce((select sum(pence) from line where account_id = a.id and sub_account is not null), 0)::bigint as recomputed
          from account a where a.id = any({ids})
          union all
          select a.id, 'postings', a.balance_pence, coalesce((select sum(amount_pence) from posting where account_id = a.id), 0)::bigint from account a where a.id = any({ids})
          union all
          select account_id, 'entries', 0, sum(pence)::bigint from line group by account_id
          union all
          select coalesce(s.account_id, l.account_id), coalesce(s.kind, l.sub_account), coalesce(s.balance_pence, 0), coalesce(l.pence, 0)
          from (select * from sub_account where account_id = any({ids})) s
          full join (select * from line where sub_account is not null) l on l.account_id = s.account_id and l.sub_account = s.kind
          union all
          select a.id, 'items', a.balance_pence, -coalesce((select sum(i.left_pence) from suspense_item i where i.landlord = a.landlord), 0)::bigint
          from account a where a.id = any({ids}) and a.kind = 'Suspense'
          union all
          select a.id, 'transfers', 0, coalesce((
            select sum(l.amount_pence) from ledger_line l join posting p on p.id = l.posting_id join account o on o.id = p.account_id
            where l.nominal = 'Transfers' and o.landlord = a.landlord), 0)::bigint
          from account a where a.id = any({ids}) and a.kind = 'Suspense')
        select a.id as "AccountId", a.landlord as "Landlord", c.what as "What", c.recorded as "RecordedPence", c.recomputed as "RecomputedPence"
        from checked c join account a on a.id = c.id where c.recorded <> c.recomputed order by a.id, c.what
        """).ToListAsync(cancellationToken);
}
