using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>What a resident pays for, when work waits for them, and what becomes of a dispute.</summary>
public class RechargeDecisionTests
{
    private static readonly Lazy<StandardsBook> Seeds = new(() => StandardsBook.Read(StandardsFolder.BesideAssemblies));
    private static readonly Circumstances Damage = Circumstances.Plain with { Cause = Cause.Resident };
    private static readonly EstimateRecharge Lock = new([new("New lock", 8_000), new("Two keys", 4_500)]);
    private static readonly RechargeTerms Terms = Policy("havering").Recharges!;

    public static TheoryData<string> Landlords => ["one-housing", "havering", "housing-plus", "rosebery"];

    [Theory]
    // HAV-REP-14, HAV-REP-44: what is the resident's to mend, and what they damaged; a shared door too, which the council mends in its own time.
    [InlineData("havering", "door-or-frame", Place.InHome, Cause.Resident, true)]
    [InlineData("havering", "insecure-entrance", Place.InHome, Cause.Resident, true)]
    [InlineData("havering", "insecure-entrance", Place.Communal, Cause.Resident, true)]
    [InlineData("havering", "stuck-tap", Place.InHome, Cause.Wear, false)]
    [InlineData("havering", "door-or-frame", Place.InHome, Cause.Crime, false)]
    // OHO-SAF-31: a detector's battery is the resident's.
    [InlineData("one-housing", "detector-battery", Place.InHome, Cause.Wear, true)]
    [InlineData("one-housing", "dripping-tap", Place.InHome, Cause.Wear, false)]
    [InlineData("one-housing", "dripping-tap", Place.InHome, Cause.Resident, true)]
    // Nothing is published there: every repair is the landlord's, and damage is charged for only when it is signed for.
    [InlineData("housing-plus", "guttering", Place.Outside, Cause.Wear, false)]
    [InlineData("rosebery", "heating-lost", Place.InHome, Cause.Resident, true)]
    public void A_repair_that_is_the_residents_or_that_they_caused_is_charged_for_HAV_REP_14_HAV_REP_44(string landlord, string fault, Place place, Cause cause, bool charged)
    {
        var repair = Damaged(landlord, fault, new Circumstances(place, cause, cause == Cause.Crime ? "4201/26" : null, HandedOver: null));
        var decision = Estimate(repair);
        if (charged)
            Assert.Equal(repair.HouseholdId, decision.Only<RepairMilestone.RechargeEstimated>().HouseholdId);
        else
            Assert.Equal("NOT_RECHARGEABLE", decision.Refusal().Code);
    }

    [Fact]
    public void A_landlord_without_terms_charges_for_nothing() =>
        Assert.Equal(RepairRefusals.NotRecharged, EstimateDecision.Decide(Policy("havering") with { Recharges = null }, Calendar("havering"), Damaged(), Lock, Now).Refusal());

    [Theory]
    // The landlord's setting: ten per cent, 15 pounds at least (HAV-REP-46); elsewhere none is published and none is made.
    [InlineData("havering", 12_500, 1_500)]
    [InlineData("havering", 15_000, 1_500)]
    [InlineData("havering", 15_010, 1_501)]
    [InlineData("havering", 15_019, 1_501)]
    [InlineData("havering", 100_000, 10_000)]
    [InlineData("one-housing", 12_500, 0)]
    [InlineData("housing-plus", 12_500, 0)]
    [InlineData("rosebery", 12_500, 0)]
    public void A_recharge_holds_the_landlords_administration_charge_HAV_REP_46(string landlord, long work, long administration)
    {
        var estimated = Estimate(Damaged(landlord, landlord is "havering" ? "door-or-frame" : "other"), new([new("Door", work)])).Only<RepairMilestone.RechargeEstimated>();
        Assert.Equal((administration, work + administration), (estimated.AdministrationPence, estimated.TotalPence));
    }

    [Fact]
    public void A_sum_is_the_same_whatever_the_work_costs() => Assert.Equal(2_500, new AdministrationCharge { Pence = 2_500, Published = true }.For(1_000_000));

    [Theory]
    [InlineData("lines", 0, "x", 1)]
    [InlineData("lines", 51, "x", 1)]
    [InlineData("lines[0].what", 1, " ", 1)]
    [InlineData("lines[0].what", 1, "two\nlines", 1)]
    [InlineData("lines[0].pence", 1, "x", 0)]
    [InlineData("lines[0].pence", 1, "x", -5)]
    [InlineData("lines[0].pence", 1, "x", 10_000_001)]
    public void An_estimate_that_makes_no_sense_is_refused_by_its_field(string field, int lines, string what, long pence) =>
        Assert.Equal(field, Estimate(Damaged(), new([.. Enumerable.Repeat(new RechargeLine(what, pence), lines)])).Refusal().Field());

