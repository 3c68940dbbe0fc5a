using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using static Housing.Repairs.Tests.Serving.RepairsService;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Many who want the same time at the same moment, on the real service.</summary>
public sealed class BookingRaceTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private const int Bookers = 200, Places = 20;
    private static readonly string[] Clients = ["officer@havering", "manager@havering", "service@contact", "service@portal"];

    public void Dispose() => service.Reset();

    [Fact]
    public async Task Of_200_bookings_at_once_for_20_places_20_are_made_and_180_are_told_what_is_free_next()
    {
        var ids = await Repairs(Bookers);
        var offered = (await service.As("officer@havering").ListSlotsAsync(new() { RepairId = ids[0], PageSize = 6 })).Slots;
        // One slot of each day, four operatives each: no two of them overlap.
        var wanted = offered.Where(s => s.Slot_ == "morning").Take(Places / 4).ToList();
        Assert.Equal(Places, wanted.Sum(s => s.Free));

        var answers = await Task.WhenAll(ids.Select((id, i) => Book(service.As(Clients[i % Clients.Length]), id, wanted[i % wanted.Count].SlotKey)));

        Assert.Equal(Places, answers.Count(a => a.Reason == ""));
        Assert.Equal(Bookers - Places, answers.Count(a => a.Reason == "SLOT_TAKEN"));
        Assert.All(answers.Where(a => a.Reason != ""), a => Assert.Contains("Free next: ", a.Sentence, StringComparison.Ordinal));
        var theirs = string.Join(", ", ids.Select(id => $"'{id}'"));
        var booked = $"from appointment where state = 'Booked' and repair_id in ({theirs})";
        Assert.Equal(Places, await service.Host.Database.Scalar<long>($"select count(*) {booked}"));
        Assert.Equal(Places, await service.Host.Database.Scalar<long>($"select count(distinct (landlord, contractor, team, operative, starts_at)) {booked}"));
        Assert.Equal(Places, await service.Host.Database.Scalar<long>($"select count(*) from timeline where name = 'repair.appointed' and repair_id in ({theirs})"));
        var left = (await service.As("officer@havering").ListSlotsAsync(new() { RepairId = ids[0], PageSize = 6 })).Slots;
        Assert.DoesNotContain(left, s => wanted.Exists(w => w.SlotKey == s.SlotKey));
    }

    [Fact]
    public async Task Slots_that_overlap_share_no_operative_however_many_book_at_once()
    {
        var ids = await Repairs(24);
        var officer = service.As("officer@havering");
        var day = (await officer.ListSlotsAsync(new() { RepairId = ids[0], From = new() { Year = 2026, Month = 3, Day = 24 }, PageSize = 1 })).Slots;
        var wanted = day.Where(s => s.Slot_ is "morning" or "school-run" or "afternoon").ToList();
        Assert.Equal(3, wanted.Count);

        await Task.WhenAll(ids.Select((id, i) => Book(officer, id, wanted[i % wanted.Count].SlotKey)));

        Assert.Equal(0, await service.Host.Database.Scalar<long>("""
            select count(*) from appointment a join appointment b
              on (a.landlord, a.contractor, a.team, a.operative) = (b.landlord, b.contractor, b.team, b.operative) and a.id < b.id
             and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
            where a.state = 'Booked' and b.state = 'Booked'
            """));
        // Nobody was left out who could have come: what is listed as full is full.
        var left = (await officer.ListSlotsAsync(new() { RepairId = ids[0], From = new() { Year = 2026, Month = 3, Day = 24 }, PageSize = 1 })).Slots;
        Assert.DoesNotContain(left, s => s.Slot_ == "school-run");
    }

    [Fact]
    public async Task The_same_request_sent_many_times_at_once_books_once()
    {
        var id = (await Repairs(1))[0];
        var officer = service.As("officer@havering");
        var key = (await officer.ListSlotsAsync(new() { RepairId = id, From = new() { Year = 2026, Month = 3, Day = 31 }, PageSize = 1 })).Slots[0].SlotKey;
        var request = new BookAppointmentRequest { RequestId = NewId(), RepairId = id, SlotKey = key };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => officer.BookAppointmentAsync(request).ResponseAsync));

        Assert.Single(answers.Distinct());
        Assert.Equal(1, await service.Host.Database.Scalar<long>($"select count(*) from appointment where repair_id = '{id}'"));
    }

    [Fact]
    public async Task Replicas_give_no_place_out_twice()
    {
        await using var replica = await Housing.Testing.ServiceHost<RepairsDb>.StartAsync(Noon, settings: new Dictionary<string, string?>
        {
            ["ConnectionStrings:repairs-db"] = service.Host.Database.ConnectionString,
            ["services:estates:http:0"] = service.Neighbours.Address,
            ["services:tenancy:http:0"] = service.Neighbours.Address,
        });
        var ids = await Repairs(40);
        var slot = (await service.As("officer@havering").ListSlotsAsync(new() { RepairId = ids[0], From = new() { Year = 2026, Month = 3, Day = 27 }, PageSize = 1 })).Slots[0];
        Contracts.V1.Repairs.RepairsClient[] replicas = [service.As("officer@havering"), new(replica.ChannelAs("officer@havering"))];

        var answers = await Task.WhenAll(ids.Select((id, i) => Book(replicas[i % 2], id, slot.SlotKey)));

        Assert.Equal(slot.Free, answers.Count(a => a.Reason == ""));
        Assert.All(answers.Where(a => a.Reason != ""), a => Assert.Equal("SLOT_TAKEN", a.Reason));
        Assert.Equal(slot.Free, await service.Host.Database.Scalar<long>($"select count(*) from appointment where starts_at = '{slot.StartsAt.ToDateTimeOffset():O}' and state = 'Booked'"));
    }

    [Fact]
    public async Task When_everything_is_full_as_far_as_may_be_booked_the_first_free_days_after_are_offered_HAV_REP_04()
    {
        var home = service.Neighbours.AddHome("rosebery");
        service.Neighbours.MoveIn(home);
        var officer = service.As("officer@rosebery");
        var id = (await service.Report(home, "rosebery", "dripping-tap")).RepairId;
        await service.Host.Database.Execute($"""
            insert into appointment (id, repair_id, starts_at, ends_at, state, landlord, contractor, team, operative, slot)
            select gen_random_uuid(), '{id}', day + interval '6 hours', day + interval '21 hours', 'Attended', 'rosebery', 'repairs-team', 'water', operative, 'all-day'
            from generate_series(timestamptz '2026-03-03T00:00Z', '2026-04-14T00:00Z', interval '1 day') day, generate_series(1, 3) operative
            """);

        var answer = await officer.ReportRepairAsync(Reported(home, "dripping-tap"));

        // 42 days from Tuesday, 3 March, are up on Tuesday, 14 April.
        Assert.Equal(6, answer.Slots.Count);
        Assert.All(answer.Slots, s => Assert.InRange(s.StartsAt.ToDateTimeOffset(), new(2026, 4, 15, 0, 0, 0, TimeSpan.Zero), new(2026, 4, 17, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(answer.Slots[0].StartsAt, (await officer.BookAppointmentAsync(new() { RequestId = NewId(), RepairId = id, SlotKey = answer.Slots[0].SlotKey })).Repair.Appointment.StartsAt);

        // One day nearer is given up: then nobody books beyond it.
        await service.Host.Database.Execute($"update appointment set state = 'Cancelled' where repair_id = '{id}' and starts_at = '2026-04-13T06:00Z' and operative = 1");
        var refusal = await Refusal(() => officer.BookAppointmentAsync(new() { RequestId = NewId(), RepairId = answer.Repair.RepairId, SlotKey = answer.Slots[1].SlotKey }));
        Assert.Equal(["slot_key"], refusal.Fields);
        Assert.Contains("2026-04-14", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_itself_refuses_an_operative_in_two_homes()
    {
        var ids = await Repairs(2);
        var insert = (string id) => service.Host.Database.Execute($"""
            insert into appointment (id, repair_id, starts_at, ends_at, state, landlord, contractor, team, operative, slot)
            values ('{NewId()}', '{id}', '2026-04-01T08:00:00Z', '2026-04-01T12:00:00Z', 'Booked', 'havering', 'council-repairs', 'water', 1, 'morning')
            """);
        await insert(ids[0]);
        var fault = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => insert(ids[1]));
        Assert.Equal("appointment_never_twice", fault.ConstraintName);
    }

    private async Task<List<string>> Repairs(int count)
    {
        var ids = new List<string>();
        foreach (var batch in Enumerable.Range(0, count).Chunk(20))
        {
            ids.AddRange(await Task.WhenAll(batch.Select(async _ =>
            {
                var home = service.Neighbours.AddHome("havering");
                service.Neighbours.MoveIn(home);
                return (await service.Report(home)).RepairId;
            })));
        }

        return ids;
    }

    /// <summary>Books as a client does, which tries again when it lost a race.</summary>
    private async Task<(string Reason, string Sentence)> Book(Contracts.V1.Repairs.RepairsClient client, string id, string key)
    {
        var request = new BookAppointmentRequest { RequestId = NewId(), RepairId = id, SlotKey = key };
        while (true)
        {
            try
            {
                await client.BookAppointmentAsync(request);
                return ("", "");
            }
            catch (RpcException lost) when (lost.StatusCode == StatusCode.Aborted)
            {
                // Nothing was done: the same request again.
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition)
            {
                var (_, sentence, _, reason) = await Refusal(() => Again(refused));
                return (reason, sentence);
            }
        }
    }

    private static AsyncUnaryCall<BookAppointmentResponse> Again(RpcException fault) =>
        new(Task.FromException<BookAppointmentResponse>(fault), Task.FromResult(new Metadata()), () => fault.Status, () => fault.Trailers, () => { });
}
