using System.Globalization;
using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

/// <summary>When each promise of a complaint is due, over Christmas, Easter and the changes of the clocks; worked out by hand from the published bank holidays.</summary>
public class ClockTableTests
{
    // Received on Monday 21 December 2026; 25 and 28 December and 1 January are bank holidays.
    [Theory]
    [InlineData("one-housing", "2026-12-21T10:00Z", "OHC-CMP-02 2026-12-22T00:00Z, OHO-CMP-05 2026-12-25T00:00Z, OHO-CMP-07 2027-01-08T00:00Z, ENG-CMP-01 2026-12-31T00:00Z")]
    [InlineData("havering", "2026-12-21T10:00Z", "HAV-CMP-08 2026-12-31T00:00Z, HAV-CMP-09 2027-01-08T00:00Z, ENG-CMP-01 2026-12-31T00:00Z")]
    [InlineData("housing-plus", "2026-12-21T10:00Z", "HPG-CMP-03 2026-12-24T00:00Z, HPG-CMP-04 2027-01-08T00:00Z, ENG-CMP-01 2026-12-31T00:00Z")]
    [InlineData("rosebery", "2026-12-21T10:00Z", "ROS-CMP-04 2027-01-08T00:00Z, ENG-CMP-01 2026-12-31T00:00Z")]
    // On Christmas Day itself: the first working day after it is Tuesday 29 December.
    [InlineData("one-housing", "2026-12-25T11:00Z", "OHC-CMP-02 2026-12-30T00:00Z, OHO-CMP-05 2027-01-01T00:00Z, OHO-CMP-07 2027-01-13T00:00Z, ENG-CMP-01 2027-01-06T00:00Z")]
    [InlineData("havering", "2026-12-25T11:00Z", "HAV-CMP-08 2027-01-06T00:00Z, HAV-CMP-09 2027-01-13T00:00Z, ENG-CMP-01 2027-01-06T00:00Z")]
    // Wednesday 24 March 2027; Good Friday is the 26th, the clocks go forward on the 28th, Easter Monday is the 29th. Days end at 23:00 UTC from then on.
    [InlineData("one-housing", "2027-03-24T10:00Z", "OHC-CMP-02 2027-03-25T00:00Z, OHO-CMP-05 2027-03-31T23:00Z, OHO-CMP-07 2027-04-09T23:00Z, ENG-CMP-01 2027-04-02T23:00Z")]
    [InlineData("havering", "2027-03-24T10:00Z", "HAV-CMP-08 2027-04-02T23:00Z, HAV-CMP-09 2027-04-09T23:00Z, ENG-CMP-01 2027-04-02T23:00Z")]
    [InlineData("housing-plus", "2027-03-24T10:00Z", "HPG-CMP-03 2027-03-30T23:00Z, HPG-CMP-04 2027-04-09T23:00Z, ENG-CMP-01 2027-04-02T23:00Z")]
    [InlineData("rosebery", "2027-03-24T10:00Z", "ROS-CMP-04 2027-04-09T23:00Z, ENG-CMP-01 2027-04-02T23:00Z")]
    // Tuesday 20 October 2026, half past six in the evening; the clocks go back on the 25th. One Housing closes at six.
    [InlineData("one-housing", "2026-10-20T17:30Z", "OHC-CMP-02 2026-10-21T23:00Z, OHO-CMP-05 2026-10-23T23:00Z, OHO-CMP-07 2026-11-04T00:00Z, ENG-CMP-01 2026-10-28T00:00Z")]
    [InlineData("housing-plus", "2026-10-20T17:30Z", "HPG-CMP-03 2026-10-22T23:00Z, HPG-CMP-04 2026-11-04T00:00Z, ENG-CMP-01 2026-10-28T00:00Z")]
    [InlineData("rosebery", "2026-10-20T17:30Z", "ROS-CMP-04 2026-11-04T00:00Z, ENG-CMP-01 2026-10-28T00:00Z")]
    public void What_runs_from_receipt(string landlord, string at, string expected) => Assert.Equal(Sorted(expected), Running(Received(landlord, at)));