    [Fact]
    public void Nobody_is_charged_while_nobody_is_known_to_live_there() =>
        Assert.Equal(RepairRefusals.ChargedToNobody, Estimate(Reported(fault: "door-or-frame", pending: true, circumstances: Damage)).Refusal());

    [Fact]
    public void The_same_estimate_again_does_nothing_and_another_takes_its_place()
    {
        var repair = Estimated();
        var first = repair.Recharge!;
        Estimate(repair).IsNothing();

        repair.With(Estimate(repair, new([new("Lock only", 8_000)])).Only<RepairMilestone.RechargeEstimated>());

        Assert.Equal((RechargeState.Replaced, RechargeState.Estimated, 9_500L), (first.State, repair.Recharge!.State, repair.Recharge.TotalPence));
        Assert.Equal("RECHARGE_SETTLED", Accept(repair, Signed(repair) with { TotalPence = first.TotalPence }, first).Refusal().Code);
    }

    [Theory]
    [InlineData(RechargeState.Accepted, "RECHARGE_SETTLED")]
    [InlineData(RechargeState.Disputed, "RECHARGE_SETTLED")]
    [InlineData(RechargeState.Waived, "RECHARGE_SETTLED")]
    [InlineData(RechargeState.Agreed, "REPAIR_FINISHED")]
    public void What_is_settled_is_not_estimated_anew(RechargeState state, string code) => Assert.Equal(code, Estimate(In(state), new([new("Other", 1)])).Refusal().Code);

    [Fact]
    public void After_a_withdrawal_another_estimate_may_be_made() =>
        Assert.IsType<RepairMilestone.RechargeEstimated>(Assert.Single(Estimate(In(RechargeState.Withdrawn)).Milestones));

    [Theory]
    [InlineData(Place.InHome, "door-or-frame", "priority-2", "SIGNATURE_MISSING")]           // the resident's own (HAV-REP-47)
    [InlineData(Place.InHome, "insecure-entrance", "priority-1", "SIGNATURE_MISSING")]       // made safe, and no more (E6)
    [InlineData(Place.Communal, "insecure-entrance", "priority-1", "")]                      // the landlord's in any case
    public void Recharged_work_does_not_start_until_it_is_signed_for_HAV_REP_45(Place place, string fault, string priority, string code)
    {
        var repair = Damaged("havering", fault, Damage with { Place = place }, priority);
        foreach (var before in new[] { repair, Damaged("havering", fault, Damage with { Place = place }, priority).With(EstimateOf(repair)) })
        {
            Assert.Equal(code, CodeOf(BookingDecision.Decide(before, new BookAppointment(Now.AddHours(1), Now.AddHours(2)), Now)));
            Assert.Equal(code is "" ? "NOT_STARTED" : code, CodeOf(CompletionDecision.Decide(Policy("havering"), before, new CompleteRepair("New lock", null), Now, Tolerance)));
        }
    }

    [Fact]
    public void The_refusal_names_the_clause_by_which_it_is_the_residents() =>
        Assert.Equal("HAV-REP-45", BookingDecision.Decide(Damaged("havering", "insecure-entrance", priority: "priority-1"), new BookAppointment(Now.AddHours(1), Now.AddHours(2)), Now).Refusal().Clause);

    [Fact]
    public void A_danger_is_ended_without_a_signature_and_never_charged_for_E6()
    {
        var repair = Damaged("havering", "insecure-entrance", priority: "priority-1");
        repair.With(SafetyDecision.Decide(repair, new MakeSafe(null), Now, Tolerance).Only<RepairMilestone.MadeSafe>());
        Assert.Equal("SIGNATURE_MISSING", CompletionDecision.Decide(Policy("havering"), repair, new CompleteRepair("Boarded up", null), Now, Tolerance).Refusal().Code);
        Assert.Null(RechargeAgreement.After(repair, new RepairMilestone.MadeSafe(Now)));
    }

