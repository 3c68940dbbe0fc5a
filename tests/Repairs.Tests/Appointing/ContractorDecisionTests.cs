using Housing.Standards;
using static Housing.Repairs.Tests.Appointing.DiaryExamples;

namespace Housing.Repairs.Tests.Appointing;

/// <summary>Who comes, by kind of work, place and hour.</summary>
public class ContractorDecisionTests
{
    [Theory]
    // OHO-REP-02: who lives in Berkshire has the partner there, for everything and at every hour.
    [InlineData("dripping-tap", "routine", "RG12 1AB", "2026-03-03 12:00", "housing-solutions", false)]
    [InlineData("dripping-tap", "routine", "SL1 2CD", "2026-03-01 03:00", "housing-solutions", false)]
    [InlineData("gas-leak", "emergency", "RG1 7XX", "2026-03-03 12:00", "housing-solutions", false)]
    [InlineData("gas-leak", "emergency", "RG1 7XX", "2026-03-03 22:00", "housing-solutions", true)]
    // And nobody else: R and S are no areas of its, nor is a home without a postcode there.
    [InlineData("dripping-tap", "routine", "S1 2CD", "2026-03-03 12:00", "repairs-team", false)]
    [InlineData("dripping-tap", "routine", "N7 9AB", "2026-03-03 12:00", "repairs-team", false)]
    [InlineData("dripping-tap", "routine", null, "2026-03-03 12:00", "repairs-team", false)]
    public void In_Berkshire_One_Housings_partner_comes(string fault, string priority, string? postcode, string at, string contractor, bool outOfHours)
    {
        var order = Decide("one-housing", fault, priority, postcode, at);
        Assert.Equal((contractor, outOfHours), (order.Contractor, order.OutOfHours));
        Assert.Equal(contractor == "housing-solutions" ? "OHO-REP-02" : null, order.Clause);
    }

    [Theory]
    // OHO-CON-11: from 08:00 to 18:00, on Wednesdays from 09:00, bank holidays closed. OHO-REP-04, OHO-REP-03, OHO-REP-10, OHC-REP-01: an emergency at any other time.
    [InlineData("2026-03-03 07:59", true)]
    [InlineData("2026-03-03 08:00", false)]
    [InlineData("2026-03-03 17:59", false)]
    [InlineData("2026-03-03 18:00", true)]
    [InlineData("2026-03-04 08:30", true)]
    [InlineData("2026-03-04 09:00", false)]
    [InlineData("2026-03-07 12:00", true)]      // a Saturday
    [InlineData("2026-04-03 12:00", true)]      // Good Friday
    [InlineData("2026-12-28 12:00", true)]      // Boxing Day was a Saturday
    [InlineData("2028-02-29 03:00", true)]      // a leap day's night
    [InlineData("2028-02-29 12:00", false)]
    [InlineData("2026-03-29 01:30", true)]      // the hour that spring leaves out
    [InlineData("2026-10-25 01:30", true)]      // the hour that autumn repeats
    public void An_emergency_of_One_Housing_goes_out_of_hours_when_its_offices_are_closed(string at, bool outOfHours)
    {
        var order = Decide("one-housing", "no-electricity", "emergency", "N7 9AB", at);
        Assert.Equal((outOfHours, outOfHours ? "night-and-weekend" : "repairs-team"), (order.OutOfHours, order.Contractor));
        Assert.Equal(outOfHours ? "OHO-REP-04" : null, order.Clause);
        Assert.Equal(Clock(at), order.At);
    }

