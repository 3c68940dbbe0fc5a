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

internal sealed class AwaitedFactsMapping : IEntityTypeConfiguration<AwaitedFacts>
{
    public void Configure(EntityTypeBuilder<AwaitedFacts> awaited)
    {
        awaited.ToTable("awaited_facts");
        awaited.HasKey(a => a.RepairId);
        awaited.Property(a => a.RepairId).HasColumnName("repair_id").ValueGeneratedNever();
        awaited.Property(a => a.Attempt).HasColumnName("attempt").IsConcurrencyToken();
        awaited.Property(a => a.DueAt).HasColumnName("due_at");
    }
}
