using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

/// <summary>The figures of a landlord's complaints, the cases behind them, and what households think. Each test has a landlord of its own.</summary>
public sealed class MeasuresTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Fact]
    public async Task A_landlords_figures_are_those_of_its_complaints_CH01_CH02_OHC_CMP_05_OHO_PER_07()
    {
        service.Reset();
        var homes = Enumerable.Range(0, 4).Select(n => service.Neighbours.Let("one-housing", n == 3 ? "Rainham" : "Hilldene")).ToList();
        var ids = new List<string>();
        foreach (var (home, _) in homes)
            ids.Add((await service.As("officer@one-housing").ReceiveComplaintAsync(Said(home, "repairs"))).Complaint.ComplaintId);
        await service.Close(ids[0], "one-housing");
        await service.Close(ids[1], "one-housing", homes[1].Household);

        var whole = Assert.Single((await Of("one-housing")).Groups).Measures;
        Assert.Equal((4L, 4L, "1000.00"), Figure(whole, "received", 1));
        Assert.Equal((1L, 4L, "250.00"), Figure(whole, "received", 2));
        Assert.Equal((2L, 2L, "100.00"), Figure(whole, "answered-in-time", 1));
        Assert.Equal(2, One(whole, "answered-in-time", 1).Undecided);
        Assert.Equal((1L, 2L, "50.00"), Figure(whole, "settled-at-stage-one"));
        Assert.Equal(("OHC-CMP-05", "90", true, false), (One(whole, "settled-at-stage-one").Clause, One(whole, "settled-at-stage-one").AtLeast, One(whole, "settled-at-stage-one").HasKept, One(whole, "settled-at-stage-one").Kept));
        Assert.Equal((2L, 2L), (One(whole, "promise", 0, "OHO-CMP-07").Numerator, One(whole, "promise", 0, "OHO-CMP-07").Denominator));
        var nothing = One(whole, "satisfied");
        Assert.Equal((0L, "", false), (nothing.Denominator, nothing.Value, nothing.HasKept));

        // Ten working days later the others are late, acknowledged or not.
        service.Host.Clock.Now = Examples.Instant("2026-03-20T12:00Z");
        whole = Assert.Single((await Of("one-housing")).Groups).Measures;
        Assert.Equal((2L, 4L, "50.00"), Figure(whole, "answered-in-time", 1));
        Assert.Equal((2L, 4L), (One(whole, "promise", 0, "OHO-CMP-07").Numerator, One(whole, "promise", 0, "OHO-CMP-07").Denominator));
        Assert.Equal(ids[2..].Order(), (await Behind("one-housing", "answered-in-time", 1, MeasurePart.NotCounted)).Order());
        Assert.Equal([ids[0]], await Behind("one-housing", "settled-at-stage-one", 0, MeasurePart.Counted));
        Assert.Equal(4, (await Behind("one-housing", "promise", 0, MeasurePart.Unspecified, "OHO-CMP-07")).Count);

        var estates = (await Of("one-housing", MeasureGrouping.Estate)).Groups;
        Assert.Equal(["Hilldene", "Rainham"], estates.Select(g => g.Key));
        Assert.Equal((3L, 3L, "1000.00"), Figure(estates[0].Measures, "received", 1));
        Assert.Equal((0L, 1L, "0.00"), Figure(estates[1].Measures, "answered-in-time", 1));
    }

    [Fact]
    public async Task An_extension_within_the_Code_counts_as_in_time_and_is_shown_CH02()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive("havering");
        await service.Assign(complaint.ComplaintId, "havering");
        await service.Acknowledge(complaint.ComplaintId, "havering");
        await service.As("officer@havering").ExtendComplaintAsync(new()
        {
            RequestId = NewId(), ComplaintId = complaint.ComplaintId, NewDay = new() { Year = 2026, Month = 3, Day = 25 }, Reason = "Many people are asked.",
        });
        service.Host.Clock.Now = Examples.Instant("2026-03-24T12:00Z");
        await service.Answer(complaint.ComplaintId, "havering");

        var themes = (await Of("havering", MeasureGrouping.Theme)).Groups;
        var figure = One(themes.Single(g => g.Key == "repairs").Measures, "answered-in-time", 1);
        Assert.Equal((1L, 1L, 1L, "ENG-TSM-14"), (figure.Numerator, figure.Denominator, figure.Extended, figure.Clause));
        Assert.Equal("", One(themes.Single(g => g.Key == "tenancy").Measures, "answered-in-time", 1).Value);
        Assert.Equal(1, One((await Of("havering", MeasureGrouping.Team)).Groups.Single(g => g.Key == "repairs").Measures, "promise", 0, "HAV-CMP-09").Extended);
        Assert.Equal([complaint.ComplaintId], await Behind("havering", "answered-in-time", 1, MeasurePart.Extended));

        var trend = (await service.Measuring("manager@havering").GetComplaintTrendAsync(new() { Landlord = "havering", By = MeasureGrouping.Theme, Key = "repairs" })).Months;
        Assert.Equal((13, new Date { Year = 2025, Month = 3, Day = 1 }, new Date { Year = 2026, Month = 3, Day = 1 }), (trend.Count, trend[0].Month, trend[^1].Month));
        Assert.Equal("100.00", One(trend[^1].Measures, "answered-in-time", 1).Value);
        Assert.All(trend.SkipLast(1), month => Assert.Equal("", One(month.Measures, "answered-in-time", 1).Value));
        Assert.Equal(0, One((await service.Measuring("manager@havering").GetComplaintTrendAsync(new() { Landlord = "havering", By = MeasureGrouping.Theme, Key = "tenancy" })).Months[^1].Measures, "received", 1).Numerator);
    }

    [Fact]
    public async Task A_household_is_asked_once_a_stage_and_its_answer_is_in_the_figures_OHC_CMP_06()
    {
        service.Reset();
        var messages = await service.Host.ListenAsync<ResidentMessageDue>();
        var (complaint, _, household) = await service.Receive("rosebery");
        await service.Close(complaint.ComplaintId, "rosebery");
        await Eventually.Holds(() => Assert.Single(messages.Events, m => m.Template == "complaint.satisfaction-asked" && m.HouseholdId == household && m.Facts["stage"] == "1"));

        var said = new RecordSatisfactionRequest { RequestId = NewId(), ComplaintId = complaint.ComplaintId, Score = 4, Words = "It took two calls." };
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Satisfaction("resident@rosebery", Guid.CreateVersion7()).RecordSatisfactionAsync(said))).Status);
        var answer = (await service.Satisfaction("resident@rosebery", household).RecordSatisfactionAsync(said)).Answer;
        Assert.Equal((1, 4, "repairs"), (answer.Stage, answer.Score, answer.Subject));
        said.RequestId = NewId();
        Assert.Equal(answer, (await service.Satisfaction("resident@rosebery", household).RecordSatisfactionAsync(said)).Answer);
        (said.RequestId, said.Score) = (NewId(), 1);
        Assert.Equal("SATISFACTION_GIVEN", (await Refusal(() => service.Satisfaction("officer@rosebery").RecordSatisfactionAsync(said))).Reason);

        var (other, _, _) = await service.Receive("rosebery");
        await service.Close(other.ComplaintId, "rosebery");
        var whole = Assert.Single((await Of("rosebery")).Groups).Measures;
        Assert.Equal((1L, 1L, "100.00"), Figure(whole, "satisfied"));
        Assert.Equal((1L, 2L, "50.00"), Figure(whole, "satisfaction-answered"));

        // Those who handle complaints read what was said, not by whom.
        var seen = Assert.Single((await service.Satisfaction("officer@rosebery").ListSatisfactionAsync(new() { Landlord = "rosebery" })).Answers);
        Assert.Equal(("", "", null, "It took two calls.", new Date { Year = 2026, Month = 3, Day = 1 }), (seen.ComplaintId, seen.Reference, seen.AnsweredAt, seen.Words, seen.Month));
        Assert.Equal(complaint.Reference, Assert.Single((await service.Satisfaction("auditor@rosebery").ListSatisfactionAsync(new() { Landlord = "rosebery", Team = "repairs" })).Answers).Reference);
        Assert.Empty((await service.Satisfaction("auditor@rosebery").ListSatisfactionAsync(new() { Landlord = "rosebery", ScoreAtMost = 3 })).Answers);
        Assert.Equal("SATISFACTION_NOT_YOURS", (await Refusal(() => service.Measuring("officer@rosebery").ListMeasuredComplaintsAsync(Asked("rosebery", "satisfied", 0)))).Reason);
        Assert.Equal([complaint.ComplaintId], await Behind("rosebery", "satisfied", 0, MeasurePart.Counted));
    }

    [Fact]
    public async Task Without_Estates_there_is_no_figure_for_homes_and_the_others_are_told()
    {
        service.Reset();
        await service.Receive("housing-plus", "safety");
        service.Neighbours.Away = true;
        var whole = Assert.Single((await Of("housing-plus")).Groups).Measures;
        Assert.Equal(("", 1L), (One(whole, "received", 1).Value, One(whole, "received", 1).Numerator));
        Assert.Contains("Estates", One(whole, "received", 1).Missing, StringComparison.Ordinal);
        Assert.Equal("", One(whole, "answered-in-time", 1).Missing);
    }

    [Fact]
    public async Task Figures_are_the_landlords_own_and_a_period_that_cannot_be_is_refused_with_the_field()
    {
        service.Reset();
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Measuring("manager@rosebery").GetComplaintMeasuresAsync(new() { Landlord = "havering" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Satisfaction("officer@rosebery").ListSatisfactionAsync(new() { Landlord = "havering" }))).Status);
        Assert.Equal(["from", "through"], (await Refusal(() => service.Measuring("manager@havering").GetComplaintMeasuresAsync(new() { Landlord = "havering" }))).Fields);
        var wrong = Asked("havering", "no-such-figure", 0);
        (wrong.From, wrong.Through) = (wrong.Through, wrong.From);
        Assert.Equal(["through", "measure"], (await Refusal(() => service.Measuring("manager@havering").ListMeasuredComplaintsAsync(wrong))).Fields);
        Assert.Equal(["month"], (await Refusal(() => service.Measuring("manager@havering").GetComplaintTrendAsync(new() { Landlord = "havering", Month = new() { Year = 2026, Month = 13, Day = 1 } }))).Fields);
        Assert.Equal(["landlord"], (await Refusal(() => service.Measuring("service@performance").GetComplaintTrendAsync(new() { Landlord = "elsewhere" }))).Fields);
    }

    private async Task<GetComplaintMeasuresResponse> Of(string landlord, MeasureGrouping by = MeasureGrouping.Unspecified) => await service.Measuring($"auditor@{landlord}").GetComplaintMeasuresAsync(new()
    {
        Landlord = landlord, From = new() { Year = 2026, Month = 3, Day = 1 }, Through = Today, By = by,
    });

    private async Task<List<string>> Behind(string landlord, string measure, int stage, MeasurePart part, string clause = "")
    {
        var (request, found) = (Asked(landlord, measure, stage), new List<string>());
        (request.Part, request.Clause, request.PageSize) = (part, clause, 1);
        do
        {
            var page = await service.Measuring($"manager@{landlord}").ListMeasuredComplaintsAsync(request);
            found.AddRange(page.Complaints.Select(c => c.ComplaintId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken is not "");
        return found;
    }

    private ListMeasuredComplaintsRequest Asked(string landlord, string measure, int stage) => new()
    {
        Landlord = landlord, From = new() { Year = 2026, Month = 3, Day = 1 }, Through = Today, Measure = measure, Stage = stage,
    };

    private Date Today => new() { Year = service.Host.Clock.Now.Year, Month = service.Host.Clock.Now.Month, Day = service.Host.Clock.Now.Day };

    private static (long, long, string) Figure(IEnumerable<Wire.ComplaintMeasure> measures, string measure, int stage = 0) =>
        One(measures, measure, stage) is var figure ? (figure.Numerator, figure.Denominator, figure.Value) : default;

    private static Wire.ComplaintMeasure One(IEnumerable<Wire.ComplaintMeasure> measures, string measure, int stage = 0, string clause = "") =>
        measures.Single(m => m.Measure == measure && m.Stage == stage && (clause is "" || m.Clause == clause));
}