    [Fact]
    public void Signed_for_the_landlord_mends_from_then_on_HAV_REP_47()
    {
        var repair = Estimated();
        var milestones = Accept(repair, Signed(repair)).Milestones;
        repair.With([.. milestones]);

        Assert.Equal(["repair.recharge-accepted", "repair.taken-on"], milestones.Select(m => m.Name));
        Assert.Equal((LandlordPart.Mends, LandlordPart.None, Party.Resident, Now), (repair.LandlordPart, repair.PartAtReport, repair.Responsible, repair.TakenOnAt));
        Assert.NotEmpty(BookingDecision.Decide(repair, new BookAppointment(Now.AddHours(1), Now.AddHours(2)), Now).Milestones);
    }

    [Fact]
    public void Its_promises_start_at_the_signature_and_not_at_the_report_HAV_REP_47()
    {
        var repair = Estimated();
        var taken = Assert.IsType<RepairMilestone.TakenOn>(Accept(repair, Signed(repair) with { SignedAt = Now.AddMinutes(1) }, at: Now.AddDays(9)).Milestones[1]);
        repair.With(Accept(repair, Signed(repair) with { SignedAt = Now.AddMinutes(1) }, at: Now.AddDays(9)).Milestones[0], taken);

        Assert.Empty(Seeds.Value.Match("havering", new Milestone("repair.reported", ReportedAt, RepairFacts.Of(repair, Policy("havering")))));
        var started = Seeds.Value.Match("havering", new Milestone(taken.Name, taken.At, RepairFacts.Of(repair, Policy("havering"), taken)));
        Assert.Contains("HAV-REP-08", started.Select(s => s.Standard.Id));
        Assert.All(started, s => Assert.True(s.Due > Now.AddDays(2), $"{s.Standard.Id} is due {s.Due}."));
    }

    [Theory]
    [InlineData(SignatureMeans.InPerson, false, "")]
    [InlineData(SignatureMeans.Online, true, "")]
    // A word on the telephone is no signature, whoever says so; nobody signs online for the resident, and no resident is their own witness.
    [InlineData(SignatureMeans.Phone, false, "NOT_A_SIGNATURE")]
    [InlineData(SignatureMeans.Phone, true, "NOT_A_SIGNATURE")]
    [InlineData(SignatureMeans.Online, false, "SIGNATURE_NOT_THEIRS")]
    [InlineData(SignatureMeans.InPerson, true, "SIGNATURE_NOT_THEIRS")]
    public void Only_the_residents_own_signature_counts_HAV_REP_45(SignatureMeans means, bool byResident, string code)
    {
        var repair = Estimated();
        Assert.Equal(code, CodeOf(Accept(repair, Signed(repair) with { Means = means, ByResident = byResident })));
    }

    public static TheoryData<string, string> BadSignatures => new()
    {
        { "total_pence", "another sum" }, { "signed_by", "nobody" }, { "means", "no way" }, { "signed_at", "tomorrow" }, { "signed_at", "before the estimate" },
    };

