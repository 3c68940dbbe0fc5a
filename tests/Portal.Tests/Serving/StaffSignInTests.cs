using System.Security.Claims;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Portal.Tests;

/// <summary>What is taken from a landlord's own sign-in, and what is not.</summary>
public sealed class StaffSignInTests(PortalService portal) : IClassFixture<PortalService>
{
    [Theory]
    [InlineData("officer")]
    [InlineData("manager")]
    [InlineData("income")]
    [InlineData("auditor")]
    public void One_of_a_landlords_staff_is_who_their_authority_says(string role)
    {
        var staff = Said(("sub", "42"), ("name", "Sam Sample"), ("role", role), ("landlord", "havering"), ("household", Guid.CreateVersion7().ToString()), ("scope", "everything"));

        var person = Person.Of(staff!);
        Assert.Equal(("42", "Sam Sample", role, "havering"), (person!.Subject, person.Name, Caller.Name(person.Role), person.Landlord));
        Assert.Null(person.Household);
        Assert.Null(staff!.FindFirst("scope"));
    }

    [Fact]
    public void A_contractor_has_the_orders_of_its_key() =>
        Assert.Equal("acme", Person.Of(Said(("sub", "7"), ("role", "contractor"), ("landlord", "havering"), ("contractor", "acme"))!)!.Contractor);

    [Theory]
    [InlineData("resident", "havering")]
    [InlineData("service", "havering")]
    [InlineData("Service", "havering")]
    [InlineData("king", "havering")]
    [InlineData("administrator", "havering")]
    [InlineData("officer", "nowhere")]
    public void Nobody_else_comes_in_by_it(string role, string landlord) => Assert.Null(Said(("sub", "42"), ("role", role), ("landlord", landlord)));

    [Fact]
    public void An_administrator_is_of_no_landlord()
    {
        var person = Person.Of(Said(("sub", "9"), ("role", "administrator"))!)!;
        Assert.Equal((Role.Administrator, "", true), (person.Role, person.Landlord, person.IsAdministrator));
    }

    [Fact]
    public void Whoever_has_no_subject_or_no_role_does_not_come_in()
    {
        Assert.Null(Said(("role", "officer"), ("landlord", "havering")));
        Assert.Null(Said(("sub", "42"), ("landlord", "havering")));
    }

    [Fact]
    public void An_authority_without_a_client_stops_the_start() => Assert.Throws<InvalidOperationException>(() => StaffSignIn.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("Portal:Staff:Authority", "https://sign-in.example")]).Build()));

    private ClaimsPrincipal? Said(params (string Type, string Value)[] claims) => StaffSignIn.Staff(
        new ClaimsPrincipal(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "test")), portal.Host.Services.GetRequiredService<StandardsBook>());
}
