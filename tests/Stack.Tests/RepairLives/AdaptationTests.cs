using Housing.Repairs.Contracts.V1;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class AdaptationTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    [Fact]
    public async Task OHO_REP_21_a_rail_is_asked_for_needed_and_fitted()
    {
        var household = await Stack.LetHome("one-housing");
        var (resident, officer) = (await Resident(household), await Officer(household));
        var id = (await resident.Adaptations.RequestAdaptationAsync(
            new() { RequestId = NewId(), HomeId = household.HomeId, Kind = "grab-rail", Description = "I cannot get out of the bath." })).Adaptation.AdaptationId;
        await officer.Adaptations.RecordAdaptationNeedsAsync(new() { RequestId = NewId(), AdaptationId = id, Needed = true, Needs = "A rail on the left." });
        await officer.Adaptations.OrderAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, OrderReference = "Handyperson" });
        await officer.Adaptations.RecordAdaptationFittedAsync(new() { RequestId = NewId(), AdaptationId = id });

        var done = (await resident.Adaptations.GetAdaptationAsync(new() { AdaptationId = id })).Adaptation;
        Assert.Equal((AdaptationSize.Minor, AdaptationState.Fitted, "OHO-REP-21"), (done.Size, done.State, done.Clause));
        Assert.Equal(
            ["adaptation.requested resident", "adaptation.needed officer", "adaptation.ordered officer", "adaptation.fitted officer"], done.Timeline.Select(t => $"{t.Name} {t.By}"));
    }

    [Fact]
    public async Task HPG_REP_19_a_stairlift_is_assessed_passed_on_and_its_grant_followed_until_it_is_fitted()
    {
        var household = await Stack.LetHome("housing-plus");
        var (resident, officer) = (await Resident(household), await Officer(household));
        var id = (await resident.Adaptations.RequestAdaptationAsync(
            new() { RequestId = NewId(), HomeId = household.HomeId, Kind = "stairlift", Description = "I cannot climb the stairs." })).Adaptation.AdaptationId;
        await officer.Adaptations.AssessAdaptationAsync(
            new() { RequestId = NewId(), AdaptationId = id, Assessor = Assessor.OccupationalTherapist, Recommended = true, Findings = "A lift to the first floor." });
        await officer.Adaptations.ReferAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, Agency = "The council", AgencyReference = "DFG-12" });
        await officer.Adaptations.RecordAdaptationGrantAsync(new() { RequestId = NewId(), AdaptationId = id, Step = GrantStep.Applied, Pence = 500_000 });
        Assert.Equal("GRANT_NOT_APPROVED", await Refused(officer.Adaptations.OrderAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, OrderReference = "Lifts Ltd" })));
        await officer.Adaptations.RecordAdaptationGrantAsync(new() { RequestId = NewId(), AdaptationId = id, Step = GrantStep.Refused, Reason = "A form was missing." });
        await officer.Adaptations.RecordAdaptationGrantAsync(new() { RequestId = NewId(), AdaptationId = id, Step = GrantStep.Applied, Pence = 500_000 });
        await officer.Adaptations.RecordAdaptationGrantAsync(new() { RequestId = NewId(), AdaptationId = id, Step = GrantStep.Approved, Pence = 450_000 });
        await officer.Adaptations.OrderAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, OrderReference = "Lifts Ltd" });
        await officer.Adaptations.RecordAdaptationFittedAsync(new() { RequestId = NewId(), AdaptationId = id });

        var done = (await resident.Adaptations.GetAdaptationAsync(new() { AdaptationId = id })).Adaptation;
        Assert.Equal((AdaptationSize.Major, AdaptationState.Fitted, 450_000, "HPG-REP-19"), (done.Size, done.State, done.GrantApprovedPence, done.Clause));
        Assert.Equal(
            "requested assessed referred grant-applied grant-refused grant-applied grant-approved ordered fitted",
            string.Join(' ', done.Timeline.Select(t => t.Name.Replace("adaptation.", "", StringComparison.Ordinal))));
    }
}
