using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>A builder's fault through the running service: sent, chased, put right, checked, and back again.</summary>
public sealed class DefectServingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private static readonly Wire.Date Thirteenth = new() { Year = 2026, Month = 3, Day = 13 };
    private static readonly Wire.Date Twentieth = new() { Year = 2026, Month = 3, Day = 20 };

    private readonly Defects.DefectsClient _officer = new(service.Host.ChannelAs("officer@one-housing"));

    public void Dispose() => service.Reset();

    [Fact]
    public async Task A_defect_goes_to_the_builder_and_back_until_it_is_right_each_time_with_a_clock_OHO_LSE_11_OHO_LSE_13()
    {
        var (repair, household) = await Defective();
        var sent = (await _officer.SendToDeveloperAsync(Sending(repair))).Defect;
        Assert.Equal((Wire.DefectState.Sent, Thirteenth, 1), (sent.State, sent.AgreedFor, sent.Round));
        Assert.Equal(["OHO-LSE-11 2026-03-14 Open"], await Promises(repair));

        // The homeowner says that the builder has rung.
        var resident = new Defects.DefectsClient(service.Host.ChannelAs("resident@one-housing", household));
        await resident.RecordDeveloperAppointmentAsync(new() { RequestId = NewId(), RepairId = repair, AppointmentAt = Noon.AddDays(9).ToTimestamp() });
        service.Host.Clock.Now = Noon.AddDays(9);
        await Sent(_officer.RecordDefectFixedAsync, new RecordDefectFixedRequest { RequestId = NewId(), RepairId = repair });
        Assert.Equal(["OHO-LSE-11 2026-03-14 Met"], await Promises(repair));

        service.Host.Clock.Now = Noon.AddDays(10);
        var back = (await Sent(_officer.CheckDefectAsync, new CheckDefectRequest { RequestId = NewId(), RepairId = repair, Note = "It still drips.", AgreedFor = Twentieth })).Defect;
        Assert.Equal((Wire.DefectState.Sent, Twentieth, 2), (back.State, back.AgreedFor, back.Round));
        Assert.Equal(["OHO-LSE-11 2026-03-14 Met", "OHO-LSE-11 2026-03-21 Open"], await Promises(repair));

        service.Host.Clock.Now = Noon.AddDays(18);      // the 21st, a day late
        await Sent(_officer.RecordDefectFixedAsync, new RecordDefectFixedRequest { RequestId = NewId(), RepairId = repair });
        Assert.Equal(["OHO-LSE-11 2026-03-14 Met", "OHO-LSE-11 2026-03-21 Missed"], await Promises(repair));

        var checkedAt = await Sent(_officer.CheckDefectAsync, new CheckDefectRequest { RequestId = NewId(), RepairId = repair, Satisfied = true });
        Assert.Equal(Wire.DefectState.Checked, checkedAt.Defect.State);
        var done = await Read(repair);
        Assert.Equal(Wire.Stage.Completed, done.Stage);
        Assert.Equal(
            [
                "repair.reported", "defect.sent", "defect.period-agreed", "defect.appointment-made", "defect.fixed", "defect.checked", "defect.period-agreed", "defect.fixed", "defect.checked",
                "repair.completed",
            ],
            (await service.Host.Database.Scalar<string>($"select string_agg(name, ',' order by number) from timeline where repair_id = '{repair}'")).Split(','));
    }

    [Fact]
    public async Task The_builders_who_have_not_been_in_touch_in_time_are_a_list_to_chase_OHO_LSE_12()
    {
        var silent = (await Defective()).Repair;
        var spoke = (await Defective()).Repair;
        var later = (await Defective()).Repair;
        await _officer.SendToDeveloperAsync(Sending(silent));      // by the 10th, five working days on
        await _officer.SendToDeveloperAsync(Sending(spoke));
        var patient = Sending(later);
        patient.ContactBy = Thirteenth;
        await _officer.SendToDeveloperAsync(patient);
        await _officer.RecordDeveloperAppointmentAsync(new() { RequestId = NewId(), RepairId = spoke, AppointmentAt = Noon.AddDays(9).ToTimestamp() });

        service.Host.Clock.Now = new DateTimeOffset(2026, 3, 10, 23, 59, 0, TimeSpan.Zero);
        Assert.Empty(await ToChase(silent, spoke, later));
        service.Host.Clock.Now = new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([silent], await ToChase(silent, spoke, later));

        var chased = (await _officer.ChaseDeveloperAsync(new() { RequestId = NewId(), RepairId = silent })).Defect;
        Assert.Equal(service.Host.Clock.Now, chased.LastChasedAt.ToDateTimeOffset());
        Assert.Equal([silent], await ToChase(silent, spoke, later));      // until it gets in touch
        await _officer.RecordDeveloperAppointmentAsync(new() { RequestId = NewId(), RepairId = silent, AppointmentAt = Noon.AddDays(9).ToTimestamp() });
        Assert.Empty(await ToChase(silent, spoke, later));
        Assert.Contains("defect.chased", (await Read(silent)).Timeline.Select(t => t.Name));
    }

    [Fact]
    public async Task The_list_is_paged_by_the_day_to_get_in_touch_without_gap_or_repetition()
    {
        var sent = new List<string>();
        foreach (var day in new[] { 9, 5, 9, 4, 9 })
        {
            var repair = (await Defective()).Repair;
            var sending = Sending(repair);
            sending.ContactBy = new Wire.Date { Year = 2026, Month = 3, Day = day };
            await _officer.SendToDeveloperAsync(sending);
            sent.Add(repair);
        }

        var listed = (await Listed(new() { Landlord = "one-housing", PageSize = 2 })).Where(d => sent.Contains(d.RepairId)).ToList();
        Assert.Equal([4, 5, 9, 9, 9], listed.Select(d => d.ContactBy.Day));
        Assert.Equal(sent.Order(StringComparer.Ordinal), listed.Select(d => d.RepairId).Order(StringComparer.Ordinal));
        Assert.Equal(["page_token"], (await Refusal(() => _officer.ListDefectsAsync(new() { Landlord = "one-housing", PageToken = "bm8ga2V5" }))).Fields);
    }

    [Fact]
    public async Task A_tenants_defect_is_the_builders_too_and_its_end_keeps_the_landlords_promise()
    {
        var (repair, _) = await Defective(Tenure.Assured);
        await _officer.SendToDeveloperAsync(Sending(repair));
        service.Host.Clock.Now = Noon.AddDays(2);
        await Sent(_officer.RecordDefectFixedAsync, new RecordDefectFixedRequest { RequestId = NewId(), RepairId = repair });
        await Sent(_officer.CheckDefectAsync, new CheckDefectRequest { RequestId = NewId(), RepairId = repair, Satisfied = true });
        Assert.Equal(["OHO-LSE-11 2026-03-14 Met", "OHO-REP-18 2026-03-31 Met"], (await Promises(repair)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Said_again_it_is_answered_as_before_and_others_neither_see_nor_change_it()
    {
        var (repair, household) = await Defective();
        var sending = Sending(repair);
        var first = await _officer.SendToDeveloperAsync(sending);
        Assert.Equal(first, await _officer.SendToDeveloperAsync(sending));
        Assert.Equal(first.Defect, (await Read(repair)).Defect);

        var resident = new Defects.DefectsClient(service.Host.ChannelAs("resident@one-housing", household));
        Assert.Equal(first.Defect, (await resident.GetDefectAsync(new() { RepairId = repair })).Defect);
        var stranger = new Defects.DefectsClient(service.Host.ChannelAs("resident@one-housing", Guid.CreateVersion7()));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.GetDefectAsync(new() { RepairId = repair }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => resident.ListDefectsAsync(new() { Landlord = "one-housing" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => resident.CheckDefectAsync(new() { RequestId = NewId(), RepairId = repair, Satisfied = true }))).Status);
        var other = new Defects.DefectsClient(service.Host.ChannelAs("officer@rosebery"));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.ChaseDeveloperAsync(new() { RequestId = NewId(), RepairId = repair }))).Status);
        var unsent = (await Defective()).Repair;
        Assert.Equal("DEFECT_UNKNOWN", (await Refusal(() => _officer.GetDefectAsync(new() { RepairId = unsent }))).Reason);
    }

    /// <summary>The clock was moved, so that a promise may be written down as due at this very moment: what lost that race is sent again, as any client may.</summary>
    private static async Task<TResponse> Sent<TRequest, TResponse>(Func<TRequest, Metadata?, DateTime?, CancellationToken, AsyncUnaryCall<TResponse>> call, TRequest request)
    {
        while (true)
        {
            try
            {
                return await call(request, null, null, CancellationToken.None);
            }
            catch (RpcException lost) when (lost.StatusCode == StatusCode.Aborted)
            {
                // The sweep is over by now, or the next try meets it again.
            }
        }
    }

    private async Task<(string Repair, Guid Household)> Defective(Tenure tenure = Tenure.Leasehold)
    {
        var home = service.Neighbours.AddHome("one-housing", new Estates.Contracts.V1.Date { Year = 2025, Month = 6, Day = 1 });
        var household = service.Neighbours.MoveIn(home, tenure);
        return ((await service.Report(home, "one-housing", "dripping-tap")).RepairId, household);
    }

    private static SendToDeveloperRequest Sending(string repair) =>
        new() { RequestId = NewId(), RepairId = repair, Developer = "Brick & Sons", Reference = "BS-77", AgreedFor = Thirteenth };

    private async Task<IReadOnlyList<string>> ToChase(params string[] among) =>
        [.. (await Listed(new() { Landlord = "one-housing", ToChase = true })).Select(d => d.RepairId).Where(id => among.Contains(id))];

    private async Task<List<Wire.Defect>> Listed(ListDefectsRequest request)
    {
        var listed = new List<Wire.Defect>();
        do
        {
            var page = await _officer.ListDefectsAsync(request);
            listed.AddRange(page.Defects);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken is not "");
        return listed;
    }

    private async Task<Wire.Repair> Read(string repair) => (await service.As("officer@one-housing").GetRepairAsync(new() { RepairId = repair })).Repair;

    private async Task<IEnumerable<string>> Promises(string repair) =>
        (await Read(repair)).Commitments.Select(c => $"{c.StandardId} {c.DueAt.ToDateTimeOffset().UtcDateTime:yyyy-MM-dd} {c.Outcome}");
}
