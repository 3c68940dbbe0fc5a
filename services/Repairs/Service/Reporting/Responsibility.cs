namespace Housing.Repairs;

/// <summary>Where the fault is.</summary>
public enum Place
{
    InHome,
    Communal,
    Outside,
}

/// <summary>What the reporter says it came from.</summary>
public enum Cause
{
    Wear,

    /// <summary>Somebody of the household, or a visitor of theirs, did it.</summary>
    Resident,

    /// <summary>A crime the police have given a reference for.</summary>
    Crime,

    /// <summary>Neighbours or strangers did it, whether or not the police were told (HAV-ASB-09).</summary>
    AntiSocialBehaviour,
}

public enum Party
{
    Landlord,
    Resident,
    Homeowner,
    Developer,
}

/// <summary>What the landlord does about a fault, whoever answers for it. Promises ask for it: one that is not the landlord's to keep does not start.</summary>
public enum LandlordPart
{
    /// <summary>Mends it; every promise runs.</summary>
    Mends,

    /// <summary>Ends the danger; the rest is the responsible party's (E6).</summary>
    MakesSafe,

    /// <summary>Nothing unless asked; the report is kept.</summary>
    None,
}

/// <summary>What is known of a fault beside what it is.</summary>
/// <param name="Place">Where the fault is; one that can be in one place only says so itself.</param>
/// <param name="Cause">As the reporter says.</param>
/// <param name="CrimeReference">The police's, when the cause is a crime.</param>
/// <param name="HandedOver">When the builder handed the building over, if Estates knows.</param>
public sealed record Circumstances(Place Place, Cause Cause, string? CrimeReference, DateOnly? HandedOver)
{
    public static Circumstances Plain { get; } = new(Place.InHome, Cause.Wear, CrimeReference: null, HandedOver: null);

    /// <summary>As they are for a household that came later: it did not do what the one before did.</summary>
    public Circumstances ForTheNext() => Cause == Cause.Resident ? this with { Cause = Cause.Wear } : this;
}

/// <summary>Whose a fault is to put right, and why, as it was said to the reporter.</summary>
/// <param name="Party">Who has to put it right.</param>
/// <param name="LandlordPart">What the landlord does about it.</param>
/// <param name="Clause">The register row it rests on.</param>
/// <param name="Sentence">As the landlord says it.</param>
public sealed record Responsibility(Party Party, LandlordPart LandlordPart, string Clause, string Sentence)
{
    /// <summary>Whether both come to the same, however it is put.</summary>
    public bool SameAs(Responsibility? other) => other is not null && (Party, LandlordPart, Clause) == (other.Party, other.LandlordPart, other.Clause);
}
