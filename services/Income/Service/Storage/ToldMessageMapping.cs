using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class ToldMessageMapping : IEntityTypeConfiguration<ToldMessage>
{
    public void Configure(EntityTypeBuilder<ToldMessage> told)
    {
        told.ToTable("told_message");
        told.Property(t => t.Id).HasColumnName("id").ValueGeneratedNever();
        told.Property(t => t.AccountId).HasColumnName("account_id");
        told.Property(t => t.CaseId).HasColumnName("case_id");
        told.Property(t => t.Template).HasColumnName("template");
        told.Property(t => t.ToldAt).HasColumnName("told_at");
        told.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId);
    }
}
