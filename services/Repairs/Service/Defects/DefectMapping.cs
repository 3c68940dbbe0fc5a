using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Repairs;

internal sealed class DefectMapping : IEntityTypeConfiguration<Defect>, IEntityTypeConfiguration<Repair>
{
    public void Configure(EntityTypeBuilder<Repair> repair)
    {
        repair.Property(r => r.DefectState).HasColumnName("defect_state").HasConversion<string>();
        repair.HasOne(r => r.Defect).WithOne().HasForeignKey<Defect>(d => d.RepairId);
    }

    public void Configure(EntityTypeBuilder<Defect> defect)
    {
        defect.ToTable("defect");
        defect.HasKey(d => d.RepairId);
        defect.Property(d => d.RepairId).HasColumnName("repair_id").ValueGeneratedNever();
        defect.Property(d => d.Landlord).HasColumnName("landlord");
        defect.Property(d => d.HomeId).HasColumnName("home_id");
        defect.Property(d => d.State).HasColumnName("state").HasConversion<string>();
        defect.Property(d => d.Developer).HasColumnName("developer");
        defect.Property(d => d.Reference).HasColumnName("reference");
        defect.Property(d => d.SentAt).HasColumnName("sent_at");
        defect.Property(d => d.AgreedFor).HasColumnName("agreed_for");
        defect.Property(d => d.ContactBy).HasColumnName("contact_by");
        defect.Property(d => d.AppointmentAt).HasColumnName("appointment_at");
        defect.Property(d => d.LastChasedAt).HasColumnName("last_chased_at");
        defect.Property(d => d.FixedAt).HasColumnName("fixed_at");
        defect.Property(d => d.Note).HasColumnName("note");
        defect.Property(d => d.Round).HasColumnName("round");
    }
}
