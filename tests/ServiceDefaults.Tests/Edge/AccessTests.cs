using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Testing;
using Housing.Testing.Contracts.V1;
using Microsoft.AspNetCore.Builder;

namespace Housing.Tests.Edge;

/// <summary>Who may call what, and whose things they may see and change.</summary>
public sealed class AccessTests
{
    private static readonly Guid Home = Guid.Parse("0198f3a1-7c2e-7b54-9d3a-5e6f708192a3");
    private static readonly Guid Next = Guid.Parse("0198f3a1-7c2e-7b54-9d3a-5e6f708192a4");

    [Theory]
    [InlineData(Role.Resident, "havering", true, true, true)]
    [InlineData(Role.Resident, "havering", false, false, false)]
    [InlineData(Role.Resident, "rosebery", true, false, false)]
    [InlineData(Role.Officer, "havering", false, true, true)]
    [InlineData(Role.Officer, "rosebery", false, false, false)]
    [InlineData(Role.Manager, "havering", true, true, true)]
    [InlineData(Role.Income, "rosebery", true, false, false)]
    [InlineData(Role.Contractor, "havering", true, true, true)]
    [InlineData(Role.Auditor, "havering", true, true, false)]
    [InlineData(Role.Auditor, "rosebery", true, false, false)]
    [InlineData(Role.Service, "rosebery", true, true, true)]
    public void A_caller_of_Havering(Role role, string landlord, bool ownHousehold, bool mayRead, bool mayAct)
    {
        var caller = new Caller("somebody", role, role == Role.Service ? null : "havering", role == Role.Resident ? Home : null);
        var household = ownHousehold ? Home : Next;
        Assert.Equal(mayRead, caller.MayRead(landlord, household));
        Assert.Equal(mayAct, caller.MayAct(landlord, household));
        Assert.Equal(mayRead, Record.Exception(() => caller.RequireRead(landlord, household)) is null);
        Assert.Equal(mayAct, Record.Exception(() => caller.RequireAct(landlord, household)) is null);
    }

    [Fact]
    public void A_resident_sees_nothing_of_an_empty_home() => Assert.False(new Caller("r", Role.Resident, "havering", Home).MayRead("havering"));

    [Theory]
    [InlineData(Role.Contractor, "team", "havering", "team", true)]
    [InlineData(Role.Contractor, "team", "havering", "another", false)]
    [InlineData(Role.Contractor, "team", "rosebery", "team", false)]
    [InlineData(Role.Contractor, null, "havering", null, false)]        // a token that names no contractor, an order that nobody has
    [InlineData(Role.Officer, null, "havering", "team", false)]
    public void A_contractor_has_its_own_orders(Role role, string? key, string landlord, string? contractor, bool own)
    {
        var caller = new Caller("somebody", role, "havering", Household: null) { Contractor = key };
        Assert.Equal(own, Record.Exception(() => caller.RequireContractor(landlord, contractor)) is null);
    }

