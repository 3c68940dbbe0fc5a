using FsCheck;
using FsCheck.Fluent;
using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>
/// Repairs that anything may happen to, in any order: whatever is decided, what the repair says of itself holds together, and what was said once is not done twice.
/// Each life is a list of numbers, so that one that fails is shrunk to the few steps that matter.
/// </summary>
public class RandomLivesTests
{
    private static readonly string[] Landlords = ["one-housing", "havering", "housing-plus", "rosebery"];
    private static readonly string?[] Tenures = ["secure", "starter", "assured", "leasehold", "shared-ownership", null];

    /// <summary>What may still be said of a repair that is done.</summary>
    private static readonly string[] Afterwards =
    [
        "repair.confirmed", "repair.recalled", "repair.post-inspected", "repair.visit-checked", "repair.household-known", "repair.responsibility-decided", "repair.recharge-accepted", "repair.recharge-declined",
        "repair.recharge-disputed", "repair.recharge-stands", "repair.recharge-withdrawn", "repair.recharge-waived", "repair.recharge-agreed", "repair.taken-on", "defect.appointment-made", "defect.chased",
        "defect.fixed", "defect.checked", "defect.period-agreed", "hazard.noticed", "hazard.investigated", "hazard.summary-sent", "hazard.made-safe", "hazard.work-begun", "hazard.work-finished",
        "hazard.accommodation-offered", "hazard.attempted",
    ];

