using Grpc.Core;
using Housing.Testing;
using static Housing.Performance.Tests.Serving.PerformanceService;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance.Tests.Serving;

/// <summary>Shares and what is behind them. Each test has a landlord of its own.</summary>
public sealed class SharesTests(PerformanceService service) : IClassFixture<PerformanceService>
{
    private static readonly DateTimeOffset LastNight = new(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_share_counts_late_ones_as_missed_and_excused_ones_apart_and_shows_extended_ones_both_ways_HPG_PER_02_HPG_PER_07()
    {
        var caseId = Guid.CreateVersion7();
        await service.Hear(
            "housing-plus", 8,
            Of("housing-plus", State("HPG-REP-05", "met", "met", LastNight, LastNight.AddDays(-1))),
            Of("housing-plus", State("HPG-REP-05", "met", "met", LastNight, LastNight.AddHours(-1), original: LastNight.AddDays(-1))),
            Of("housing-plus", State("HPG-REP-05", "missed", "missed", LastNight)),
            Of("housing-plus", State("HPG-REP-05", "opened", "open", Noon)),
            Of("housing-plus", State("HPG-REP-05", "warned", "open", Noon.AddHours(1))),
            Of("housing-plus", State("HPG-REP-05", "cancelled", "cancelled", LastNight, reason: "Not wanted any more.")),
            // The last instant of February's last day is the first one of March.
            Of("housing-plus", caseId, State("HPG-REP-05", "missed", "missed", new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero))),
            Of("housing-plus", State("HPG-REP-04", "met", "met", LastNight, LastNight.AddDays(-1))));

        var share = await service.Share("housing-plus", "HPG-REP-05");

        Assert.Equal((2L, 4L, "50.00"), (share.Numerator, share.Denominator, share.Value));
        Assert.Equal((1L, "25.00"), (share.OriginalNumerator, share.OriginalValue));
        Assert.Equal((1L, 1L, 6L, 1L), (share.Open, share.Excused, share.Volume, share.Extended));
        // One took a day, one 47 hours.
        Assert.InRange(share.MedianSeconds, 86400 * 0.975, 86400 * 1.025);
        Assert.InRange(share.NinthDecileSeconds, 47 * 3600 * 0.975, 47 * 3600 * 1.025);

        var figure = await service.Share("housing-plus", "HPG-PER-07");
        Assert.Equal((3L, 5L, "60.00", "Every year, in the report to tenants"), (figure.Numerator, figure.Denominator, figure.Value, figure.Reported));
        Assert.Contains("HPG-REP-04", figure.Of);

        var trend = (await service.As("auditor@housing-plus").GetTrendAsync(new() { Landlord = "housing-plus", StandardId = "HPG-REP-05" })).Months;
        Assert.Equal(13, trend.Count);
        Assert.Equal((3, "50.00"), (trend[12].Month.Month, trend[12].Share.Value));
        Assert.Equal((2, "0.00", 1L), (trend[11].Month.Month, trend[11].Share.Value, trend[11].Share.Denominator));
        Assert.Equal("", trend[0].Share.Value);

        var all = await service.As("officer@housing-plus").GetSharesAsync(new() { Landlord = "housing-plus" });
        Assert.Equal((3L, 5L), (all.Total.Numerator, all.Total.Denominator));
        // Three are so few that somebody could be recognised.
        var told = await service.As("resident@housing-plus", Guid.CreateVersion7()).GetSharesAsync(new() { Landlord = "housing-plus" });
        Assert.Equal((0L, 0L, "not told"), (told.Total.Numerator, told.Total.Denominator, told.Total.Shown));
        Assert.All(told.Shares, s => Assert.True(s.Published));

        foreach (var (part, count) in new[] { (Wire.SharePart.Unspecified, 4), (Wire.SharePart.Kept, 2), (Wire.SharePart.NotKept, 2), (Wire.SharePart.KeptByExtension, 1), (Wire.SharePart.Open, 1), (Wire.SharePart.Excused, 1) })
            Assert.Equal(count, (await Cases("housing-plus", "HPG-REP-05", part)).Count);
        Assert.Equal("Not wanted any more.", Assert.Single(await Cases("housing-plus", "HPG-REP-05", Wire.SharePart.Excused)).Reason);
    }

