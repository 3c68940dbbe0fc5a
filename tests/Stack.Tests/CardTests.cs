using Housing.Income.Contracts.V1;
using Housing.Testing;

namespace Housing.Stack.Tests;

/// <summary>A card is paid at the provider's own pages, on the whole stack.</summary>
[Collection(nameof(OneStack))]
public sealed class CardTests(ObservedStack fixture)
{
    private readonly HousingStack _stack = fixture.Stack;

    [Fact]
    public async Task What_a_household_pays_by_card_is_on_its_account_as_soon_as_the_provider_calls()
    {
        await _stack.Healthy("pay-sandbox");
        var household = await _stack.LetHome("havering");
        var resident = await _stack.Calling("income", "resident@havering", household.HouseholdId);
        var (accounts, payments) = (new Accounts.AccountsClient(resident), new Payments.PaymentsClient(resident));
        Account account = null!;
        await Eventually.Holds(async () => account = (await accounts.GetAccountAsync(new() { HouseholdId = household.HouseholdId })).Account);

        var payment = (await payments.StartCardPaymentAsync(
            new() { RequestId = HousingStack.NewId(), AccountId = account.AccountId, AmountPence = 50_00, ReturnUrl = "https://portal.example/paid" })).Payment;
        using var payer = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var card = new FormUrlEncodedContent([new("number", "4444 3333 2222 1111"), new("expiry", "12/40"), new("name", "Robin Sample"), new("cvc", "123")]);
        (await payer.PostAsync(new Uri($"{payment.NextUrl}/card"), card)).EnsureSuccessStatusCode();
        using var confirmed = await payer.PostAsync(new Uri($"{payment.NextUrl}/confirm"), content: null);

        Assert.Equal(new Uri("https://portal.example/paid"), confirmed.Headers.Location);
        // Nobody asks, and by itself Income looks only after a minute.
        await Eventually.Equal(-50_00, async () => (await accounts.GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence);
    }
}
