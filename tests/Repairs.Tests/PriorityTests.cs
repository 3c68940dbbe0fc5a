using System.Globalization;

namespace Housing.Repairs.Tests;

/// <summary>The rows are the landlords' published lists: fault, London day of the report, somebody vulnerable or not, the band.</summary>
public class PriorityTests
{
    [Theory]
    // HAV-REP-16 to HAV-REP-26: the one-day list is priority one (E1).
    [InlineData("no-water", "2026-03-03", false, "priority-1")]             // HAV-REP-16
    [InlineData("no-electricity", "2026-03-03", false, "priority-1")]       // HAV-REP-17
    [InlineData("unsafe-electrics", "2026-03-03", false, "priority-1")]     // HAV-REP-18
    [InlineData("no-gas", "2026-03-03", false, "priority-1")]               // HAV-REP-19
    [InlineData("blocked-flue", "2026-03-03", false, "priority-1")]         // HAV-REP-20
    [InlineData("blocked-drain", "2026-03-03", false, "priority-1")]        // HAV-REP-22
    [InlineData("only-toilet-blocked", "2026-03-03", false, "priority-1")]  // HAV-REP-23
    [InlineData("only-toilet-not-flushing", "2026-03-03", false, "priority-1")]     // HAV-REP-24
    [InlineData("heating-system-leak", "2026-03-03", false, "priority-1")]  // HAV-REP-25
    [InlineData("insecure-entrance", "2026-03-03", false, "priority-1")]    // HAV-REP-26
    // HAV-REP-21 and HAV-REP-30: between 31 October and 1 May excludes both ends (E3), so neither gap nor overlap.
    [InlineData("heating-lost", "2026-10-31", false, "priority-2")]
    [InlineData("heating-lost", "2026-11-01", false, "priority-1")]
    [InlineData("heating-lost", "2026-12-31", false, "priority-1")]
    [InlineData("heating-lost", "2027-01-01", false, "priority-1")]
    [InlineData("heating-lost", "2028-02-29", false, "priority-1")]
    [InlineData("heating-lost", "2026-04-30", false, "priority-1")]
    [InlineData("heating-lost", "2026-05-01", false, "priority-2")]
    [InlineData("heating-lost", "2026-07-15", false, "priority-2")]
    // HAV-REP-28 to HAV-REP-35: the three-day list is priority two.
    [InlineData("part-electricity", "2026-03-03", false, "priority-2")]     // HAV-REP-28
    [InlineData("part-water", "2026-03-03", false, "priority-2")]           // HAV-REP-29
    [InlineData("blocked-sink", "2026-03-03", false, "priority-2")]         // HAV-REP-31
    [InlineData("stuck-tap", "2026-03-03", false, "priority-2")]            // HAV-REP-32
    [InlineData("loose-banister", "2026-03-03", false, "priority-2")]       // HAV-REP-33
    [InlineData("rotten-floor", "2026-03-03", false, "priority-2")]         // HAV-REP-34
    [InlineData("door-entry-phone", "2026-03-03", false, "priority-2")]     // HAV-REP-35
    // HAV-REP-37 to HAV-REP-42: the twenty-eight-day list is priority three.
    [InlineData("other", "2026-03-03", false, "priority-3")]                // HAV-REP-37
    [InlineData("pipe-leak", "2026-03-03", false, "priority-3")]            // HAV-REP-37: the law's day runs beside (E5)
    [InlineData("second-toilet", "2026-03-03", false, "priority-3")]        // HAV-REP-37 (E4)
    [InlineData("door-or-frame", "2026-03-03", false, "priority-3")]        // HAV-REP-38
    [InlineData("worktop", "2026-03-03", false, "priority-3")]              // HAV-REP-39
    [InlineData("window-frame", "2026-03-03", false, "priority-3")]         // HAV-REP-40
    [InlineData("extractor-fan", "2026-03-03", false, "priority-3")]        // HAV-REP-41
    [InlineData("leaking-roof", "2026-03-03", false, "priority-3")]         // HAV-REP-42
    // Havering publishes no raising by need.
    [InlineData("stuck-tap", "2026-03-03", true, "priority-2")]
    public void Havering_goes_by_its_three_lists_and_the_season(string fault, string day, bool vulnerable, string expected) =>
        Check("havering", fault, day, vulnerable, expected);

