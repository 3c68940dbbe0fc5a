using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Repairs.Contracts.V1;

namespace Housing.Stack.Tests;

/// <summary>What can never be right is refused with what would be, and leaves nothing behind.</summary>
[Collection(nameof(OneStack))]
public sealed class BadInputTests(ObservedStack observed)
{
    private readonly HousingStack _stack = observed.Stack;

    public enum Wrong
    {
        UnknownHome,
        FutureTime,
        EmptyDescription,
        EndlessDescription,
        ControlCharacter,
        FaultOfAnotherLandlord,
        CallerOfAnotherLandlord,
    }

    [Theory]
    [InlineData(Wrong.UnknownHome, StatusCode.NotFound, "HOME_UNKNOWN", "", "Register the home")]
    [InlineData(Wrong.FutureTime, StatusCode.InvalidArgument, "REPORT_INVALID", "reported_at", "must not be in the future; leave it unset for now.")]
    [InlineData(Wrong.EmptyDescription, StatusCode.InvalidArgument, "REPORT_INVALID", "description", "must say something: 1 to 2,000 characters.")]
    [InlineData(Wrong.EndlessDescription, StatusCode.InvalidArgument, "REPORT_INVALID", "description", "must be 1 to 2,000 characters; it has 10,000.")]
    [InlineData(Wrong.ControlCharacter, StatusCode.InvalidArgument, "REPORT_INVALID", "description", "character 5 is the control character U+0007.")]
    [InlineData(Wrong.FaultOfAnotherLandlord, StatusCode.InvalidArgument, "INVALID_FIELD", "fault", "must be a fault in the list of rosebery, such as only-toilet-blocked")]
    [InlineData(Wrong.CallerOfAnotherLandlord, StatusCode.PermissionDenied, "NOT_YOURS", "", "Ask with a token of its own landlord")]
    public async Task A_report_that_cannot_be_right_is_told_what_would_be_and_leaves_nothing(Wrong wrong, StatusCode status, string reason, string field, string right)
    {
        var home = (await _stack.LetHome("rosebery")).HomeId;
        var good = new ReportRepairRequest { RequestId = HousingStack.NewId(), HomeId = home, Fault = "heating-lost", Description = "No heat." };
        var bad = good.Clone();
        var who = "officer@rosebery";
        switch (wrong)
        {
            case Wrong.UnknownHome:
                bad.HomeId = HousingStack.NewId();
                break;
            case Wrong.FutureTime:
                bad.ReportedAt = TimeProvider.System.GetUtcNow().AddHours(1).ToTimestamp();
                break;
            case Wrong.EmptyDescription:
                bad.Description = " \n";
                break;
            case Wrong.EndlessDescription:
                bad.Description = new string('x', 10_000);
                break;
            case Wrong.ControlCharacter:
                bad.Description = "Ring\u0007 the bell";
                break;
            case Wrong.FaultOfAnotherLandlord:
                bad.Fault = "only-toilet-not-flushing";      // Havering's
                break;
            case Wrong.CallerOfAnotherLandlord:
                who = "officer@havering";
                break;
        }

        var officer = await _stack.As(who);
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _stack.Repairs.ReportRepairAsync(bad, officer));

        AssertSays(refusal, status, reason, field, right);
        Assert.Equal(0, await _stack.Count("repairs-db", $"select count(*) from repair where home_id in ('{home}', '{bad.HomeId}')"));
        // A timeline's rows cannot be without their case; those of its clocks could.
        foreach (var table in (string[])["commitment", "commitment_change", "case_milestone"])
            Assert.Equal(0, await _stack.Count("repairs-db", $"select count(*) from {table} where case_id not in (select id from repair union select id from adaptation)"));
        Assert.Equal(0, await _stack.Count("repairs-db", $"select count(*) from outbox where body like '%{home}%' or body like '%{bad.HomeId}%'"));
        Assert.Equal(0, await _stack.Count("repairs-db", $"select count(*) from answered_request where request_id = '{bad.RequestId}'"));

        // Put right, the same request_id is taken.
        var taken = await _stack.Repairs.ReportRepairAsync(good, await _stack.As("officer@rosebery"));
        Assert.Equal(1, await _stack.Count("repairs-db", $"select count(*) from timeline where repair_id = '{taken.Repair.RepairId}' and name = 'repair.reported'"));
    }

    [Fact]
    public async Task A_landlord_there_is_none_of_is_refused_with_those_there_are_and_leaves_nothing()
    {
        var before = await _stack.Count("estates-db", "select count(*) from home");
        var request = new RegisterHomeRequest
        {
            RequestId = HousingStack.NewId(),
            Landlord = "nowhere",
            Reference = "N-1",
            Address = new() { Lines = { "1 Test Street" }, Postcode = "RM1 3BB" },
        };
        var officer = await _stack.As("officer@nowhere");

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _stack.Estates.RegisterHomeAsync(request, officer));

        AssertSays(refusal, StatusCode.InvalidArgument, "LANDLORD_UNKNOWN", "landlord", "must be one of havering, housing-plus, one-housing, rosebery.");
        Assert.Equal(before, await _stack.Count("estates-db", "select count(*) from home"));
        Assert.Equal(0, await _stack.Count("estates-db", $"select count(*) from answered_request where request_id = '{request.RequestId}'"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task A_request_id_that_is_none_is_refused_with_what_one_looks_like_and_leaves_nothing(string requestId)
    {
        var home = (await _stack.LetHome("havering")).HomeId;
        var officer = await _stack.As("officer@havering");

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _stack.Repairs.ReportRepairAsync(
            new() { RequestId = requestId, HomeId = home, Fault = "other", Description = "It broke." }, officer));

        AssertSays(refusal, StatusCode.InvalidArgument, "INVALID_FIELD", "request_id", "must be a UUID in its usual form");
        Assert.Equal(0, await _stack.Count("repairs-db", $"select count(*) from repair where home_id = '{home}'"));
    }

    /// <summary>The status, its reason for programs, and what would be right: of the field where one is wrong, else in the sentence.</summary>
    private static void AssertSays(RpcException refusal, StatusCode status, string reason, string field, string right)
    {
        var bytes = refusal.Trailers.GetValueBytes("grpc-status-details-bin");
        Assert.NotNull(bytes);
        var details = Google.Rpc.Status.Parser.ParseFrom(bytes).Details;
        var info = Assert.Single(details, d => d.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>();
        Assert.Equal((status, reason, "housing"), (refusal.StatusCode, info.Type, info.Domain));
        if (field is "")
        {
            Assert.Contains(right, refusal.Status.Detail, StringComparison.Ordinal);
            return;
        }

        var violation = Assert.Single(Assert.Single(details, d => d.Is(BadRequest.Descriptor)).Unpack<BadRequest>().FieldViolations);
        Assert.Equal(field, violation.Field);
        Assert.Contains(right, violation.Description, StringComparison.Ordinal);
    }
}
