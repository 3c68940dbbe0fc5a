using System.Globalization;
using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>A repair and its promises, kept in memory as the service keeps them in its database; whatever happens goes through the decisions.</summary>
internal sealed record ReportCase(Repair Repair, List<Commitment> Promises)
{
    private readonly List<Milestone> _milestones = [];

    public static StandardsBook Seeds { get; } = StandardsBook.Read(StandardsFolder.BesideAssemblies);

    public static ReportCase Open(Report report)
    {
        var now = report.Entered ?? report.Reported;
        var command = new ReportRepair(
            Guid.CreateVersion7(now), report.Item is "" ? report.Fault : "", report.What, report.Entered is null ? null : report.Reported, report.Where, report.Cause, report.CrimeReference)
        {
            Item = report.Item,
            Answers = report.Answers,
        };
        Assert.Null(ReportDecision.Check(command, now, new RepairSettings()));

        var answer = Answer(report.Tenure, report.Vulnerable, now);
        var reported = ReportDecision.Decide(Policy(report.Landlord), command, report.Landlord, report.HandedOver, answer, null, now).Only<RepairMilestone.Reported>();
        return Open(reported, now);
    }

    public static ReportCase Open(RepairMilestone.Reported reported, DateTimeOffset now)
    {
        var opened = new ReportCase(Repair.Open(reported, Officer, now), []);
        opened.Record(reported, now);
        if (HazardDecision.OfReport(reported) is { } noticed)
            opened.Take(noticed, now);
        return opened;
    }

    public void Take(Step step)
    {
        var policy = Policy(Repair.Landlord);
        var decision = (step.What, step.How.Split(' ')) switch
        {
            ("safe", _) => SafetyDecision.Decide(Repair, new MakeSafe(step.At), step.At, Tolerance),
            ("visited", ["fixed"]) => Visit(new() { Fixed = true }),
            ("visited", ["not", "fixed"]) => Visit(new() { Fixed = false, NoFollowUpBecause = "The part has to be ordered first." }),
            ("done", _) => CompletionDecision.Decide(policy, Repair, new CompleteRepair("Mended", step.At), step.At, Tolerance),
            ("estimated", [var pence, "pence"]) => Vary(minutes: null, long.Parse(pence, CultureInfo.InvariantCulture)),
            ("estimated", [var minutes, "minutes"]) => Vary(int.Parse(minutes, CultureInfo.InvariantCulture), pence: null),
            ("known", [var tenure, .. var needs]) => FactsDecision.Decide(policy, Repair, Answer(tenure, needs is ["vulnerable"], step.At).Household, step.At),
            _ => throw new FormatException($"“{step.What} … {step.How}” is no step."),
        };
        Assert.NotEmpty(decision.Milestones);
        foreach (var milestone in decision.Milestones)
            Take(milestone, step.At);

        Decision<RepairMilestone> Visit(VisitReport report) => VisitDecision.Decide(policy, Repair, new RecordVisit(step.At, Report: report), step.At, Tolerance);

        Decision<RepairMilestone> Vary(int? minutes, long? pence) =>
            VariationDecision.Decide(policy, Repair, new VaryRepair(minutes, pence, "As it looks.", step.At), step.At, Tolerance);
    }

    /// <summary>The first instant that is too late.</summary>
    public static string Due(Commitment promise) => promise.DueAt.UtcDateTime.ToString(promise.DueAt.Second == 0 ? "yyyy-MM-dd'T'HH:mm'Z'" : "O", CultureInfo.InvariantCulture);

    public void Take(RepairMilestone milestone, DateTimeOffset now)
    {
        Repair.Apply(milestone, Officer, now);
        Record(milestone, now);
    }

    private void Record(RepairMilestone milestone, DateTimeOffset now)
    {
        foreach (var (said, why) in CaseFiles.Said(Repair, Policy(Repair.Landlord), milestone))
        {
            var recorded = Seeds.Record(Repair.Landlord, "repairs", Repair.Id, said, new(_milestones, Promises), now, "officer test", why);
            if (recorded.Milestone is not { } known)
                continue;
            _milestones.RemoveAll(m => (m.Name, m.At) == (known.Name, known.At));
            _milestones.Add(known);
            Promises.AddRange(recorded.Opened);
        }
    }

    private static HouseholdAnswer Answer(string tenure, bool vulnerable, DateTimeOffset now) => tenure switch
    {
        "unknown" => HouseholdAnswer.None,
        "empty" => HouseholdAnswer.Empty,
        _ => new(Answered: true, new(Guid.CreateVersion7(now), tenure, vulnerable)),
    };
}
