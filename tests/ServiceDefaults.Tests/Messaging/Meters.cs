using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.ServiceDefaults.Tests.Messaging;

/// <summary>What one service measures, by instrument and by the value of any of its tags: other tests have meters of the same name.</summary>
internal sealed class Meters : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, double Value, string[] Tags)> _measured = new();
    private readonly MeterListener _listener;

    public Meters(IServiceProvider services)
    {
        var own = services.GetRequiredService<IMeterFactory>();
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Housing" && ReferenceEquals(instrument.Meter.Scope, own))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Asks everything that only answers when it is asked.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    /// <summary>Of an instrument, all that bear these tags together.</summary>
    public double Sum(string instrument, params string[] tags) => Of(instrument, tags).Sum();

    /// <summary>The last of these; -1 while there is none.</summary>
    public double Last(string instrument, params string[] tags) => Of(instrument, tags).LastOrDefault(-1);

    public void Dispose() => _listener.Dispose();

    private IEnumerable<double> Of(string instrument, string[] tags) => _measured.Where(m => m.Instrument == instrument && tags.All(m.Tags.Contains)).Select(m => m.Value);

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = new string[tags.Length];
        for (var n = 0; n < tags.Length; n++)
            values[n] = $"{tags[n].Value}";
        _measured.Enqueue((instrument.Name, value, values));
    }
}
