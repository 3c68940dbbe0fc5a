using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Complaints;

internal sealed class AbsenceMapping : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> absence)
    {
        absence.ToTable("absence");
        absence.Property(a => a.Id).ValueGeneratedNever();
        absence.Property(a => a.Version).IsRowVersion();
    }
}
