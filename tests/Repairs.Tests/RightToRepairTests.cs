using System.Text.Json;
using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>The right to repair (HAV-REP-43, E5), with the law's own clocks.</summary>
public class RightToRepairTests
{
    private static readonly Lazy<StandardsBook> Seeds = new(() => StandardsBook.Read(StandardsFolder.BesideAssemblies));

    // A stuck tap is a three-day fault (ENG-RTR-03): reported on Tuesday 3 March, too late from midnight at the end of Friday 6 March.
    private static readonly DateTimeOffset TooLate = new(2026, 3, 7, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void When_the_laws_time_is_over_another_contractor_can_be_asked_for_HAV_REP_43()
    {
        var repair = Reported();
        var promises = Promised(repair);
        var early = SecondContractorDecision.Decide(Policy("havering"), repair, promises, TooLate.AddTicks(-1)).Refusal();
        Assert.Equal(("NOT_LATE_YET", "HAV-REP-43"), (early.Code, early.Clause));

        var asked = SecondContractorDecision.Decide(Policy("havering"), repair, promises, TooLate).Only<RepairMilestone.SecondContractorAsked>();
        Assert.Equal(("ENG-RTR-03", TooLate), (asked.LatePromise, asked.At));
        repair.With(asked);
        SecondContractorDecision.Decide(Policy("havering"), repair, promises, TooLate.AddDays(1)).IsNothing();
    }

    [Fact]
    public void Another_contractor_is_sent_and_what_was_booked_with_the_late_one_is_cancelled()
    {
        var late = ContractorDecision.ByAppointment(Policy("havering").Diary!, "stuck-tap", postcode: null, Now);
        var repair = Reported().With(new RepairMilestone.Ordered(late), new RepairMilestone.Appointed(Guid.CreateVersion7(Now), TooLate.AddDays(3), TooLate.AddDays(3).AddHours(2), Now));
        var decision = SecondContractorDecision.Decide(Policy("havering"), repair, Promised(repair), TooLate);
        Assert.Equal(["repair.second-contractor-asked", "repair.ordered", "repair.appointment-cancelled"], decision.Milestones.Select(m => m.Name));

        repair.With([.. decision.Milestones]);
        Assert.NotEqual(late.Contractor, repair.Contractor);
        Assert.Null(repair.Booked);
        // What becomes known later does not bring the late one back.
        OrderDecision.Decide(Policy("havering"), Seeds.Value.For("havering").Calendar, repair, raised: false, TooLate).IsNothing();
    }

    // The second contractor gets the same time again, from when it was asked for, whatever the season by then.
    [Theory]
    [InlineData("ENG-RTR-01", "ENG-RTR-11 2026-03-11T00:00Z")]
    [InlineData("ENG-RTR-02", "ENG-RTR-11 2026-03-11T00:00Z")]
    [InlineData("ENG-RTR-03", "ENG-RTR-12 2026-03-13T00:00Z")]
    [InlineData("ENG-RTR-04", "ENG-RTR-12 2026-03-13T00:00Z")]
    [InlineData("ENG-RTR-05", "ENG-RTR-13 2026-03-19T00:00Z")]
    public void The_second_contractor_gets_the_same_time_again(string late, string expected)
    {
        var asked = new Milestone("repair.second-contractor-asked", new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero), Facts.Of(("late-promise", late)));
        Assert.Equal([expected], Seeds.Value.Match("havering", asked).Select(m => $"{m.Standard.Id} {m.Due.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}"));
    }

    [Theory]
    [InlineData("havering", "gas-leak", "secure", "NOT_ON_THE_LAWS_LIST")]
    [InlineData("rosebery", "blocked-sink", "secure", "NOT_ON_THE_LAWS_LIST")]
    [InlineData("havering", "stuck-tap", "leasehold", "OUTSIDE_THE_RIGHT")]
    [InlineData("havering", "stuck-tap", "assured", "OUTSIDE_THE_RIGHT")]
    public void Whoever_does_not_have_the_right_is_told_so_HAV_REP_43(string landlord, string fault, string tenure, string code)
    {
        var repair = Reported(landlord, fault, Policy(landlord).Find(fault)!.Priority, Family with { Tenure = tenure });
        Assert.Equal(code, SecondContractorDecision.Decide(Policy(landlord), repair, Promised(repair), TooLate.AddDays(30)).Refusal().Code);
    }

    [Theory]
    [InlineData("secure")]
    [InlineData("starter")]
    public void A_councils_secure_and_starter_tenants_have_it_HAV_REP_43(string tenure)
    {
        var repair = Reported(household: Family with { Tenure = tenure });
        SecondContractorDecision.Decide(Policy("havering"), repair, Promised(repair), TooLate).Only<RepairMilestone.SecondContractorAsked>();
    }

    [Fact]
    public void While_the_tenure_is_not_known_nobody_can_say_who_has_the_right()
    {
        var repair = Reported(pending: true);
        Assert.Equal("TENURE_UNKNOWN", SecondContractorDecision.Decide(Policy("havering"), repair, Promised(repair), TooLate).Refusal().Code);
    }

    [Fact]
    public void What_a_resident_damaged_is_no_repair_of_the_landlords_and_carries_no_right()
    {
        var repair = Reported(circumstances: Circumstances.Plain with { Cause = Cause.Resident });
        Assert.Empty(Promised(repair));
        Assert.Equal("NOT_OURS", SecondContractorDecision.Decide(Policy("havering"), repair, [], TooLate).Refusal().Code);
    }

