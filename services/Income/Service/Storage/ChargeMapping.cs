using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class ChargeMapping : IEntityTypeConfiguration<Charge>
{
    public void Configure(EntityTypeBuilder<Charge> charge)
    {
        charge.ToTable("charge");
        charge.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        charge.Property(c => c.AccountId).HasColumnName("account_id");
        charge.Property(c => c.On).HasColumnName("sub_account").HasConversion<string>();      // readable rows
        charge.Property(c => c.AmountPence).HasColumnName("amount_pence");
        charge.Property(c => c.Per).HasColumnName("per").HasConversion<string>();
        charge.Property(c => c.Cycle).HasColumnName("cycle").HasConversion<string>();
        charge.Property(c => c.From).HasColumnName("from_day");
        charge.Property(c => c.Until).HasColumnName("until_day");
        charge.Property(c => c.Parts).HasColumnName("parts").HasColumnType("jsonb").HasConversion(
            parts => JsonSerializer.Serialize(parts, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<ChargePart>>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<ChargePart>>((one, other) => one!.SequenceEqual(other!), parts => parts.Count, parts => parts));      // never changed once set
        charge.Property(c => c.ChargedBefore).HasColumnName("charged_before");
        charge.Property(c => c.SetAt).HasColumnName("set_at");
        charge.Property(c => c.SetBy).HasColumnName("set_by");
        charge.Ignore(c => c.Runs);
        charge.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
    }
}

internal sealed class ChargeDebitMapping : IEntityTypeConfiguration<ChargeDebit>
{
    public void Configure(EntityTypeBuilder<ChargeDebit> debit)
    {
        debit.ToTable("charge_debit");
        debit.HasKey(d => new { d.ChargeId, d.FirstDay });
        debit.Property(d => d.ChargeId).HasColumnName("charge_id");
        debit.Property(d => d.FirstDay).HasColumnName("first_day");
        debit.Property(d => d.LastDay).HasColumnName("last_day");
        debit.Property(d => d.PeriodFirst).HasColumnName("period_first");
        debit.Property(d => d.PeriodLast).HasColumnName("period_last");
        debit.Property(d => d.PeriodPence).HasColumnName("period_pence");
        debit.Property(d => d.Pence).HasColumnName("pence");
        debit.Property(d => d.PostingId).HasColumnName("posting_id");
        debit.HasOne<Charge>().WithMany().HasForeignKey(d => d.ChargeId);
        debit.HasOne<Posting>().WithMany().HasForeignKey(d => d.PostingId);      // written after its posting
    }
}