    [Fact]
    public void Whatever_happens_to_a_repair_it_holds_together() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(Gen.Choose(0, 1_000_000).ListOf(40).ToArbitrary(), steps =>
        {
            var life = Begin(steps[0], Now);
            try
            {
                Live(life, steps.Skip(1));
                return true;
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"{life.Repair.Landlord}, {life.Repair.Fault}: {string.Join(", ", life.Repair.Timeline.Select(t => t.Name))}: {wrong.Message}", wrong);
            }
        }));

    private static void Live(ReportCase life, IEnumerable<int> steps)
    {
        var now = Now;
        var (repair, policy) = (life.Repair, Policy(life.Repair.Landlord));
        var calendar = Examples.Standards.For(repair.Landlord).Calendar;
        var floor = int.MaxValue;
        foreach (var step in steps)
        {
            now += TimeSpan.FromMinutes(step % 7 * 70);
            var (was, count, bandWas) = (repair.Stage, repair.Timeline.Count, repair.Priority);
            var command = Command(step / 7, repair, policy, calendar, now);
            var made = Decide(repair, command).Milestones;
            count += made.Sum(milestone => Take(life, milestone, policy, now));

            Assert.Equal(count, repair.Timeline.Count);
            Assert.Equal(Enumerable.Range(1, repair.Timeline.Count), repair.Timeline.Select(t => t.Number));
            HoldsTogether(repair);
            if (was == Stage.Closed)
                Assert.Empty(made);
            if (was == Stage.Completed)
            {
                Assert.Empty(made.Select(m => m.Name).Except(Afterwards));
                Assert.Equal(Stage.Completed, repair.Stage);
            }

            // Only its size takes a job to a less urgent band, and never below what a need or another report raised it to (ROS-REP-03, F3).
            if (policy.IsMoreUrgent(bandWas, repair.Priority))
                Assert.Contains(made, m => m is RepairMilestone.Rebanded);
            if (made.OfType<RepairMilestone.Raised>().Any())
                floor = policy.FindBand(repair.Priority)!.Rank;
            Assert.True(policy.FindBand(repair.Priority)!.Rank <= floor, $"{repair.Priority} is below what it was raised to");
            PromisesFollow(life);

            var again = Decide(repair, command);
            Assert.True(again.Milestones.Count == 0, $"said twice: {string.Join(", ", again.Milestones.Select(m => m.Name))}");
            if (made.Count > 0)
                Assert.True(again is Decision<RepairMilestone>.NothingToDo, $"{string.Join(", ", made.Select(m => m.Name))} said again is refused: {again}");
        }
    }

    /// <summary>Takes in what was decided, with what follows from it by itself, and tells how much that was.</summary>
    private static int Take(ReportCase life, RepairMilestone milestone, RepairPolicy policy, DateTimeOffset now)
    {
        life.Take(milestone, now);
        return 1 + CaseFiles.After(policy, Examples.Standards, life.Repair, life.Promises, milestone, now).Sum(next => Take(life, next, policy, now));
    }

    private static Decision<RepairMilestone> Decide(Repair repair, Func<Decision<RepairMilestone>> command) => CaseDesk.UnlessClosed(repair, command());

    private static void HoldsTogether(Repair repair)
    {
        Assert.True(repair.Appointments.Count(a => a.State == AppointmentState.Booked) <= 1, "two appointments are booked");
        Assert.Equal(repair.Stage == Stage.Appointed, repair.Booked is not null);
        Assert.Equal(repair.Stage == Stage.Completed, repair.CompletedAt is not null);
        Assert.Equal(repair.Stage == Stage.Closed, repair.ClosedAt is not null);
        if (repair.Stage == Stage.Reported)
            Assert.Null(repair.LastAttendedAt);
        if (repair.Stage == Stage.InProgress)
            Assert.NotNull(repair.LastAttendedAt);
        Assert.Equal(repair.Visits.Count == 0 ? null : repair.Visits.Max(v => v.EndsAt), repair.LastVisitedAt);
        Assert.True(repair.CompletedAt is null || repair.Defect is not null || repair.CompletedAt >= repair.LastAttendedAt, "it was done before somebody came");
        Assert.All(repair.Recharges, r => Assert.True(r.AgreedAt is null || (r.SignedAt is not null && repair.CompletedAt is not null), "charged unsigned, or before the work was done"));
        Assert.True(repair.Recharges.Count(r => r.State is not (RechargeState.Replaced or RechargeState.Withdrawn or RechargeState.Declined or RechargeState.Expired)) <= 1, "two recharges hold");
        Assert.Equal(repair.Recharge?.State, repair.RechargeState);
        Assert.Equal(repair.Defect?.State, repair.DefectState);
    }

    /// <summary>No promise runs that is only the landlord's where it has no part.</summary>
    private static void PromisesFollow(ReportCase life)
    {
        if (life.Repair.LandlordPart != LandlordPart.None)
            return;
        var its = Examples.Standards.For(life.Repair.Landlord).Standards.Where(s => NotWithout(s.When)).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(life.Promises.Where(p => p.Outcome == Housing.Standards.Outcome.Open && its.Contains(p.StandardId)).Select(p => p.StandardId));
    }

    private static bool NotWithout(Condition? when) => when switch
    {
        Condition.All all => all.Parts.Any(NotWithout),
        Condition.Not { Part: Condition.Is { Fact: "landlord-part" } } => true,
        Condition.Not { Part: Condition.Any any } => any.Parts.Any(p => p is Condition.Is { Fact: "landlord-part" }),
        _ => false,
    };

    private static ReportCase Begin(int number, DateTimeOffset now)
    {
        var landlord = Landlords[number % 4];
        var faults = Policy(landlord).Faults;
        var cause = (Cause)(number / 4 % 3);
        var command = new ReportRepair(Guid.CreateVersion7(now), faults[number / 12 % faults.Count].Key, "It will not turn.", null, Place.InHome, cause, cause == Cause.Crime ? "CR/1" : "");
        var answer = number / 400 % 3 == 0 ? HouseholdAnswer.None : new HouseholdAnswer(Answered: true, Household(number / 1200, now));
        DateOnly? handedOver = number / 7200 % 2 == 0 ? null : London.DayOf(now).AddMonths(-2);
        var reported = ReportDecision.Decide(Policy(landlord), command, landlord, handedOver, answer, reporterHousehold: null, now).Only<RepairMilestone.Reported>();
        var order = reported.Responsibility is { LandlordPart: LandlordPart.None } || Policy(landlord).Diary is not { } diary
            ? null
            : ContractorDecision.Decide(diary, Examples.Standards.For(landlord).Calendar, reported.Fault, reported.Priority, null, now);
        return ReportCase.Open(reported with { Order = order }, now);
    }

    private static HouseholdFacts? Household(int number, DateTimeOffset now) =>
        number % 7 == 6 ? null : new HouseholdFacts(number % 3 == 0 ? Family.HouseholdId : Guid.CreateVersion7(now), Tenures[number % 6], number / 7 % 2 == 0);

    /// <summary>What somebody asks for, with everything it says fixed, so that it can be asked for again.</summary>
    private static Func<Decision<RepairMilestone>> Command(int number, Repair repair, RepairPolicy policy, Calendar calendar, DateTimeOffset now)
    {
        var (kind, how) = (number % 32, number / 32);
        var yes = how % 2 == 0;
        var at = now.AddMinutes(-(how % 5) * 45);
        var appointment = repair.Booked?.Id ?? repair.Appointments.LastOrDefault()?.Id ?? Guid.Empty;
        var starts = now.AddMinutes((how % 9 * 60) - 120);
        var times = new BookAppointment(starts, starts.AddMinutes(90));
        var recharge = repair.Recharge;
        var day = London.DayOf(now).AddDays(how % 20);
        var given = new GivenDay(day.Year, day.Month, day.Day);
        var household = Household(how, now);
        var raised = how % 3 == 0;
        return kind switch
        {
            0 => () => SafetyDecision.Decide(repair, new MakeSafe(at), now, Tolerance),
            1 or 2 => () => VisitDecision.Decide(
                policy, repair, new RecordVisit(at, at.AddMinutes(how % 30), new VisitReport { Fixed = yes, NoFollowUpBecause = yes ? "" : "A part is needed." }), now, Tolerance),
            3 => () => VisitDecision.Decide(policy, repair, new RecordVisit(at, null, new VisitReport { Fixed = false }, new BookAppointment(now.AddHours(1), now.AddHours(3))), now, Tolerance),
            4 or 5 => () => BookingDecision.Decide(repair, times, now),
            6 => () => ChangeDecision.Decide(repair, new ChangeAppointment(appointment, "Not at home."), times, now),
            7 => () => CancellationDecision.Decide(repair, new CancelAppointment(appointment, "Not at home."), now),
            8 => () => LatenessDecision.Decide(repair, new SayRunningLate(appointment, now.AddMinutes(how % 300), "Traffic."), now),
            9 => () => NoAccessDecision.Decide(repair, new RecordNoAccess(appointment, at, "J. Ames", null), now, Tolerance),
            10 => () => MissDecision.Decide(repair, new RecordMissedAppointment(appointment), now),
            11 => () => VariationDecision.Decide(policy, repair, new VaryRepair(how % 1000, how % 7 * 20_000, "As it looks.", at), now, Tolerance),
            12 or 13 => () => CompletionDecision.Decide(policy, repair, new CompleteRepair("New washer.", at, LeftTidy: true), now, Tolerance),
            14 => () => ConfirmationDecision.Decide(repair, new ConfirmRepair(yes, yes ? "" : "It drips.", !yes && how % 3 == 0), now),
            15 => () => PostInspectionDecision.Decide(repair, new RecordPostInspection(yes, "Seen.", at), now, Tolerance),
            16 => () => VisitCheckDecision.Decide(repair, new CheckVisit(repair.Visits.FirstOrDefault()?.Id ?? Guid.Empty, yes, "Seen.", ByPhoto: false), now),
            17 => () => SecondContractorDecision.Decide(policy, repair, [], now),
            18 => () => EstimateDecision.Decide(policy, calendar, repair, new EstimateRecharge([new("Tap", 1_000 + (how % 3))]), now),
            19 when recharge is not null && policy.Recharges is { } terms =>
                () => AcceptanceDecision.Decide(terms, repair, recharge, new AcceptRecharge(recharge.TotalPence, "A. Tenant", SignatureMeans.InPerson, now, ByResident: false), now, Tolerance),
            20 when recharge is not null => () => DisputeDecision.Decide(recharge, new DisputeRecharge("Not us."), now),
            21 when recharge is not null && policy.Recharges is { } terms => () => DisputeOutcomeDecision.Decide(terms, repair, recharge, new DecideDispute(yes, "Seen.", yes && how % 3 == 0), now),
            22 when recharge is not null && policy.Recharges is { } terms => () => WaiverDecision.Decide(terms, repair, recharge, new WaiveRecharge("hardship", "", ByManager: true), now),
            23 => () => DefectSendingDecision.Decide(policy, calendar, repair, new SendToDeveloper("Builder", "", given, null), now),
            24 => () => how % 3 == 0 ? ChasingDecision.Decide(repair, new ChaseDeveloper(at), now, Tolerance) : DeveloperAppointmentDecision.Decide(repair, new RecordDeveloperAppointment(starts), now),
            25 => () => how % 3 == 0
                ? DefectFixedDecision.Decide(repair, new RecordDefectFixed(at), now, Tolerance)
                : DefectCheckDecision.Decide(policy, calendar, repair, new CheckDefect(yes, yes ? "" : "It drips.", yes ? null : given, null), now),
            26 => () => how % 3 == 0
                ? HazardDecision.Notice(repair, new Hazard("damp-and-mould", yes ? HazardLevel.Emergency : HazardLevel.Significant), at, now, Tolerance)
                : HazardDecision.Decide(repair, Step((HazardStepKind)(how % 8), at), now, Tolerance),
            27 => yes ? () => FactsDecision.Decide(policy, repair, household, now) : () => OrderDecision.Decide(policy, calendar, repair, raised && repair.Order is null, now),
            28 when recharge is not null => () => DeclineDecision.Decide(recharge, new DeclineRecharge("We see to it."), now),
            29 => () => ExpiryDecision.Decide(repair, now.AddDays(how % 2 * 60)),
            30 => () => SettingOutDecision.Decide(repair, new SayOnTheWay(appointment), now),
            31 => () => ArrivalDecision.Decide(repair, new RecordArrival(at), now, Tolerance),
            _ => () => Decision<RepairMilestone>.Nothing,
        };
    }

    private static RecordHazardStep Step(HazardStepKind kind, DateTimeOffset at) => new(
        kind, kind is HazardStepKind.Investigated or HazardStepKind.AccommodationOffered or HazardStepKind.Attempted ? "As found." : "",
        kind == HazardStepKind.Investigated ? Investigation.Standard : null, kind == HazardStepKind.Investigated ? HazardLevel.Significant : null, at);
}
