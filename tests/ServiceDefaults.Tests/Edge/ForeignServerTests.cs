using System.Diagnostics;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Housing.Testing.Contracts.V1;

namespace Housing.Tests.Edge;

/// <summary>What a client of ours sees of a gRPC server from another world (@grpc/grpc-js).</summary>
public sealed class ForeignServerTests(ForeignServer server) : IClassFixture<ForeignServer>
{
    [Fact]
    public async Task Every_kind_of_call_is_answered()
    {
        Assert.Equal("Ünïcödé 🏠", (await server.Client.SayAsync(new Words { Text = "Ünïcödé 🏠" })).Text);

        using var join = server.Client.Join();
        foreach (var text in new[] { "no", "hot", "water" })
        {
            await join.RequestStream.WriteAsync(new Words { Text = text });
        }

        await join.RequestStream.CompleteAsync();
        Assert.Equal("no hot water", (await join).Text);

        using var split = server.Client.Split(new Words { Text = "no hot water" });
        Assert.Equal(["no", "hot", "water"], await split.ResponseStream.ReadAllAsync().Select(w => w.Text).ToListAsync());

        using var talk = server.Client.Talk();
        foreach (var text in new[] { "no", "hot", "water" })
        {
            await talk.RequestStream.WriteAsync(new Words { Text = text });
            Assert.True(await talk.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(text.ToUpperInvariant(), talk.ResponseStream.Current.Text);
        }

        await talk.RequestStream.CompleteAsync();
        Assert.False(await talk.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task Binary_metadata_goes_both_ways()
    {
        byte[] bytes = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff];
        using var call = server.Client.SayAsync(new Words { Text = "bytes" }, new Metadata { { "echo-bin", bytes } });
        Assert.Equal(bytes, (await call.ResponseHeadersAsync).GetValueBytes("echo-bin"));
        await call;
        Assert.Equal(bytes, call.GetTrailers().GetValueBytes("echo-bin"));
    }

    [Fact]
    public async Task Our_deadline_ends_their_work()
    {
        await server.Client.SayAsync(new Words());      // connected, and with a token
        var fault = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client.WaitAsync(new Words { Text = "our-deadline" }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1)));
        Assert.Equal(StatusCode.DeadlineExceeded, fault.StatusCode);
        Assert.Equal("given up", (await server.Client.EndedAsync(new Words { Text = "our-deadline" })).Text);
    }

    [Fact]
    public async Task Our_cancellation_ends_their_work()
    {
        using var cancel = new CancellationTokenSource();
        using var call = server.Client.WaitAsync(new Words { Text = "our-cancel" }, cancellationToken: cancel.Token);
        await call.ResponseHeadersAsync;
        await cancel.CancelAsync();
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.True(fault.StatusCode == StatusCode.Cancelled, fault.ToString());
        Assert.Equal("given up", (await server.Client.EndedAsync(new Words { Text = "our-cancel" })).Text);
    }

    [Fact]
    public async Task Their_rich_error_details_are_read()
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.RefuseAsync(new Words()));
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        var status = Google.Rpc.Status.Parser.ParseFrom(fault.Trailers.GetValueBytes("grpc-status-details-bin"));
        var info = status.Details.Single(d => d.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>();
        Assert.Equal(("HOME_UNKNOWN", "peer", "HAV-REP-08"), (info.Type, info.Domain, info.Metadata["clause"]));
        var violation = Assert.Single(status.Details.Single(d => d.Is(BadRequest.Descriptor)).Unpack<BadRequest>().FieldViolations);
        Assert.Equal(("home_id", "must be known"), (violation.Field, violation.Description));
    }

    [Fact]
    public async Task A_read_is_tried_again_and_a_change_is_not()
    {
        Assert.Equal("attempt 3", (await server.Client.SayAsync(new Words { Text = "fail twice, then answer" })).Text);
        var first = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.FailAsync(new Words { Text = "never twice" }));
        Assert.Equal((StatusCode.Unavailable, "attempt 1"), (first.StatusCode, first.Status.Detail));
        var second = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.FailAsync(new Words { Text = "never twice" }));
        Assert.Equal("attempt 2", second.Status.Detail);
    }

    [Fact]
    public async Task We_call_as_ourselves_with_a_deadline_and_within_the_trace()
    {
        using var activity = new Activity("test").Start();
        using var who = JsonDocument.Parse((await server.Client.WhoAmIAsync(new Words())).Text);
        Assert.Equal("service-under-test", who.RootElement.GetProperty("sub").GetString());
        Assert.Equal("service", who.RootElement.GetProperty("role").GetString());
        Assert.Equal("housing", who.RootElement.GetProperty("aud").GetString());
        Assert.True(who.RootElement.GetProperty("deadline").GetBoolean());
        Assert.Contains(activity.TraceId.ToString(), who.RootElement.GetProperty("traceparent").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Their_health_is_read_by_the_standard_service()
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        var answer = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }
}
