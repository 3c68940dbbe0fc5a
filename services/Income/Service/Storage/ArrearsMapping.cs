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
        file.Property(c => c.NeedsAt).HasColumnName("needs_at");
        file.Property(c => c.AgreementHolds).HasColumnName("agreement_holds");
        file.Property(c => c.Done).HasColumnName("done");
        file.Property(c => c.Entries).HasColumnName("entries");
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
        entry.Property(e => e.Number).HasColumnName("number");
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

internal sealed class ExpectedBenefitMapping : IEntityTypeConfiguration<ExpectedBenefit>
{
    public void Configure(EntityTypeBuilder<ExpectedBenefit> benefit)
    {
        benefit.ToTable("expected_benefit");
        benefit.Property(b => b.Id).HasColumnName("id").ValueGeneratedNever();
        benefit.Property(b => b.AccountId).HasColumnName("account_id");
        benefit.Property(b => b.Kind).HasColumnName("kind").HasConversion<string>();
        benefit.Property(b => b.AmountPence).HasColumnName("amount_pence");
        benefit.Property(b => b.Every).HasColumnName("every").HasConversion<string>();
        benefit.Property(b => b.NextOn).HasColumnName("next_on");
        benefit.Property(b => b.Evidence).HasColumnName("evidence");
        benefit.Property(b => b.RecordedAt).HasColumnName("recorded_at");
        benefit.Property(b => b.RecordedBy).HasColumnName("recorded_by");
        benefit.Property(b => b.EndedAt).HasColumnName("ended_at");
        benefit.Property(b => b.WhyEnded).HasColumnName("why_ended");
        benefit.HasOne<Account>().WithMany().HasForeignKey(b => b.AccountId);
    }
}

internal sealed class ArrearsRoundMapping : IEntityTypeConfiguration<ArrearsRound>
{
    public void Configure(EntityTypeBuilder<ArrearsRound> round)
    {
        round.ToTable("arrears_round");
        round.HasKey(r => new { r.Landlord, r.Day });
        round.Property(r => r.Landlord).HasColumnName("landlord");
        round.Property(r => r.Day).HasColumnName("day");
        round.Property(r => r.StartedAt).HasColumnName("started_at");
        round.Property(r => r.FinishedAt).HasColumnName("finished_at");
        round.Property(r => r.Accounts).HasColumnName("accounts");
        round.Property(r => r.Found).HasColumnName("found");
    }
}