    [Theory]
    [InlineData(25_000L, true)]
    [InlineData(25_001L, false)]
    public void An_estimate_over_the_laws_sum_ends_the_right_ENG_RTR_09(long pence, bool runs)
    {
        var repair = Reported().With(new RepairMilestone.Varied(new Estimate(null, pence), "A new bathroom.", Now));
        Assert.Equal(runs, Promised(repair).Any(c => c.StandardId == "ENG-RTR-03"));
        var decision = SecondContractorDecision.Decide(Policy("havering"), repair, Promised(repair), TooLate);
        Assert.Equal(runs, decision is Decision<RepairMilestone>.Accepted);
    }

    // ENG-RTR-06: ten pounds when the second is late, two for each further day, fifty at most. Due at the end of Thursday 12 March.
    [Theory]
    [InlineData("2026-03-12T23:59:59Z", null)]
    [InlineData("2026-03-13T00:00:00Z", 1_000L)]
    [InlineData("2026-03-13T23:59:59Z", 1_000L)]
    [InlineData("2026-03-14T00:00:00Z", 1_200L)]
    [InlineData("2026-03-15T12:00:00Z", 1_400L)]
    [InlineData("2026-04-01T12:00:00Z", 4_800L)]
    [InlineData("2026-04-02T12:00:00Z", 5_000L)]
    [InlineData("2026-08-02T12:00:00Z", 5_000L)]
    public void A_second_contractor_who_is_late_too_is_worth_the_sum_of_the_law_ENG_RTR_06(string done, long? pence)
    {
        var (repair, promises) = WithSecond();
        var at = DateTimeOffset.Parse(done, System.Globalization.CultureInfo.InvariantCulture);
        repair.With(new RepairMilestone.Visited(null, at), new RepairMilestone.Completed("Freed", at));
        var owed = SecondContractorDecision.Owed(Policy("havering"), repair, promises);
        Assert.Equal((pence, pence is null ? null : "ENG-RTR-06"), (owed?.Pence, owed?.Clause));
        if (owed is null)
            return;
        repair.With(owed);
        Assert.Null(SecondContractorDecision.Owed(Policy("havering"), repair, promises));       // once
    }

    [Fact]
    public void Nothing_is_owed_when_nobody_was_let_in_ENG_RTR_08()
    {
        var (repair, promises) = WithSecond();
        var appointment = new RepairMilestone.Appointed(Guid.CreateVersion7(Now), TooLate.AddDays(3), TooLate.AddDays(3).AddHours(2), TooLate.AddDays(2));
        repair.With(appointment, new RepairMilestone.NoAccess(appointment.AppointmentId, "The fitter", null, TooLate.AddDays(3)));
        repair.With(new RepairMilestone.Visited(null, TooLate.AddDays(20)), new RepairMilestone.Completed("Freed", TooLate.AddDays(20)));
        Assert.Null(SecondContractorDecision.Owed(Policy("havering"), repair, promises));
    }

    [Fact]
    public void Nothing_is_owed_where_nobody_asked_for_a_second_contractor()
    {
        var repair = Reported();
        var promises = Promised(repair);
        repair.With(new RepairMilestone.Visited(null, TooLate.AddDays(20)), new RepairMilestone.Completed("Freed", TooLate.AddDays(20)));
        Assert.Null(SecondContractorDecision.Owed(Policy("havering"), repair, promises));
    }

    [Fact]
    public void The_sums_and_the_names_are_the_laws_own()
    {
        using var law = JsonDocument.Parse(File.ReadAllText(Path.Combine(StandardsFolder.BesideAssemblies, "statute-england.json")));
        var amounts = law.RootElement.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("id").GetString() == "ENG-RTR-06").GetProperty("amounts");
        var right = Policy("havering").RightToRepair!;
        Assert.Equal(
            (amounts.GetProperty("firstPence").GetInt64(), amounts.GetProperty("perDayPence").GetInt64(), amounts.GetProperty("mostPence").GetInt64()),
            (right.Compensation.FirstPence, right.Compensation.PerDayPence, right.Compensation.MostPence));
        Assert.All(right.Clocks.Concat(right.SecondClocks), id => Assert.NotNull(Seeds.Value.Find(id)));
        Assert.All(right.Faults.Keys, fault => Assert.Contains(Promised(Reported(fault: fault, priority: Policy("havering").Find(fault)!.Priority)), c => right.Clocks.Contains(c.StandardId)));
    }

    private static (Repair Repair, List<Commitment> Promises) WithSecond()
    {
        var repair = Reported();
        var promises = Promised(repair);
        var asked = SecondContractorDecision.Decide(Policy("havering"), repair, promises, new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero)).Only<RepairMilestone.SecondContractorAsked>();
        repair.With(asked);
        return (repair, [.. promises, .. Opened(repair, asked.Name, asked.At, RepairFacts.Of(repair, Policy("havering"), asked))]);
    }

    private static List<Commitment> Promised(Repair repair) => Opened(repair, RepairMilestone.ReportedName, repair.ReportedAt, RepairFacts.Of(repair, Policy(repair.Landlord)));

    private static List<Commitment> Opened(Repair repair, string name, DateTimeOffset at, Facts facts) =>
        [.. Seeds.Value.Record(repair.Landlord, "repairs", repair.Id, new Milestone(name, at, facts), CaseHistory.Empty, at, "officer test").Opened];
}
