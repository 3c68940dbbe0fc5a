using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Complaints;

internal sealed class OmbudsmanCaseMapping : IEntityTypeConfiguration<OmbudsmanCase>
{
    public void Configure(EntityTypeBuilder<OmbudsmanCase> taken)
    {
        taken.ToTable("ombudsman_case");
        taken.Property(o => o.Id).ValueGeneratedNever();
        taken.HasOne<Complaint>().WithMany(c => c.Ombudsman).HasForeignKey(o => o.ComplaintId);
        taken.HasMany(o => o.Requests).WithOne().HasForeignKey(r => r.CaseId);
        taken.HasMany(o => o.Determinations).WithOne().HasForeignKey(d => d.CaseId);
        taken.HasMany(o => o.Orders).WithOne().HasForeignKey(o => o.CaseId);
        foreach (var navigation in taken.Metadata.GetNavigations())
            navigation.SetPropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class InformationRequestMapping : IEntityTypeConfiguration<InformationRequest>
{
    public void Configure(EntityTypeBuilder<InformationRequest> request)
    {
        request.ToTable("information_request");
        request.Property(r => r.Id).ValueGeneratedNever();
    }
}

internal sealed class DeterminationMapping : IEntityTypeConfiguration<Determination>
{
    public void Configure(EntityTypeBuilder<Determination> determination) => determination.ToTable("determination").HasKey(d => new { d.CaseId, d.Round, d.Number });
}

internal sealed class OmbudsmanOrderMapping : IEntityTypeConfiguration<OmbudsmanOrder>
{
    public void Configure(EntityTypeBuilder<OmbudsmanOrder> order)
    {
        order.ToTable("ombudsman_order");
        order.Property(o => o.Id).ValueGeneratedNever();
        order.Ignore(o => o.IsOpen);
    }
}
