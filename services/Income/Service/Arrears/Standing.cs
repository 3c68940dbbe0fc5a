namespace Housing.Income;

/// <summary>Why a part of a debt counts for nothing yet: the money for it is surely on its way.</summary>
public enum OnItsWayReason
{
    /// <summary>Housing benefit or Universal Credit that is paid to the landlord.</summary>
    Benefit,

    /// <summary>A direct debit that is being collected.</summary>
    DirectDebit,

    /// <summary>Instalments of an agreement in force that are not due yet.</summary>
    Instalments,

    /// <summary>A charge that fell due so lately that it is not late by the landlord's own days.</summary>
    NotLate,
}

/// <summary>Money that is surely on its way.</summary>
/// <param name="On">When it is expected; null when no single day is.</param>
public sealed record OnItsWay(OnItsWayReason Reason, long Pence, DateOnly? On);

/// <summary>
/// What is owed on the parts of an account that count as arrears, and how much of it is real: what is surely on its way is technical. Weeks are real arrears by the
/// weekly charge, which is the 52nd part of a usual year, whatever weeks of it are free; compared as exact fractions.
/// </summary>
/// <param name="OwedPence">What those parts stand at; nothing or less is a credit.</param>
/// <param name="YearPence">What is charged on them in a usual year of 52 weeks; null when nothing is charged.</param>
/// <param name="OnItsWay">What is surely on its way.</param>
public sealed record Standing(long OwedPence, long? YearPence, IReadOnlyList<OnItsWay> OnItsWay)
{
    private const int WeeksInAYear = 52;

    public long TechnicalPence => Math.Min(Math.Max(0, OwedPence), OnItsWay.Sum(sum => sum.Pence));

    public long RealPence => Math.Max(0, OwedPence) - TechnicalPence;

    /// <summary>Null when nothing is charged by which weeks could be told.</summary>
    public decimal? WeeksOwed => YearPence is > 0 and var year ? RealPence * (decimal)WeeksInAYear / year : null;

    public bool IsOver(decimal weeks) => YearPence is > 0 and var year && RealPence * (decimal)WeeksInAYear > weeks * year;

    public bool IsFrom(decimal weeks) => YearPence is > 0 and var year && RealPence * (decimal)WeeksInAYear >= weeks * year;
}
