using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> refund)
    {
        refund.ToTable("refund");
        refund.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        refund.Property(r => r.AccountId).HasColumnName("account_id");
        refund.Property(r => r.Landlord).HasColumnName("landlord");
        refund.Property(r => r.AmountPence).HasColumnName("amount_pence");
        refund.Property(r => r.Reason).HasColumnName("reason");
        refund.Property(r => r.State).HasColumnName("state").HasConversion<string>();      // readable rows
        refund.Property(r => r.CardPaymentId).HasColumnName("card_payment_id");
        refund.Property(r => r.AccountName).HasColumnName("account_name");
        refund.Property(r => r.SortCode).HasColumnName("sort_code");
        refund.Property(r => r.AccountNumber).HasColumnName("account_number");
        refund.Property(r => r.AccountEnd).HasColumnName("account_end");
        refund.Property(r => r.RequestedBy).HasColumnName("requested_by");
        refund.Property(r => r.RequestedAt).HasColumnName("requested_at");
        refund.Property(r => r.DecidedBy).HasColumnName("decided_by");
        refund.Property(r => r.DecidedAt).HasColumnName("decided_at");
        refund.Property(r => r.DeclineReason).HasColumnName("decline_reason");
        refund.Property(r => r.PostingId).HasColumnName("posting_id");
        refund.Property(r => r.LeftPence).HasColumnName("left_pence");
        refund.Property(r => r.ProviderRefundId).HasColumnName("provider_refund_id");
        refund.Property(r => r.Attempts).HasColumnName("attempts");
        refund.Property(r => r.LastFault).HasColumnName("last_fault");
        refund.Property(r => r.NextAttemptAt).HasColumnName("next_attempt_at");
        refund.Property(r => r.PaidAt).HasColumnName("paid_at");
        refund.Property(r => r.PaidReference).HasColumnName("paid_reference");
        refund.Ignore(r => r.Bank);
        refund.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
        refund.HasOne<CardPayment>().WithMany().HasForeignKey(r => r.CardPaymentId);
        refund.HasOne<Posting>().WithMany().HasForeignKey(r => r.PostingId);      // written after its posting
        refund.HasIndex(r => r.ProviderRefundId).IsUnique().HasDatabaseName("refund_provider_refund_id_key");
    }
}
