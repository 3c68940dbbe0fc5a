using System.Text;
using System.Text.Json;
using Housing.Promises;

namespace Housing.Standards.Tests;

/// <summary><c>./housing due</c>: what it answers, and what it says when it cannot.</summary>
public class DueTests
{
    [Fact]
    public void The_example_of_the_command_lists_what_opens_with_clause_and_rule()      // HAV-REP-08, HAV-REP-27
    {
        var answer = Ask("--landlord", "havering", "--on", "repair.reported", "--fact", "priority=2", "--at", "2026-12-23T16:40Z");
        Assert.Contains("priority=2 is read as priority=priority-2", answer, StringComparison.Ordinal);
        Assert.Contains("""
            HAV-REP-08  A priority two repair is finished within three working days.
              due       by the end of Wednesday 30 December 2026 in London: before 2026-12-31T00:00:00Z
              rule      within 3 working days, counted from the first working day after Wednesday 23 December 2026
                        stepped over bank holidays: Fri 25 Dec 2026, Mon 28 Dec 2026
              clause    002 §6.0 Repairs Service Standards (line 42)
              kept by   repair.completed
            """, answer, StringComparison.Ordinal);
        Assert.Contains("HAV-REP-27", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("HAV-REP-09", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_landlords_own_key_needs_no_reading()
    {
        var loose = Json("--landlord", "havering", "--on", "repair.reported", "--fact", "priority=2", "--at", "2026-12-23T16:40Z");
        var exact = Json("--landlord", "havering", "--on", "repair.reported", "--fact", "priority=priority-2", "--at", "2026-12-23T16:40Z");
        Assert.True(loose.TryGetProperty("notes", out _));
        Assert.False(exact.TryGetProperty("notes", out _));
        Assert.Equal(exact.GetProperty("commitments").GetRawText(), loose.GetProperty("commitments").GetRawText());
        Assert.Equal(["HAV-REP-08", "HAV-REP-27"], Opened(exact));
    }

    [Fact]
    public void The_law_runs_beside_the_landlords_promise_and_each_says_what_it_is()      // OHC-CMP-02, OHO-CMP-05, ENG-CMP-01
    {
        var answer = Json("--landlord", "one-housing", "--on", "complaint.received", "--at", "2026-12-22T17:40Z");
        Assert.Equal(["OHC-CMP-02", "OHO-CMP-05", "ENG-CMP-01", "OHO-CMP-07"], Opened(answer));
        var law = answer.GetProperty("commitments")[2];
        Assert.Equal("Complaint Handling Code 2024, 6.2", law.GetProperty("law").GetString());
        Assert.Equal("2027-01-01T00:00:00.0000000Z", law.GetProperty("due").GetString());
        Assert.Equal(["2026-12-25", "2026-12-28"], law.GetProperty("bankHolidays").EnumerateArray().Select(d => d.GetString()!));
    }

    [Fact]
    public void A_time_in_summer_is_told_on_the_London_clock_and_in_UTC()      // HAV-REP-06
    {
        var answer = Ask("--standard", "HAV-REP-06", "--at", "2026-07-01T22:30:00+01:00");
        Assert.Contains("due       before 02:30 on Thursday 2 July 2026 in London: before 2026-07-02T01:30:00Z", answer, StringComparison.Ordinal);
        Assert.Contains("4 hours, counted from 22:30 on Wednesday 1 July 2026 through nights, weekends and holidays", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OHC-INC-08", "2026-12-24", "by the end of Monday 14 December 2026 in London: before 2026-12-15T00:00:00Z")]      // ten days before the hearing
    [InlineData("HPG-EST-07", "2026-04-24T10:00Z", "by the end of Thursday 30 April 2026 in London: before 2026-04-30T23:00:00Z")]
    [InlineData("HAV-EST-17", "2026-03-01T10:00Z", "by the end of Sunday 12 April 2026 in London: before 2026-04-12T23:00:00Z")]
    [InlineData("HAV-CON-26", "2026-12-24T10:30Z", "at 10:30 on Thursday 24 December 2026 at the latest in London: at 2026-12-24T10:30:00Z")]
    [InlineData("OHC-CMP-02", "2026-12-24T19:00Z", "by the end of Tuesday 29 December 2026 in London: before 2026-12-30T00:00:00Z")]      // after closing, A3
    public void Notices_and_cadences_are_counted_from_the_event_and_from_the_last_time(string standard, string at, string due) =>
        Assert.Contains($"due       {due}", Ask("--standard", standard, "--at", at), StringComparison.Ordinal);

    [Fact]
    public void The_second_of_two_in_a_month_is_followed_by_the_next_month()      // HPG-EST-07
    {
        var answer = Json("--standard", "HPG-EST-07", "--at", "2026-04-24T10:00Z", "--done", "2");
        Assert.Equal("2026-05-31T23:00:00.0000000Z", answer.GetProperty("due").GetString());
    }

    [Fact]
    public void A_notice_is_counted_back_from_the_fact_that_says_when()      // OHC-INC-08
    {
        var said = Ask("--landlord", "one-housing", "--on", "hearing.listed", "--fact", "hearing-on=2026-12-24", "--at", "2026-11-01T09:00Z");
        Assert.Contains("at least 10 days before hearing-on, Thursday 24 December 2026", said, StringComparison.Ordinal);
        var unsaid = Ask("--landlord", "one-housing", "--on", "hearing.listed", "--at", "2026-11-01T09:00Z");
        Assert.Contains("hearing-on is not said, so it is counted from the milestone itself", unsaid, StringComparison.Ordinal);
    }

    [Fact]
    public void Aims_targets_settings_and_unconfirmed_law_are_marked()
    {
        Assert.Contains("published as an aim", Ask("--standard", "HAV-CMP-08", "--at", "2026-11-02T09:00Z"), StringComparison.Ordinal);
        Assert.Contains("target    100 %", Ask("--standard", "OHC-CMP-02", "--at", "2026-11-02T09:00Z"), StringComparison.Ordinal);
        Assert.Contains("nobody published this limit", Ask("--standard", "HAV-EST-04", "--at", "2026-11-02T09:00Z"), StringComparison.Ordinal);
        Assert.Contains("not confirmed", Ask("--standard", "ENG-LET-01", "--at", "2026-11-02T09:00Z"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_runs_past_the_published_bank_holidays_says_so_and_one_that_counts_every_day_has_no_need_to()
    {
        var confirmed = Examples.Seeds.For("havering").Calendar.ConfirmedThrough;
        Assert.Contains("it may still move", Ask("--standard", "HAV-REP-08", "--at", $"{confirmed:yyyy-MM-dd}T12:00Z"), StringComparison.Ordinal);
        Assert.DoesNotContain("it may still move", Ask("--standard", "HAV-REP-08", "--at", $"{confirmed:yyyy}-12-01T12:00Z"), StringComparison.Ordinal);
        Assert.DoesNotContain("it may still move", Ask("--standard", "OHO-REP-18", "--at", $"{confirmed:yyyy-MM-dd}T12:00Z"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_instant_it_is_now() =>
        Assert.Equal(Ask("--standard", "HAV-REP-08", "--at", "2026-11-21T12:00Z"), Ask("--standard", "HAV-REP-08"));

    [Fact]
    public void When_nothing_opens_the_nearest_promise_and_what_it_lacks_come_first()
    {
        var answer = Ask("--landlord", "one-housing", "--on", "item.found", "--fact", "hazardous=maybe", "--at", "2026-12-23T16:40Z");
        Assert.Contains("Nothing opens", answer, StringComparison.Ordinal);
        Assert.Contains("hazardous is maybe, and it asks for true", answer, StringComparison.Ordinal);
        var json = Json("--landlord", "havering", "--on", "repair.reported", "--fact", "priority=1", "--fact", "fault=worktop", "--at", "2026-12-23T16:40Z");
        Assert.Equal(["HAV-REP-06", "HAV-REP-07"], Opened(json));
        var none = Json("--landlord", "havering", "--on", "repair.reported", "--fact", "fault=no-gas", "--at", "2026-12-23T16:40Z");
        List<int> lacking = [.. none.GetProperty("notOpened").EnumerateArray().Select(o => o.GetProperty("because").GetArrayLength())];
        Assert.Equal(1, lacking[0]);
        Assert.Equal(lacking.Order(), lacking);
        Assert.Contains("in force from 2027-04-01", Ask("--landlord", "one-housing", "--on", "information.asked", "--at", "2026-12-23T16:40Z"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--landlord haverin --on repair.reported", "there is no landlord 'haverin' (did you mean 'havering'?)")]
    [InlineData("--landlord havering --on repair.report", "'repair.report' starts no promise of havering (did you mean 'repair.reported'?)")]
    [InlineData("--landlord havering --on repair.completed", "it keeps HAV-ASB-09")]
    [InlineData("--landlord havering --on nomination.received", "though it does of one-housing")]
    [InlineData("--landlord havering --on repair.reported --fact prioritty=2", "asks for the fact 'prioritty' (did you mean 'priority'?); those that start with repair.reported ask for cause, cost-pence, fault")]
    [InlineData("--landlord havering --on repair.reported --fact priority", "not NAME=VALUE")]
    [InlineData("--landlord havering --on repair.reported --fact priority=1 --fact priority=2", "given twice")]
    [InlineData("--landlord havering", "which milestone")]
    [InlineData("--on repair.reported", "which landlord")]
    [InlineData("--standard HAV-REP-8", "did you mean 'HAV-REP-08'?")]
    [InlineData("--standard HAV-REP-10", "has no clock: it is a figure")]
    [InlineData("--standard HAV-CMP-01", "has no clock: it is a way to behave")]
    [InlineData("--standard ENG-HAZ-01 --at 2020-01-01", "in force from 2025-10-27")]
    [InlineData("--standard HAV-REP-08 --at 2026-12-23T16:40", "says no offset; write 2026-12-23T16:40Z")]
    [InlineData("--standard HAV-REP-08 --at yesterday", "“yesterday” is no instant")]
    [InlineData("--standard HAV-REP-08 --at 2026-02-30T10:00Z", "is no instant")]
    [InlineData("--standard HAV-REP-08 --at 2014-12-31T23:59Z", "outside the calendar, which runs from 2015-01-01 to 2100-12-31")]
    [InlineData("--standard HAV-REP-08 --at 2100-12-31T10:00Z", "3 working days after 2100-12-31 is outside the calendar")]
    [InlineData("--standard HAV-REP-08 --done 2", "--done is for cadences; HAV-REP-08 is a deadline")]
    [InlineData("--standard HAV-REP-08 --landlord havering", "have nothing to say")]
    [InlineData("--standrd HAV-REP-08", "'--standrd' is no option here (did you mean '--standard'?)")]
    [InlineData("--standard", "--standard needs a value")]
    [InlineData("--batch --at 2026-12-23T16:40Z", "--at goes into its lines")]
    public void What_cannot_be_answered_says_what_would_be_right(string arguments, string message) =>
        Assert.Contains(message, Assert.Throws<PromisesException>(() => Ask(arguments.Split(' '))).Message, StringComparison.Ordinal);

    private static string[] Opened(JsonElement answer) => [.. answer.GetProperty("commitments").EnumerateArray().Select(c => c.GetProperty("standard").GetString()!)];

    private static JsonElement Json(params string[] arguments)
    {
        using var document = JsonDocument.Parse(Ask([.. arguments, "--json"]));
        return document.RootElement.Clone();
    }

    private static string Ask(params string[] arguments)
    {
        using var output = new MemoryStream();
        var code = DueCommand.Run(["--folder", StandardsFolder.BesideAssemblies, .. arguments], Stream.Null, output, TextWriter.Null, new Noon());
        Assert.Equal(0, code);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Examples.Instant("2026-11-21T12:00Z");
    }
}
