namespace Housing.Standards.Tests;

/// <summary>What other systems are known to get wrong about clocks.</summary>
public class MistakesTests
{
    [Fact]
    public void Five_working_days_from_23_December_2026_end_with_4_January_2027()      // a list of bank holidays that ran out answers 30 December
    {
        var due = new Limit(5, LimitUnit.WorkingDays).Due(Examples.Instant("2026-12-23T10:00Z"), Reference.Calendar);
        Assert.Equal(Examples.Instant("2027-01-05T00:00Z"), due);
        Assert.Equal(new DateOnly(2027, 1, 4), London.DayOf(due.AddTicks(-1)));
    }

    [Fact]
    public void A_clock_past_the_last_confirmed_year_is_answered_and_says_so()
    {
        var calendar = Examples.Seeds.For("havering").Calendar;
        var confirmed = new Limit(5, LimitUnit.WorkingDays).Due(Examples.Instant("2028-12-15T10:00Z"), calendar);
        var unconfirmed = new Limit(5, LimitUnit.WorkingDays).Due(Examples.Instant("2028-12-22T10:00Z"), calendar);
        Assert.Equal((Examples.Instant("2028-12-23T00:00Z"), true), (confirmed, calendar.Confirms(confirmed)));
        Assert.Equal((Examples.Instant("2029-01-04T00:00Z"), false), (unconfirmed, calendar.Confirms(unconfirmed)));       // 1 January 2029 is a holiday by rule all the same
    }

    [Theory]
    // The draft's 14 and 7 days, or calendar days, would all end at other instants.
    [InlineData("hazard.noticed", "significant", "ENG-HAZ-01", "10 working days")]
    [InlineData("hazard.investigated", "significant", "ENG-HAZ-02", "3 working days")]
    [InlineData("hazard.investigated", "significant", "ENG-HAZ-04", "5 working days")]
    [InlineData("hazard.investigated", "significant", "ENG-HAZ-05", "5 working days")]
    [InlineData("hazard.investigated", "significant", "ENG-HAZ-06", "12 weeks")]
    [InlineData("hazard.noticed", "emergency", "ENG-HAZ-07", "24 hours")]
    [InlineData("hazard.noticed", "emergency", "ENG-HAZ-08", "24 hours")]
    public void The_hazards_law_is_the_enacted_one_with_its_date_and_citation(string milestone, string hazard, string id, string limit)
    {
        var standard = Assert.Single(Examples.Seeds.Find(id)!);
        Assert.Equal(($"within {limit}", new DateOnly(2025, 10, 27)), (standard.Timing.ToString(), standard.From));
        Assert.Contains("2025/1042", standard.Law, StringComparison.Ordinal);
        var facts = Facts.Of(("hazard", hazard), ("hazard-kind", "damp-and-mould"));
        Assert.Contains(id, Examples.Opened(Examples.Seeds, "rosebery", new Milestone(milestone, Examples.Instant("2026-11-20T10:00Z"), facts)).Select(c => c.StandardId));
    }

    [Fact]
    public void Stage_one_counts_from_the_acknowledgement_and_stage_two_from_its_own()
    {
        foreach (var (id, on, limit) in (ReadOnlySpan<(string, string, string)>)[
            ("ENG-CMP-01", "complaint.received", "5 working days"), ("ENG-CMP-02", "complaint.acknowledged", "10 working days"),
            ("ENG-CMP-03", "complaint.escalated", "5 working days"), ("ENG-CMP-04", "complaint.escalation-acknowledged", "20 working days")])
        {
            var standard = Assert.Single(Examples.Seeds.Find(id)!);
            Assert.Equal((on, $"within {limit}"), (Assert.Single(standard.On), standard.Timing.ToString()));
        }
    }

    [Fact]
    public void A_gas_check_up_to_two_months_early_keeps_its_anniversary_and_one_on_29_February_its_month()
    {
        var home = new Case(Examples.Seeds, "rosebery", "estates");
        foreach (var day in (string[])["2026-03-20", "2027-01-20", "2028-01-25"])
            home.Take("gas.checked", Examples.Instant($"{day}T12:00Z"));
        Assert.Equal(
            ["2027-03-21T00:00 Met", "2028-03-21T00:00 Met", "2029-03-21T00:00 Open"],
            home.Outcomes().Where(o => o.StartsWith("ENG-GAS-01", StringComparison.Ordinal)).Select(o => o[11..]));
    }

    [Fact]
    public void An_overdue_promise_nobody_has_kept_is_missed_though_nothing_has_happened_since()       // left out, a bad month looks perfect
    {
        var commitment = Assert.Single(Examples.Opened(Examples.Seeds, "one-housing", new Milestone("appeal.received", Examples.Instant("2026-11-20T10:00Z"), Facts.None), "tenancy"));
        Assert.Equal((Outcome.Open, Outcome.Missed), (commitment.Outcome, commitment.OutcomeAt(commitment.DueAt)));
    }

