using System.Text;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests.Appointing;

/// <summary>The file as RFC 5545 asks for it, which calendars read more strictly than people.</summary>
public class ICalendarTests
{
    private static readonly Guid Id = Guid.Parse("0198f3a2-22bb-7d4e-9f50-213243546576");
    private static readonly ICalendar Plain = new(
        Id, Sequence: 0, Cancelled: false, "Havering Council", "Repair: Stuck tap", "The team comes.", new(2026, 7, 1, 9, 0, 0, TimeSpan.FromHours(1)), new(2026, 7, 1, 13, 0, 0, TimeSpan.FromHours(1)), Now);

    [Fact]
    public void An_appointment_is_one_event_in_utc_every_line_ended_by_cr_lf() => Assert.Equal(
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Housing//Repairs//EN
        METHOD:PUBLISH
        BEGIN:VEVENT
        UID:0198f3a2-22bb-7d4e-9f50-213243546576
        SEQUENCE:0
        DTSTAMP:20260303T120000Z
        DTSTART:20260701T080000Z
        DTEND:20260701T120000Z
        STATUS:CONFIRMED
        ORGANIZER;CN="Havering Council":invalid:nomail
        SUMMARY:Repair: Stuck tap
        DESCRIPTION:The team comes.
        END:VEVENT
        END:VCALENDAR

        """.ReplaceLineEndings("\r\n"), Plain.ToString());

    [Fact]
    public void A_cancelled_one_is_taken_out_again()
    {
        var text = (Plain with { Cancelled = true, Sequence = 2 }).ToString();
        Assert.All((string[])["METHOD:CANCEL\r\n", "STATUS:CANCELLED\r\n", "SEQUENCE:2\r\n", $"UID:{Id}\r\n"], line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_is_escaped() =>
        Assert.Contains("SUMMARY:Sink\\, bath\\; \\\\ and\\nmore\r\n", (Plain with { Summary = "Sink, bath; \\ and\r\nmore" }).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("🛠")]
    public void Long_lines_are_folded_within_75_octets_and_never_within_a_character(string character)
    {
        var summary = string.Concat(Enumerable.Repeat(character, 200));
        var text = (Plain with { Summary = summary }).ToString();
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains($"SUMMARY:{summary}\r\n", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_quotes_cannot_break_out_of_its_line() =>
        Assert.Contains("ORGANIZER;CN=\"The Good HomesX-EVIL:1\":invalid:nomail\r\n", (Plain with { Organiser = "The \"Good\" Homes\r\nX-EVIL:1" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_number_of_the_event_grows_with_every_change_and_its_name_stays()
    {
        var repair = Appointed();
        var booked = repair.Booked!;
        List<ICalendar> files = [File(repair, booked)];
        repair.With(new RepairMilestone.AppointmentChanged(booked.Id, Now.AddDays(1), Now.AddDays(1).AddHours(2), Place: null, Reason: null, Now));
        files.Add(File(repair, booked));
        repair.With(new RepairMilestone.AppointmentCancelled(booked.Id, "Mended by itself.", Now));
        files.Add(File(repair, booked));

        Assert.Equal([0, 1, 2], files.Select(f => f.Sequence));
        Assert.Equal([false, false, true], files.Select(f => f.Cancelled));
        Assert.Single(files.Select(f => f.Uid).Distinct());
        Assert.Equal((Now.AddDays(1), "Repair: Tap that cannot be turned"), (files[1].StartsAt, files[1].Summary));
        Assert.Contains("Cancelled: Mended by itself.", files[2].Description, StringComparison.Ordinal);
        Assert.DoesNotContain(repair.Description, files[0].Description, StringComparison.Ordinal);
    }

    private static ICalendar File(Repair repair, Appointment appointment) => AppointmentCalendar.Of(repair, appointment, "Havering Council", Policy("havering"), Now);
}
