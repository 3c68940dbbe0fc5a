using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>A home goes to another household while a repair is open there.</summary>
public sealed class PassedOnServingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Fact]
    public async Task The_next_household_reads_what_is_wrong_and_what_is_promised_and_nothing_that_was_said_by_or_of_the_one_before()
    {
        var home = service.Neighbours.AddHome("havering");
        var (before, officer) = (service.Neighbours.MoveIn(home), service.As("officer@havering"));
        var report = Reported(home);
        (report.AccessNotes, report.Description, report.ContactBy) = ("I am in hospital on Mondays.", "My son cannot wash.", Wire.ContactChannel.Letter);
        report.PhotoReferences.Add("photo-1");
        var repair = (await service.As("resident@havering", before).ReportRepairAsync(report)).Repair;
        await officer.VaryRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, EstimatedMinutes = 60, Why = "The tenant is very ill." });
        await officer.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Fixed = false, Note = "Many pets.", FollowUp = new() { NoneBecause = "A part." } });

        var next = await MoveIn(home, repair);

        var resident = service.As("resident@havering", next);
        var seen = (await resident.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;
        var listed = Assert.Single((await resident.ListRepairsAsync(new() { Landlord = "havering" })).Repairs);
        Assert.Equal(("", "", ""), (seen.Description, seen.Estimate.Why, listed.Description));
        Assert.Equal(new Wire.ReportDetails { Reporters = 1 }, seen.Report);
        Assert.Empty(seen.Visits);
        Assert.Equal((repair.Fault, repair.Priority), (seen.Fault, seen.Priority));
        Assert.NotEmpty(seen.Commitments);
        Assert.Equal("The tenant is very ill.", (await Read(repair)).Estimate.Why);
        Assert.Equal(("My son cannot wash.", "photo-1"), ((await Read(repair)).Description, Assert.Single((await Read(repair)).Report.PhotoReferences)));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("resident@havering", before).GetRepairAsync(new() { RepairId = repair.RepairId }))).Status);
    }

    [Fact]
    public async Task What_the_next_household_does_is_answered_without_the_words_of_the_one_before_and_its_own_visits_are_shown()
    {
        var home = service.Neighbours.AddHome("havering");
        service.Neighbours.MoveIn(home);
        var (repair, officer) = (await service.Report(home), service.As("officer@havering"));
        var next = await MoveIn(home, repair);
        var at = service.Host.Clock.Now = service.Host.Clock.Now.AddHours(1);
        await officer.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Fixed = true, Note = "New washer." });
        await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "New washer" });

        var answer = (await service.As("resident@havering", next).ConfirmRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Satisfied = true })).Repair;

        Assert.Equal(("", true), (answer.Description, answer.Confirmation.Satisfied));
        Assert.Equal(("New washer.", at), (Assert.Single(answer.Visits).Note, answer.Visits[0].EndedAt.ToDateTimeOffset()));
    }

    private async Task<Guid> MoveIn(Guid home, Wire.Repair repair)
    {
        var next = service.Neighbours.MoveIn(home);
        service.Host.Clock.Now = Noon.AddHours(1);
        await service.Host.PublishAsync(new TenancyStarted
        {
            TenancyId = Guid.CreateVersion7(), HouseholdId = next, HomeId = home, Landlord = "havering", Tenure = "secure", StartedOn = new DateOnly(2026, 3, 3), RecordedAt = Noon,
        });
        await Eventually.Holds(async () => Assert.Equal(next.ToString(), (await Read(repair)).HouseholdId));
        return next;
    }

    private async Task<Wire.Repair> Read(Wire.Repair repair) => (await service.As("officer@havering").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;
}
