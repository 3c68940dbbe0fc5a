using System.Globalization;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Whose a fault is to put right, as a reporter hears it from the running service.</summary>
public sealed class ResponsibilityServingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Theory]
    // A tenant's tap is the landlord's, with every promise as ever; an owner's is the owner's (OHO-LSE-04, OHO-REP-07) and promises nothing.
    [InlineData("one-housing", "dripping-tap", Tenure.Assured, Wire.Place.Unspecified, Wire.Cause.Unspecified, "Landlord Mends OHO-REP-18", "OHO-REP-18")]
    [InlineData("one-housing", "dripping-tap", Tenure.Leasehold, Wire.Place.Unspecified, Wire.Cause.Unspecified, "Homeowner None OHO-LSE-04")]
    [InlineData("one-housing", "gas-leak", Tenure.SharedOwnership, Wire.Place.InHome, Wire.Cause.Wear, "Homeowner None OHO-LSE-04")]
    // What is shared is the landlord's for everybody (OHO-REP-09).
    [InlineData("one-housing", "no-electricity", Tenure.Leasehold, Wire.Place.Communal, Wire.Cause.Wear, "Landlord Mends OHO-REP-09", "OHO-REP-17")]
    [InlineData("one-housing", "communal-light", Tenure.Leasehold, Wire.Place.InHome, Wire.Cause.Wear, "Landlord Mends OHO-REP-09", "OHO-REP-18")]
    // C4, OHO-SAF-31.
    [InlineData("one-housing", "detector-battery", Tenure.Assured, Wire.Place.InHome, Wire.Cause.Wear, "Resident None OHO-SAF-31")]
    // HAV-REP-47, and E6: made safe within the four hours of HAV-REP-06; nothing is promised to be finished.
    [InlineData("havering", "stuck-tap", Tenure.Secure, Wire.Place.InHome, Wire.Cause.Resident, "Resident None HAV-REP-47")]
    [InlineData("havering", "insecure-entrance", Tenure.Secure, Wire.Place.InHome, Wire.Cause.Resident, "Resident MakesSafe HAV-REP-45", "HAV-REP-06")]
    [InlineData("havering", "insecure-entrance", Tenure.Secure, Wire.Place.InHome, Wire.Cause.Crime, "Landlord Mends HAV-REP-26", "HAV-REP-06", "HAV-REP-07", "ENG-RTR-01", "HAV-REP-15")]
    public async Task The_reporter_is_told_at_once_whose_it_is(string landlord, string fault, Tenure tenure, Wire.Place where, Wire.Cause cause, string expected, params string[] promises)
    {
        var home = service.Neighbours.AddHome(landlord);
        var household = service.Neighbours.MoveIn(home, tenure);
        var request = Reported(home, fault);
        (request.Where, request.Cause, request.CrimeReference) = (where, cause, cause == Wire.Cause.Crime ? "4201/26" : "");

        var repair = (await service.As($"resident@{landlord}", household).ReportRepairAsync(request)).Repair;

        Assert.Equal(expected, Said(repair));
        Assert.NotEmpty(repair.Responsibility.Sentence);
        Assert.Equal(promises, repair.Commitments.Select(c => c.StandardId));
        Assert.Equal((Wire.Stage.Reported, request.CrimeReference), (repair.Stage, repair.CrimeReference));
        Assert.Equal(repair, await Read(repair));      // it is on record, whosever it is
        var listed = Assert.Single((await service.As($"officer@{landlord}").ListRepairsAsync(new() { Landlord = landlord, HomeId = repair.HomeId })).Repairs);
        Assert.Equal((repair.Responsibility, repair.Where, repair.Cause, repair.CrimeReference), (listed.Responsibility, listed.Where, listed.Cause, listed.CrimeReference));
    }

    [Theory]
    [InlineData(2025, 3, 4, Tenure.Leasehold, "Developer None OHO-LSE-10")]
    [InlineData(2025, 3, 3, Tenure.Leasehold, "Homeowner None OHO-LSE-04")]
    [InlineData(2025, 3, 4, Tenure.Assured, "Developer Mends OHO-LSE-10", "OHO-REP-18")]
    public async Task A_defect_of_a_building_handed_over_less_than_12_months_ago_is_the_builders(int year, int month, int day, Tenure tenure, string expected, params string[] promises)
    {
        var home = service.Neighbours.AddHome("one-housing", new Estates.Contracts.V1.Date { Year = year, Month = month, Day = day });
        service.Neighbours.MoveIn(home, tenure);
        var repair = await service.Report(home, "one-housing", "dripping-tap");
        Assert.Equal(expected, Said(repair));
        Assert.Equal(promises, repair.Commitments.Select(c => c.StandardId));
    }

    [Fact]
    public async Task While_Tenancy_is_away_the_landlords_promises_run_and_end_when_it_turns_out_to_be_an_owners()
    {
        var heard = await service.Host.ListenAsync<RepairReported>();
        var home = service.Neighbours.AddHome("one-housing");
        service.Neighbours.MoveIn(home, Tenure.Leasehold);
        service.Neighbours.Tenancy = Neighbours.Mood.Down;

        var repair = await service.Report(home, "one-housing", "dripping-tap", Noon.AddHours(-1));
        Assert.True(repair.FactsPending);
        Assert.Null(repair.Responsibility);
        Assert.Equal(["OHO-REP-18 Open"], Promises(repair));

        service.Neighbours.Tenancy = Neighbours.Mood.Answers;
        service.Host.Clock.Now = Noon.AddMinutes(10);
        await Eventually.Holds(async () => Assert.False((await Read(repair)).FactsPending));

        var known = await Read(repair);
        Assert.Equal("Homeowner None OHO-LSE-04", Said(known));
        Assert.Equal(["repair.reported", "repair.household-known", "repair.responsibility-decided", "repair.order-withdrawn"], known.Timeline.Select(t => t.Name));
        Assert.Equal(["OHO-REP-18 Cancelled"], Promises(known));
        await Eventually.Holds(() => Assert.Null(Assert.Single(heard.Events, e => e.RepairId.ToString() == repair.RepairId).Responsible));
    }

    [Fact]
    public async Task While_Tenancy_is_away_what_does_not_turn_on_the_tenure_is_said_at_once()
    {
        var heard = await service.Host.ListenAsync<RepairReported>();
        var home = service.Neighbours.AddHome("one-housing");
        service.Neighbours.MoveIn(home, Tenure.Leasehold);
        service.Neighbours.Tenancy = Neighbours.Mood.Down;

        var repair = await service.Report(home, "one-housing", "communal-light");
        Assert.Equal((true, "Landlord Mends OHO-REP-09"), (repair.FactsPending, Said(repair)));
        await Eventually.Holds(() => Assert.Equal("landlord", Assert.Single(heard.Events, e => e.RepairId.ToString() == repair.RepairId).Responsible));

        service.Neighbours.Tenancy = Neighbours.Mood.Answers;
        service.Host.Clock.Now = Noon.AddMinutes(10);
        await Eventually.Holds(async () => Assert.False((await Read(repair)).FactsPending));
        Assert.Equal(["repair.reported", "repair.household-known"], (await Read(repair)).Timeline.Select(t => t.Name));
    }

    [Fact]
    public async Task A_danger_that_a_resident_caused_is_made_safe_and_that_keeps_the_promise_E6()
    {
        var home = service.Neighbours.AddHome("havering");
        service.Neighbours.MoveIn(home);
        var request = Reported(home, "uncontrollable-leak");
        request.Cause = Wire.Cause.Resident;
        var repair = (await service.As("officer@havering").ReportRepairAsync(request)).Repair;
        Assert.Equal(["HAV-REP-06 Open"], Promises(repair));
        Assert.Contains("stop tap", repair.Advice, StringComparison.Ordinal);

        var safe = (await service.As("officer@havering").MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId })).Repair;

        Assert.Equal(["HAV-REP-06 Met"], Promises(safe));
        Assert.Empty(safe.Advice);      // somebody has been there
    }

    [Theory]
    [InlineData("havering")]
    [InlineData("one-housing")]
    [InlineData("housing-plus")]
    [InlineData("rosebery")]
    public async Task Whoever_smells_gas_is_told_to_leave_and_whom_to_ring(string landlord)
    {
        var repair = await service.Report(service.Neighbours.AddHome(landlord), landlord, "gas-leak");
        Assert.Contains("leave the home", repair.Advice, StringComparison.Ordinal);
        Assert.Contains("0800 111 999", repair.Advice, StringComparison.Ordinal);
        Assert.Equal(repair.Advice, (await Read(repair)).Advice);
    }

    [Fact]
    public async Task The_facts_that_go_with_the_report_say_where_it_is_what_it_came_from_and_whose_it_is()
    {
        var request = Reported(service.Neighbours.AddHome("havering"));
        (request.Where, request.Cause) = (Wire.Place.Communal, Wire.Cause.Resident);
        var repair = (await service.As("officer@havering").ReportRepairAsync(request)).Repair;
        Assert.Equal(
            """{"cause": "resident", "fault": "stuck-tap", "communal": true, "priority": "priority-2", "responsible": "landlord", "landlord-part": "mends", "right-to-repair": "stuck-tap"}""",
            await service.Host.Database.Scalar<string>($"select facts::text from case_milestone where case_id = '{repair.RepairId}' and name = 'repair.reported'"));
    }

    [Fact]
    public async Task A_repair_that_the_version_before_wrote_is_read_and_learns_whose_it_is_with_the_next_facts()
    {
        var home = service.Neighbours.AddHome("one-housing");
        service.Neighbours.MoveIn(home, Tenure.Leasehold);
        var id = Guid.CreateVersion7(Noon);
        await service.Host.Database.Execute($"""
            insert into repair (id, landlord, home_id, has_vulnerable_member, facts_pending, fault, description, priority, stage, reported_at)
            values ('{id}', 'one-housing', '{home}', false, true, 'dripping-tap', 'It drips.', 'routine', 'Reported', '2026-03-03T10:00:00Z')
            """);
        var repair = (await service.As("officer@one-housing").GetRepairAsync(new() { RepairId = id.ToString() })).Repair;
        Assert.Equal((Wire.Place.InHome, Wire.Cause.Wear, null), (repair.Where, repair.Cause, repair.Responsibility));

        await service.Host.Database.Execute($"insert into awaited_facts (repair_id, attempt, due_at) values ('{id}', 0, '2026-03-03T10:00:00Z')");
        await Eventually.Holds(async () => Assert.False((await Read(repair)).FactsPending));
        Assert.Equal("Homeowner None OHO-LSE-04", Said(await Read(repair)));
    }

    [Theory]
    [InlineData("where", (Wire.Place)99, Wire.Cause.Unspecified, "")]
    [InlineData("cause", Wire.Place.Unspecified, (Wire.Cause)99, "")]
    [InlineData("crime_reference", Wire.Place.Unspecified, Wire.Cause.Crime, "")]
    [InlineData("crime_reference", Wire.Place.Unspecified, Wire.Cause.Resident, "4201/26")]
    public async Task A_place_or_cause_that_makes_no_sense_is_refused_by_its_field(string field, Wire.Place where, Wire.Cause cause, string reference)
    {
        var home = service.Neighbours.AddHome("havering");
        var request = Reported(home);
        (request.Where, request.Cause, request.CrimeReference) = (where, cause, reference);
        Assert.Equal([field], (await Refusal(() => service.As("officer@havering").ReportRepairAsync(request))).Fields);
        Assert.Equal(0, await service.Count("repair", home));
    }

    private static string Said(Wire.Repair repair) => $"{repair.Responsibility.Party} {repair.Responsibility.LandlordPart} {repair.Responsibility.Clause}";

    private static IEnumerable<string> Promises(Wire.Repair repair) =>
        repair.Commitments.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.StandardId} {c.Outcome}"));

    private async Task<Wire.Repair> Read(Wire.Repair repair) =>
        (await service.As($"officer@{repair.Landlord}").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;
}