    [Fact]
    public async Task An_estates_share_is_of_the_cases_whose_milestones_named_it()
    {
        var (there, elsewhere) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await service.Host.PublishAsync(Estate("rosebery", there, "Hilldene", Noon));
        await service.Hear(
            "rosebery", 2,
            Of("rosebery", there, State("ROS-REP-04", "met", "met", LastNight, LastNight.AddDays(-1))),
            Of("rosebery", elsewhere, State("ROS-REP-04", "missed", "missed", LastNight)));
        await Eventually.Holds(async () => Assert.Equal("100.00", (await service.Share("rosebery", "ROS-REP-04", "Hilldene")).Value));
        Assert.Equal("0.00", (await service.Share("rosebery", "ROS-REP-04", "")).Value);

        await service.Host.PublishAsync(Estate("rosebery", there, "Rainham", Noon.AddHours(1)));
        await service.Host.PublishAsync(Estate("rosebery", there, "Hilldene", Noon.AddHours(-1)));

        await Eventually.Holds(async () => Assert.Equal("100.00", (await service.Share("rosebery", "ROS-REP-04", "Rainham")).Value));
        Assert.Equal("", (await service.Share("rosebery", "ROS-REP-04", "Hilldene")).Value);
        Assert.Equal("50.00", (await service.Share("rosebery", "ROS-REP-04")).Value);
    }

