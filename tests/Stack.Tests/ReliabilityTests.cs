using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Stack.Tests;

/// <summary>
/// Every service, then the broker, then the database dies without warning while reports and misses keep coming. What a client was told has happened,
/// happened once; what it was not told, it asks again with the same request_id.
/// </summary>
public sealed class ReliabilityTests(StackFixture fixture) : IClassFixture<StackFixture>
{
    private const string Landlord = "one-housing";      // it credits a missed appointment (OHO-REP-14)

    // A message that failed while its service was down comes back on the redelivery table's schedule.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    private readonly HousingStack _stack = fixture.Stack;

    [Fact]
    public async Task What_was_confirmed_exists_once_whatever_is_killed_meanwhile()
    {
        var household = await _stack.LetHome(Landlord);
        var officer = await _stack.As($"officer@{Landlord}");
        await Eventually.Holds(async () => await _stack.Accounts.GetAccountAsync(new() { HouseholdId = household.HouseholdId }, officer));

        var confirmed = new Confirmed();
        using var end = new CancellationTokenSource();
        var streams = Enumerable.Range(0, 4).Select(_ => KeepReporting(household, officer, confirmed, end.Token)).ToList();
        try
        {
            foreach (var victim in (string[])["repairs", "income", "tenancy", "estates", "rabbitmq", "postgres"])
            {
                await confirmed.More(3);
                await _stack.Kill(victim);
                await _stack.StartAgain(victim);
                foreach (var service in (string[])["repairs", "income"])
                    await _stack.Healthy(service);
                await confirmed.More(3);
            }
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(streams);
        }

        await Eventually.Equal(0, () => _stack.Count("repairs-db", "select count(*) from outbox"), Settling);
        await Eventually.Equal(0, () => _stack.Count("income-db", "select count(*) from redelivery"), Settling);
        var misses = await _stack.Count("repairs-db", "select count(*) from appointment where state = 'Missed'");
        await Eventually.Equal(misses, () => _stack.Count("income-db", "select count(*) from posting where kind = 'Compensation'"), Settling);

        // Each report asked for with its request_id, confirmed or in flight at the end, exists once; nothing else does.
        foreach (var (requestId, repairId) in confirmed.Reports)
            Assert.Equal(1, await _stack.Count("repairs-db", $"select count(*) from repair where id = '{repairId}' and description = '{requestId}'"));
        Assert.Equal(
            0, await _stack.Count("repairs-db", "select count(*) from (select description from repair group by description having count(*) > 1) twice"));
        foreach (var appointment in confirmed.Misses.Keys)
            Assert.Equal(1, await _stack.Count("income-db", $"select count(*) from posting where kind = 'Compensation' and cause = '{appointment}'"));
        Assert.Equal(
            0,
            await _stack.Count(
                "income-db",
                "select count(*) from account where balance_pence <> (select coalesce(sum(amount_pence), 0) from posting where account_id = account.id)"));
    }

    private async Task KeepReporting(Household household, Metadata officer, Confirmed confirmed, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
            var requestId = HousingStack.NewId();
            var reported = await Insist(
                options => _stack.Repairs.ReportRepairAsync(
                    new() { RequestId = requestId, HomeId = household.HomeId, Fault = "dripping-tap", Description = requestId, ReportedAt = yesterday.ToTimestamp() },
                    options),
                officer,
                end);
            if (reported is null)
                return;
            confirmed.Report(requestId, reported.Repair.RepairId);

            var bookingId = HousingStack.NewId();
            var booked = await Insist(
                options => _stack.Repairs.BookAppointmentAsync(
                    new()
                    {
                        RequestId = bookingId,
                        RepairId = reported.Repair.RepairId,
                        StartsAt = yesterday.AddHours(1).ToTimestamp(),
                        EndsAt = yesterday.AddHours(2).ToTimestamp(),
                    },
                    options),
                officer,
                end);
            if (booked is null)
                return;

            var missId = HousingStack.NewId();
            var appointment = booked.Repair.Appointment.AppointmentId;
            var missed = await Insist(
                options => _stack.Repairs.RecordMissedAppointmentAsync(
                    new() { RequestId = missId, RepairId = reported.Repair.RepairId, AppointmentId = appointment }, options),
                officer,
                end);
            if (missed is not null)
                confirmed.Misses[appointment] = true;
        }
    }

    /// <summary>Asks until answered, as a client does that repeats its request_id; null when the test ended first.</summary>
    private static async Task<T?> Insist<T>(Func<CallOptions, AsyncUnaryCall<T>> ask, Metadata headers, CancellationToken end)
        where T : class
    {
        while (true)
        {
            try
            {
                // While nobody listens the channel waits for the service, with a back-off of its own.
                return await ask(new CallOptions(headers, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5)).WithWaitForReady());
            }
            // A dying service can answer any of these; a refusal, an unexpected status or a wrong answer ends the test.
            catch (RpcException fault) when (fault.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Aborted or StatusCode.Cancelled)
            {
                if (end.IsCancellationRequested)
                    return null;
            }
        }
    }

    /// <summary>What the client was told.</summary>
    private sealed class Confirmed
    {
        private readonly SemaphoreSlim _progress = new(0);

        public ConcurrentDictionary<string, string> Reports { get; } = new(StringComparer.Ordinal);
        public ConcurrentDictionary<string, bool> Misses { get; } = new(StringComparer.Ordinal);

        public void Report(string requestId, string repairId)
        {
            Reports[requestId] = repairId;
            _progress.Release();
        }

        /// <summary>Waits until that many more reports were confirmed.</summary>
        public async Task More(int count)
        {
            while (_progress.Wait(0))
            {
            }

            for (var i = 0; i < count; i++)
                Assert.True(await _progress.WaitAsync(TimeSpan.FromMinutes(2)), "no report was confirmed for two minutes");
        }
    }
}
