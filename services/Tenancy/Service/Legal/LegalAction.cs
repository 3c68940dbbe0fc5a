namespace Housing.Tenancy;

/// <summary>A legal action about a tenancy, as far as Income has told of it. Its steps and the reasons for them are Income's.</summary>
public sealed class LegalAction
{
    private LegalAction() { }

    public Guid Id { get; private set; }
    public Guid TenancyId { get; private set; }
    public string Landlord { get; private set; } = "";

    /// <summary>How far it has come.</summary>
    public string Step { get; private set; } = "";

    /// <summary>Which step it is: 1, 2, 3 …</summary>
    public int Number { get; private set; }

    public bool Runs { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public static LegalAction Of(Guid id, Guid tenancyId, string landlord, DateTimeOffset startedAt) =>
        new() { Id = id, TenancyId = tenancyId, Landlord = landlord, StartedAt = startedAt };

    /// <summary>Takes in a step; one that is older than what is known already changes nothing.</summary>
    public void Apply(int number, string step, bool runs, DateTimeOffset at)
    {
        if (number > Number)
            (Number, Step, Runs, ChangedAt) = (number, step, runs, at);
    }
}
