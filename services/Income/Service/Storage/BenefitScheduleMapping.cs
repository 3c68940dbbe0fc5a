using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class BenefitScheduleMapping : IEntityTypeConfiguration<BenefitSchedule>
{
    public void Configure(EntityTypeBuilder<BenefitSchedule> schedule)
    {
        schedule.ToTable("benefit_schedule");
        schedule.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
        schedule.Property(s => s.Landlord).HasColumnName("landlord");
        schedule.Property(s => s.Payer).HasColumnName("payer");
        schedule.Property(s => s.Kind).HasColumnName("kind").HasConversion<string>();      // readable rows
        schedule.Property(s => s.Reference).HasColumnName("reference");
        schedule.Property(s => s.PaidOn).HasColumnName("paid_on");
        schedule.Property(s => s.Digest).HasColumnName("digest");
        schedule.Property(s => s.TotalPence).HasColumnName("total_pence");
        schedule.Property(s => s.Matched).HasColumnName("matched");
        schedule.Property(s => s.MatchedPence).HasColumnName("matched_pence");
        schedule.Property(s => s.Suspense).HasColumnName("suspense");
        schedule.Property(s => s.SuspensePence).HasColumnName("suspense_pence");
        schedule.Property(s => s.Known).HasColumnName("known");
        schedule.Property(s => s.KnownPence).HasColumnName("known_pence");
        schedule.Property(s => s.ImportedAt).HasColumnName("imported_at");
        schedule.Property(s => s.ImportedBy).HasColumnName("imported_by");
    }
}

internal sealed class BenefitRowMapping : IEntityTypeConfiguration<BenefitRow>
{
    public void Configure(EntityTypeBuilder<BenefitRow> row)
    {
        row.ToTable("benefit_row");
        row.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        row.Property(r => r.ScheduleId).HasColumnName("benefit_schedule_id");
        row.Property(r => r.Line).HasColumnName("line");
        row.Property(r => r.Reference).HasColumnName("reference");
        row.Property(r => r.Claim).HasColumnName("claim");
        row.Property(r => r.From).HasColumnName("from_day");
        row.Property(r => r.To).HasColumnName("to_day");
        row.Property(r => r.AmountPence).HasColumnName("amount_pence");
        row.Property(r => r.Outcome).HasColumnName("outcome").HasConversion<string>();
        row.Property(r => r.Why).HasColumnName("why");
        row.Property(r => r.AccountId).HasColumnName("account_id");
        row.Property(r => r.PostingId).HasColumnName("posting_id");
        row.HasOne<BenefitSchedule>().WithMany().HasForeignKey(r => r.ScheduleId);
        row.HasOne<Posting>().WithMany().HasForeignKey(r => r.PostingId);      // written after its posting
        row.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
    }
}
