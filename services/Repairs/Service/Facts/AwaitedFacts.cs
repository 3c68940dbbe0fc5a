using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Repairs;

/// <summary>Tenancy has to be asked about this repair's home at a due time: it did not answer at the report, or something changed there since.</summary>
public sealed class AwaitedFacts
{
    public Guid RepairId { get; private set; }
    public int Attempt { get; private set; }
    public DateTimeOffset DueAt { get; private set; }

    private AwaitedFacts() { }

    public AwaitedFacts(Guid repairId, DateTimeOffset dueAt) => (RepairId, DueAt) = (repairId, dueAt);

    /// <summary>Something new happened: whoever is asking just now has to ask again.</summary>
    public void AskAgain(DateTimeOffset dueAt) => (Attempt, DueAt) = (Attempt + 1, dueAt);
}

internal static class AwaitedFactsQueries
{
    /// <summary>
    /// Claims what is due by moving its due time on, twice as far at each try and five minutes at most. Replicas never claim the same row at once, and a
    /// claim that comes to nothing falls due again by itself.
    /// </summary>
    public static Task<List<AwaitedFacts>> Claim(this RepairsDb db, int atMost, DateTimeOffset now, CancellationToken cancellationToken) => db.AwaitedFacts.FromSql(
        $"""
        update awaited_facts
        set attempt = attempt + 1, due_at = {now} + least(interval '5 minutes', interval '2 seconds' * power(2, least(attempt, 10)))
        where repair_id in (select repair_id from awaited_facts where due_at <= {now} order by due_at limit {atMost} for update skip locked)
        returning repair_id, attempt, due_at
        """).AsNoTracking().ToListAsync(cancellationToken);

    /// <summary>Has Tenancy asked at once about the open repairs that something new concerns, even while it is being asked just now; saves.</summary>
    public static async Task AskAgain(this RepairsDb db, Expression<Func<Repair, bool>> concerned, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var repairs = await db.Repairs.Where(r => r.Stage != Stage.Completed && r.Stage != Stage.Closed).Where(concerned)
            .GroupJoin(db.AwaitedFacts, r => r.Id, a => a.RepairId, (r, awaited) => new { r.Id, Awaited = awaited.FirstOrDefault() })
            .ToListAsync(cancellationToken);
        foreach (var repair in repairs)
        {
            if (repair.Awaited is { } awaited)
                awaited.AskAgain(now);
            else
                db.AwaitedFacts.Add(new AwaitedFacts(repair.Id, now));
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}

internal sealed class AwaitedFactsMapping : IEntityTypeConfiguration<AwaitedFacts>
{
    public void Configure(EntityTypeBuilder<AwaitedFacts> awaited)
    {
        awaited.ToTable("awaited_facts");
        awaited.HasKey(a => a.RepairId);
        awaited.HasOne<Repair>().WithOne().HasForeignKey<AwaitedFacts>(a => a.RepairId);      // written after its repair
        awaited.Property(a => a.RepairId).HasColumnName("repair_id").ValueGeneratedNever();
        awaited.Property(a => a.Attempt).HasColumnName("attempt").IsConcurrencyToken();
        awaited.Property(a => a.DueAt).HasColumnName("due_at");
    }
}
