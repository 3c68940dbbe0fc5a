using System.Text.Json;
using Grpc.Core;
using Housing.Standards;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Performance.Tests.Serving.PerformanceService;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance.Tests.Serving;

/// <summary>What would have been kept under other promises, from the milestones that were heard.</summary>
public sealed class RehearsalTests(PerformanceService service) : IClassFixture<PerformanceService>
{
    private static readonly string Havering = File.ReadAllText(Path.Combine(StandardsFolder.BesideAssemblies, "havering.json"));

    [Fact]
    public async Task If_more_or_fewer_days_were_promised_this_is_what_would_have_been_kept_by_month_beside_what_was()
    {
        // Reported on 2 February and done after 1 to 20 days; one is not done.
        var days = Enumerable.Range(1, 20).ToList();
        foreach (var n in days)
            await Case("havering", Guid.CreateVersion7(), new DateTimeOffset(2026, 2, 2, 9, 0, 0, TimeSpan.Zero), n);
        await Case("havering", Guid.CreateVersion7(), new DateTimeOffset(2026, 2, 2, 9, 0, 0, TimeSpan.Zero), done: null);
        await service.Hear("havering", 1, Of("havering", State("HAV-REP-08", "met", "met", new(2026, 2, 15, 0, 0, 0, TimeSpan.Zero), Noon.AddDays(-20))));
        await Eventually.Equal(41L, () => service.Host.Database.Scalar<long>("select count(*) from milestone where landlord = 'havering'"));

        var ten = await Rehearse(new() { Landlord = "havering", From = Day(2026, 2), Through = Day(2026, 2), Standards = Draft("10 days") });
        var seventeen = await Rehearse(new() { Landlord = "havering", From = Day(2026, 2), Through = Day(2026, 2), Standards = Draft("17 days") });

        Assert.Equal(21, ten.Cases);
        Assert.Equal((10L, 21L), Only(ten));
        Assert.Equal((17L, 21L), Only(seventeen));
        Assert.Equal("17 days", seventeen.Months[0].Shares[0].Limit);
        Assert.Equal("80.95", seventeen.Months[0].Shares[0].Value);
        Assert.Equal((1L, 1L, "100.00", "100.00"), seventeen.Months[0].Shares[0] is var was ? (was.WasNumerator, was.WasDenominator, was.WasValue, was.WasOriginalValue) : default);
        Assert.Empty(ten.NotStarted);
        // Thirty days are due in March, where nothing of it has run out by the third.
        var thirty = await Rehearse(new() { Landlord = "havering", From = Day(2026, 2), Through = Day(2026, 3), Standards = Draft("30 days") });
        Assert.Equal((0L, 0L), (thirty.Months[0].Total.Denominator, thirty.Months[0].Total.Open));
        Assert.Equal((20L, 20L, 1L), (thirty.Months[1].Total.Numerator, thirty.Months[1].Total.Denominator, thirty.Months[1].Total.Open));
    }

    [Fact]
    public async Task Another_landlords_promises_are_tried_and_those_that_nothing_would_start_are_named()
    {
        await Case("rosebery", Guid.CreateVersion7(), Noon.AddDays(-20), 2);
        await Eventually.Equal(2L, () => service.Host.Database.Scalar<long>("select count(*) from milestone where landlord = 'rosebery'"));

        var answer = await Rehearse(new() { Landlord = "rosebery", OfLandlord = "havering", From = Day(2026, 2), Through = Day(2026, 2), Service = "repairs" });

        Assert.Equal(1, answer.Cases);
        Assert.Contains("HAV-REP-08", answer.NotStarted);
        Assert.DoesNotContain(answer.NotStarted, id => id.StartsWith("ROS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_wrong_is_refused_with_the_path_of_each_fault()
    {
        async Task<(StatusCode Status, IReadOnlyList<string> Fields, string Reason)> Refused(Wire.RehearseRequest request)
        {
            var fault = await Assert.ThrowsAsync<RpcException>(async () => await Rehearse(request));
            return await Refusal<object>(() => throw fault);
        }

        var wrong = await Refused(new() { Landlord = "havering", Standards = Havering.Replace("\"within\": \"", "\"within\": \"about ", StringComparison.Ordinal) });
        Assert.Equal((StatusCode.InvalidArgument, "STANDARDS_WRONG"), (wrong.Status, wrong.Reason));
        Assert.Contains(wrong.Fields, field => field.StartsWith("standards $.standards[", StringComparison.Ordinal) && field.EndsWith(".within", StringComparison.Ordinal));
        Assert.Equal("STANDARDS_WRONG", (await Refused(new() { Landlord = "havering", Standards = "{" })).Reason);
        Assert.Equal("STANDARDS_WRONG", (await Refused(new() { Landlord = "havering", Standards = "{}" })).Reason);
        Assert.Equal("STANDARDS_ONE_OF", (await Refused(new() { Landlord = "havering" })).Reason);
        Assert.Equal("STANDARDS_ONE_OF", (await Refused(new() { Landlord = "havering", Standards = Havering, OfLandlord = "rosebery" })).Reason);
        Assert.Equal("LANDLORD_UNKNOWN", (await Refused(new() { Landlord = "havering", OfLandlord = "nobody" })).Reason);
    }

    /// <summary>A landlord with one promise: a repair is done within so long of its report.</summary>
    private static string Draft(string within) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["landlord"] = "havering",
        ["name"] = "Havering, as it might be",
        ["standards"] = new[]
        {
            new Dictionary<string, object>
            {
                ["id"] = "HAV-REP-08", ["version"] = 1, ["summary"] = "A repair is done in time.", ["source"] = "A draft", ["service"] = "repairs", ["kind"] = "deadline", ["on"] = "repair.reported",
                ["until"] = "repair.completed", ["within"] = within,
            },
        },
    });

    private static (long Numerator, long Denominator) Only(Wire.RehearseResponse answer)
    {
        var share = Assert.Single(Assert.Single(answer.Months).Shares);
        Assert.Equal((share.Numerator, share.Denominator), (answer.Months[0].Total.Numerator, answer.Months[0].Total.Denominator));
        return (share.Numerator, share.Denominator);
    }

    private static Wire.Date Day(int year, int month) => new() { Year = year, Month = month, Day = 1 };

    private async Task Case(string landlord, Guid caseId, DateTimeOffset reported, int? done)
    {
        await service.Host.PublishAsync(Happened("repair.reported", reported));
        if (done is { } days)
            await service.Host.PublishAsync(Happened("repair.completed", reported.AddDays(days)));

        MilestoneRecorded Happened(string name, DateTimeOffset at) => new()
        {
            Service = "repairs", Landlord = landlord, CaseId = caseId, Name = name, At = at, RecordedAt = at, Facts = JsonSerializer.SerializeToElement(new { fault = "stuck-tap" }),
        };
    }

    private async Task<Wire.RehearseResponse> Rehearse(Wire.RehearseRequest request)
    {
        using var call = service.As($"manager@{request.Landlord}").Rehearse(request);
        Wire.RehearseResponse? last = null;
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
            last = answer;
        Assert.True(last!.Finished);
        return last;
    }
}