    [Theory]
    [InlineData("2026-12-21T10:00Z", "2026-12-24T10:00Z", "2027-01-13T00:00Z")]
    [InlineData("2027-03-24T10:00Z", "2027-03-25T10:00Z", "2027-04-12T23:00Z")]
    [InlineData("2026-10-20T09:00Z", "2026-10-23T09:00Z", "2026-11-07T00:00Z")]
    public void The_laws_answer_is_chained_to_the_acknowledgement(string received, string acknowledged, string due)
    {
        foreach (var landlord in Book.Landlords)
        {
            var life = Received(landlord, received).At(acknowledged).Assigned().Acknowledged();
            Assert.Equal(Instant(due), life.Promise("ENG-CMP-02").DueAt);
        }
    }

    [Theory]
    [InlineData("2026-12-23T12:00Z", "2027-01-05T00:00Z", "2027-01-26T00:00Z", "2026-12-31T10:00Z", "2027-01-30T00:00Z")]
    [InlineData("2027-03-25T12:00Z", "2027-04-05T23:00Z", "2027-04-26T23:00Z", "2027-03-31T10:00Z", "2027-04-28T23:00Z")]
    public void Stage_two_is_chained_likewise_and_Haverings_own_runs_from_the_request(string escalated, string acknowledge, string havering, string acknowledged, string answer)
    {
        foreach (var landlord in Book.Landlords)
        {
            var life = In(Stage.OneAnswered, landlord).At(escalated).Escalated();
            Assert.Equal(Instant(acknowledge), life.Promise("ENG-CMP-03").DueAt);
            if (landlord == "havering")
                Assert.Equal(Instant(havering), life.Promise("HAV-CMP-16").DueAt);
            Assert.Equal(Instant(answer), life.At(acknowledged).Assigned(Bell).Acknowledged().Promise("ENG-CMP-04").DueAt);
        }
    }

    [Fact]
    public void One_Housings_two_acknowledgements_are_reported_each_against_its_own_words()      // B1
    {
        var life = Received("one-housing", "2026-03-03T12:00Z").Assigned().At("2026-03-05T12:00Z").Acknowledged();
        Assert.Equal(Outcome.Missed, life.Promise("OHC-CMP-02").OutcomeAt(life.Now));
        Assert.Equal(Outcome.Met, life.Promise("OHO-CMP-05").OutcomeAt(life.Now));
    }

    [Fact]
    public void HAV_CMP_08_is_kept_by_contact_by_an_acknowledgement_or_by_an_answer_that_comes_sooner()
    {
        var spoken = Received().Take(ContactDecision.Decide(Received().Complaint, new(Channel.Phone, Reached: true, "Spoke at length.", "We look into it.", null), Now, Tolerance));
        Assert.Equal(Outcome.Met, spoken.Promise("HAV-CMP-08").OutcomeAt(spoken.Now));
        Assert.Equal(Outcome.Open, spoken.Promise("ENG-CMP-01").OutcomeAt(spoken.Now));      // a call is no acknowledgement under the Code
        var tried = Received().Take(ContactDecision.Decide(Received().Complaint, new(Channel.Phone, Reached: false, "Nobody answered.", "", null), Now, Tolerance));
        Assert.Equal(Outcome.Open, tried.Promise("HAV-CMP-08").OutcomeAt(tried.Now));
        Assert.Equal(Outcome.Met, Received().Assigned().Answered().Promise("HAV-CMP-08").Outcome);
    }

    [Fact]
    public void An_answer_ends_the_clock_when_it_is_known_and_not_when_the_works_are_done()      // ENG-CMP-12
    {
        var life = Received().Assigned().Acknowledged();
        life.Take(RemedyDecision.Decide(life.Complaint, Action(), life.As())).Answered();
        Assert.Equal(Outcome.Met, life.Promise("HAV-CMP-09").Outcome);
        Assert.Equal(Outcome.Met, life.Promise("ENG-CMP-02").Outcome);
        Assert.Single(life.Complaint.Undone);
    }

    private static IEnumerable<string> Running(Life life) =>
        life.Promises.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.StandardId} {p.DueAt:yyyy-MM-dd'T'HH:mm}Z")).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sorted(string expected) => expected.Split(", ").Order(StringComparer.Ordinal);
}
