using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class CardPaymentMapping : IEntityTypeConfiguration<CardPayment>
{
    public void Configure(EntityTypeBuilder<CardPayment> payment)
    {
        payment.ToTable("card_payment");
        payment.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
        payment.Property(p => p.AccountId).HasColumnName("account_id");
        payment.Property(p => p.Landlord).HasColumnName("landlord");
        payment.Property(p => p.AmountPence).HasColumnName("amount_pence");
        payment.Property(p => p.ReturnUrl).HasColumnName("return_url");
        payment.Property(p => p.Language).HasColumnName("language");
        payment.Property(p => p.State).HasColumnName("state").HasConversion<string>();      // readable rows
        payment.Property(p => p.Code).HasColumnName("code");
        payment.Property(p => p.ProviderId).HasColumnName("provider_id");
        payment.Property(p => p.NextUrl).HasColumnName("next_url");
        payment.Property(p => p.StartedBy).HasColumnName("started_by");
        payment.Property(p => p.StartedAt).HasColumnName("started_at");
        payment.Property(p => p.CancelAskedAt).HasColumnName("cancel_asked_at");
        payment.Property(p => p.FinishedAt).HasColumnName("finished_at");
        payment.Property(p => p.PostingId).HasColumnName("posting_id");
        payment.Property(p => p.LookAt).HasColumnName("look_at");
        payment.Property(p => p.LookedAt).HasColumnName("looked_at");
        payment.Property(p => p.Looks).HasColumnName("looks");
        payment.Ignore(p => p.IsFinished);
        payment.Ignore(p => p.Reference);
        payment.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
        payment.HasOne<Posting>().WithMany().HasForeignKey(p => p.PostingId);      // written after its posting
        payment.HasIndex(p => p.ProviderId).IsUnique().HasDatabaseName("card_payment_provider_id_key");
    }
}
