using System.Collections.Concurrent;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Housing.Standards.Tests;

/// <summary>What comes again and again, against a walk through the days; and worked examples.</summary>
public class CadenceTests
{
    // A Monday. The doings are days after it; the last number is how many days later it is looked at.
    private static readonly DateOnly Begin = new(2019, 1, 7);
    private static readonly DateOnly LastDoing = new(2025, 12, 31);       // what is due after it, 800 days later too, lies within the listed bank holidays
    private static readonly ConcurrentDictionary<string, StandardsBook> Books = new(StringComparer.Ordinal);

    [Fact]
    public void So_long_after_the_last_one_whether_done_early_late_or_not_at_all() =>
        ForAllDoings(Gen.Elements("3 days", "2 weeks", "1 month", "1 year", "10 working days", "1 working day"), (every, days, now) =>
            Same($"\"{every}\"", days, now, Walk(days, now, (from, times) => Reference.After(from, every, times))));

    [Fact]
    public void Done_early_enough_the_date_stays() =>
        ForAllDoings(Gen.Elements(2, 3, 12), (months, days, now) =>
            Same($$"""{ "period": "{{months}} months", "keepsDate": "1 month" }""", days, now, Walk(
                days, now, (from, times) => Reference.MonthsOn(from, months * times), (done, due) => done >= Reference.MonthsBack(due, 1) ? due : done)));

    [Fact]
    public void Every_so_many_calendar_months() =>
        ForAllDoings(Gen.Choose(1, 5), (apart, days, now) =>
            Same($$"""{ "monthsApart": {{apart}} }""", days, now, Walk(
                days, now, (from, times) => LastOfMonth(Reference.MonthsOn(new DateOnly(from.Year, from.Month, 1), apart * times)))));

    [Fact]
    public void So_many_times_within_each_of_some_months() =>
        ForAllDoings(Gen.Choose(1, 3).SelectMany(times => Gen.Elements("3,10", "4,5,6,7,8,9", "2", "8", "1,2,3,4,5,6,7,8,9,10,11,12").Select(months => (times, months))), (of, days, now) =>
        {
            var asked = of.months.Split(',').Select(m => int.Parse(m, CultureInfo.InvariantCulture)).ToHashSet();
            return Same($$"""{ "months": [{{of.months}}], "times": {{of.times}} }""", days, now, PerPeriod(
                days, now, of.times, day => asked.Contains(day.Month), day => day.Day == 1, LastOfMonth));
        });

    [Fact]
    public void So_many_times_within_each_year() =>
        ForAllDoings(Gen.Choose(1, 4), (times, days, now) =>
            Same($$"""{ "year": { "times": {{times}} } }""", days, now, PerPeriod(days, now, times, _ => true, day => day.DayOfYear == 1, day => new DateOnly(day.Year, 12, 31))));

    [Fact]
    public void By_a_day_of_the_year() =>
        ForAllDoings(Gen.Elements("02-29", "09-30", "01-01", "12-31"), (by, days, now) =>
            Same($$"""{ "by": "{{by}}" }""", days, now, ByDay(days, now, by, "01-01")));

    [Fact]
    public void By_a_day_of_a_year_that_begins_on_another() =>
        ForAllDoings(Gen.Elements("02-29", "09-30", "01-01", "12-31").SelectMany(by => Gen.Elements("10-01", "04-01", "03-01", "12-31", "01-01").Select(from => (by, from))), (of, days, now) =>
            Same($$"""{ "by": "{{of.by}}", "from": "{{of.from}}" }""", days, now, ByDay(days, now, of.by, of.from)));