    [Theory]
    [MemberData(nameof(BadSignatures))]
    public void A_signature_that_makes_no_sense_is_refused_by_its_field(string field, string what)
    {
        var repair = Estimated();
        var signed = Signed(repair);
        signed = what switch
        {
            "another sum" => signed with { TotalPence = signed.TotalPence - 1 },
            "nobody" => signed with { SignedBy = " " },
            "no way" => signed with { Means = null },
            "tomorrow" => signed with { SignedAt = Now.AddDays(1) },
            "before the estimate" => signed with { SignedAt = Now.AddSeconds(-1) },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Assert.Equal(field, Accept(repair, signed).Refusal().Field());
    }

    [Fact]
    public void The_same_signature_again_does_nothing_and_another_is_refused()
    {
        var repair = In(RechargeState.Accepted);
        Accept(repair, Signed(repair), at: Now.AddHours(1)).IsNothing();
        Assert.Equal("RECHARGE_SETTLED", Accept(repair, Signed(repair) with { SignedBy = "Somebody else" }).Refusal().Code);
    }

    [Fact]
    public void An_estimate_can_be_signed_for_as_long_as_the_landlord_says_and_no_longer()
    {
        var repair = Estimated();
        var end = repair.Recharge!.ExpiresAt;
        Assert.Equal(London.EndOf(new DateOnly(2026, 3, 31)), end);       // 28 days, the landlord's setting
        Assert.NotEmpty(Accept(repair, Signed(repair), at: end.AddTicks(-10)).Milestones);
        Assert.Equal("ESTIMATE_EXPIRED", Accept(repair, Signed(repair), at: end).Refusal().Code);
        Assert.NotEmpty(EstimateDecision.Decide(Policy("havering"), Calendar("havering"), repair, Lock, end).Milestones);      // the same lines, anew
    }

    [Fact]
    public void Who_lives_there_now_does_not_sign_for_those_before()
    {
        var repair = Estimated().With(new RepairMilestone.HouseholdKnown(Family with { HouseholdId = Guid.CreateVersion7(Now) }, Now));
        Assert.Equal(RepairRefusals.HouseholdChanged, Accept(repair, Signed(repair)).Refusal());
    }

    [Fact]
    public void Work_done_without_a_signature_is_not_charged_afterwards()
    {
        // A shared door, which the landlord mends whoever broke it.
        var repair = Damaged("havering", "insecure-entrance", Damage with { Place = Place.Communal }, "priority-1");
        repair.With(EstimateOf(repair), new RepairMilestone.MadeSafe(Now), new RepairMilestone.Completed("New lock", Now));
        Assert.Null(RechargeAgreement.After(repair, new RepairMilestone.Completed("New lock", Now)));
        Assert.Equal(RepairRefusals.WorkDoneUnsigned, Accept(repair, Signed(repair)).Refusal());
    }

    [Fact]
    public void What_was_signed_for_is_charged_once_the_work_is_done_HAV_REP_44()
    {
        var repair = In(RechargeState.Accepted);
        var completed = new RepairMilestone.Completed("New lock", Now);
        Assert.Null(RechargeAgreement.After(repair, new RepairMilestone.MadeSafe(Now)));
        repair.With(completed);
        Assert.Equal(repair.Recharge!.Id, Assert.IsType<RepairMilestone.RechargeAgreed>(RechargeAgreement.After(repair, completed)).RechargeId);
        repair.With(RechargeAgreement.After(repair, completed)!);
        Assert.Null(RechargeAgreement.After(repair, completed));
    }

    [Fact]
    public void While_it_is_disputed_nothing_is_charged_and_it_is_when_the_recharge_stands()
    {
        var repair = In(RechargeState.Accepted);
        var completed = new RepairMilestone.Completed("New lock", Now);
        repair.With(Dispute(repair).Only<RepairMilestone.RechargeDisputed>(), completed);
        Assert.Null(RechargeAgreement.After(repair, completed));

        var stands = Decide(repair, new(Upheld: false, "The photographs show it.", LandlordMends: false)).Only<RepairMilestone.RechargeStands>();
        repair.With(stands);
        Assert.NotNull(RechargeAgreement.After(repair, stands));
    }

    [Theory]
    [InlineData(RechargeState.Estimated)]
    [InlineData(RechargeState.Accepted)]
    [InlineData(RechargeState.Agreed)]
    public void A_dispute_turned_down_leaves_the_recharge_as_it_was(RechargeState before)
    {
        var repair = In(before);
        repair.With(Dispute(repair).Only<RepairMilestone.RechargeDisputed>());
        Dispute(repair).IsNothing();
        var stands = new DecideDispute(Upheld: false, "It was the resident's key.", LandlordMends: false);
        repair.With(Decide(repair, stands).Only<RepairMilestone.RechargeStands>());
        Assert.Equal((before, "It was the resident's key."), (repair.Recharge!.State, repair.Recharge.DecisionReason));
        Decide(repair, stands).IsNothing();
    }

    [Theory]
    [InlineData(RechargeState.Estimated, false)]
    [InlineData(RechargeState.Accepted, false)]
    [InlineData(RechargeState.Agreed, true)]
    public void A_dispute_upheld_withdraws_the_recharge_and_what_was_charged_is_taken_back(RechargeState before, bool charged)
    {
        var repair = In(before);
        repair.With(Dispute(repair).Only<RepairMilestone.RechargeDisputed>());
        var upheld = new DecideDispute(Upheld: true, "The lock was worn.", LandlordMends: false);
        var withdrawn = Decide(repair, upheld).Only<RepairMilestone.RechargeWithdrawn>();
        repair.With(withdrawn);
        Assert.Equal((charged, RechargeState.Withdrawn), (withdrawn.WasCharged, repair.Recharge!.State));
        Decide(repair, upheld).IsNothing();
    }

    [Theory]
    [InlineData(true, LandlordPart.Mends, "")]
    [InlineData(false, LandlordPart.None, "SIGNATURE_MISSING")]      // only the sum was wrong: another estimate follows
    public void A_dispute_upheld_says_whether_the_landlord_mends_after_all(bool mends, LandlordPart part, string code)
    {
        var repair = Estimated();
        repair.With(Dispute(repair).Only<RepairMilestone.RechargeDisputed>());
        repair.With([.. Decide(repair, new(Upheld: true, "The lock was worn.", mends)).Milestones]);
        Assert.Equal(part, repair.LandlordPart);
        Assert.Equal(code, CodeOf(BookingDecision.Decide(repair, new BookAppointment(Now.AddHours(1), Now.AddHours(2)), Now)));
    }

    [Theory]
    [InlineData("outcome", null, "Why.", false)]
    [InlineData("reason", true, "", false)]
    [InlineData("landlord_mends", false, "Why.", true)]
    public void A_decision_that_makes_no_sense_is_refused_by_its_field(string field, bool? upheld, string reason, bool mends)
    {
        var repair = Estimated();
        repair.With(Dispute(repair).Only<RepairMilestone.RechargeDisputed>());
        Assert.Equal(field, Decide(repair, new(upheld, reason, mends)).Refusal().Field());
    }

    [Fact]
    public void What_is_not_disputed_is_not_decided() => Assert.Equal(RepairRefusals.NotDisputed, Decide(Estimated(), new(Upheld: true, "Why.", LandlordMends: true)).Refusal());

    [Theory]
    [InlineData("vulnerability", false, "")]
    [InlineData("vulnerability", true, "")]
    [InlineData("hardship", true, "")]
    [InlineData("hardship", false, "MANAGER_DECIDES")]
    [InlineData("kindness", true, "INVALID_FIELD")]
    public void A_recharge_is_waived_for_a_reason_of_the_landlords_by_whoever_may(string waiver, bool byManager, string code)
    {
        var repair = Estimated();
        var decision = WaiverDecision.Decide(Terms, repair, repair.Recharge!, new WaiveRecharge(waiver, "", byManager), Now);
        Assert.Equal(code, CodeOf(decision));
        if (code is not "")
            return;
        repair.With([.. decision.Milestones]);
        Assert.Equal((RechargeState.Waived, LandlordPart.Mends), (repair.Recharge!.State, repair.LandlordPart));
        WaiverDecision.Decide(Terms, repair, repair.Recharge, new WaiveRecharge(waiver, "", byManager), Now).IsNothing();
        repair.With(new RepairMilestone.Completed("New lock", Now));
        Assert.Null(RechargeAgreement.After(repair, new RepairMilestone.Completed("New lock", Now)));
    }

    [Fact]
    public void Where_the_landlord_asks_nothing_of_the_vulnerable_the_estimate_says_so_at_once()
    {
        var automatic = Policy("havering") with { Recharges = Terms with { Waivers = [Terms.Waivers[0] with { Vulnerable = true }] } };
        var vulnerable = Reported(fault: "door-or-frame", household: Family with { HasVulnerableMember = true }, circumstances: Damage);
        Assert.Equal(
            ["repair.recharge-estimated", "repair.recharge-waived", "repair.taken-on"],
            EstimateDecision.Decide(automatic, Calendar("havering"), vulnerable, Lock, Now).Milestones.Select(m => m.Name));
        Assert.Single(EstimateDecision.Decide(automatic, Calendar("havering"), Damaged(), Lock, Now).Milestones);
    }

    [Fact]
    public void What_the_landlord_took_on_stays_with_it_when_the_household_turns_out_different()
    {
        var repair = In(RechargeState.Accepted);
        var other = Family with { Tenure = "assured" };
        Assert.IsType<RepairMilestone.HouseholdKnown>(Assert.Single(FactsDecision.Decide(Policy("havering"), repair, other, Now).Milestones));
    }

    [Theory]
    [MemberData(nameof(Landlords))]
    public void Every_landlord_has_terms_that_say_where_they_come_from(string landlord)
    {
        var terms = Assert.IsType<RechargeTerms>(Policy(landlord).Recharges);
        Assert.True(terms.Clause is not null || terms.Note is { Length: > 0 });
        Assert.Empty(RechargeTerms.Check(Policy(landlord)));
    }

    public static TheoryData<string, string> BadTerms => new()
    {
        { "estimateHolds", "no time" }, { "estimateHolds", "same day" }, { "says", "nothing said" }, { "note", "from nowhere" }, { "administration", "neither" }, { "administration", "both" },
        { "administration.percent", "too much" }, { "administration.minimumPence", "a least sum of a sum" }, { "administration.note", "unpublished" }, { "waivers[1].key", "twice" },
        { "waivers[1].note", "a reason from nowhere" },
    };

    [Theory]
    [MemberData(nameof(BadTerms))]
    public void Terms_that_cannot_be_right_are_named_by_what_is_wrong(string path, string what)
    {
        var (administration, waiver) = (Terms.Administration, Terms.Waivers[0]);
        var terms = what switch
        {
            "no time" => Terms with { EstimateHolds = "28 dyas" },
            "same day" => Terms with { EstimateHolds = "same day" },
            "nothing said" => Terms with { Says = " " },
            "from nowhere" => Terms with { Clause = null, Note = null },
            "neither" => Terms with { Administration = administration with { Percent = null, MinimumPence = null } },
            "both" => Terms with { Administration = administration with { Pence = 1 } },
            "too much" => Terms with { Administration = administration with { Percent = 101 } },
            "a least sum of a sum" => Terms with { Administration = administration with { Percent = null, Pence = 1 } },
            "unpublished" => Terms with { Administration = administration with { Note = null } },
            "twice" => Terms with { Waivers = [waiver, waiver] },
            "a reason from nowhere" => Terms with { Waivers = [waiver, waiver with { Key = "other", Note = null }] },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Assert.Equal($"recharges.{path}", Assert.Single(RechargeTerms.Check(Policy("havering") with { Recharges = terms })).Path);
    }

    [Fact]
    public void A_table_with_a_row_of_the_residents_needs_terms() =>
        Assert.Equal("recharges", Assert.Single(RechargeTerms.Check(Policy("havering") with { Recharges = null })).Path);

    private static Calendar Calendar(string landlord) => Seeds.Value.For(landlord).Calendar;

    private static Repair Damaged(string landlord = "havering", string fault = "door-or-frame", Circumstances? circumstances = null, string? priority = null) =>
        Reported(landlord, fault, priority ?? Policy(landlord).Find(fault)!.Priority, circumstances: circumstances ?? Damage);

    private static Repair Estimated()
    {
        var repair = Damaged(priority: "priority-2");
        return repair.With(EstimateOf(repair));
    }

    private static RepairMilestone.RechargeEstimated EstimateOf(Repair repair) => Estimate(repair).Only<RepairMilestone.RechargeEstimated>();

    private static Decision<RepairMilestone> Estimate(Repair repair, EstimateRecharge? command = null) =>
        EstimateDecision.Decide(Policy(repair.Landlord), Calendar(repair.Landlord), repair, command ?? Lock, Now);

    private static AcceptRecharge Signed(Repair repair) => new(repair.Recharge!.TotalPence, "A. Tenant", SignatureMeans.InPerson, SignedAt: null, ByResident: false);

    private static Decision<RepairMilestone> Accept(Repair repair, AcceptRecharge command, Recharge? recharge = null, DateTimeOffset? at = null) =>
        AcceptanceDecision.Decide(Terms, repair, recharge ?? repair.Recharge!, command, at ?? Now, Tolerance);

    private static Decision<RepairMilestone> Dispute(Repair repair) => DisputeDecision.Decide(repair.Recharge!, new DisputeRecharge("I did not break it."), Now);

    private static Decision<RepairMilestone> Decide(Repair repair, DecideDispute command) => DisputeOutcomeDecision.Decide(Terms, repair, repair.Recharge!, command, Now);

    private static Repair In(RechargeState state)
    {
        var repair = Estimated();
        if (state is RechargeState.Accepted or RechargeState.Agreed or RechargeState.Disputed or RechargeState.Withdrawn)
            repair.With([.. Accept(repair, Signed(repair)).Milestones]);
        if (state is RechargeState.Agreed)
            repair.With(new RepairMilestone.Completed("New lock", Now), new RepairMilestone.RechargeAgreed(repair.Recharge!.Id, Now));
        if (state is RechargeState.Disputed or RechargeState.Withdrawn)
            repair.With(Dispute(repair).Only<RepairMilestone.RechargeDisputed>());
        if (state is RechargeState.Withdrawn)
            repair.With([.. Decide(repair, new(Upheld: true, "The lock was worn.", LandlordMends: false)).Milestones]);
        if (state is RechargeState.Waived)
            repair.With([.. WaiverDecision.Decide(Terms, repair, repair.Recharge!, new WaiveRecharge("vulnerability", "", ByManager: false), Now).Milestones]);
        Assert.Equal(state, repair.Recharge!.State);
        return repair;
    }

    private static string CodeOf(Decision<RepairMilestone> decision) => decision is Decision<RepairMilestone>.Refused refused ? refused.Why.Code : "";
}
