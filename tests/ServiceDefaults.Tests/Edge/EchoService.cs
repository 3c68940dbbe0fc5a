using System.Collections.Concurrent;
using System.Text.Json;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Testing.Contracts.V1;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Housing.Tests.Edge;

/// <summary>The service the edge is tested with: its behaviour is in echo.proto.</summary>
internal sealed class EchoService(EchoEndings endings) : Echo.EchoBase
{
    public static AccessTable Table { get; } = new AccessTable(Echo.Descriptor)
        .Read("Say", Role.Officer, Role.Manager, Role.Service, Role.Auditor)
        .Read("Join", Role.Officer)
        .Read("Split", Role.Officer)
        .Read("Talk", Role.Officer)
        .Read("Wait", Role.Officer, Role.Service)
        .Read("Ended", Role.Officer, Role.Service)
        .Read("Refuse", Role.Officer)
        .Read("Fail", Role.Officer)
        .Change("Manage", Role.Manager)
        .Read("WhoAmI", Enum.GetValues<Role>());

    public override async Task<Words> Say(Words request, ServerCallContext context)
    {
        if (context.RequestHeaders.GetValueBytes("echo-bin") is { } bytes)
        {
            context.ResponseTrailers.Add("echo-bin", bytes);
            await context.WriteResponseHeadersAsync(new Metadata { { "echo-bin", bytes } });
        }

        return request;
    }

    public override async Task<Words> Join(IAsyncStreamReader<Words> requestStream, ServerCallContext context)
    {
        var texts = new List<string>();
        await foreach (var words in requestStream.ReadAllAsync(context.CancellationToken))
        {
            texts.Add(words.Text);
        }

        return new Words { Text = string.Join(' ', texts) };
    }

    public override async Task Split(Words request, IServerStreamWriter<Words> responseStream, ServerCallContext context)
    {
        foreach (var text in request.Text.Split(' '))
        {
            await responseStream.WriteAsync(new Words { Text = text }, context.CancellationToken);
        }
    }

    public override async Task Talk(IAsyncStreamReader<Words> requestStream, IServerStreamWriter<Words> responseStream, ServerCallContext context)
    {
        var first = "";
        try
        {
            await foreach (var words in requestStream.ReadAllAsync(context.CancellationToken))
            {
                first = first is "" ? words.Text : first;
                await responseStream.WriteAsync(new Words { Text = words.Text.ToUpperInvariant() }, context.CancellationToken);
            }
        }
        finally
        {
            // A stream that is reset ends the reading with an exception or without; for a caller that never said it was done, either shows that we noticed.
            endings.Of(first).TrySetResult("given up");
        }
    }

    public override async Task<Words> Wait(Words request, ServerCallContext context)
    {
        await context.WriteResponseHeadersAsync([]);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            endings.Of(request.Text).TrySetResult("given up");
        }

        return request;
    }

    public override async Task<Words> Ended(Words request, ServerCallContext context) =>
        new() { Text = await endings.Of(request.Text).Task.WaitAsync(context.CancellationToken) };

    public override Task<Words> Refuse(Words request, ServerCallContext context) => throw (request.Text switch
    {
        "invalid" => Refusal.Invalid("FAULTY", "Two things are wrong.", new FieldFault("home_id", "must be a UUID"), new FieldFault("fault", "must be one of the landlord's")),
        "not-found" => Refusal.NotFound("NO_REPAIR", "There is no such repair."),
        "already-exists" => Refusal.AlreadyExists("REFERENCE_TAKEN", "The reference is taken."),
        "precondition" => Refusal.Precondition("NOT_STARTED", "The repair has not started.", "HAV-REP-08"),
        "forbidden" => Refusal.Forbidden("NOT_YOURS", "It is another's."),
        "lost-race" => Refusal.LostRace("LOST_RACE", "Somebody was first."),
        var other => new Refusal(RefusalKind.Invalid, "UNKNOWN_KIND", other),
    }).ToRpcException();

    public override async Task<Words> Fail(Words request, ServerCallContext context)
    {
        await Task.Yield();
        throw request.Text switch
        {
            "lost-race" => new DbUpdateConcurrencyException("row 17 of table secret"),
            // As EF wraps what Npgsql calls transient.
            "deadlock" => new InvalidOperationException("An exception has been raised that is likely due to a transient failure.", new DbUpdateException("row 17 of table secret", new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected))),
            "database away" => new InvalidOperationException("An exception has been raised that is likely due to a transient failure.", new PostgresException("the system is starting up", "FATAL", "FATAL", PostgresErrorCodes.CannotConnectNow)),
            "plain status" => new RpcException(new Status(StatusCode.InvalidArgument, "Without details.")),
            _ => new InvalidOperationException("password=hunter2"),
        };
    }

    public override Task<Words> Manage(Words request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Words> WhoAmI(Words request, ServerCallContext context)
    {
        var caller = context.Caller();
        CaseTrace.Case(Guid.Parse("0198f3a1-7c2e-7b54-9d3a-5e6f708192a3"));
        return Task.FromResult(new Words { Text = JsonSerializer.Serialize(new { caller.Subject, Role = caller.RoleName, caller.Landlord, caller.Household }) });
    }
}

/// <summary>What became of calls whose caller did not wait, for a later call to ask.</summary>
internal sealed class EchoEndings
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _endings = new(StringComparer.Ordinal);

    public TaskCompletionSource<string> Of(string key) => _endings.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
