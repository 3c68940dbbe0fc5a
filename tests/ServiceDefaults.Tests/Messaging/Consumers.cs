using System.Collections.Concurrent;
using Housing.ServiceDefaults.Tests.Storage;
using MassTransit;

namespace Housing.ServiceDefaults.Tests.Messaging;

/// <summary>Writes "heard: …" for each line, saving by itself as services do. The id is its own: nothing but the inbox keeps it from writing twice.</summary>
internal sealed class LineWrittenConsumer(LedgerDb db) : IConsumer<LineWritten>
{
    public async Task Consume(ConsumeContext<LineWritten> context)
    {
        db.Entries.Add(new Entry { Id = Guid.CreateVersion7(), Text = $"heard: {context.Message.Text}: {Guid.CreateVersion7()}" });
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>The same by the batch: without an inbox, whatever comes again is written again.</summary>
internal sealed class LinesWrittenConsumer(LedgerDb db) : IConsumer<Batch<LineWritten>>
{
    public async Task Consume(ConsumeContext<Batch<LineWritten>> context)
    {
        db.Entries.AddRange(context.Message.Select(line => new Entry { Id = Guid.CreateVersion7(), Text = $"heard by the batch: {line.Message.Text}: {Guid.CreateVersion7()}" }));
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>Fails for the lines a test has poisoned, after it has saved: what it saved must not stay.</summary>
internal sealed class PoisonedConsumer(LedgerDb db, Poison poison) : IConsumer<LineWritten>
{
    public async Task Consume(ConsumeContext<LineWritten> context)
    {
        db.Entries.Add(new Entry { Id = Guid.CreateVersion7(), Text = $"took: {context.Message.Text}" });
        await db.SaveChangesAsync(context.CancellationToken);
        poison.Try(context.Message.Text);
    }
}

/// <summary>Which lines fail, how often they have been tried, and when they stop failing.</summary>
internal sealed class Poison
{
    private readonly ConcurrentDictionary<string, int> _tries = new(StringComparer.Ordinal);

    public Func<string, int, bool> Fails { get; set; } = (_, _) => false;

    public int Tries(string text) => _tries.GetValueOrDefault(text);

    public void Try(string text)
    {
        var tries = _tries.AddOrUpdate(text, 1, (_, n) => n + 1);
        if (Fails(text, tries))
            throw new InvalidOperationException($"{text} is poisoned");
    }
}