    [Theory]
    // HAV-REP-05, HPG-REP-20 and, for Rosebery's four hours, ROS-REP-07.
    [InlineData("havering", "no-water", "priority-1", "emergency-service", "HAV-REP-05")]
    [InlineData("housing-plus", "unsafe-electrics", "emergency", "out-of-hours", "HPG-REP-20")]
    [InlineData("housing-plus", "no-heating", "no-heating", "out-of-hours", "HPG-REP-20")]       // six hours (HPG-REP-12) do not wait for the morning
    [InlineData("rosebery", "no-water", "emergency", "on-call", "ROS-REP-07")]
    [InlineData("one-housing", "no-water", "emergency", "night-and-weekend", "OHO-REP-04")]
    public void Every_landlords_emergencies_are_answered_at_night_and_on_Christmas_Day(string landlord, string fault, string priority, string contractor, string clause)
    {
        foreach (var at in (string[])["2026-03-01 03:00", "2026-12-25 12:00", "2026-03-03 19:00"])
        {
            var order = Decide(landlord, fault, priority, "RM1 3BD", at);
            Assert.Equal((contractor, true, clause), (order.Contractor, order.OutOfHours, order.Clause));
        }

        Assert.False(Decide(landlord, fault, priority, "RM1 3BD", "2026-03-03 12:00").OutOfHours);
    }

    [Theory]
    [InlineData("one-housing", "dripping-tap", "routine", "repairs-team", "water")]
    [InlineData("havering", "dripping-tap", "priority-3", "council-repairs", "water")]
    [InlineData("housing-plus", "guttering", "external", "property-services", "building")]
    [InlineData("rosebery", "heating-lost", "urgent", "repairs-team", "gas")]
    public void What_is_no_emergency_waits_for_the_working_day_A3(string landlord, string fault, string priority, string contractor, string team)
    {
        var night = Decide(landlord, fault, priority, "RM1 3BD", "2026-03-01 03:00");
        Assert.Equal((contractor, team, false), (night.Contractor, night.Team, night.OutOfHours));
        Assert.Contains("when the offices open", night.Why, StringComparison.Ordinal);
        Assert.True(night.SameAs(Decide(landlord, fault, priority, "RM1 3BD", "2026-03-03 12:00")));
    }

    [Theory]
    [InlineData("one-housing")]
    [InlineData("havering")]
    [InlineData("housing-plus")]
    [InlineData("rosebery")]
    public void Every_fault_has_somebody_who_comes_at_every_hour_and_place(string landlord)
    {
        var policy = Examples.Policy(landlord);
        foreach (var fault in policy.Faults)
        {
            foreach (var (at, postcode) in new[] { ("2026-03-03 12:00", "RG1 1AA"), ("2026-03-03 23:00", "RM1 3BD"), ("2026-12-25 12:00", (string?)null) })
            {
                var order = Decide(landlord, fault.Key, fault.Priority, postcode, at);
                var contractor = policy.Diary!.Find(order.Contractor)!;
                Assert.True(contractor.Covers(postcode) && contractor.TeamFor(order.Trade)!.Key == order.Team, $"{fault.Key} at {at}: {order}");
                Assert.StartsWith(contractor.Name, order.Why, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("one-housing")]
    [InlineData("havering")]
    [InlineData("housing-plus")]
    [InlineData("rosebery")]
    public void The_offices_close_when_the_landlords_calendar_says(string landlord) =>
        Assert.All(DiaryOf(landlord).OfficeHours.Open, open => Assert.Equal(CalendarOf(landlord).Closes, open.To));

    [Theory]
    [InlineData("RG", "RG1 2AB", true)]
    [InlineData("RG", "RG12 2AB", true)]
    [InlineData("R", "RG1 2AB", false)]
    [InlineData("RM1", "RM1 3BD", true)]
    [InlineData("RM1", "RM10 3BD", false)]
    [InlineData("EC1A", "EC1A 1BB", true)]
    public void An_area_is_the_letters_of_a_postcode_and_a_district_all_before_its_space(string area, string postcode, bool holds) =>
        Assert.Equal(holds, (ByDay with { Areas = [area] }).Covers(postcode));

    private static Order Decide(string landlord, string fault, string priority, string? postcode, string at) =>
        ContractorDecision.Decide(DiaryOf(landlord), CalendarOf(landlord), fault, priority, postcode, Clock(at));
}
