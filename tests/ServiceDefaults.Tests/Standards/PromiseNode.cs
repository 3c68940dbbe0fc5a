using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults.Tests.Storage;
using Housing.Standards;
using Housing.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults.Tests.Standards;

/// <summary>A service of nothing but storage and promises, in this process. Two on one database are replicas.</summary>
internal sealed class PromiseNode : IAsyncDisposable
{
    public const string Landlord = "abc";

    public static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly IHost _host;

    private PromiseNode(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    /// <summary>Without its sweeper nothing is swept but by <see cref="Sweep"/>.</summary>
    public static async Task<PromiseNode> Start(string postgres, TimeProvider clock, bool sweeps = true, TimeSpan? poll = null, ILoggerProvider? logs = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([
            new("ConnectionStrings:ledger-db", postgres),
            new("Standards:Folder", Path.Combine(AppContext.BaseDirectory, "landlords")),
            new("Promises:Poll", (poll ?? TimeSpan.FromMilliseconds(50)).ToString())]);
        builder.Services.AddSingleton(clock);
        if (logs is not null)
            builder.Logging.AddProvider(logs);
        builder.AddStorage<LedgerDb>("ledger-db");
        builder.AddStandards();
        builder.AddPromises("repairs");
        if (!sweeps)
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(PromiseSweeper)));
        var node = new PromiseNode(builder.Build());
        await node._host.StartAsync();
        return node;
    }

    /// <summary>What one wake of the sweeper does.</summary>
    public async Task Sweep()
    {
        bool more;
        do
        {
            await using var scope = Services.CreateAsyncScope();
            more = await scope.ServiceProvider.GetRequiredService<PromiseSweep>().RunAsync(CancellationToken.None);
        }
        while (more);
    }

    /// <summary>Changes the promises of a case and saves, as a request would; <paramref name="beforeSaving"/> happens between reading and saving.</summary>
    public async Task Change(Guid id, Action<Promises, CasePromises> change, Func<Task>? beforeSaving = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var (db, promises) = (scope.ServiceProvider.GetRequiredService<LedgerDb>(), scope.ServiceProvider.GetRequiredService<Promises>());
        await Once.Answer(db, new CallBy("anna"), Guid.CreateVersion7().ToString(), new StringValue(), async () =>
        {
            change(promises, await promises.Find(id, CancellationToken.None));
            await (beforeSaving?.Invoke() ?? Task.CompletedTask);
            return new StringValue();
        });
    }

    public Task Record(Guid id, string milestone, DateTimeOffset at, DateTimeOffset? now = null, Func<Task>? beforeSaving = null) =>
        Change(id, (promises, known) => promises.Record(known, Landlord, id, Emergency(milestone, at), now ?? at, new Recording("officer anna")), beforeSaving);

    /// <summary>A new case whose clocks begin with this milestone.</summary>
    public async Task<Guid> Open(string milestone, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7();
        await Record(id, milestone, at);
        return id;
    }

    public async Task<Commitment> Commitment(Guid id, string standard) => Assert.Single(await Commitments(id), c => c.StandardId == standard);

    public async Task<List<Commitment>> Commitments(Guid id)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LedgerDb>().Set<Commitment>().Where(c => c.CaseId == id).OrderBy(c => c.DueAt).ToListAsync();
    }

    /// <summary>The history of one promise, or of all of a case: "Opened", "Missed", "Corrected".</summary>
    public async Task<List<string>> History(Guid id, string? standard = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        return await db.Set<CommitmentChange>()
            .Where(line => line.CaseId == id && (standard == null || db.Set<Commitment>().Any(c => c.Id == line.CommitmentId && c.StandardId == standard)))
            .OrderBy(line => line.Number).Select(line => line.What.ToString()).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static Milestone Emergency(string name, DateTimeOffset at) => new(name, at, Facts.Of(("priority", "emergency")));
}
