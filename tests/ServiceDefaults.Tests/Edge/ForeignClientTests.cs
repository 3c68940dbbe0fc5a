using System.Text.Json;

namespace Housing.Tests.Edge;

/// <summary>What a gRPC client from another world (@grpc/grpc-js) sees of a service of ours.</summary>
public sealed class ForeignClientTests(ForeignClient client) : IClassFixture<ForeignClient>
{
    [Theory]
    [InlineData("unary", "good morning")]
    [InlineData("unary of every script", "Ünïcödé – 漢字 🏠")]
    [InlineData("client streaming", "no hot water")]
    public void One_answer_comes_back(string fact, string text)
    {
        Assert.Equal("OK", Status(fact));
        Assert.Equal(text, client[fact].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("server streaming", "no", "hot", "water")]
    [InlineData("bidirectional streaming", "NO", "HOT", "WATER")]
    public void Many_answers_come_back_in_order(string fact, params string[] texts)
    {
        Assert.Equal("OK", Status(fact));
        Assert.Equal(texts, client[fact].GetProperty("texts").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public void Binary_metadata_goes_both_ways_as_header_and_trailer()
    {
        var fact = client["binary metadata"];
        Assert.Equal("0001027f80feff", fact.GetProperty("sent").GetString());
        Assert.Equal("0001027f80feff", fact.GetProperty("header").GetString());
        Assert.Equal("0001027f80feff", fact.GetProperty("trailer").GetString());
    }

    [Theory]
    [InlineData("deadline", "DEADLINE_EXCEEDED")]
    [InlineData("cancellation", "CANCELLED")]
    [InlineData("cancellation of a stream", "CANCELLED")]
    public void A_caller_that_gives_up_ends_the_work_on_the_server_too(string fact, string status)
    {
        Assert.Equal(status, Status(fact));
        var seen = client[$"{fact} as the server saw it"];
        Assert.True(seen.TryGetProperty("text", out var how), seen.GetRawText());
        Assert.Equal("given up", how.GetString());
    }

    [Theory]
    [InlineData("invalid", "INVALID_ARGUMENT", "FAULTY")]
    [InlineData("not-found", "NOT_FOUND", "NO_REPAIR")]
    [InlineData("already-exists", "ALREADY_EXISTS", "REFERENCE_TAKEN")]
    [InlineData("precondition", "FAILED_PRECONDITION", "NOT_STARTED")]
    [InlineData("forbidden", "PERMISSION_DENIED", "NOT_YOURS")]
    [InlineData("lost-race", "ABORTED", "LOST_RACE")]
    public void A_refusal_is_a_status_with_a_stable_reason(string kind, string status, string reason)
    {
        Assert.Equal(status, Status($"refusal {kind}"));
        var info = Detail($"refusal {kind}", "google.rpc.ErrorInfo");
        Assert.Equal(reason, info.GetProperty("reason").GetString());
        Assert.Equal("housing", info.GetProperty("domain").GetString());
    }

    [Fact]
    public void An_invalid_request_is_told_every_field_that_is_wrong()
    {
        var fields = Detail("refusal invalid", "google.rpc.BadRequest").GetProperty("field_violations").EnumerateArray()
            .Select(v => (v.GetProperty("field").GetString(), v.GetProperty("description").GetString()));
        Assert.Equal([("home_id", "must be a UUID"), ("fault", "must be one of the landlord's")], fields);
    }

    [Fact]
    public void A_refusal_names_the_clause_it_rests_on() =>
        Assert.Equal("HAV-REP-08", Detail("refusal precondition", "google.rpc.ErrorInfo").GetProperty("metadata").GetProperty("clause").GetString());

    [Fact]
    public void A_bug_is_INTERNAL_and_tells_nothing_of_the_inside()
    {
        Assert.Equal("INTERNAL", Status("bug"));
        Assert.DoesNotContain("hunter2", client["bug"].GetRawText(), StringComparison.Ordinal);
        Assert.Contains(client.ServerLog, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_late_writer_is_ABORTED()
    {
        Assert.Equal("ABORTED", Status("lost race in storage"));
        Assert.DoesNotContain("secret", client["lost race in storage"].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "TOKEN_MISSING")]
    [InlineData("expired", "TOKEN_EXPIRED")]
    [InlineData("foreign", "TOKEN_INVALID")]
    [InlineData("not a token", "TOKEN_INVALID")]
    [InlineData("alg none", "TOKEN_INVALID")]
    [InlineData("alg none, signature kept", "TOKEN_INVALID")]
    [InlineData("alg confused", "TOKEN_INVALID")]
    [InlineData("promoted by its bearer", "TOKEN_INVALID")]
    [InlineData("of another landlord now", "TOKEN_INVALID")]
    public void A_bad_token_is_UNAUTHENTICATED_with_the_reason(string token, string reason)
    {
        Assert.Equal("UNAUTHENTICATED", Status($"token: {token}"));
        Assert.Equal(reason, Detail($"token: {token}", "google.rpc.ErrorInfo").GetProperty("reason").GetString());
        Assert.NotEqual("", client[$"token: {token}"].GetProperty("message").GetString());
    }

    [Fact]
    public void A_good_token_makes_the_caller()
    {
        using var who = JsonDocument.Parse(client["token: good"].GetProperty("text").GetString()!);
        Assert.Equal("officer", who.RootElement.GetProperty("Role").GetString());
        Assert.Equal("havering", who.RootElement.GetProperty("Landlord").GetString());
    }

    [Fact]
    public void A_role_that_the_table_does_not_name_is_PERMISSION_DENIED()
    {
        Assert.Equal("PERMISSION_DENIED", Status("role not allowed"));
        Assert.Equal("ROLE_NOT_ALLOWED", Detail("role not allowed", "google.rpc.ErrorInfo").GetProperty("reason").GetString());
        Assert.Equal("OK", Status("role allowed"));
    }

    [Fact]
    public void A_message_above_the_limit_is_RESOURCE_EXHAUSTED_and_one_at_the_limit_is_taken()
    {
        Assert.Equal("RESOURCE_EXHAUSTED", Status("oversize"));
        Assert.Equal("OK", Status("as large as allowed"));
    }

    [Fact]
    public void A_malformed_message_is_INVALID_ARGUMENT_and_hurts_nobody_else()
    {
        Assert.Equal("INVALID_ARGUMENT", Status("malformed"));
        Assert.Equal("still here", client["still serving after the malformed one"].GetProperty("text").GetString());
    }

    [Fact]
    public void An_unknown_method_is_UNIMPLEMENTED() => Assert.Equal("UNIMPLEMENTED", Status("unknown method"));

    [Fact]
    public void Health_answers_their_client_without_a_token()
    {
        Assert.Equal("SERVING", client["health"].GetProperty("serving").GetString());
        Assert.Equal("SERVING", client["health watched"].GetProperty("serving").GetString());
        Assert.Equal("NOT_FOUND", Status("health of an unknown service"));
    }

    private string Status(string fact) => client[fact].GetProperty("status").GetString()!;

    private JsonElement Detail(string fact, string type) =>
        client[fact].GetProperty("details").GetProperty("details").EnumerateArray().Single(d => d.GetProperty("type").GetString() == type);
}
