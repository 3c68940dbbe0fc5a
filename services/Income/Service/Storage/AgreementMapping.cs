using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class AgreementMapping : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> agreement)
    {
        agreement.ToTable("agreement");
        agreement.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        agreement.Property(a => a.AccountId).HasColumnName("account_id");
        agreement.Property(a => a.CaseId).HasColumnName("case_id");
        agreement.Property(a => a.Landlord).HasColumnName("landlord");
        agreement.Property(a => a.HouseholdId).HasColumnName("household_id");
        agreement.Property(a => a.State).HasColumnName("state").HasConversion<string>();      // readable rows
        agreement.Property(a => a.DebtPence).HasColumnName("debt_pence");
        agreement.Property(a => a.InstalmentPence).HasColumnName("instalment_pence");
        agreement.Property(a => a.Every).HasColumnName("every").HasConversion<string>();
        agreement.Property(a => a.FirstOn).HasColumnName("first_on");
        agreement.Property(a => a.Means).HasColumnName("means").HasColumnType("jsonb").HasConversion(
            means => JsonSerializer.Serialize(new Kept(means.Income, means.Spending), JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<Kept>(json, JsonSerializerOptions.Web)!.Means,
            new ValueComparer<Means>((one, other) => ReferenceEquals(one, other), means => means.Income.Count, means => means));      // never changed once given
        agreement.Property(a => a.OfferedAt).HasColumnName("offered_at");
        agreement.Property(a => a.OfferedBy).HasColumnName("offered_by");
        agreement.Property(a => a.AnswerBy).HasColumnName("answer_by");
        agreement.Property(a => a.AnsweredAt).HasColumnName("answered_at");
        agreement.Property(a => a.ReviewOn).HasColumnName("review_on");
        agreement.Property(a => a.MissedInARow).HasColumnName("missed_in_a_row");
        agreement.Property(a => a.OverAt).HasColumnName("over_at");
        agreement.Property(a => a.Why).HasColumnName("why");
        agreement.Property(a => a.NextOn).HasColumnName("next_on");
        agreement.Ignore(a => a.Runs);
        agreement.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId);
        agreement.HasOne<ArrearsCase>().WithMany().HasForeignKey(a => a.CaseId);
        agreement.HasMany(a => a.Instalments).WithOne().HasForeignKey(i => i.AgreementId);
        agreement.Navigation(a => a.Instalments).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    private sealed record Kept(IReadOnlyList<MeansLine> Income, IReadOnlyList<MeansLine> Spending)
    {
        internal Means Means => new(Income, Spending);
    }
}

internal sealed class InstalmentMapping : IEntityTypeConfiguration<Instalment>
{
    public void Configure(EntityTypeBuilder<Instalment> instalment)
    {
        instalment.ToTable("agreement_instalment");
        instalment.HasKey(i => new { i.AgreementId, i.Number });
        instalment.Property(i => i.AgreementId).HasColumnName("agreement_id");
        instalment.Property(i => i.Number).HasColumnName("number").ValueGeneratedNever();
        instalment.Property(i => i.DueOn).HasColumnName("due_on");
        instalment.Property(i => i.Pence).HasColumnName("pence");
        instalment.Property(i => i.Outcome).HasColumnName("outcome").HasConversion<string>();
        instalment.Property(i => i.JudgedAt).HasColumnName("judged_at");
    }
}
