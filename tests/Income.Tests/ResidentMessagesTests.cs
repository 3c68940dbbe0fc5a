using Housing.Income.Storage;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Income.Tests;

/// <summary>A household is told a thing once.</summary>
public sealed class ResidentMessagesTests : IncomeHost
{
    [Fact]
    public async Task The_same_news_of_one_account_is_told_once_and_other_news_beside_it()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Open(Started());
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await Tell(account, ("payment.received", first), ("payment.received", first));
        await Tell(account, ("payment.received", first), ("payment.received", second), ("payment.failed", first));

        await Eventually.Equal(0L, () => Host.Database.Scalar<long>("select count(*) from outbox"));
        await Eventually.Holds(() => Assert.Equal(
            ["payment.failed", "payment.received", "payment.received"], told.Events.Where(e => e.CaseId.ToString() == account.AccountId).Select(e => e.Template).Order(StringComparer.Ordinal)));
        Assert.All(told.Events, e => Assert.Equal(("income", "one-housing", account.HouseholdId), (e.Service, e.Landlord, e.HouseholdId.ToString())));
        Assert.Equal(3, told.Events.Select(e => e.MessageId).Distinct().Count());
    }

    private async Task Tell(Contracts.V1.Account account, params (string Template, Guid Cause)[] news)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncomeDb>();
        var messages = scope.ServiceProvider.GetRequiredService<ResidentMessages>();
        var known = await db.Accounts.SingleAsync(a => a.Id == Guid.Parse(account.AccountId));
        foreach (var (template, cause) in news)
            await messages.Tell(known, template, known.Id, cause, new Dictionary<string, string> { ["amount-pence"] = ResidentMessages.Pence(10_00) }, Host.Clock.Now, CancellationToken.None);
        await db.SaveChangesAsync();
    }
}
