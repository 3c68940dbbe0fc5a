using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Complaints;

internal sealed class SurveyMapping : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> survey)
    {
        survey.ToTable("survey");
        survey.Property(s => s.Id).ValueGeneratedNever();
        survey.Property(s => s.Version).IsRowVersion();
    }
}
