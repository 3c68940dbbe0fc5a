using System.Linq.Expressions;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income.Storage;

/// <summary>Income's own database.</summary>
internal sealed class IncomeDb(DbContextOptions<IncomeDb> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Posting> Postings => Set<Posting>();
    public DbSet<SubAccountBalance> SubAccounts => Set<SubAccountBalance>();
    public DbSet<LedgerProof> Proofs => Set<LedgerProof>();
    public DbSet<LedgerDifference> Differences => Set<LedgerDifference>();
    public DbSet<Charge> Charges => Set<Charge>();
    public DbSet<ChargeDebit> ChargeDebits => Set<ChargeDebit>();
    public DbSet<CardPayment> CardPayments => Set<CardPayment>();
    public DbSet<Refund> Refunds => Set<Refund>();
    public DbSet<ToldMessage> ToldMessages => Set<ToldMessage>();
    public DbSet<ArrearsCase> ArrearsCases => Set<ArrearsCase>();
    public DbSet<ArrearsEntry> ArrearsEntries => Set<ArrearsEntry>();
    public DbSet<SupportOffer> SupportOffers => Set<SupportOffer>();
    public DbSet<SupportScheme> SupportSchemes => Set<SupportScheme>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<ThirdPartyContact> ThirdPartyContacts => Set<ThirdPartyContact>();
    public DbSet<BenefitClaim> BenefitClaims => Set<BenefitClaim>();
    public DbSet<SuspenseItem> SuspenseItems => Set<SuspenseItem>();
    public DbSet<Transfer> Transfers => Set<Transfer>();
    public DbSet<Payer> Payers => Set<Payer>();
    public DbSet<BankStatement> BankStatements => Set<BankStatement>();
    public DbSet<BankEntry> BankEntries => Set<BankEntry>();
    public DbSet<ArrearsRound> ArrearsRounds => Set<ArrearsRound>();
    public DbSet<Agreement> Agreements => Set<Agreement>();
    public DbSet<Instalment> Instalments => Set<Instalment>();
    public DbSet<ExpectedBenefit> ExpectedBenefits => Set<ExpectedBenefit>();
    public DbSet<IssuedStatement> Statements => Set<IssuedStatement>();
    public DbSet<StatementRun> StatementRuns => Set<StatementRun>();
    public DbSet<BenefitSchedule> BenefitSchedules => Set<BenefitSchedule>();
    public DbSet<BenefitRow> BenefitRows => Set<BenefitRow>();
    public DbSet<Mandate> Mandates => Set<Mandate>();
    public DbSet<Collection> Collections => Set<Collection>();
    public DbSet<DebitFile> DebitFiles => Set<DebitFile>();
    public DbSet<LegalAction> LegalActions => Set<LegalAction>();
    public DbSet<LegalEntry> LegalEntries => Set<LegalEntry>();
    public DbSet<Hearing> Hearings => Set<Hearing>();
    public DbSet<FormerTenantTrace> Traces => Set<FormerTenantTrace>();
    public DbSet<WriteOff> WriteOffs => Set<WriteOff>();
    public DbSet<UnclaimedCompensation> UnclaimedCompensations => Set<UnclaimedCompensation>();

    public DbSet<ChargeScheme> ChargeSchemes => Set<ChargeScheme>();
    public DbSet<LeaseShare> LeaseShares => Set<LeaseShare>();
    public DbSet<SchemeBudget> SchemeBudgets => Set<SchemeBudget>();
    public DbSet<Undertaking> Undertakings => Set<Undertaking>();
    public DbSet<SchemeCost> SchemeCosts => Set<SchemeCost>();
    public DbSet<SchemeRound> SchemeRounds => Set<SchemeRound>();
    public DbSet<LeaseBill> LeaseBills => Set<LeaseBill>();
    public DbSet<BillPage> BillPages => Set<BillPage>();
    public DbSet<ReserveEntry> ReserveEntries => Set<ReserveEntry>();
    public DbSet<InvoiceCopies> InvoiceCopies => Set<InvoiceCopies>();
    public DbSet<OptionsTold> OptionsTold => Set<OptionsTold>();
    public DbSet<BuyBack> BuyBacks => Set<BuyBack>();

    /// <summary>The newest account that fits, with its row locked until the transaction around this ends; null when none fits.</summary>
    public async Task<Account?> LockAccount(Expression<Func<Account, bool>> which, CancellationToken cancellationToken)
    {
        var id = await Accounts.Where(which).OrderByDescending(a => a.OpenedAt).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(cancellationToken);
        if (id is null)
            return null;
        var account = await Accounts.FromSql($"select * from account where id = {id} for update").SingleAsync(cancellationToken);
        // Asked after the lock is had: only then is it what the lock's last holder left.
        account.Stand(await SubAccounts.AsNoTracking().Where(p => p.AccountId == id).ToListAsync(cancellationToken));
        return account;
    }

    public Task<long> NextPaymentNumber(CancellationToken cancellationToken) =>
        Database.SqlQuery<long>($"""select nextval('account_payment_number_seq') as "Value" """).SingleAsync(cancellationToken);

    /// <summary>These accounts, locked in the order in which everybody locks several, until the transaction around this ends.</summary>
    public async Task<Dictionary<Guid, Account>> LockAccounts(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        Guid[] all = [.. ids.Distinct()];
        var accounts = await Accounts.FromSql($"select * from account where id = any({all}) order by id for update").ToListAsync(cancellationToken);
        var parts = (await SubAccounts.AsNoTracking().Where(p => all.Contains(p.AccountId)).ToListAsync(cancellationToken)).ToLookup(p => p.AccountId);
        accounts.ForEach(account => account.Stand(parts[account.Id]));
        return accounts.ToDictionary(account => account.Id);
    }

    /// <summary>The account of a household's home, locked; garages have accounts of their own and are not meant.</summary>
    public Task<Account?> LockHome(Guid householdId, string landlord, CancellationToken cancellationToken) =>
        LockAccount(a => a.HouseholdId == householdId && a.Landlord == landlord && a.Kind != AccountKind.Garage, cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(IncomeDb).Assembly);
        modelBuilder.AddPromises();
        modelBuilder.AddSharedTables();
    }
}
