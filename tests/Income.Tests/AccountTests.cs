namespace Housing.Income.Tests;

public class AccountTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_posting_continues_the_one_before_and_the_balance_is_their_sum()
    {
        var account = Account.Open(new AccountMilestone.Opened("havering", Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now));

        foreach (var pence in new long[] { 10_000, -1000, 2500 })
            account.Apply(new AccountMilestone.Posted(pence, PostingKind.Charge, "n", Guid.CreateVersion7(), "ann", Now));

        Assert.Equal([(1, 10_000), (2, 9000), (3, 11_500)], account.Added.Select(p => (p.Number, p.BalancePence)));
        Assert.Equal((3, account.Added.Sum(p => p.AmountPence)), (account.Postings, account.BalancePence));
        Assert.All(account.Added, p => Assert.Equal(account.Id, p.AccountId));
    }
}
