using System.Diagnostics;
using Housing.Repairs.Contracts.V1;
using Housing.Testing;
using static Housing.Stack.Tests.Otlp.Span.Types;

namespace Housing.Stack.Tests;

[Collection(nameof(OneStack))]
public sealed class TraceTests(ObservedStack observed)
{
    [Fact]
    public async Task One_trace_shows_a_missed_appointment_from_the_call_to_the_credit_on_the_account()
    {
        var stack = observed.Stack;
        var household = await stack.LetHome("one-housing");
        var officer = await stack.As("officer@one-housing");
        await Eventually.Holds(async () => await stack.Accounts.GetAccountAsync(new() { HouseholdId = household.HouseholdId }, officer));
        var repair = await stack.ReportWithAppointment(household);

        // The caller's own span, as it travels: a client elsewhere would have started it.
        var (trace, caller) = (ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());
        officer.Add("traceparent", $"00-{trace}-{caller}-01");
        Activity.Current = null;
        await stack.Repairs.RecordMissedAppointmentAsync(
            new RecordMissedAppointmentRequest { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, AppointmentId = repair.Appointment.AppointmentId }, officer);

        // Each process sends its spans when it gets to it.
        await Eventually.Holds(() =>
        {
            var spans = observed.Spans(trace);
            var server = Assert.Single(spans, s => s is { Service: "repairs", Kind: SpanKind.Server });
            Assert.Equal(("housing.repairs.v1.Repairs/RecordMissedAppointment", caller), (server.Name, server.Parent));
            Assert.Equal("one-housing", server.Attributes["housing.landlord"]);
            Assert.Equal(repair.RepairId, server.Attributes["housing.case"]);

            var reading = spans.Where(s => s is { Service: "repairs", IsQuery: true }).ToList();
            Assert.All(reading, query => Assert.Equal(server.Id, query.Parent));
            Assert.Contains(reading, query => query.Query.Contains("FROM repair", StringComparison.OrdinalIgnoreCase));
            Assert.Contains(reading, query => query.Query.Contains("INSERT INTO outbox", StringComparison.OrdinalIgnoreCase));

            // Whatever a miss tells, each event leaves in the trace of the call; one of them is the miss itself.
            var telling = spans.Where(s => s is { Service: "repairs", Kind: SpanKind.Producer, Name: "outbox send" }).ToList();
            Assert.All(telling, sending => Assert.Equal(server.Id, sending.Parent));
            var sent = Assert.Single(telling, s => s.Attributes["messaging.destination.name"].EndsWith(":AppointmentMissed", StringComparison.Ordinal));

            var heard = Assert.Single(spans, s => s is { Service: "income", Kind: SpanKind.Consumer } && s.Parent == sent.Id);
            var crediting = spans.Where(s => s is { Service: "income", IsQuery: true }).ToList();
            Assert.All(crediting, query => Assert.Contains(heard, WayUp(query, spans)));
            Assert.Contains(crediting, query => query.Query.Contains("insert into inbox", StringComparison.OrdinalIgnoreCase));
            Assert.Contains(crediting, query => query.Query.Contains("INSERT INTO posting", StringComparison.OrdinalIgnoreCase));

            // Nothing hangs in the air: every span's parent is there, but for the caller's own.
            Assert.All(spans, span => Assert.True(span.Parent == caller || spans.Any(s => s.Id == span.Parent), $"{span.Service} {span.Name} has an unknown parent"));
        });
    }

    private static IEnumerable<SeenSpan> WayUp(SeenSpan span, IReadOnlyList<SeenSpan> all)
    {
        for (var above = all.FirstOrDefault(s => s.Id == span.Parent); above is not null; above = all.FirstOrDefault(s => s.Id == above.Parent))
            yield return above;
    }
}
