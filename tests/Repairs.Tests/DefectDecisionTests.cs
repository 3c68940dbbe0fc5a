using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>What goes to the builder of a new home, and comes back.</summary>
public class DefectDecisionTests
{
    private static readonly Lazy<StandardsBook> Seeds = new(() => StandardsBook.Read(StandardsFolder.BesideAssemblies));
    private static readonly RepairPolicy OneHousing = Policy("one-housing");
    private static readonly GivenDay Friday = new(2026, 3, 13), NextFriday = new(2026, 3, 20);
    private static readonly SendToDeveloper Send = new("Brick & Sons", "BS-77", Friday, ContactBy: null);

    [Fact]
    public void A_builders_fault_is_passed_on_with_the_day_agreed_for_it_OHO_LSE_10_OHO_LSE_11()
    {
        var repair = Sent();
        Assert.Equal(["repair.reported", "defect.sent", "defect.period-agreed"], repair.Timeline.Select(t => t.Name));
        Assert.Equal(("Brick & Sons", "BS-77", new DateOnly(2026, 3, 13), 1), (repair.Defect!.Developer, repair.Defect.Reference, repair.Defect.AgreedFor, repair.Defect.Round));
    }

    [Theory]
    // Five working days from the Tuesday it was sent, the landlord's setting; never later than the day of the job; what is agreed goes before both.
    [InlineData(13, 0, 10)]
    [InlineData(6, 0, 6)]
    [InlineData(13, 5, 5)]
    [InlineData(13, 13, 13)]
    public void A_builder_is_given_a_day_to_get_in_touch_by_OHO_LSE_12(int agreedFor, int contactBy, int expected)
    {
        var send = Send with { AgreedFor = new(2026, 3, agreedFor), ContactBy = contactBy == 0 ? null : new(2026, 3, contactBy) };
        Assert.Equal(new DateOnly(2026, 3, expected), Assert.IsType<RepairMilestone.DefectPeriodAgreed>(Decide(Defective(), send).Milestones[1]).ContactBy);
    }

    [Fact]
    public void The_clock_runs_to_the_end_of_the_day_agreed_for_the_job_OHO_LSE_11()
    {
        var agreed = Decide(Defective(), Send).Milestones[1];
        var (standard, due) = Assert.Single(Seeds.Value.Match("one-housing", new Milestone(agreed.Name, agreed.At, RepairFacts.Of(Defective(), OneHousing, agreed))));
        Assert.Equal(("OHO-LSE-11", London.EndOf(new DateOnly(2026, 3, 13))), (standard.Id, due));
    }

    [Theory]
    [InlineData("2025-06-01", "secure", true)]         // the builder comes back to a tenant's home as well
    [InlineData("2025-06-01", "leasehold", true)]
    [InlineData("2024-06-01", "leasehold", false)]     // the owner's by now (OHO-LSE-04)
    [InlineData("", "secure", false)]
    public void Only_what_is_the_builders_is_sent_there(string handedOver, string tenure, bool sent) =>
        Assert.Equal(sent ? "" : "NOT_THE_DEVELOPERS", CodeOf(Decide(Defective(handedOver, tenure), Send)));

    public static TheoryData<string, string> BadSendings => new()
    {
        { "developer", "no builder" }, { "reference", "a reference in two lines" }, { "agreed_for", "no day" }, { "agreed_for", "yesterday" }, { "agreed_for", "no such day" },
        { "agreed_for", "in three years" }, { "contact_by", "after the job" },
    };

