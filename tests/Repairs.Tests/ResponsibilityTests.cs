using System.Globalization;
using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

/// <summary>The rows are what the landlords have published about who puts what right. "none": an empty home; "away": Tenancy has not answered.</summary>
public class ResponsibilityTests
{
    private static readonly Lazy<StandardsBook> Seeds = new(() => StandardsBook.Read(StandardsFolder.BesideAssemblies));

    public static TheoryData<string> Landlords => ["one-housing", "havering", "housing-plus", "rosebery"];

    [Theory]
    // OHO-LSE-04, OHO-REP-07: inside the home an owner's, a tenant's is the landlord's; a part-owner counts as an owner.
    [InlineData("dripping-tap", Place.InHome, "leasehold", "Homeowner None OHO-LSE-04")]
    [InlineData("dripping-tap", Place.InHome, "shared-ownership", "Homeowner None OHO-LSE-04")]
    [InlineData("dripping-tap", Place.InHome, "secure", "Landlord Mends OHO-REP-18")]
    [InlineData("dripping-tap", Place.InHome, "assured", "Landlord Mends OHO-REP-18")]
    [InlineData("dripping-tap", Place.InHome, "starter", "Landlord Mends OHO-REP-18")]
    [InlineData("gas-leak", Place.InHome, "leasehold", "Homeowner None OHO-LSE-04")]
    // OHO-REP-09: the outside and the shared inside are always the landlord's.
    [InlineData("no-electricity", Place.Communal, "leasehold", "Landlord Mends OHO-REP-09")]
    [InlineData("uncontrollable-leak", Place.Communal, "shared-ownership", "Landlord Mends OHO-REP-09")]
    [InlineData("other", Place.Outside, "leasehold", "Landlord Mends OHO-REP-09")]
    [InlineData("other", Place.Outside, "secure", "Landlord Mends OHO-REP-09")]
    // A fault that can be in one place only is there whatever the reporter says.
    [InlineData("leaking-roof", Place.InHome, "leasehold", "Landlord Mends OHO-REP-09")]
    [InlineData("communal-light", Place.InHome, "leasehold", "Landlord Mends OHO-REP-09")]
    [InlineData("communal-door", Place.InHome, "shared-ownership", "Landlord Mends OHO-REP-09")]
    // C4: the battery is the resident's (OHO-SAF-31), the unit the landlord's (OHO-SAF-16, OHO-SAF-18).
    [InlineData("detector-battery", Place.InHome, "secure", "Resident None OHO-SAF-31")]
    [InlineData("detector-battery", Place.InHome, "leasehold", "Resident None OHO-SAF-31")]
    [InlineData("detector-battery", Place.InHome, "away", "Resident None OHO-SAF-31")]
    [InlineData("detector-battery", Place.Communal, "secure", "Landlord Mends OHO-REP-09")]
    [InlineData("smoke-alarm", Place.InHome, "secure", "Landlord Mends OHO-SAF-18")]
    [InlineData("carbon-monoxide-alarm", Place.InHome, "secure", "Landlord Mends OHO-SAF-16")]
    // Nobody lives there, or on terms that nobody here has heard of: the landlord's.
    [InlineData("dripping-tap", Place.InHome, "none", "Landlord Mends OHO-REP-18")]
    [InlineData("dripping-tap", Place.InHome, "commonhold", "Landlord Mends OHO-REP-18")]
    // While Tenancy is away only what does not turn on the tenure can be said.
    [InlineData("dripping-tap", Place.InHome, "away", "not yet")]
    [InlineData("dripping-tap", Place.Communal, "away", "Landlord Mends OHO-REP-09")]
    [InlineData("leaking-roof", Place.InHome, "away", "Landlord Mends OHO-REP-09")]
    public void One_Housing_owners_answer_for_the_inside_and_the_landlord_for_the_rest(string fault, Place place, string tenure, string expected) =>
        Assert.Equal(expected, Decide("one-housing", fault, place, tenure));

