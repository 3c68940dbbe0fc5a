using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class MandateMapping : IEntityTypeConfiguration<Mandate>
{
    public void Configure(EntityTypeBuilder<Mandate> mandate)
    {
        mandate.ToTable("mandate");
        mandate.Property(m => m.Id).HasColumnName("id").ValueGeneratedNever();
        mandate.Property(m => m.Landlord).HasColumnName("landlord");
        mandate.Property(m => m.AccountId).HasColumnName("account_id");
        mandate.Property(m => m.Reference).HasColumnName("reference");
        mandate.Property(m => m.PayerName).HasColumnName("payer_name");
        mandate.Property(m => m.SortCode).HasColumnName("sort_code");
        mandate.Property(m => m.AccountNumber).HasColumnName("account_number");
        mandate.Property(m => m.Frequency).HasColumnName("frequency").HasConversion<string>();      // readable rows
        mandate.Property(m => m.Weekday).HasColumnName("weekday").HasConversion<string>();
        mandate.Property(m => m.DayOfMonth).HasColumnName("day_of_month");
        mandate.Property(m => m.NextOn).HasColumnName("next_on");
        mandate.Property(m => m.PlanOn).HasColumnName("plan_on");
        mandate.Property(m => m.Collected).HasColumnName("collected");
        mandate.Property(m => m.SetUpAt).HasColumnName("set_up_at");
        mandate.Property(m => m.SetUpBy).HasColumnName("set_up_by");
        mandate.Property(m => m.LodgedIn).HasColumnName("lodged_in");
        mandate.Property(m => m.EndedAt).HasColumnName("ended_at");
        mandate.Property(m => m.EndReason).HasColumnName("end_reason");
        mandate.Property(m => m.TellBank).HasColumnName("tell_bank");
        mandate.Property(m => m.EndedIn).HasColumnName("ended_in");
        mandate.Property(m => m.Version).IsRowVersion();      // Postgres xmin: late writers lose
        mandate.Ignore(m => m.Days);
        mandate.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId);
    }
}

internal sealed class CollectionMapping : IEntityTypeConfiguration<Collection>
{
    public void Configure(EntityTypeBuilder<Collection> collection)
    {
        collection.ToTable("collection");
        collection.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        collection.Property(c => c.Landlord).HasColumnName("landlord");
        collection.Property(c => c.MandateId).HasColumnName("mandate_id");
        collection.Property(c => c.AccountId).HasColumnName("account_id");
        collection.Property(c => c.NominalOn).HasColumnName("nominal_on");
        collection.Property(c => c.Attempt).HasColumnName("attempt");
        collection.Property(c => c.CollectOn).HasColumnName("collect_on");
        collection.Property(c => c.AmountPence).HasColumnName("amount_pence");
        collection.Property(c => c.Status).HasColumnName("status").HasConversion<string>();
        collection.Property(c => c.ToldAt).HasColumnName("told_at");
        collection.Property(c => c.Represents).HasColumnName("represents");
        collection.Property(c => c.FileId).HasColumnName("file_id");
        collection.Property(c => c.PostingId).HasColumnName("posting_id");
        collection.Property(c => c.FailureCode).HasColumnName("failure_code");
        collection.Property(c => c.Failure).HasColumnName("failure");
        collection.Property(c => c.Version).IsRowVersion();
        collection.HasOne<Mandate>().WithMany().HasForeignKey(c => c.MandateId);
        collection.HasOne<DebitFile>().WithMany().HasForeignKey(c => c.FileId);
        collection.HasOne<Collection>().WithMany().HasForeignKey(c => c.Represents);
        collection.HasOne<Posting>().WithMany().HasForeignKey(c => c.PostingId);
    }
}

internal sealed class DebitFileMapping : IEntityTypeConfiguration<DebitFile>
{
    public void Configure(EntityTypeBuilder<DebitFile> file)
    {
        file.ToTable("debit_file");
        file.Property(f => f.Id).HasColumnName("id").ValueGeneratedNever();
        file.Property(f => f.Landlord).HasColumnName("landlord");
        file.Property(f => f.Serial).HasColumnName("serial");
        file.Property(f => f.ProcessingDay).HasColumnName("processing_day");
        file.Property(f => f.CollectOn).HasColumnName("collect_on");
        file.Property(f => f.Debits).HasColumnName("debits");
        file.Property(f => f.DebitPence).HasColumnName("debit_pence");
        file.Property(f => f.Instructions).HasColumnName("instructions");
        file.Property(f => f.Content).HasColumnName("content");
        file.Property(f => f.MadeAt).HasColumnName("made_at");
        file.Property(f => f.SubmittedAt).HasColumnName("submitted_at");
        file.Property(f => f.SubmittedBy).HasColumnName("submitted_by");
    }
}
