using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Estates.Storage;

internal sealed class PlannedWorksMapping : IEntityTypeConfiguration<PlannedWorks>, IEntityTypeConfiguration<WorksStep>
{
    public void Configure(EntityTypeBuilder<PlannedWorks> works)
    {
        works.ToTable("planned_works");
        works.Property(w => w.Id).HasColumnName("id").ValueGeneratedNever();
        works.Property(w => w.Landlord).HasColumnName("landlord");
        works.Property(w => w.HomeId).HasColumnName("home_id");
        works.Property(w => w.BlockId).HasColumnName("block_id");
        works.Property(w => w.Estate).HasColumnName("estate");
        works.Property(w => w.Element).HasColumnName("element");
        works.Property(w => w.Programme).HasColumnName("programme");
        works.Property(w => w.From).HasColumnName("from_day");
        works.Property(w => w.To).HasColumnName("to_day");
        works.Property(w => w.State).HasColumnName("state").HasConversion<string>();
        works.Property(w => w.DoneOn).HasColumnName("done_on");
        works.Property(w => w.Reason).HasColumnName("reason");
        works.Property(w => w.Version).IsRowVersion();      // PostgreSQL's xmin: late writers lose
        works.HasMany(w => w.History).WithOne().HasForeignKey(s => s.WorksId);
        works.Navigation(w => w.History).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<WorksStep> step)
    {
        step.ToTable("works_step");
        step.HasKey(s => new { s.WorksId, s.Number });
        step.Property(s => s.WorksId).HasColumnName("works_id");
        step.Property(s => s.Number).HasColumnName("number").ValueGeneratedNever();
        step.Property(s => s.Name).HasColumnName("name");
        step.Property(s => s.At).HasColumnName("at");
        step.Property(s => s.From).HasColumnName("from_day");
        step.Property(s => s.To).HasColumnName("to_day");
        step.Property(s => s.Reason).HasColumnName("reason");
        step.Property(s => s.ByRole).HasColumnName("by_role");
        step.Property(s => s.BySubject).HasColumnName("by_subject");
    }
}
