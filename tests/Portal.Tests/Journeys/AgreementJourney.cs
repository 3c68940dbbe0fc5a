using Microsoft.Playwright;

namespace Housing.Portal.Tests;

/// <summary>What a household in arrears is offered, answered by itself.</summary>
[Collection(nameof(MovedStack))]
public sealed class AgreementJourney(MovedStack portal)
{
    [Fact]
    public async Task A_household_in_arrears_answers_the_agreement_it_is_offered()
    {
        var real = await RealCase.Make(portal);
        var page = await portal.SignIn($"resident@{RealCase.Landlord}", real.Household);

        await PortalStack.Check(page, "/account");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("£50.00 a week");
        await page.GetByRole(AriaRole.Button, new() { Name = "I agree", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("You have agreed");

        var agreement = await new Income.Contracts.V1.Agreements.AgreementsClient(await portal.Stack.Calling("income", $"officer@{RealCase.Landlord}")).GetAgreementAsync(new() { AgreementId = real.Named("agreement_id") });
        Assert.Equal("in-force", agreement.Agreement.State);
    }
}
