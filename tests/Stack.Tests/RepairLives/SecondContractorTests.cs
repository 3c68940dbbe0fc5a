using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;

namespace Housing.Stack.Tests.RepairLives;

/// <summary>On a stack of its own, since weeks pass on it.</summary>
public sealed class SecondContractorTests(ObservedStack observed) : RepairLife(observed.Stack), IClassFixture<ObservedStack>
{
    [Fact]
    public async Task HAV_REP_43_when_the_second_contractor_is_late_too_the_tenant_is_credited_the_laws_sum_once()
    {
        var household = await Stack.LetHome("havering", Tenure.Secure);
        var resident = await Resident(household);
        var repair = (await resident.Repairs.ReportRepairAsync(Report(household, Now, "bathroom", "tap", "tap-what: stuck"))).Repair;
        var ask = new AskForSecondContractorRequest { RequestId = NewId(), RepairId = repair.RepairId };
        Assert.Equal("NOT_LATE_YET", await Refused(resident.Repairs.AskForSecondContractorAsync(ask)));

        // Three working days are over by then, whatever the season.
        await Pass("+14d");
        Assert.True((await resident.Read(repair)).RightToRepair.MayAsk);
        var asked = (await resident.Repairs.AskForSecondContractorAsync(ask)).Repair;
        Assert.Equal("HAV-REP-43", asked.RightToRepair.Clause);
        Assert.NotEqual(repair.Order.Contractor, asked.Order.Contractor);
        Assert.Contains(asked.Commitments, c => c is { StandardId: "ENG-RTR-12", Outcome: Repairs.Contracts.V1.Outcome.Open });

        await Pass("+16d");
        var contractor = await Contractor(asked);
        await contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Fixed = true });
        var done = await contractor.Complete(repair);

        Assert.Equal("reported second-contractor-asked ordered visited completed compensation-owed", Timeline(done));
        Assert.Equal("ENG-RTR-03 Missed, ENG-RTR-12 Missed, HAV-REP-08 Missed, HAV-REP-27 Missed", Promises(done));
        // ENG-RTR-06: ten pounds, and two for each day after the first late one.
        var days = London.DayOf(done.Completion.CompletedAt.ToDateTimeOffset()).DayNumber - London.DayOf(done.RightToRepair.SecondDueAt.ToDateTimeOffset()).DayNumber;
        var credit = Assert.Single(await Postings(household, 1));
        Assert.Equal(-1_000 - (200 * days), credit.AmountPence);
        Assert.Equal(done.RightToRepair.CompensationPence, -credit.AmountPence);
        await Told(observed, household, done.RepairId, "reported second-contractor-asked ordered visited completed compensation-owed");
    }

    private async Task Pass(string time)
    {
        var said = await HousingCommand.Run(Stack.Folder, "clock", time);
        Assert.Equal((0, ""), (said.ExitCode, said.Errors));
    }
}