    [Theory]
    // OHO-LSE-10, C9: the first 12 months from the handover of the building, by the London day of the report.
    [InlineData("2026-03-03", "leasehold", Cause.Wear, Place.InHome, "Developer None OHO-LSE-10")]
    [InlineData("2025-03-04", "leasehold", Cause.Wear, Place.InHome, "Developer None OHO-LSE-10")]
    [InlineData("2025-03-03", "leasehold", Cause.Wear, Place.InHome, "Homeowner None OHO-LSE-04")]
    [InlineData("2024-02-29", "leasehold", Cause.Wear, Place.InHome, "Homeowner None OHO-LSE-04")]
    [InlineData("", "leasehold", Cause.Wear, Place.InHome, "Homeowner None OHO-LSE-04")]
    // The builder comes back to a tenant's home as well, and the landlord's times to the tenant stand.
    [InlineData("2025-06-01", "secure", Cause.Wear, Place.InHome, "Developer Mends OHO-LSE-10")]
    [InlineData("2025-06-01", "none", Cause.Wear, Place.InHome, "Developer Mends OHO-LSE-10")]
    [InlineData("2025-06-01", "away", Cause.Wear, Place.InHome, "not yet")]
    // Damage is no defect, and shared areas stay the landlord's (OHO-REP-09).
    [InlineData("2025-06-01", "leasehold", Cause.Resident, Place.InHome, "Homeowner None OHO-LSE-04")]
    [InlineData("2025-06-01", "secure", Cause.Crime, Place.InHome, "Landlord Mends OHO-REP-18")]
    [InlineData("2025-06-01", "leasehold", Cause.Wear, Place.Communal, "Landlord Mends OHO-REP-09")]
    public void In_a_new_building_of_One_Housing_defects_are_the_builders(string handedOver, string tenure, Cause cause, Place place, string expected) =>
        Assert.Equal(expected, Decide("one-housing", "dripping-tap", place, tenure, cause, handedOver is "" ? null : DateOnly.ParseExact(handedOver, "yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-02-28T23:59:59Z", "Developer None OHO-LSE-10")]       // handed over on 1 March 2025
    [InlineData("2026-03-01T00:00:00Z", "Homeowner None OHO-LSE-04")]
    public void The_builders_months_end_with_a_London_day_OHO_LSE_10(string reportedAt, string expected) =>
        Assert.Equal(expected, Decide("one-housing", "dripping-tap", Place.InHome, "leasehold", Cause.Wear, new(2025, 3, 1), at: DateTimeOffset.Parse(reportedAt, CultureInfo.InvariantCulture)));

    [Theory]
    // HAV-REP-14, HAV-REP-44, HAV-REP-47: what the resident damaged is theirs; the council acts on request at a charge.
    [InlineData("stuck-tap", Place.InHome, Cause.Resident, "Resident None HAV-REP-47")]
    [InlineData("door-or-frame", Place.InHome, Cause.Resident, "Resident None HAV-REP-47")]
    [InlineData("other", Place.Outside, Cause.Resident, "Resident None HAV-REP-47")]
    // E6, HAV-REP-45: an emergency is made safe first, whoever caused it. Forced entry after a lost key is HAV-REP-44's own example.
    [InlineData("insecure-entrance", Place.InHome, Cause.Resident, "Resident MakesSafe HAV-REP-45")]
    [InlineData("uncontrollable-leak", Place.InHome, Cause.Resident, "Resident MakesSafe HAV-REP-45")]
    // Nobody mends a shared door by themselves; nor what a crime or wear did.
    [InlineData("insecure-entrance", Place.Communal, Cause.Resident, "Landlord Mends HAV-REP-26")]
    [InlineData("insecure-entrance", Place.InHome, Cause.Crime, "Landlord Mends HAV-REP-26")]
    [InlineData("insecure-entrance", Place.InHome, Cause.AntiSocialBehaviour, "Landlord Mends HAV-REP-26")]
    [InlineData("insecure-entrance", Place.InHome, Cause.Wear, "Landlord Mends HAV-REP-26")]
    [InlineData("stuck-tap", Place.InHome, Cause.Wear, "Landlord Mends HAV-REP-32")]
    public void Havering_residents_answer_for_what_they_damaged(string fault, Place place, Cause cause, string expected)
    {
        Assert.Equal(expected, Decide("havering", fault, place, "secure", cause));
        Assert.Equal(expected, Decide("havering", fault, place, "away", cause));       // nothing here turns on the tenure
    }

    [Fact]
    public void Lost_heating_that_a_resident_caused_is_made_safe_first_in_the_cold_season_only_E6()
    {
        Assert.Equal("Resident MakesSafe HAV-REP-45", Decide("havering", "heating-lost", Place.InHome, "secure", Cause.Resident, priority: "priority-1"));
        Assert.Equal("Resident None HAV-REP-47", Decide("havering", "heating-lost", Place.InHome, "secure", Cause.Resident, priority: "priority-2"));
    }

    [Theory]
    [InlineData("housing-plus", "dripping-tap")]
    [InlineData("housing-plus", "fencing")]
    [InlineData("rosebery", "dripping-tap")]
    [InlineData("rosebery", "leaking-roof")]
    public void Where_nothing_else_is_published_a_fault_is_the_landlords(string landlord, string fault)
    {
        foreach (var tenure in (string[])["secure", "leasehold", "none", "away"])
        {
            foreach (var cause in Enum.GetValues<Cause>())
                Assert.StartsWith("Landlord Mends", Decide(landlord, fault, Place.InHome, tenure, cause, handedOver: new(2026, 1, 1)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Landlords))]
    public void Every_fault_in_every_circumstance_has_one_who_answers_for_it_with_a_clause_and_a_sentence(string landlord)
    {
        var policy = Policy(landlord);
        foreach (var fault in policy.Faults)
        {
            foreach (var place in Enum.GetValues<Place>())
            {
                foreach (var cause in Enum.GetValues<Cause>())
                {
                    foreach (var tenure in (string[])[.. HouseholdQuestion.Tenures, "none"])
                    {
                        foreach (var handedOver in (DateOnly?[])[null, DateOnly.MinValue, new(2026, 3, 3), new(2026, 12, 1)])
                        {
                            var said = ResponsibilityDecision.Decide(policy, fault, fault.Priority, new(place, cause, null, handedOver), ReportedAt, Answer(tenure))!;
                            Assert.Matches("^(OHO|HAV|HPG|ROS)-[A-Z]{3}-[0-9]{2}$", said.Clause);
                            Assert.EndsWith(".", said.Sentence, StringComparison.Ordinal);
                            if ((fault.Place ?? place) == Place.Communal)
                                Assert.Equal(Party.Landlord, said.Party);
                        }
                    }
                }
            }
        }
    }

    // What a landlord does not do it promises no time for; a danger it ends is promised as ever. What is its own starts as if nobody had asked whose it is.
    [Theory]
    [MemberData(nameof(Landlords))]
    public void Repair_promises_start_for_what_the_landlord_does(string landlord)
    {
        foreach (var fault in Policy(landlord).Faults)
        {
            var plain = Opened(landlord, fault, []);
            Assert.NotEmpty(plain);
            Assert.Equal(plain, Opened(landlord, fault, [("responsible", "landlord"), ("landlord-part", "mends"), ("communal", true), ("cause", "wear")]));
            Assert.Empty(Opened(landlord, fault, [("responsible", "homeowner"), ("landlord-part", "none")]));
            Assert.Equal(
                plain.Where(id => id is "HAV-REP-06" or "OHO-REP-17" or "HPG-REP-04" or "HPG-REP-12" or "HPG-REP-13" or "HPG-REP-14" or "ROS-REP-07"),
                Opened(landlord, fault, [("responsible", "resident"), ("landlord-part", "makes-safe")]));
        }
    }

    [Theory]
    [InlineData("havering", "gas-leak", "0800 111 999")]
    [InlineData("one-housing", "gas-leak", "0800 111 999")]
    [InlineData("housing-plus", "gas-leak", "0800 111 999")]        // HPG-REP-14
    [InlineData("rosebery", "gas-leak", "0800 111 999")]
    [InlineData("havering", "blocked-flue", "0800 111 999")]
    [InlineData("one-housing", "carbon-monoxide-alarm", "0800 111 999")]
    [InlineData("rosebery", "uncontrollable-leak", "stop tap")]
    [InlineData("housing-plus", "unsafe-structure", "Leave the room")]
    [InlineData("one-housing", "detector-battery", "new battery")]
    public void What_to_do_meanwhile_is_in_the_landlords_file(string landlord, string fault, string says) => Assert.Contains(says, Policy(landlord).Find(fault)!.Advice, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Landlords))]
    public void Every_emergency_has_advice(string landlord)
    {
        var policy = Policy(landlord);
        var first = policy.Priorities.MinBy(p => p.Rank)!.Key;
        Assert.Empty(policy.Faults.Where(f => f.Priority == first && f.Advice is null).Select(f => f.Key));
    }

    private static string Decide(
        string landlord, string fault, Place place, string tenure, Cause cause = Cause.Wear, DateOnly? handedOver = null, string? priority = null, DateTimeOffset? at = null)
    {
        var policy = Policy(landlord);
        var listed = policy.Find(fault)!;
        var said = ResponsibilityDecision.Decide(policy, listed, priority ?? listed.Priority, new(place, cause, null, handedOver), at ?? Now, Answer(tenure));
        return said is null ? "not yet" : $"{said.Party} {said.LandlordPart} {said.Clause}";
    }

    private static HouseholdAnswer Answer(string tenure) => tenure switch
    {
        "away" => HouseholdAnswer.None,
        "none" => HouseholdAnswer.Empty,
        _ => new(Answered: true, Family with { Tenure = tenure }),
    };

    private static List<string> Opened(string landlord, Fault fault, (string, Fact)[] facts) =>
        [.. Seeds.Value.Match(landlord, new Milestone("repair.reported", ReportedAt, Facts.Of([("fault", fault.Key), ("priority", fault.Priority), .. facts])))
            .Select(match => match.Standard.Id)];
}
