namespace Housing.Standards.Tests;

/// <summary>The law counts by its own calendar, whoever's case it is.</summary>
public class LawsCalendarTests
{
    [Fact]
    public void ENG_HAZ_11_the_laws_working_days_go_on_while_a_landlord_is_closed()
    {
        const string law = """
            { "statute": "england", "name": "The law", "calendar": {}, "standards": [ { "id": "ENG-HAZ-04", "summary": "Made safe.", "source": "Regulations", "law": "Regulation 11", "inForce": "2025-10-27",
              "confirmed": true, "service": "repairs", "kind": "deadline", "on": "hazard.investigated", "until": "hazard.made-safe", "within": "5 working days" } ] }
            """;
        var abc = Examples.File(
            Examples.With(("on", "\"hazard.investigated\""), ("when", null), ("until", "\"hazard.made-safe\""), ("within", "\"5 working days\"")),
            calendar: """{ "closures": [ { "from": "2026-12-29", "to": "2026-12-31", "why": "Winter closure" } ] }""");
        (string, string)[] files = [("abc.json", abc), ("statute-england.json", law)];
        var due = Examples.Read(files, StandardsBook.Read)
            .Match("abc", new Milestone("hazard.investigated", Examples.Instant("2026-12-22T10:00Z"), Facts.None))      // a Tuesday
            .ToDictionary(m => m.Standard.Id, m => m.Due, StringComparer.Ordinal);

        // 23, 24, 29, 30, 31 December: the bank holidays count off, the landlord's closure does not.
        Assert.Equal(Examples.Instant("2027-01-01T00:00Z"), due["ENG-HAZ-04"]);
        // The landlord's own promise waits until it is open again: 23, 24 December, 4, 5 and 6 January.
        Assert.Equal(Examples.Instant("2027-01-07T00:00Z"), due["ABC-REP-01"]);
    }

    [Fact]
    public void In_the_law_as_it_stands_every_weekday_is_a_working_day_but_bank_holidays()
    {
        var calendar = Examples.Seeds.Law!.Calendar;
        for (var day = new DateOnly(2026, 1, 1); day.Year < 2029; day = day.AddDays(1))
            Assert.Equal(day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !calendar.IsBankHoliday(day), calendar.IsWorkingDay(day));
        Assert.All(Examples.Seeds.All.Where(s => s.Standard.Law is not null), s => Assert.Same(calendar, s.Standard.Calendar));
    }
}
