using System.Globalization;
using Housing.Standards;

namespace Housing.Repairs.Tests.Appointing;

/// <summary>A small diary, the landlords' own, and times as people say them.</summary>
internal static class DiaryExamples
{
    private static readonly Lazy<StandardsBook> Book = new(() => StandardsBook.Read(StandardsFolder.BesideAssemblies));

    public static Standards.Calendar CalendarOf(string landlord = "havering") => Book.Value.For(landlord).Calendar;

    public static DiaryPolicy DiaryOf(string landlord) => Examples.Policy(landlord).Diary!;

    /// <summary>What the clock on the wall said in London: "2026-03-04 08:30".</summary>
    public static DateTimeOffset Clock(string text) =>
        London.At(DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeOnly.ParseExact(text[11..], "HH:mm", CultureInfo.InvariantCulture));

    public static Firm ByDay { get; } = new()
    {
        Key = "team", Name = "The team", Days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Friday, DayOfWeek.Saturday], Slots = ["morning", "school-run", "afternoon"],
        Teams = [new() { Key = "all", Operatives = 2 }],
    };

    public static Firm Night { get; } = new() { Key = "night", Name = "The night", OutOfHours = OutOfHours.Only, Teams = [new() { Key = "on-call", Operatives = 1 }] };

    public static DiaryPolicy Small { get; } = new()
    {
        Trades = [new() { Key = "water", Name = "Water", Faults = ["tap"] }, new() { Key = "rest", Name = "Rest" }],
        Slots =
        [
            new() { Key = "morning", Name = "Morning", From = new(8, 0), To = new(12, 0) }, new() { Key = "school-run", Name = "School run", From = new(9, 30), To = new(14, 30) },
            new() { Key = "afternoon", Name = "Afternoon", From = new(12, 0), To = new(17, 0) }, new() { Key = "evening", Name = "Evening", From = new(17, 0), To = new(20, 0) },
        ],
        OfficeHours = new() { Note = "A setting.", Open = [new() { Days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], From = new(9, 0), To = new(17, 0) }] },
        Emergencies = new() { Priorities = ["high"], Clause = "X-9" },
        Appointments = new() { Places = [Place.InHome], Offered = 3, DaysAhead = 14 },
        Contractors = [ByDay, Night],
    };

    public static Order ByTeam(DateTimeOffset at) => ContractorDecision.ByAppointment(Small, "tap", postcode: null, at);
}
