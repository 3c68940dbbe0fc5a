using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Housing.ServiceDefaults.Tests.Storage;

public sealed class OnceTests : IAsyncLifetime
{
    private Database _database = null!;
    private IHost _host = null!;

    public async Task InitializeAsync()
    {
        _database = await Databases.Clone(typeof(OnceTests).Assembly);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:ledger-db", _database.ConnectionString)]);
        builder.AddStorage<LedgerDb>("ledger-db");
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _database.DisposeAsync();
    }

    /// <summary>Writes a line and tells of it; the answer is the line's id.</summary>
    private async Task<string> Write(string requestId, string text, string subject = "anna", Func<LedgerDb, Task>? during = null)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        var answer = await Once.Answer(db, new CallBy(subject), requestId, new StringValue { Value = text }, async () =>
        {
            var id = Guid.CreateVersion7();
            db.Entries.Add(new Entry { Id = id, Text = $"{text} {id}" });
            db.Tell(new LineWritten { LineId = id, Text = text });
            if (during is not null)
                await during(db);
            return new StringValue { Value = id.ToString() };
        });
        return answer.Value;
    }

    private Task<long> Count(string table) => _database.Scalar<long>($"select count(*) from {table}");

    private static string NewId() => Guid.CreateVersion7().ToString();

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_does_nothing()
    {
        var request = NewId();
        var first = await Write(request, "once");
        Assert.Equal(first, await Write(request, "once"));
        Assert.Equal((1L, 1L, 1L), (await Count("entry"), await Count("outbox"), await Count("answered_request")));
    }

    [Fact]
    public async Task The_same_request_many_times_at_once_does_its_work_once()
    {
        var request = NewId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Write(request, "raced")));
        Assert.Single(answers.Distinct(StringComparer.Ordinal));
        Assert.Equal((1L, 1L, 1L), (await Count("entry"), await Count("outbox"), await Count("answered_request")));
    }

    [Fact]
    public async Task The_same_id_for_another_request_is_refused_and_says_so()
    {
        var request = NewId();
        await Write(request, "first");
        var fault = await Assert.ThrowsAsync<RpcException>(() => Write(request, "second"));
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.Contains("request_id was used before with other contents", fault.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(1L, await Count("entry"));
    }

    [Fact]
    public async Task Two_callers_may_happen_to_use_the_same_id()
    {
        var request = NewId();
        Assert.NotEqual(await Write(request, "hers", "anna"), await Write(request, "his", "bert"));
        Assert.Equal(2L, await Count("entry"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("yesterday's")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task An_id_that_is_no_UUID_is_refused(string request)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(() => Write(request, "x"));
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.StartsWith("request_id must be a UUID", fault.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0L, await Count("entry"));
    }

    [Fact]
    public async Task A_late_writer_is_aborted_and_leaves_nothing()
    {
        await Write(NewId(), "shared");
        var fault = await Assert.ThrowsAsync<RpcException>(() => Write(NewId(), "late", during: async db =>
        {
            var entry = await db.Entries.SingleAsync(e => e.Text.StartsWith("shared"));
            await _database.Execute("update entry set text = 'changed meanwhile'");
            entry.Text = "too late";
        }));
        Assert.Equal(StatusCode.Aborted, fault.StatusCode);
        Assert.Equal((1L, 1L, 1L), (await Count("entry"), await Count("outbox"), await Count("answered_request")));
    }

    [Fact]
    public async Task Of_two_requests_that_wait_for_each_other_in_the_database_one_is_aborted_and_succeeds_when_it_is_sent_again()
    {
        var faults = await Cross(async (db, theirs) => (await db.Entries.SingleAsync(e => e.Id == theirs)).Text = "crossed");

        var fault = Assert.IsType<RpcException>(Assert.Single(faults));
        Assert.Equal(StatusCode.Aborted, fault.StatusCode);
        Assert.Contains("safe to try again", fault.Status.Detail, StringComparison.Ordinal);
        await Write(NewId(), "again");
    }

    [Fact]
    public async Task A_deadlock_anywhere_in_the_work_is_a_lost_race_and_not_a_database_that_is_away()
    {
        var faults = await Cross((db, theirs) => db.Database.ExecuteSqlAsync($"update entry set text = 'crossed' where id = {theirs}"));

        var fault = Assert.Single(faults);
        Assert.Equal((true, true, false), (StorageFaults.IsGivenUpRace(fault), StorageFaults.IsLostRace(fault), StorageFaults.IsAway(fault)));
    }

    /// <summary>Two requests, each of which holds a row of its own before it goes on to the other's; what became of those that failed.</summary>
    private async Task<IReadOnlyList<Exception>> Cross(Func<LedgerDb, Guid, Task> change)
    {
        var rows = new[] { Guid.Parse(await Write(NewId(), "one")), Guid.Parse(await Write(NewId(), "two")) };
        var held = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        return [.. (await Task.WhenAll(Enumerable.Range(0, 2).Select(mine => Record.ExceptionAsync(() => Write(NewId(), $"crossing {mine}", during: async db =>
        {
            await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"update entry set text = text where id = {rows[mine]}");
            held[mine].SetResult();
            await held[1 - mine].Task;
            await change(db, rows[1 - mine]);
        }))))).OfType<Exception>()];
    }

    [Fact]
    public async Task A_refused_request_is_not_remembered_so_that_it_may_succeed_later()
    {
        var request = NewId();
        await Assert.ThrowsAsync<RpcException>(() => Write(request, "x", during: _ => throw new RpcException(new Status(StatusCode.FailedPrecondition, "not yet"))));
        Assert.Equal((0L, 0L, 0L), (await Count("entry"), await Count("outbox"), await Count("answered_request")));
        await Write(request, "x");
        Assert.Equal(1L, await Count("entry"));
    }

    [Fact]
    public async Task Work_that_saves_by_itself_is_a_bug_and_is_told_so()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Write(NewId(), "x", during: db => db.SaveChangesAsync()));
        Assert.Contains("must not save", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await Count("entry"));
    }
}