    [Theory]
    [InlineData("\"1 week\"", "2026-10-19", "2026-10-27T00:00Z")]                               // the clocks go back in between
    [InlineData("\"1 year\"", "2028-02-29", "2029-03-01T00:00Z")]                               // 29 February
    [InlineData("\"1 month\"", "2027-01-31", "2027-03-01T00:00Z")]
    [InlineData("\"10 working days\"", "2026-12-18", "2027-01-07T00:00Z")]                      // over Christmas
    [InlineData("\"10 working days\"", "2027-03-19", "2027-04-06T23:00Z")]                      // over Easter
    [InlineData("{\"by\":\"02-29\"}", "2027-02-10", "2028-03-01T00:00Z")]                       // OHO-LSE-24: the end of February in a leap year
    [InlineData("{\"by\":\"02-29\"}", "2028-02-10", "2029-03-01T00:00Z")]                       // … and in another
    [InlineData("{\"by\":\"09-30\"}", "2026-09-30", "2027-09-30T23:00Z")]                       // OHO-LSE-25
    [InlineData("{\"by\":\"02-29\",\"from\":\"10-01\"}", "2026-09-30", "2027-02-28T24:00Z")]     // late, and the next one is due all the same
    [InlineData("{\"by\":\"02-29\",\"from\":\"10-01\"}", "2026-10-01", "2028-02-29T24:00Z")]     // OHO-LSE-24: in autumn it is the next February's
    [InlineData("{\"by\":\"02-29\",\"from\":\"10-01\"}", "2027-02-28", "2028-02-29T24:00Z")]
    [InlineData("{\"by\":\"09-30\",\"from\":\"04-01\"}", "2027-03-31", "2027-09-30T23:00Z")]     // OHO-LSE-25: half a year late is the last one's
    [InlineData("{\"by\":\"09-30\",\"from\":\"04-01\"}", "2027-04-01", "2028-09-30T23:00Z")]
    [InlineData("{\"months\":[2],\"times\":1}", "2027-02-03", "2028-03-01T00:00Z")]             // HPG-EST-10: hedges in February
    [InlineData("{\"months\":[3,10],\"times\":1}", "2026-10-09", "2027-03-31T23:00Z")]          // HPG-EST-06: grass in March and October
    [InlineData("{\"months\":[4,5,6,7,8,9],\"times\":2}", "2026-04-09", "2026-04-30T23:00Z")]   // HPG-EST-07: the second cut of April
    [InlineData("{\"months\":[4,5,6,7,8,9],\"times\":2}", "2026-10-09", "2027-04-30T23:00Z")]   // … out of season
    [InlineData("{\"monthsApart\":2}", "2026-12-24", "2027-02-28T24:00Z")]                      // HPG-EST-13: alternate months
    [InlineData("{\"year\":{\"times\":2}}", "2026-05-05", "2026-12-31T24:00Z")]                 // HPG-EST-14: twice a year
    public void After_the_first_one_the_next_is_due(string every, string done, string due)
    {
        var first = DateOnly.ParseExact(done, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var round = Run(every, [Noon(first)], Noon(first));
        var expected = due.EndsWith("24:00Z", StringComparison.Ordinal) ? Examples.Instant(due.Replace("24:00Z", "00:00Z", StringComparison.Ordinal)).AddDays(1) : Examples.Instant(due);
        Assert.Equal((expected, Outcome.Open), (Assert.Single(round.Commitments).DueAt, round.Commitments[0].Outcome));
    }

    [Theory]
    [InlineData("leasehold", "2026-11-03", "OHO-LSE-24 2027-02-28", "OHO-LSE-25 2027-09-30")]
    [InlineData("leasehold", "2027-02-28", "OHO-LSE-24 2027-02-28", "OHO-LSE-25 2027-09-30")]
    [InlineData("leasehold", "2027-03-01", "OHO-LSE-24 2028-02-29", "OHO-LSE-25 2027-09-30")]
    [InlineData("leasehold", "2027-03-31", "OHO-LSE-24 2028-02-29", "OHO-LSE-25 2027-09-30")]
    [InlineData("leasehold", "2027-04-01", "OHO-LSE-24 2028-02-29", "OHO-LSE-25 2028-09-30")]      // nothing was spent on it in the year that ended
    public void A_new_lease_is_owed_the_first_that_is_about_it_OHO_LSE_24_OHO_LSE_25(string tenure, string started, params string[] owed)
    {
        var lease = new Case(Examples.Seeds, "one-housing", "income");
        var milestone = new Milestone("tenancy.started", Noon(DateOnly.ParseExact(started, "yyyy-MM-dd", CultureInfo.InvariantCulture)), Facts.Of(("tenure", tenure), ("account", "lease")));
        lease.Take(milestone, milestone.At);

        Assert.Equal(owed, lease.Commitments.Where(c => c.StandardId is "OHO-LSE-24" or "OHO-LSE-25").Select(c => $"{c.StandardId} {London.DayOf(c.DueAt.AddTicks(-1)):yyyy-MM-dd}").Order(StringComparer.Ordinal));
        Assert.Equal(owed, Examples.Seeds.Match("one-housing", milestone).Where(m => m.Standard.Id is "OHO-LSE-24" or "OHO-LSE-25").Select(m => $"{m.Standard.Id} {London.DayOf(m.Due.AddTicks(-1)):yyyy-MM-dd}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_estimate_each_November_keeps_every_Februarys_promise_OHO_LSE_24()
    {
        var lease = new Case(Examples.Seeds, "one-housing", "income");
        lease.Take(new Milestone("tenancy.started", Noon(new(2026, 5, 4)), Facts.Of(("tenure", "leasehold"), ("account", "lease"))), Noon(new(2026, 5, 4)));
        foreach (var day in new DateOnly[] { new(2026, 11, 20), new(2027, 12, 1), new(2029, 3, 5), new(2029, 11, 20) })
            lease.Take(new Milestone("estimate.issued", Noon(day), Facts.Of(("account", "lease"))), Noon(day));

        Assert.Equal(
            ["2027-02-28 Met", "2028-02-29 Met", "2029-02-28 Missed", "2030-02-28 Met", "2031-02-28 Open"],
            lease.Commitments.Where(c => c.StandardId == "OHO-LSE-24").OrderBy(c => c.DueAt).Select(c => $"{London.DayOf(c.DueAt.AddTicks(-1)):yyyy-MM-dd} {c.Outcome}"));
    }

    [Fact]
    public void A_weekly_round_left_undone_for_a_year_is_missed_fifty_two_times_and_one_doing_ends_that()
    {
        var now = Noon(Begin.AddDays(365));
        var round = Run("\"1 week\"", [Noon(Begin)], now);
        Assert.Equal((52, 1), (round.Commitments.Count(c => c.Outcome == Outcome.Missed), round.Commitments.Count(c => c.Outcome == Outcome.Open)));
        round.CatchUp(now);
        Assert.Equal(53, round.Commitments.Count);

        round.Take(new Milestone("round.done", now, Facts.None));
        Assert.Equal(52, round.Commitments.Count(c => c.Outcome == Outcome.Missed));
        var open = Assert.Single(round.Commitments, c => c.Outcome == Outcome.Open);
        Assert.Equal((now, 0), (open.StartedAt, open.Occurrence));
        Assert.DoesNotContain(round.Commitments, c => c.Outcome == Outcome.Met);       // what is done late is not the next one done in time as well
    }

    [Fact]
    public void A_gas_check_up_to_two_months_early_keeps_its_anniversary_and_one_that_is_late_does_not()      // OHO-SAF-02, HPG-SAF-03, ENG-GAS-01
    {
        Assert.Equal("2027-06-10", NextCheck("2025-06-10", "2026-04-10"));        // two months early to the day
        Assert.Equal("2027-06-10", NextCheck("2025-06-10", "2026-06-10"));        // on the day
        Assert.Equal("2027-04-09", NextCheck("2025-06-10", "2026-04-09"));        // a day too early for that
        Assert.Equal("2027-06-12", NextCheck("2025-06-10", "2026-06-12"));        // late: counted from when it was done
        Assert.Equal("2028-04-20", NextCheck("2025-06-10", "2027-04-20"));        // a year late is not two months early
        Assert.Equal("2028-06-10", NextCheck("2025-06-10", "2026-04-20", "2027-04-20"));
        Assert.Equal("2027-02-28", NextCheck("2024-02-29", "2025-01-15", "2026-01-15"));
    }

    private static string NextCheck(params string[] done)
    {
        var checks = done.Select(day => Noon(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture))).ToList();
        var home = new Case(Examples.Seeds, "one-housing", "estates");
        foreach (var check in checks)
            home.Take(new Milestone("gas.checked", check, Facts.None), checks[^1]);
        var next = home.Commitments.Where(c => c is { StandardId: "OHO-SAF-02" or "ENG-GAS-01", Outcome: Outcome.Open }).Select(c => c.DueAt).ToHashSet();
        return $"{London.DayOf(Assert.Single(next).AddTicks(-1)):yyyy-MM-dd}";
    }

    [Fact]
    public void A_cut_out_of_season_is_neither_of_the_ones_promised()      // HPG-EST-06 beside HPG-EST-07, HPG-EST-10
    {
        var home = new Case(Examples.Seeds, "housing-plus", "estates");
        foreach (var day in (string[])["2026-03-10", "2026-04-07", "2026-04-21", "2026-05-05", "2026-05-19"])
            home.Take("grass.cut", Examples.Instant($"{day}T09:00Z"));
        Assert.Equal(["HPG-EST-06 2026-11-01T00:00 Open"], home.Outcomes().Where(o => o.StartsWith("HPG-EST-06", StringComparison.Ordinal)));
        Assert.Equal(
            ["2026-04-30T23:00 Met", "2026-04-30T23:00 Met", "2026-05-31T23:00 Met", "2026-05-31T23:00 Met", "2026-06-30T23:00 Open"],
            home.Outcomes().Where(o => o.StartsWith("HPG-EST-07", StringComparison.Ordinal)).Select(o => o[11..]));
    }

    [Fact]
    public void A_round_ends_with_its_case_and_begins_again_when_that_begins_again()       // OHO-ASB-27
    {
        var report = new Case(Examples.Seeds, "one-housing", "tenancy");
        report.Take("asb.plan-agreed", Examples.Instant("2026-11-02T10:00Z"));
        report.Take("asb.reviewed", Examples.Instant("2026-11-10T10:00Z"));
        report.Take("asb.closed", Examples.Instant("2026-11-12T10:00Z"));
        report.Take("asb.reviewed", Examples.Instant("2026-11-13T10:00Z"));       // a look back, nothing owed
        report.CatchUp(Examples.Instant("2027-01-12T10:00Z"));
        Assert.Equal(["2026-11-17T00:00 Met", "2026-11-25T00:00 Cancelled"], report.Outcomes().Select(o => o[11..]));

        report.Take("asb.plan-agreed", Examples.Instant("2027-01-13T10:00Z"));
        Assert.Equal("OHO-ASB-27 2027-01-28T00:00 Open", report.Outcomes().Last());
    }

    [Theory]
    [InlineData("rosebery", "ENG-INC-01", "account.opened", "statement.issued")]
    [InlineData("one-housing", "OHC-INC-01", "tenancy.started", "statement.issued")]
    [InlineData("one-housing", "OHO-INC-10", "tenancy.started", "statement.issued")]
    [InlineData("one-housing", "OHO-LSE-18", "tenancy.started", "homeowner-statement.issued")]
    [InlineData("one-housing", "OHO-LSE-24", "tenancy.started", "estimate.issued")]
    [InlineData("rosebery", "ROS-INC-06", "account.opened", "charge-schedule.issued")]
    public void Nobody_is_owed_another_statement_after_the_tenancy(string landlord, string id, string begins, string issued)
    {
        var account = new Case(Examples.Seeds, landlord, "income");
        Fact tenure = id.StartsWith("OHO-LSE", StringComparison.Ordinal) ? "leasehold" : "assured";
        account.Take(begins, Examples.Instant("2026-01-05T10:00Z"), ("tenure", tenure));
        account.Take(issued, Examples.Instant("2026-02-09T10:00Z"), ("tenure", tenure));
        account.Take("tenancy.ended", Examples.Instant("2026-02-16T10:00Z"));
        account.Take(issued, Examples.Instant("2026-02-20T10:00Z"), ("tenure", tenure));       // the last one
        account.CatchUp(Examples.Instant("2028-01-05T10:00Z"));
        Assert.Contains(account.Commitments, c => c.StandardId == id);
        Assert.DoesNotContain(account.Commitments, c => c.StandardId == id && (c.Outcome is Outcome.Open or Outcome.Missed));
    }

    [Fact]
    public void A_new_version_takes_over_with_the_first_doing_on_its_days_and_nothing_of_the_old_one_is_lost()       // ENG-ELE-01
    {
        var home = new Case(Examples.Seeds, "rosebery", "estates");
        var before = Examples.Instant("2026-03-02T10:00Z");
        home.Take(new Milestone("electrics.checked", before, Facts.Of(("tenancy", "new"))));
        home.Take("electrics.checked", Examples.Instant("2030-05-03T10:00Z"));
        var clocks = home.Commitments.Where(c => c.StandardId == "ENG-ELE-01").Select(c => (c.StandardVersion, c.Outcome, Day: $"{c.DueAt:yyyy-MM-dd}"));
        Assert.Equal([(1, Outcome.Met, "2031-03-03"), (2, Outcome.Open, "2035-05-03")], clocks);
        Assert.Empty(home.CatchUp(Examples.Instant("2030-06-01T10:00Z")).Changes);
    }

    [Fact]
    public void The_specific_round_stands_instead_of_the_general_one()
    {
        var book = Examples.Book(Examples.File($$"""
            {{Examples.Cadence("\"4 weeks\"")}},
            {{Examples.Cadence("\"1 week\"", ("id", "\"ABC-REP-02\""), ("when", """{"tower":true}"""), ("insteadOf", "\"ABC-REP-01\""))}}
            """));
        var tower = new Milestone("round.done", Noon(Begin), Facts.Of(("tower", true)));
        Assert.Equal(["ABC-REP-02"], Examples.Opened(book, "abc", tower).Select(c => c.StandardId));
        Assert.Equal(["ABC-REP-02"], book.Match("abc", tower).Select(m => m.Standard.Id));
        Assert.Equal(["ABC-REP-01"], Examples.Opened(book, "abc", tower with { Facts = Facts.None }).Select(c => c.StandardId));
    }

    // One doing at noon on each of some days, in any order and each at its time; what comes of it must be what the walk says.
    private static void ForAllDoings<T>(Gen<T> kinds, Func<T, List<DateOnly>, DateOnly, bool> holds)
    {
        var days = Gen.Choose(1, 400).SelectMany(spread => Gen.Choose(0, spread).ListOf()).Select(gaps =>
        {
            var day = Begin;
            return gaps.Take(12).Select(gap => day = day.AddDays(gap)).TakeWhile(d => d <= LastDoing).Prepend(Begin).Distinct().ToList();
        });
        var cases = kinds.SelectMany(kind => days.SelectMany(done => Gen.Choose(0, 800).Select(later => (kind, done, now: done[^1].AddDays(later)))));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(cases.ToArbitrary(), c => holds(c.kind, c.done, c.now)));
    }

    private static bool Same(string every, List<DateOnly> days, DateOnly now, List<(DateOnly Due, Outcome Outcome)> expected)
    {
        var shuffled = days.OrderBy(day => (day.DayNumber * 7919L) % 101).Select(Noon);
        var atOnce = Run(every, shuffled, Noon(now));
        var oneByOne = new Case(Books.GetOrAdd(every, e => Examples.Book(Examples.File(Examples.Cadence(e)))), "abc");
        foreach (var day in days)
        {
            oneByOne.CatchUp(Noon(day).AddHours(-1));
            oneByOne.Take("round.done", Noon(day));
        }

        oneByOne.CatchUp(Noon(now));
        var wanted = string.Join(' ', expected.Order().Select(e => $"{e.Due:yyyy-MM-dd}:{e.Outcome}"));
        return Told(atOnce, Noon(now)) == wanted && Told(oneByOne, Noon(now)) == wanted ? true
            : throw new InvalidOperationException($"{every} done on {string.Join(' ', days)} by {now}:\n   wanted {wanted}\n  at once {Told(atOnce, Noon(now))}\none by one {Told(oneByOne, Noon(now))}");
    }

    private static string Told(Case round, DateTimeOffset now) => string.Join(' ', round.Commitments.Where(c => c.Outcome != Outcome.Cancelled)
        .Select(c => (Due: London.DayOf(c.DueAt.AddTicks(-1)), Outcome: c.OutcomeAt(now))).Order().Select(c => $"{c.Due:yyyy-MM-dd}:{c.Outcome}"));

    private static Case Run(string every, IEnumerable<DateTimeOffset> done, DateTimeOffset now)
    {
        var round = new Case(Books.GetOrAdd(every, e => Examples.Book(Examples.File(Examples.Cadence(e)))), "abc");
        foreach (var at in done)
            round.Take(new Milestone("round.done", at, Facts.None), now);
        return round;
    }

    private static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.Zero);

    // Day by day: done, it is counted from there; a day it was due on and is over without, one more miss.
    private static List<(DateOnly, Outcome)> Walk(List<DateOnly> days, DateOnly now, Func<DateOnly, int, DateOnly> due, Func<DateOnly, DateOnly, DateOnly>? keeps = null)
    {
        var outcomes = new List<(DateOnly, Outcome)>();
        var (from, missed) = (days[0], 0);
        for (var day = days[0]; day <= now; day = day.AddDays(1))
        {
            var next = due(from, missed + 1);
            if (day != days[0] && days.Contains(day))
            {
                if (missed == 0)
                    outcomes.Add((next, Outcome.Met));
                from = missed == 0 && keeps is not null ? keeps(day, next) : day;
                missed = 0;
            }
            else if (day == next && day < now)
            {
                outcomes.Add((next, Outcome.Missed));
                missed++;
            }
        }

        outcomes.Add((due(from, missed + 1), Outcome.Open));
        return outcomes;
    }

    // Day by day: what a month or year asks for and did not get by its last day is missed; what it got beyond that is nothing.
    private static List<(DateOnly, Outcome)> PerPeriod(List<DateOnly> days, DateOnly now, int times, Func<DateOnly, bool> asks, Func<DateOnly, bool> begins, Func<DateOnly, DateOnly> last)
    {
        var outcomes = new List<(DateOnly, Outcome)>();
        var owed = asks(days[0]) ? times - 1 : 0;
        for (var day = days[0].AddDays(1); day <= now || owed == 0; day = day.AddDays(1))
        {
            if (begins(day) && asks(day))
                owed = times;
            if (owed > 0 && day <= now && days.Contains(day))
            {
                outcomes.Add((last(day), Outcome.Met));
                owed--;
            }

            for (; day < now && day == last(day) && owed > 0; owed--)
                outcomes.Add((day, Outcome.Missed));
            if (day >= now && owed > 0)
            {
                outcomes.Add((last(day), Outcome.Open));
                return outcomes;
            }
        }

        outcomes.Add((last(now), Outcome.Open));
        return outcomes;
    }

    // Day by day: a year that begins owes it again, whatever came before.
    private static List<(DateOnly, Outcome)> ByDay(List<DateOnly> days, DateOnly now, string by, string from)
    {
        var outcomes = new List<(DateOnly, Outcome)>();
        var owed = false;
        for (var day = days[0].AddDays(1); ; day = day.AddDays(1))
        {
            owed |= IsThe(from, day);
            if (owed && day <= now && days.Contains(day))
            {
                outcomes.Add((Ahead(day, by), Outcome.Met));
                owed = false;
            }

            if (owed && IsThe(by, day))
            {
                outcomes.Add((day, day < now ? Outcome.Missed : Outcome.Open));
                if (day >= now)
                    return outcomes;
                owed = false;
            }
        }
    }

    private static bool IsThe(string monthAndDay, DateOnly day) => monthAndDay == "02-29" ? day.Month == 2 && day.AddDays(1).Month == 3 : $"{day:MM-dd}" == monthAndDay;

    private static DateOnly Ahead(DateOnly day, string by)
    {
        while (!IsThe(by, day))
            day = day.AddDays(1);
        return day;
    }

    private static DateOnly LastOfMonth(DateOnly day)
    {
        while (day.AddDays(1).Month == day.Month)
            day = day.AddDays(1);
        return day;
    }
}