    [Theory]
    [MemberData(nameof(BadSendings))]
    public void What_makes_no_sense_is_refused_by_its_field(string field, string what)
    {
        var send = what switch
        {
            "no builder" => Send with { Developer = "" },
            "a reference in two lines" => Send with { Reference = "a\nb" },
            "no day" => Send with { AgreedFor = null },
            "yesterday" => Send with { AgreedFor = new(2026, 3, 2) },
            "no such day" => Send with { AgreedFor = new(2026, 2, 29) },
            "in three years" => Send with { AgreedFor = new(2029, 3, 3) },
            "after the job" => Send with { ContactBy = new(2026, 3, 14) },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Assert.Equal(field, Decide(Defective(), send).Refusal().Field());
    }

    [Fact]
    public void It_is_sent_once()
    {
        var repair = Sent();
        Decide(repair, Send).IsNothing();
        Assert.Equal(RepairRefusals.DefectSentAlready, Decide(repair, Send with { AgreedFor = NextFriday }).Refusal());
    }

    [Fact]
    public void A_builder_that_gets_in_touch_fixes_a_time_and_may_change_it_OHO_LSE_12()
    {
        var repair = Appointed();
        Appoint(repair, Now.AddDays(2)).IsNothing();
        repair.With(Appoint(repair, Now.AddDays(3)).Only<RepairMilestone.DefectAppointed>());
        Assert.Equal((DefectState.Appointed, Now.AddDays(3)), (repair.Defect!.State, repair.Defect.AppointmentAt));
        Assert.Equal("appointment_at", Appoint(repair, Now.AddHours(-1)).Refusal().Field());
        Assert.Equal("appointment_at", Appoint(repair, Now.AddYears(3)).Refusal().Field());
    }

    [Fact]
    public void A_silent_builder_is_chased_until_it_gets_in_touch_OHO_LSE_12()
    {
        var repair = Sent();
        repair.With(ChasingDecision.Decide(repair, new(null), Now, Tolerance).Only<RepairMilestone.DefectChased>());
        ChasingDecision.Decide(repair, new(Now), Now.AddHours(1), Tolerance).IsNothing();
        Assert.NotEmpty(ChasingDecision.Decide(repair, new(null), Now.AddDays(1), Tolerance).Milestones);      // again, on another day
        Assert.Equal("chased_at", ChasingDecision.Decide(repair, new(Now.AddDays(-1)), Now, Tolerance).Refusal().Field());
        Assert.Equal("chased_at", ChasingDecision.Decide(repair, new(Now.AddDays(1)), Now, Tolerance).Refusal().Field());
        Assert.Equal(RepairRefusals.DefectInTouch, ChasingDecision.Decide(Appointed(), new(null), Now, Tolerance).Refusal());
    }

    [Fact]
    public void Put_right_is_said_once()
    {
        var repair = Fixed();
        DefectFixedDecision.Decide(repair, new(null), Now.AddHours(1), Tolerance).IsNothing();
        Assert.Equal("DEFECT_FIXED_ALREADY", DefectFixedDecision.Decide(repair, new(Now.AddMinutes(1)), Now.AddHours(1), Tolerance).Refusal().Code);
        Assert.Equal("DEFECT_FIXED_ALREADY", Appoint(repair, Now.AddDays(2)).Refusal().Code);
    }

    [Fact]
    public void Put_right_is_neither_in_the_future_nor_before_it_was_sent()
    {
        Assert.Equal("fixed_at", DefectFixedDecision.Decide(Sent(), new(Now.AddMinutes(3)), Now, Tolerance).Refusal().Field());
        Assert.Equal("fixed_at", DefectFixedDecision.Decide(Sent(), new(Now.AddMinutes(-1)), Now, Tolerance).Refusal().Field());
    }

    [Fact]
    public void A_builder_may_come_without_a_word() => Assert.NotEmpty(DefectFixedDecision.Decide(Sent(), new(null), Now, Tolerance).Milestones);

    [Fact]
    public void The_homeowner_is_asked_whether_it_is_as_it_should_be_and_then_it_is_done_OHO_LSE_13()
    {
        var repair = Fixed();
        var milestones = Check(repair, new(Satisfied: true, "", null, null), Now.AddDays(1)).Milestones;
        repair.With([.. milestones]);
        Assert.Equal(["defect.checked", "repair.completed"], milestones.Select(m => m.Name));
        Assert.Equal((Stage.Completed, Now, DefectState.Checked), (repair.Stage, repair.CompletedAt, repair.Defect!.State));      // done when the builder was there
        Check(repair, new(Satisfied: true, "", null, null), Now.AddDays(2)).IsNothing();
        Assert.Equal(RepairRefusals.Finished, Check(repair, new(Satisfied: false, "It drips again.", NextFriday, null), Now.AddDays(2)).Refusal());
    }

    [Fact]
    public void What_is_not_as_it_should_be_goes_back_with_a_new_day_and_a_clock_of_its_own_OHO_LSE_13_OHO_LSE_11()
    {
        var repair = Fixed();
        var back = new CheckDefect(Satisfied: false, "It still drips.", NextFriday, ContactBy: null);
        var milestones = Check(repair, back, Now.AddDays(1)).Milestones;
        repair.With([.. milestones]);

        Assert.Equal(["defect.checked", "defect.period-agreed"], milestones.Select(m => m.Name));
        Assert.Equal((DefectState.Sent, 2, new DateOnly(2026, 3, 20), null), (repair.Defect!.State, repair.Defect.Round, repair.Defect.AgreedFor, repair.Defect.FixedAt));
        Assert.NotEqual(Stage.Completed, repair.Stage);
        Check(repair, back, Now.AddDays(1)).IsNothing();
        Assert.NotEmpty(DefectFixedDecision.Decide(repair, new(null), Now.AddDays(5), Tolerance).Milestones);
    }

    [Fact]
    public void It_is_checked_only_once_the_builder_says_that_it_is_put_right()
    {
        Assert.Equal(RepairRefusals.DefectNotFixed, Check(Sent(), new(Satisfied: true, "", null, null), Now).Refusal());
        Assert.Equal(RepairRefusals.DefectNotFixed, Check(Appointed(), new(Satisfied: true, "", null, null), Now).Refusal());
    }

    [Fact]
    public void A_check_that_makes_no_sense_is_refused_by_its_field()
    {
        Assert.Equal("note", Check(Fixed(), new(Satisfied: false, "", NextFriday, null), Now).Refusal().Field());
        Assert.Equal("agreed_for", Check(Fixed(), new(Satisfied: false, "It drips.", null, null), Now).Refusal().Field());
        Assert.Equal("agreed_for", Check(Fixed(), new(Satisfied: true, "", NextFriday, null), Now).Refusal().Field());
    }

    [Fact]
    public void What_was_never_sent_is_no_defect() => Assert.All(
        [
            Appoint(Defective(), Now), ChasingDecision.Decide(Defective(), new(null), Now, Tolerance), DefectFixedDecision.Decide(Defective(), new(null), Now, Tolerance),
            Check(Defective(), new(Satisfied: true, "", null, null), Now),
        ],
        decision => Assert.Equal(RepairRefusals.DefectUnknown, decision.Refusal()));

    [Theory]
    [InlineData("5 hours", "defects.contactWithin")]
    [InlineData("same day", "defects.contactWithin")]
    [InlineData("soon", "defects.contactWithin")]
    [InlineData("", "defects")]
    public void How_builders_are_dealt_with_is_said_in_days_where_a_row_is_theirs(string contactWithin, string path) =>
        Assert.Equal(path, Assert.Single(DefectTerms.Check(OneHousing with { Defects = contactWithin is "" ? null : OneHousing.Defects! with { ContactWithin = contactWithin } })).Path);

    private static Repair Defective(string handedOver = "2025-06-01", string tenure = "leasehold") => Reported(
        "one-housing", "dripping-tap", "routine", Family with { Tenure = tenure },
        circumstances: Circumstances.Plain with { HandedOver = handedOver is "" ? null : DateOnly.Parse(handedOver, System.Globalization.CultureInfo.InvariantCulture) });

    private static Repair Sent()
    {
        var repair = Defective();
        return repair.With([.. Decide(repair, Send).Milestones]);
    }

    private static Repair Appointed()
    {
        var repair = Sent();
        return repair.With(Appoint(repair, Now.AddDays(2)).Only<RepairMilestone.DefectAppointed>());
    }

    private static Repair Fixed()
    {
        var repair = Appointed();
        return repair.With(DefectFixedDecision.Decide(repair, new(null), Now, Tolerance).Only<RepairMilestone.DefectFixed>());
    }

    private static Decision<RepairMilestone> Decide(Repair repair, SendToDeveloper command) =>
        DefectSendingDecision.Decide(OneHousing, Seeds.Value.For("one-housing").Calendar, repair, command, Now);

    private static Decision<RepairMilestone> Appoint(Repair repair, DateTimeOffset at) => DeveloperAppointmentDecision.Decide(repair, new(at), Now);

    private static Decision<RepairMilestone> Check(Repair repair, CheckDefect command, DateTimeOffset now) =>
        DefectCheckDecision.Decide(OneHousing, Seeds.Value.For("one-housing").Calendar, repair, command, now);

    private static string CodeOf(Decision<RepairMilestone> decision) => decision is Decision<RepairMilestone>.Refused refused ? refused.Why.Code : "";
}
