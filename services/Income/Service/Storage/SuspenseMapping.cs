using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class SuspenseItemMapping : IEntityTypeConfiguration<SuspenseItem>
{
    public void Configure(EntityTypeBuilder<SuspenseItem> item)
    {
        item.ToTable("suspense_item");
        item.Property(i => i.Id).HasColumnName("id").ValueGeneratedNever();
        item.Property(i => i.Landlord).HasColumnName("landlord");
        item.Property(i => i.PostingId).HasColumnName("posting_id");
        item.Property(i => i.AmountPence).HasColumnName("amount_pence");
        item.Property(i => i.LeftPence).HasColumnName("left_pence");
        item.Property(i => i.Source).HasColumnName("source").HasConversion<string>();      // readable rows
        item.Property(i => i.Why).HasColumnName("why");
        item.Property(i => i.PayerName).HasColumnName("payer_name");
        item.Property(i => i.PayerAccount).HasColumnName("payer_account");
        item.Property(i => i.Remittance).HasColumnName("remittance");
        item.Property(i => i.ReceivedOn).HasColumnName("received_on");
        item.Property(i => i.RecordedAt).HasColumnName("recorded_at");
        item.Property(i => i.ReturnAskedBy).HasColumnName("return_asked_by");
        item.Property(i => i.ReturnReason).HasColumnName("return_reason");
        item.Property(i => i.ReturnApprovedBy).HasColumnName("return_approved_by");
        item.HasOne<Posting>().WithMany().HasForeignKey(i => i.PostingId);      // written after its posting
        item.HasMany(i => i.Transfers).WithOne().HasForeignKey(t => t.ItemId);
        item.Navigation(i => i.Transfers).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class TransferMapping : IEntityTypeConfiguration<Transfer>
{
    public void Configure(EntityTypeBuilder<Transfer> transfer)
    {
        transfer.ToTable("transfer");
        transfer.Property(t => t.Id).HasColumnName("id").ValueGeneratedNever();
        transfer.Property(t => t.ItemId).HasColumnName("suspense_item_id");
        transfer.Property(t => t.AccountId).HasColumnName("account_id");
        transfer.Property(t => t.FromPostingId).HasColumnName("from_posting_id");
        transfer.Property(t => t.ToPostingId).HasColumnName("to_posting_id");
        transfer.Property(t => t.AmountPence).HasColumnName("amount_pence");
        transfer.Property(t => t.Reason).HasColumnName("reason");
        transfer.Property(t => t.MovedBy).HasColumnName("moved_by");
        transfer.Property(t => t.MovedAt).HasColumnName("moved_at");
        transfer.Property(t => t.TakenBackBecause).HasColumnName("taken_back_because");
        transfer.Ignore(t => t.Stands);
        transfer.HasOne<Posting>().WithMany().HasForeignKey(t => t.FromPostingId);
        transfer.HasOne<Posting>().WithMany().HasForeignKey(t => t.ToPostingId);
    }
}

internal sealed class PayerMapping : IEntityTypeConfiguration<Payer>
{
    public void Configure(EntityTypeBuilder<Payer> payer)
    {
        payer.ToTable("payer");
        payer.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
        payer.Property(p => p.Landlord).HasColumnName("landlord");
        payer.Property(p => p.PayerAccount).HasColumnName("payer_account");
        payer.Property(p => p.Name).HasColumnName("name");
        payer.Property(p => p.AccountId).HasColumnName("account_id");
        payer.Property(p => p.RememberedAt).HasColumnName("remembered_at");
        payer.Property(p => p.RememberedBy).HasColumnName("remembered_by");
    }
}