    [Fact]
    public async Task What_is_owed_is_listed_what_breaks_first_first_and_paged()
    {
        await service.Hear(
            "havering", 6,
            Of("havering", State("HAV-REP-08", "warned", "open", Noon.AddDays(2))),
            Of("havering", State("HAV-REP-08", "opened", "open", Noon.AddDays(3))),
            Of("havering", State("HAV-REP-08", "opened", "open", Noon.AddHours(2))),
            Of("havering", State("HAV-REP-08", "missed", "missed", Noon.AddDays(-2))),
            Of("havering", State("HAV-REP-08", "missed", "missed", Noon.AddDays(-3), Noon.AddDays(-1))),
            Of("havering", State("HAV-REP-08", "opened", "open", Noon.AddHours(-1))));
        var officer = service.As("officer@havering");

        var all = await officer.ListDueAsync(new() { Landlord = "havering" });
        Assert.Equal(["missed", "missed", "open", "open"], all.Promises.Select(p => p.Outcome));
        Assert.Equal(all.Promises.Select(p => p.DueAt.ToDateTimeOffset()).Order(), all.Promises.Select(p => p.DueAt.ToDateTimeOffset()));
        Assert.Equal(2, (await officer.ListDueAsync(new() { Landlord = "havering", State = Wire.DueState.Overdue, Service = "repairs" })).Promises.Count);
        Assert.Empty((await officer.ListDueAsync(new() { Landlord = "havering", Service = "income" })).Promises);
        Assert.Single((await officer.ListDueAsync(new() { Landlord = "havering", State = Wire.DueState.Today })).Promises);
        Assert.True(Assert.Single((await officer.ListDueAsync(new() { Landlord = "havering", State = Wire.DueState.AtRisk })).Promises).AtRisk);

        Assert.All(all.Promises, p => Assert.NotEmpty(p.Summary));
        var count = Assert.Single((await service.As("income@havering").CountDueAsync(new() { Landlord = "havering" })).Counts);
        Assert.Equal(("repairs", 1L, 1L, 2L), (count.Service, count.Today, count.AtRisk, count.Overdue));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("officer@rosebery").CountDueAsync(new() { Landlord = "havering" }))).Status);

        var one = all.Promises[0];
        var ofCase = (await officer.ListPromisesOfCasesAsync(new() { Landlord = "havering", Service = "repairs", CaseIds = { one.CaseId, Guid.CreateVersion7().ToString() } })).Promises;
        Assert.Equal((one.CommitmentId, one.Summary), (Assert.Single(ofCase).CommitmentId, ofCase[0].Summary));
        Assert.NotEmpty(ofCase[0].Source);
        Assert.Empty((await officer.ListPromisesOfCasesAsync(new() { Landlord = "havering", Service = "income", CaseIds = { one.CaseId } })).Promises);
        Assert.Empty((await service.As("officer@rosebery").ListPromisesOfCasesAsync(new() { Landlord = "rosebery", Service = "repairs", CaseIds = { one.CaseId } })).Promises);
        Assert.Equal(["service", "case_ids"], (await Refusal(() => officer.ListPromisesOfCasesAsync(new() { Landlord = "havering" }))).Fields);

        List<string> paged = [];
        for (var token = ""; ;)
        {
            var page = await officer.ListDueAsync(new() { Landlord = "havering", PageSize = 1, PageToken = token });
            paged.AddRange(page.Promises.Select(p => p.CommitmentId));
            if ((token = page.NextPageToken) is "")
                break;
        }

        Assert.Equal(all.Promises.Select(p => p.CommitmentId), paged);
        List<string> cases = [];
        for (var token = ""; ;)
        {
            var page = await officer.ListCasesAsync(new() { Landlord = "havering", StandardId = "HAV-REP-08", From = new() { Year = 2026, Month = 2, Day = 1 }, Through = new() { Year = 2026, Month = 3, Day = 1 }, PageSize = 2, PageToken = token });
            cases.AddRange(page.Promises.Select(p => p.CommitmentId));
            if ((token = page.NextPageToken) is "")
                break;
        }

        Assert.Equal((3, 3), (cases.Count, cases.Distinct(StringComparer.Ordinal).Count()));
    }

    [Fact]
    public async Task Landlords_are_compared_on_what_both_published_OHO_PER_05()
    {
        await service.Hear("one-housing", 1, Of("one-housing", State("OHO-REP-17", "met", "met", LastNight, LastNight.AddDays(-1))));

        var subject = Assert.Single((await service.As("officer@havering").CompareLandlordsAsync(new() { Subject = "Emergency repair" })).Subjects);

        Assert.Equal(["havering", "housing-plus", "one-housing", "rosebery"], subject.Landlords.Select(l => l.Landlord));
        Assert.Equal("100.00", Assert.Single(subject.Landlords.Single(l => l.Landlord == "one-housing").Shares, s => s.StandardId == "OHO-REP-17").Value);
        Assert.All(subject.Landlords.Single(l => l.Landlord == "havering").Shares, s => Assert.StartsWith("HAV-", s.StandardId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figures_are_for_the_landlords_own_people_and_cases_for_its_staff()
    {
        var resident = service.As("resident@havering", Guid.CreateVersion7());
        await resident.GetSharesAsync(new() { Landlord = "havering" });
        await service.As("service@repairs").GetSharesAsync(new() { Landlord = "havering" });
        foreach (var refused in (Func<Task>[])[
            () => Denied(() => resident.GetSharesAsync(new() { Landlord = "rosebery" })),
            () => Denied(() => resident.GetTrendAsync(new() { Landlord = "havering" })),
            () => Denied(() => resident.CompareLandlordsAsync(new())),
            () => Denied(() => resident.ListCasesAsync(new() { Landlord = "havering", StandardId = "HAV-REP-08" })),
            () => Denied(() => resident.ListDueAsync(new() { Landlord = "havering" })),
            () => Denied(() => resident.RecountAsync(new() { Landlord = "havering" })),
            () => Denied(() => service.As("officer@rosebery").GetSharesAsync(new() { Landlord = "havering" })),
            () => Denied(() => service.As("officer@rosebery").GetTrendAsync(new() { Landlord = "havering" })),
            () => Denied(() => service.As("officer@rosebery").ListCasesAsync(new() { Landlord = "havering", StandardId = "HAV-REP-08" })),
            () => Denied(() => service.As("officer@rosebery").ListDueAsync(new() { Landlord = "havering" })),
            () => Denied(() => service.As("manager@rosebery").RecountAsync(new() { Landlord = "havering" })),
            () => Denied(() => service.As("officer@havering").RecountAsync(new() { Landlord = "havering" })),
            () => Denied(() => service.As("contractor-smiths@havering").ListDueAsync(new() { Landlord = "havering" }))])
            await refused();

        static async Task Denied<T>(Func<AsyncUnaryCall<T>> call) => Assert.Equal(StatusCode.PermissionDenied, (await Refusal(call)).Status);
    }

    [Fact]
    public async Task What_is_wrong_with_a_question_is_told()
    {
        var officer = service.As("officer@havering");
        Assert.Equal(["landlord"], await Wrong(() => service.As("service@repairs").GetSharesAsync(new() { Landlord = "nowhere" })));
        Assert.Equal(["standard_id"], await Wrong(() => officer.GetSharesAsync(new() { Landlord = "havering", StandardId = "ROS-REP-04" })));
        Assert.Equal(["standard_id"], await Wrong(() => officer.ListCasesAsync(new() { Landlord = "havering" })));
        Assert.Equal(["through"], await Wrong(() => officer.GetSharesAsync(new() { Landlord = "havering", From = new() { Year = 2026, Month = 3, Day = 1 }, Through = new() { Year = 2026, Month = 2, Day = 1 } })));
        Assert.Equal(["from"], await Wrong(() => officer.GetSharesAsync(new() { Landlord = "havering", From = new() { Year = 2026, Month = 2, Day = 31 }, Through = new() { Year = 2026, Month = 3, Day = 1 } })));
        Assert.Equal(["month"], await Wrong(() => officer.GetTrendAsync(new() { Landlord = "havering", Month = new() { Year = 2027, Month = 1, Day = 1 } })));
        Assert.Equal(["subject"], await Wrong(() => officer.CompareLandlordsAsync(new() { Subject = "Elephants" })));
        Assert.Equal(["part"], await Wrong(() => officer.ListCasesAsync(new() { Landlord = "havering", StandardId = "HAV-REP-08", Part = (Wire.SharePart)99 })));
        Assert.Equal(["state"], await Wrong(() => officer.ListDueAsync(new() { Landlord = "havering", State = (Wire.DueState)99 })));
        Assert.Equal(["service"], await Wrong(() => officer.ListDueAsync(new() { Landlord = "havering", Service = "re\0pairs" })));
        Assert.Equal(["estate"], await Wrong(() => officer.GetSharesAsync(new() { Landlord = "havering", Estate = "\0" })));
        Assert.Equal(["page_size"], await Wrong(() => officer.ListDueAsync(new() { Landlord = "havering", PageSize = 201 })));
        foreach (var token in (string[])["x", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OSBh"])
        {
            Assert.Equal(["page_token"], await Wrong(() => officer.ListDueAsync(new() { Landlord = "havering", PageToken = token })));
            Assert.Equal(["page_token"], await Wrong(() => officer.ListCasesAsync(new() { Landlord = "havering", StandardId = "HAV-REP-08", PageToken = token })));
        }

        static async Task<IReadOnlyList<string>> Wrong<T>(Func<AsyncUnaryCall<T>> call)
        {
            var refusal = await Refusal(call);
            Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
            return refusal.Fields;
        }
    }

    private async Task<IReadOnlyList<Wire.CasePromise>> Cases(string landlord, string standard, Wire.SharePart part) =>
        (await service.As($"officer@{landlord}").ListCasesAsync(new() { Landlord = landlord, StandardId = standard, Part = part })).Promises;
}
