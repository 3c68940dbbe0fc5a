namespace Housing.Tenancy;

/// <summary>On what terms a home is held.</summary>
public enum Tenure
{
    Secure,
    Assured,
    Starter,
    Leasehold,
    SharedOwnership,
}

/// <summary>Why a tenancy or lease ended.</summary>
public enum EndReason
{
    NoticeGiven,
    MovedWithin,
    Exchanged,
    Abandoned,
    Died,
    Evicted,
    Sold,
    Other,
}

/// <summary>What can happen to a tenancy or lease.</summary>
public abstract record TenancyMilestone(DateTimeOffset At)
{
    /// <summary>A new household took the home on these terms. Needs are distinct and in order.</summary>
    public sealed record Started(
        Guid HomeId, string Landlord, Tenure Tenure, DateOnly StartedOn, string LeadName, IReadOnlyList<Need> Needs, DateTimeOffset At) : TenancyMilestone(At);

    /// <summary>Its last day is known; it may lie ahead.</summary>
    public sealed record Ended(DateOnly On, EndReason Reason, string By, DateTimeOffset At) : TenancyMilestone(At);
}

/// <summary>A household's tenancy or lease of one home.</summary>
public sealed class HomeTenancy
{
    private HomeTenancy() { }

    public Guid Id { get; private set; }
    public Household Household { get; private set; } = null!;
    public Guid HomeId { get; private set; }
    public string Landlord { get; private set; } = "";
    public Tenure Tenure { get; private set; }
    public DateOnly StartedOn { get; private set; }

    /// <summary>The last day; null while none is known: a home has one such tenancy at most.</summary>
    public DateOnly? EndedOn { get; private set; }

    public EndReason? EndReason { get; private set; }
    public DateTimeOffset? EndRecordedAt { get; private set; }
    public string? EndRecordedBy { get; private set; }
    public uint Version { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";

    public static HomeTenancy Start(TenancyMilestone.Started milestone, Household household, string by)
    {
        var tenancy = new HomeTenancy { Id = Guid.CreateVersion7(), Household = household, RecordedBy = by };
        tenancy.Apply(milestone);
        return tenancy;
    }

    public void Apply(TenancyMilestone milestone)
    {
        switch (milestone)
        {
            case TenancyMilestone.Started started:
                HomeId = started.HomeId;
                Landlord = started.Landlord;
                Tenure = started.Tenure;
                StartedOn = started.StartedOn;
                RecordedAt = started.At;
                break;
            case TenancyMilestone.Ended ended:
                EndedOn = ended.On;
                EndReason = ended.Reason;
                EndRecordedAt = ended.At;
                EndRecordedBy = ended.By;
                break;
        }
    }
}
