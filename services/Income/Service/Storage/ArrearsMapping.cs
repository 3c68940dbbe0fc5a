using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class ArrearsCaseMapping : IEntityTypeConfiguration<ArrearsCase>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public void Configure(EntityTypeBuilder<ArrearsCase> file)
    {
        file.ToTable("arrears_case");
        file.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        file.Property(c => c.AccountId).HasColumnName("account_id");
        file.Property(c => c.Landlord).HasColumnName("landlord");
        file.Property(c => c.HouseholdId).HasColumnName("household_id");
        file.Property(c => c.Kind).HasColumnName("kind").HasConversion<string>();      // readable rows
        file.Property(c => c.OpenedAt).HasColumnName("opened_at");
        file.Property(c => c.ClosedAt).HasColumnName("closed_at");
        file.Property(c => c.Standing).HasColumnName("standing").HasColumnType("jsonb").HasConversion(
            standing => JsonSerializer.Serialize(Kept.Of(standing), Json),
            json => JsonSerializer.Deserialize<Kept>(json, Json)!.Standing,
            new ValueComparer<Standing>((one, other) => ReferenceEquals(one, other), standing => standing.OwedPence.GetHashCode(), standing => standing));      // replaced, never changed
        file.Property(c => c.LookedAt).HasColumnName("looked_at");
        file.Property(c => c.Level).HasColumnName("level");
        file.Property(c => c.Step).HasColumnName("step");
        file.Property(c => c.SteppedAt).HasColumnName("stepped_at");
        file.Property(c => c.NextStep).HasColumnName("next_step");
        file.Property(c => c.Officer).HasColumnName("officer");
        file.Property(c => c.Vulnerable).HasColumnName("vulnerable");
        file.Property(c => c.AgreementHolds).HasColumnName("agreement_holds");
        file.Property(c => c.Done).HasColumnName("done");
        file.Property(c => c.Version).IsRowVersion();
        file.HasMany(c => c.Added).WithOne().HasForeignKey(e => e.CaseId);      // never loaded: a history is read a page at a time
        file.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
    }

    /// <summary>What is kept of a standing; the rest is worked out from it.</summary>
    private sealed record Kept(long OwedPence, long? YearPence, IReadOnlyList<OnItsWay> OnItsWay)
    {
        [JsonIgnore]
        public Standing Standing => new(OwedPence, YearPence, OnItsWay);

        public static Kept Of(Standing standing) => new(standing.OwedPence, standing.YearPence, standing.OnItsWay);
    }
}

internal sealed class ArrearsEntryMapping : IEntityTypeConfiguration<ArrearsEntry>
{
    public void Configure(EntityTypeBuilder<ArrearsEntry> entry)
    {
        entry.ToTable("arrears_entry");
        entry.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
        entry.Property(e => e.CaseId).HasColumnName("case_id");
        entry.Property(e => e.Act).HasColumnName("act").HasConversion<string>();
        entry.Property(e => e.At).HasColumnName("at");
        entry.Property(e => e.RecordedAt).HasColumnName("recorded_at");
        entry.Property(e => e.By).HasColumnName("by");
        entry.Property(e => e.Step).HasColumnName("step");
        entry.Property(e => e.Channel).HasColumnName("channel").HasConversion<string>();
        entry.Property(e => e.Note).HasColumnName("note");
        entry.Property(e => e.Evidence).HasColumnName("evidence");
    }
}