    [Fact]
    public void Nothing_stops_a_clock_but_an_agreement_and_no_clock_ends_without_a_reason()      // time on hold added to the start, "no access" without evidence
    {
        var commitment = Assert.Single(Examples.Opened(Examples.Seeds, "one-housing", new Milestone("appeal.received", Examples.Instant("2026-11-20T10:00Z"), Facts.None), "tenancy"));
        var (due, now) = (commitment.DueAt, Examples.Instant("2026-11-24T10:00Z"));
        Assert.IsType<Decision<CommitmentChange>.Refused>(CommitmentDecisions.Cancel(commitment, now, "officer test", " "));
        Assert.IsType<Decision<CommitmentChange>.Refused>(CommitmentDecisions.Extend(commitment, due.AddDays(5), now, "officer test", null));
        Assert.Equal((due, Outcome.Open), (commitment.DueAt, commitment.Outcome));

        Assert.IsNotType<Decision<CommitmentChange>.Refused>(CommitmentDecisions.Extend(commitment, due.AddDays(5), now, "officer test", "The resident is away until then."));
        Assert.Equal((due.AddDays(5), due, commitment.StartedAt), (commitment.DueAt, commitment.OriginalDueAt, Examples.Instant("2026-11-20T10:00Z")));       // both dates stay on record, and the start
    }

    [Theory]
    [InlineData("2026-11-14T10:00Z", true)]      // listed on the tenth day before the hearing, the papers are due by its end
    [InlineData("2026-11-15T10:00Z", false)]
    public void What_nobody_could_keep_is_excused_and_what_was_missed_stays_missed(string listed, bool couldBeKept)
    {
        var milestone = new Milestone("hearing.listed", Examples.Instant(listed), Facts.Of(("hearing-on", new DateOnly(2026, 11, 24))));
        var commitment = Examples.Opened(Examples.Seeds, "one-housing", milestone, "income").Single(c => c.StandardId == "OHC-INC-08");

        var decision = CommitmentDecisions.Cancel(commitment, Examples.Instant("2026-11-20T10:00Z"), "officer test", "Listed at shorter notice.");

        Assert.Equal(couldBeKept, decision is Decision<CommitmentChange>.Refused);
        Assert.Equal(!couldBeKept, commitment.Outcome == Outcome.Cancelled);
    }

    [Fact]
    public void A_landlords_closures_count_for_every_priority_and_are_its_own_setting()
    {
        const string Closed = """{ "opens": "09:00", "closes": "17:00", "closures": [{ "from": "2026-12-29", "to": "2026-12-31", "why": "Winter closure" }] }""";
        var file = Examples.File(
            $$"""{{Examples.With(("within", "\"1 working day\""), ("when", """{"priority":"urgent"}"""))}}, {{Examples.With(("id", "\"ABC-REP-02\""), ("when", """{"priority":"low"}"""))}}, {{Examples.With(("id", "\"ABC-REP-03\""), ("within", "\"same day\""), ("when", """{"priority":"today"}"""))}}""",
            Closed);
        var open = file.Replace("\"closures\": [{ \"from\": \"2026-12-29\", \"to\": \"2026-12-31\", \"why\": \"Winter closure\" }]", "\"closures\": []", StringComparison.Ordinal);
        foreach (var (priority, closed, otherwise) in (ReadOnlySpan<(string, string, string)>)[
            ("urgent", "2027-01-05T00:00Z", "2026-12-30T00:00Z"), ("low", "2027-01-07T00:00Z", "2027-01-01T00:00Z"), ("today", "2027-01-05T00:00Z", "2026-12-30T00:00Z")])
        {
            Assert.Equal(Examples.Instant(closed), Due(file, priority));
            Assert.Equal(Examples.Instant(otherwise), Due(open, priority));
        }

        DateTimeOffset Due(string text, string priority) => Assert.Single(Examples.Opened(
            Examples.Book(text), "abc", new Milestone("repair.reported", Examples.Instant("2026-12-26T12:00Z"), Facts.Of(("priority", priority))))).DueAt;      // a Saturday
    }

    [Fact]
    public void What_was_reported_on_Saturday_began_on_Saturday()
    {
        var commitment = Assert.Single(Examples.Opened(Examples.Seeds, "one-housing", new Milestone("repair.reported", Examples.Instant("2026-11-21T10:00Z"), Facts.Of(("priority", "routine")))));
        Assert.Equal((Examples.Instant("2026-11-21T10:00Z"), Examples.Instant("2026-12-20T00:00Z")), (commitment.StartedAt, commitment.DueAt));
    }
}
