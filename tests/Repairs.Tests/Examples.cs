using Housing.Standards;

namespace Housing.Repairs.Tests;

/// <summary>Repairs in each stage, all reported two hours ago, and short ways to say what a decision came to.</summary>
internal static class Examples
{
    /// <summary>A Tuesday noon in London.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset ReportedAt = Now.AddHours(-2);
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);
    public static readonly Recorder Officer = new("officer", "officer-1");
    public static readonly HouseholdFacts Family = new(Guid.CreateVersion7(Now), "secure", HasVulnerableMember: false);

    private static readonly Lazy<Policies<RepairPolicy>> Read = new(() => Policies<RepairPolicy>.Read(StandardsFolder.BesideAssemblies, "repairs"));

    private static readonly Lazy<StandardsBook> Book = new(() => StandardsBook.Read(StandardsFolder.BesideAssemblies));

    public static StandardsBook Standards => Book.Value;

    public static RepairPolicy Policy(string landlord) => Read.Value.For(landlord);

    public static Repair Reported(string landlord = "havering", string fault = "stuck-tap", string priority = "priority-2", HouseholdFacts? household = null, bool pending = false,
        Circumstances? circumstances = null) =>
        Repair.Open(
            new RepairMilestone.Reported(
                Guid.CreateVersion7(Now), landlord, Guid.CreateVersion7(Now), fault, "It will not turn.", priority, circumstances ?? Circumstances.Plain,
                ResponsibilityDecision.Decide(
                    Policy(landlord), Policy(landlord).Find(fault)!, priority, circumstances ?? Circumstances.Plain, ReportedAt, pending ? HouseholdAnswer.None : new(Answered: true, household ?? Family)),
                pending ? null : household ?? Family, pending, ReporterHousehold: null, ReportedAt),
            Officer, Now);

    /// <summary>With an appointment from eleven to half past eleven.</summary>
    public static Repair Appointed() => Reported().With(new RepairMilestone.Appointed(Guid.CreateVersion7(Now), Now.AddHours(-1), Now.AddMinutes(-30), Now));

    /// <summary>Somebody came a quarter of an hour ago.</summary>
    public static Repair InProgress()
    {
        var repair = Appointed();
        return repair.With(new RepairMilestone.Visited(repair.Booked!.Id, Now.AddMinutes(-15)));
    }

    /// <summary>Done five minutes ago.</summary>
    public static Repair Completed() => InProgress().With(new RepairMilestone.Completed("New washer", Now.AddMinutes(-5)));

    public static Repair With(this Repair repair, params RepairMilestone[] milestones)
    {
        foreach (var milestone in milestones)
            repair.Apply(milestone, Officer, Now);
        return repair;
    }

    public static Repair In(Stage stage) => stage switch
    {
        Stage.Reported => Reported(),
        Stage.Appointed => Appointed(),
        Stage.InProgress => InProgress(),
        Stage.Completed => Completed(),
        Stage.Closed => Reported().With(new RepairMilestone.Closed("There is no such home.", Now)),
    };

    public static Refusal Refusal(this Decision<RepairMilestone> decision) => Assert.IsType<Decision<RepairMilestone>.Refused>(decision).Why;

    public static TMilestone Only<TMilestone>(this Decision<RepairMilestone> decision)
        where TMilestone : RepairMilestone => Assert.IsType<TMilestone>(Assert.Single(decision.Milestones));

    public static void IsNothing(this Decision<RepairMilestone> decision) => Assert.Same(Decision<RepairMilestone>.Nothing, decision);

    /// <summary>The one field that is wrong.</summary>
    public static string Field(this Refusal refusal) => Assert.Single(refusal.Fields).Field;
}
