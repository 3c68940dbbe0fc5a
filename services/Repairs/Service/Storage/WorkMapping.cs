using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Repairs;

internal static class RepairWorkMapping
{
    /// <summary>The columns of visits, estimates and what follows finished work.</summary>
    public static void MapWork(this EntityTypeBuilder<Repair> repair)
    {
        repair.Property(r => r.EstimateMinutes).HasColumnName("estimate_minutes");
        repair.Property(r => r.EstimatePence).HasColumnName("estimate_pence");
        repair.Property(r => r.EstimateWhy).HasColumnName("estimate_why");
        repair.Property(r => r.EstimatedAt).HasColumnName("estimated_at");
        repair.Property(r => r.BandBefore).HasColumnName("band_before");
        repair.Property(r => r.CostPence).HasColumnName("cost_pence");
        repair.Property(r => r.CompletionPhotos).HasColumnName("completion_photos");
        repair.Property(r => r.LeftTidy).HasColumnName("left_tidy");
        repair.Property(r => r.FirstVisit).HasColumnName("first_visit");
        repair.Property(r => r.Satisfied).HasColumnName("satisfied");
        repair.Property(r => r.SatisfiedNote).HasColumnName("satisfied_note");
        repair.Property(r => r.ConfirmedAt).HasColumnName("confirmed_at");
        repair.Property(r => r.PostInspection).HasColumnName("post_inspection").HasConversion<string>();      // readable rows
        repair.Property(r => r.PostInspectionFindings).HasColumnName("post_inspection_findings");
        repair.Property(r => r.PostInspectedAt).HasColumnName("post_inspected_at");
        repair.Property(r => r.RecallOf).HasColumnName("recall_of");
        repair.Property(r => r.RecalledBy).HasColumnName("recalled_by");
        repair.Property(r => r.LatePromise).HasColumnName("late_promise");
        repair.Property(r => r.SecondContractorAskedAt).HasColumnName("second_contractor_asked_at");
        repair.Property(r => r.CompensationPence).HasColumnName("compensation_pence");
        repair.Ignore(r => r.Estimate).Ignore(r => r.Comings).Ignore(r => r.TotalPence);

        repair.HasMany(r => r.Visits).WithOne().HasForeignKey(v => v.RepairId);
        repair.HasMany(r => r.Variations).WithOne().HasForeignKey(v => v.RepairId);       // never loaded
        repair.Navigation(r => r.Visits).UsePropertyAccessMode(PropertyAccessMode.Field);
        repair.Navigation(r => r.Variations).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class VisitMapping : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> visit)
    {
        visit.ToTable("visit");
        visit.Property(v => v.Id).HasColumnName("id").ValueGeneratedNever();
        visit.Property(v => v.RepairId).HasColumnName("repair_id");
        visit.Property(v => v.AppointmentId).HasColumnName("appointment_id");
        visit.Property(v => v.StartsAt).HasColumnName("starts_at");
        visit.Property(v => v.EndsAt).HasColumnName("ends_at");
        visit.Property(v => v.Fixed).HasColumnName("fixed");
        visit.Property(v => v.Note).HasColumnName("note");
        visit.Property(v => v.LabourPence).HasColumnName("labour_pence");
        visit.Property(v => v.PhotosBefore).HasColumnName("photos_before");
        visit.Property(v => v.PhotosAfter).HasColumnName("photos_after");
        visit.Property(v => v.NoFollowUpBecause).HasColumnName("no_follow_up_because");
        visit.Property(v => v.CheckPassed).HasColumnName("check_passed");
        visit.Property(v => v.CheckedByPhoto).HasColumnName("checked_by_photo");
        visit.Property(v => v.CheckFindings).HasColumnName("check_findings");
        visit.Property(v => v.CheckedAt).HasColumnName("checked_at");
        visit.Ignore(v => v.CostPence);
        visit.OwnsMany(v => v.Materials, material =>
        {
            material.ToJson("materials");
            material.Property(m => m.What).HasJsonPropertyName("what");
            material.Property(m => m.Quantity).HasJsonPropertyName("quantity");
            material.Property(m => m.Pence).HasJsonPropertyName("pence");
        });
        visit.Navigation(v => v.Materials).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class VariationMapping : IEntityTypeConfiguration<Variation>
{
    public void Configure(EntityTypeBuilder<Variation> variation)
    {
        variation.ToTable("variation");
        variation.Property(v => v.Id).HasColumnName("id").ValueGeneratedNever();
        variation.Property(v => v.RepairId).HasColumnName("repair_id");
        variation.Property(v => v.Minutes).HasColumnName("minutes");
        variation.Property(v => v.Pence).HasColumnName("pence");
        variation.Property(v => v.Why).HasColumnName("why");
        variation.Property(v => v.At).HasColumnName("at");
    }
}
