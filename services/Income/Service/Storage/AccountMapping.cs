using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("account");
        account.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        account.Property(a => a.Landlord).HasColumnName("landlord");
        account.Property(a => a.TenancyId).HasColumnName("tenancy_id");
        account.Property(a => a.HouseholdId).HasColumnName("household_id");
        account.Property(a => a.HomeId).HasColumnName("home_id");
        account.Property(a => a.OpenedAt).HasColumnName("opened_at");
        account.Property(a => a.Postings).HasColumnName("postings");
        account.Property(a => a.BalancePence).HasColumnName("balance_pence");
        account.Property(a => a.Kind).HasColumnName("kind").HasConversion<string>();      // readable rows
        account.Property(a => a.Tenure).HasColumnName("tenure");
        account.Property(a => a.StartedOn).HasColumnName("started_on");
        account.Property(a => a.EndedOn).HasColumnName("ended_on");
        account.Property(a => a.ClosedAt).HasColumnName("closed_at");
        account.Property(a => a.NextChargeOn).HasColumnName("next_charge_on");
        account.Property(a => a.CaseBegun).HasColumnName("case_begun");
        account.Property(a => a.PaymentNumber).HasColumnName("payment_number").ValueGeneratedOnAdd();
        account.Ignore(a => a.IsHomeowners);
        account.HasMany(a => a.Added).WithOne().HasForeignKey(p => p.AccountId);      // never loaded: a ledger is read a page at a time
        account.HasIndex(a => a.TenancyId).IsUnique().HasDatabaseName("account_tenancy_key");
        account.HasIndex(a => a.HouseholdId).HasDatabaseName("account_household_id_idx");
    }
}