    [Fact]
    public void A_refusal_does_not_tell_whose_it_is()
    {
        var officer = new Caller("o", Role.Officer, "havering", Household: null);
        var fault = Assert.Throws<RpcException>(() => officer.RequireRead("rosebery"));
        Assert.Equal(StatusCode.PermissionDenied, fault.StatusCode);
        Assert.DoesNotContain("rosebery", fault.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapped_method_without_a_line_stops_the_start()
    {
        var builder = EchoHost.Builder(EchoHost.FreePort());
        builder.AddAccess(new AccessTable(Echo.Descriptor).Read("Say", Role.Officer));
        await using var app = builder.Build();
        app.MapServiceDefaults();
        app.MapGrpcService<EchoService>();
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());
        Assert.Contains("/housing.testing.v1.Echo/Manage", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Echo/Say,", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_refuses_what_cannot_be_meant()
    {
        var table = new AccessTable(Echo.Descriptor).Read("Say", Role.Officer);
        Assert.Contains("it has Say, Join", Assert.Throws<ArgumentException>(() => table.Read("Sya", Role.Officer)).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => table.Read("Say", Role.Manager)).Message, StringComparison.Ordinal);
        Assert.Contains("names no role", Assert.Throws<ArgumentException>(() => table.Read("Join")).Message, StringComparison.Ordinal);
        Assert.Contains("an auditor only reads", Assert.Throws<ArgumentException>(() => table.Change("Manage", Role.Auditor)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_given_without_details_gets_a_reason()
    {
        await using var host = await EchoHost.Start();
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.FailAsync(new Words { Text = "plain status" }, TestTokens.Metadata("officer@havering")));
        var status = Google.Rpc.Status.Parser.ParseFrom(fault.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal("INVALID_ARGUMENT", Assert.Single(status.Details).Unpack<Google.Rpc.ErrorInfo>().Type);
        Assert.Equal("Without details.", fault.Status.Detail);
    }

    [Theory]
    [InlineData("lost-race", "ABORTED", "LOST_RACE")]
    [InlineData("deadlock", "ABORTED", "LOST_RACE")]
    [InlineData("database away", "UNAVAILABLE", "DATABASE_AWAY")]
    public async Task What_the_database_gave_up_for_another_ones_sake_is_no_database_that_is_away(string fault, string status, string reason)
    {
        await using var host = await EchoHost.Start();
        var answer = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.FailAsync(new Words { Text = fault }, TestTokens.Metadata("officer@havering")));
        Assert.Equal(status, answer.StatusCode.ToString().ToUpperInvariant());
        Assert.Equal(reason, Assert.Single(Google.Rpc.Status.Parser.ParseFrom(answer.Trailers.GetValueBytes("grpc-status-details-bin")).Details).Unpack<Google.Rpc.ErrorInfo>().Type);
        Assert.DoesNotContain("secret", answer.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("{0198f3a1-7c2e-7b54-9d3a-5e6f708192a3}")]
    public void An_id_that_is_none_names_its_field(string value)
    {
        var fault = Assert.Throws<RpcException>(() => Ids.Parse(value, "repair_id"));
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.StartsWith("repair_id must be a UUID", fault.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(201)]
    public void A_page_size_outside_its_bounds_is_refused(int size) =>
        Assert.Contains("page_size must be 1 to 200", Assert.Throws<RpcException>(() => Paging.Read(size, "")).Status.Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("!")]
    [InlineData("_w")]
    public void A_page_token_that_was_never_given_is_refused(string token) =>
        Assert.Contains("page_token must be", Assert.Throws<RpcException>(() => Paging.Read(10, token)).Status.Detail, StringComparison.Ordinal);

    [Fact]
    public void A_page_token_brings_its_key_back()
    {
        Assert.Equal("Flat 3/4 – é", Paging.Read(0, Paging.Token("Flat 3/4 – é")).After);
        Assert.Equal(Home, Paging.Read(200, Paging.Token(Home)).AfterId);
        Assert.Equal(new Page(50, After: null), Paging.Read(0, ""));
        Assert.Equal("", Paging.Token(default(string)));
        Assert.Throws<RpcException>(() => Paging.Read(1, Paging.Token("not an id")).AfterId);
    }

    [Fact]
    public void An_instant_out_of_range_names_its_field()
    {
        Assert.Null(Instants.Parse(value: null, "starts_at"));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), Instants.Parse(new() { Seconds = 1772442000 }, "starts_at"));
        var fault = Assert.Throws<RpcException>(() => Instants.Parse(new() { Seconds = long.MaxValue }, "starts_at"));
        Assert.StartsWith("starts_at must be an instant", fault.Status.Detail, StringComparison.Ordinal);
        Assert.Throws<RpcException>(() => Instants.Parse(new() { Nanos = -1 }, "starts_at"));
    }
}
