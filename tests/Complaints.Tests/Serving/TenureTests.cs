using Housing.Complaints.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Tenure = Housing.Tenancy.Contracts.V1.Tenure;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

/// <summary>The terms on which a home was held when somebody complained.</summary>
public sealed class TenureTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    private static readonly Date First = new() { Year = 2026, Month = 3, Day = 1 };
    private static readonly Date Last = new() { Year = 2026, Month = 3, Day = 3 };

    [Fact]
    public async Task By_tenure_complaints_are_told_apart_by_the_terms_on_which_the_home_was_held_when_they_came()
    {
        service.Reset();
        var (owned, owner) = service.Neighbours.Let("one-housing", tenure: Tenure.SharedOwnership);
        service.Neighbours.Away = true;
        var early = (await service.As("resident@one-housing", owner).ReceiveComplaintAsync(Said())).Complaint;       // Tenancy says so later
        service.Neighbours.Away = false;
        service.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        await Eventually.Holds(async () => Assert.False((await service.Get(early.ComplaintId, "officer@one-housing")).FactsPending));
        var later = (await service.As("officer@one-housing").ReceiveComplaintAsync(Said(owned))).Complaint.ComplaintId;
        await service.Receive("one-housing");

        var groups = (await service.Measuring("auditor@one-housing").GetComplaintMeasuresAsync(new() { Landlord = "one-housing", From = First, Through = Last, By = MeasureGrouping.Tenure })).Groups.ToDictionary(g => g.Key);
        Assert.Equal((2L, 1L), (Received(groups["shared-ownership"]).Numerator, Received(groups["secure"]).Numerator));
        Assert.Equal(("shared ownership", "leasehold"), (groups["shared-ownership"].Name, groups["leasehold"].Name));
        Assert.Equal(("", "Nobody counts a landlord's homes by tenure yet."), Received(groups["secure"]) is var figure ? (figure.Value, figure.Missing) : default);
        var shared = new ListMeasuredComplaintsRequest { Landlord = "one-housing", From = First, Through = Last, Measure = "received", Stage = 1, By = MeasureGrouping.Tenure, Key = "shared-ownership" };
        Assert.Equal([early.ComplaintId, later], (await service.Measuring("manager@one-housing").ListMeasuredComplaintsAsync(shared)).Complaints.Select(c => c.ComplaintId).Order(StringComparer.Ordinal));
    }

    private static Wire.ComplaintMeasure Received(MeasureGroup group) => group.Measures.Single(m => m is { Measure: "received", Stage: 1 });
}
