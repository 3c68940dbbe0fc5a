using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Portal.Tests;

public sealed class InvitationTests(PortalService portal) : IClassFixture<PortalService>
{
    private static readonly Person Officer = new("officer@havering", "Officer", Role.Officer, "havering", Household: null, Contractor: null);

    [Fact]
    public async Task A_code_is_good_once_and_kept_as_its_hash_alone()
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();
        var invitations = scope.ServiceProvider.GetRequiredService<Invitations>();
        var household = Guid.CreateVersion7();

        var code = await invitations.Make(Officer, Role.Resident, household, contractor: null, "Robin Sample", CancellationToken.None);

        var found = await invitations.Find($" {code.ToLowerInvariant()} ", CancellationToken.None);
        Assert.Equal((household, "havering"), (found!.Household, found.Landlord));
        Assert.True(await invitations.Use(found, CancellationToken.None));
        Assert.False(await invitations.Use(found, CancellationToken.None));
        Assert.Null(await invitations.Find(code, CancellationToken.None));
        Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), System.Text.Encoding.UTF8.GetString(found.CodeHash), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_is_too_old_opens_nothing()
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();
        var (invitations, db) = (scope.ServiceProvider.GetRequiredService<Invitations>(), scope.ServiceProvider.GetRequiredService<PortalDb>());
        var code = await invitations.Make(Officer, Role.Resident, Guid.CreateVersion7(), contractor: null, "Late Sample", CancellationToken.None);
        var before = portal.Host.Clock.GetUtcNow() - TimeSpan.FromSeconds(1);

        await db.Invitations.Where(one => one.Name == "Late Sample").ExecuteUpdateAsync(set => set.SetProperty(one => one.ExpiresAt, before));

        Assert.Null(await invitations.Find(code, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA-BBBB-CCCC-DDDD")]
    [InlineData("' or 1=1 --")]
    public async Task What_is_no_code_opens_nothing(string code)
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();

        Assert.Null(await scope.ServiceProvider.GetRequiredService<Invitations>().Find(code, CancellationToken.None));
    }
}