    [Theory]
    [InlineData("gas-leak", false, "emergency")]                // OHO-REP-17
    [InlineData("uncontrollable-leak", false, "emergency")]
    [InlineData("no-water", false, "emergency")]
    [InlineData("no-electricity", true, "emergency")]
    [InlineData("heating-lost", false, "emergency")]
    [InlineData("only-toilet-blocked", false, "emergency")]
    [InlineData("carbon-monoxide-alarm", false, "emergency")]   // OHO-SAF-16 (C4)
    [InlineData("smoke-alarm", false, "emergency")]             // OHO-SAF-18 (C4)
    [InlineData("dripping-tap", false, "routine")]              // OHO-REP-18
    [InlineData("blocked-sink", true, "routine")]
    [InlineData("leaking-roof", false, "routine")]              // OHO-REP-09
    [InlineData("communal-light", false, "routine")]            // OHO-EST-08: communal repairs within the same times
    [InlineData("other", false, "routine")]
    public void One_Housing_has_emergencies_and_routine_repairs(string fault, bool vulnerable, string expected) =>
        Check("one-housing", fault, "2026-07-15", vulnerable, expected);

    [Theory]
    [InlineData("gas-leak", false, "emergency")]                // HPG-REP-14 is one by HPG-REP-03 (F1)
    [InlineData("uncontrollable-leak", false, "emergency")]     // HPG-REP-13 likewise
    [InlineData("unsafe-structure", false, "emergency")]        // HPG-REP-03
    [InlineData("no-heating", false, "no-heating")]             // HPG-REP-12: in any season
    [InlineData("no-heating-other-fuel", true, "no-heating")]
    [InlineData("part-heating", false, "heating")]              // HPG-REP-18: a partial loss is not HPG-REP-12
    [InlineData("radiator-valve", false, "heating")]            // HPG-REP-18
    [InlineData("room-thermostat", false, "heating")]
    [InlineData("blocked-sink", false, "routine")]              // HPG-REP-05
    [InlineData("guttering", false, "external")]                // HPG-REP-06
    [InlineData("fencing", true, "external")]
    [InlineData("outside-other", false, "external")]            // HPG-REP-06: gutters and fences are examples
    [InlineData("major-works", false, "major")]                 // HPG-REP-07
    [InlineData("other", false, "routine")]
    public void Housing_Plus_has_six_bands_and_no_seasons(string fault, bool vulnerable, string expected)
    {
        Check("housing-plus", fault, "2026-07-15", vulnerable, expected);
        Check("housing-plus", fault, "2026-12-15", vulnerable, expected);
    }

    [Theory]
    [InlineData("gas-leak", false, "emergency")]                // ROS-REP-07
    [InlineData("no-water", true, "emergency")]
    [InlineData("heating-lost", false, "urgent")]               // ROS-REP-04
    [InlineData("heating-lost", true, "emergency")]             // ROS-REP-03
    [InlineData("only-toilet-blocked", true, "emergency")]      // ROS-REP-03
    [InlineData("part-electricity", true, "emergency")]         // ROS-REP-03
    [InlineData("leaking-roof", true, "urgent")]
    [InlineData("loose-banister", false, "non-urgent")]         // ROS-REP-05
    [InlineData("loose-banister", true, "urgent")]              // ROS-REP-03
    [InlineData("dripping-tap", true, "urgent")]                // ROS-REP-03
    [InlineData("kitchen-unit", true, "non-urgent")]
    [InlineData("other", false, "non-urgent")]
    public void Rosebery_raises_a_priority_by_need(string fault, bool vulnerable, string expected) =>
        Check("rosebery", fault, "2026-07-15", vulnerable, expected);

    [Theory]
    [InlineData("one-housing")]
    [InlineData("havering")]
    [InlineData("housing-plus")]
    [InlineData("rosebery")]
    public void No_need_lowers_a_priority_on_any_day_of_a_leap_year(string landlord)
    {
        var policy = Examples.Policy(landlord);
        foreach (var fault in policy.Faults)
        {
            for (var day = new DateOnly(2028, 1, 1); day.Year == 2028; day = day.AddDays(1))
            {
                var (with, without) = (PriorityDecision.Decide(policy, fault, day, true), PriorityDecision.Decide(policy, fault, day, false));
                Assert.False(policy.IsMoreUrgent(without, with), $"{landlord} {fault.Key} on {day} falls from {without} to {with}");
            }
        }
    }

    private static void Check(string landlord, string fault, string day, bool vulnerable, string expected)
    {
        var policy = Examples.Policy(landlord);
        Assert.Equal(expected, PriorityDecision.Decide(policy, policy.Find(fault)!, DateOnly.Parse(day, CultureInfo.InvariantCulture), vulnerable));
    }
}
