using Housing.Standards;

namespace Housing.Income;

/// <summary>Ends an account to the day, whoever says so. Whoever asks holds the account's lock and saves.</summary>
internal sealed class AccountEnding(ChargeDesk charges, AccountCase cases)
{
    public async Task End(Account account, AccountMilestone.Ended ended, CancellationToken cancellationToken)
    {
        account.Apply(ended);
        var all = await charges.Of(account.Id, cancellationToken);
        foreach (var charge in all)
            await charges.End(account, charge, ended.On, ended.At, cancellationToken);
        // What was due by the last day and not charged yet is charged now.
        if (charges.Debit(account, all, London.DayOf(ended.At), ended.At))
            await cases.Left([account], ended.At, cancellationToken);
    }
}
