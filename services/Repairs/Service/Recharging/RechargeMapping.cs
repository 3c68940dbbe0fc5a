using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Repairs;

internal sealed class RechargeMapping : IEntityTypeConfiguration<Recharge>, IEntityTypeConfiguration<Repair>
{
    public void Configure(EntityTypeBuilder<Repair> repair)
    {
        repair.Property(r => r.RechargeState).HasColumnName("recharge_state").HasConversion<string>();
        repair.Property(r => r.TakenOnAt).HasColumnName("taken_on_at");
        repair.Property(r => r.PartAtReport).HasColumnName("part_at_report").HasConversion<string>();
        repair.Ignore(r => r.Recharge);
        repair.HasMany(r => r.Recharges).WithOne().HasForeignKey(r => r.RepairId);
        repair.Navigation(r => r.Recharges).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<Recharge> recharge)
    {
        recharge.ToTable("recharge");
        recharge.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        recharge.Property(r => r.RepairId).HasColumnName("repair_id");
        recharge.Property(r => r.Number).HasColumnName("number");
        recharge.Property(r => r.Landlord).HasColumnName("landlord");
        recharge.Property(r => r.HomeId).HasColumnName("home_id");
        recharge.Property(r => r.HouseholdId).HasColumnName("household_id");
        recharge.Property(r => r.State).HasColumnName("state").HasConversion<string>();
        recharge.Property(r => r.Lines).HasColumnName("lines").HasColumnType("jsonb").HasConversion(
            lines => JsonSerializer.Serialize(lines, JsonSerializerOptions.Web), text => JsonSerializer.Deserialize<List<RechargeLine>>(text, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<RechargeLine>>((a, b) => a!.SequenceEqual(b!), lines => lines.Count, lines => lines));      // never changed once written
        recharge.Property(r => r.AdministrationPence).HasColumnName("administration_pence");
        recharge.Property(r => r.TotalPence).HasColumnName("total_pence");
        recharge.Property(r => r.Clause).HasColumnName("clause");
        recharge.Property(r => r.EstimatedAt).HasColumnName("estimated_at");
        recharge.Property(r => r.ExpiresAt).HasColumnName("expires_at");
        recharge.Property(r => r.SignedBy).HasColumnName("signed_by");
        recharge.Property(r => r.SignedMeans).HasColumnName("signed_means").HasConversion<string>();
        recharge.Property(r => r.SignedAt).HasColumnName("signed_at");
        recharge.Property(r => r.DisputeReason).HasColumnName("dispute_reason");
        recharge.Property(r => r.DisputedFrom).HasColumnName("disputed_from").HasConversion<string>();
        recharge.Property(r => r.DecisionReason).HasColumnName("decision_reason");
        recharge.Property(r => r.DeclineReason).HasColumnName("decline_reason");
        recharge.Property(r => r.Waiver).HasColumnName("waiver");
        recharge.Property(r => r.WaiverNote).HasColumnName("waiver_note");
        recharge.Property(r => r.AgreedAt).HasColumnName("agreed_at");
        recharge.Ignore(r => r.Signature);
    }
}
