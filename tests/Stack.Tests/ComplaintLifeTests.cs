using Housing.Complaints.Contracts.V1;
using Housing.Stack.Tests.RepairLives;
using Housing.Testing;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;
using Repaired = Housing.Repairs.Contracts.V1;

namespace Housing.Stack.Tests;

/// <summary>The whole life of a complaint about a repair: what its answer promises, and in the end the Ombudsman orders, reaches the account and the contractor, and is done once.</summary>
[Collection(nameof(OneStack))]
public sealed class ComplaintLifeTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    private const int Redress = 2_500;

    // OHO-CMP-09, HAV-CMP-12, HAV-CMP-16, ROS-CMP-03, ENG-CMP-12, ENG-CMP-13
    [Fact]
    public Task With_every_landlord_a_complaint_goes_from_the_first_word_to_its_end_and_what_was_promised_is_done_once() =>
        Task.WhenAll(((string[])["one-housing", "havering", "housing-plus", "rosebery"]).Select(Life));

    private async Task Life(string landlord)
    {
        var household = await Stack.LetHome(landlord);
        await Postings(household, 0);      // the account is open
        var repairs = await Officer(household);
        var tap = (await repairs.Repairs.ReportRepairAsync(new() { RequestId = NewId(), HomeId = household.HomeId, Fault = "dripping-tap", Description = "It drips." })).Repair;

        // Said, understood, looked into.
        var manager = new ComplaintsClient(await Stack.Calling("complaints", $"manager@{landlord}"));
        var resident = new ComplaintsClient(await Stack.Calling("complaints", $"resident@{landlord}", household.HouseholdId));
        var looking = new Investigations.InvestigationsClient(await Stack.Calling("complaints", $"manager@{landlord}"));
        var complaint = (await resident.ReceiveComplaintAsync(new()
        {
            RequestId = NewId(), Channel = Channel.Portal, Words = "Nobody came, and the fan is broken as well.", Issues = { new NewIssue { Subject = "repairs" } }, AboutService = "repairs", AboutCaseId = tap.RepairId, Insist = true,
        })).Complaint;
        var id = complaint.ComplaintId;
        var ranks = (await manager.GetTermsAsync(new() { Landlord = landlord })).Ranks;
        await Handled(manager, id, "ames", ranks[0].Key);
        await looking.AddEvidenceAsync(new() { RequestId = NewId(), ComplaintId = id, What = "The repair's record", Reference = tap.RepairId });
        await Found(looking, id, FindingOutcome.Upheld);
        await looking.ProposeRemedyAsync(new() { RequestId = NewId(), ComplaintId = id, Kind = RemedyKind.Apology, Words = "We are sorry." });
        var money = (await looking.ProposeRemedyAsync(new() { RequestId = NewId(), ComplaintId = id, Kind = RemedyKind.Compensation, Category = "time-and-trouble", Pence = Redress, Words = "For your trouble.", Evidence = { 1 } })).Remedy;
        var day = Housing.Standards.London.DayOf(Now).AddDays(14);
        var works = (await looking.ProposeRemedyAsync(new()
        {
            RequestId = NewId(), ComplaintId = id, Kind = RemedyKind.Works, Fault = "extractor-fan", Owner = "Repairs", Words = "We mend the fan.", DueOn = new() { Year = day.Year, Month = day.Month, Day = day.Day },
        })).Remedy;
        await manager.AnswerComplaintAsync(new() { RequestId = NewId(), ComplaintId = id, Text = "You were right." });

        // The money is on the account, once, and says which promise it is.
        var posting = Assert.Single(await Postings(household, 1));
        Assert.Equal((-Redress, money.RemedyId), (posting.AmountPence, posting.Cause));

        // The works are on order, once, with their day; the tap is another fault.
        Repaired.Repair? fan = null;
        await Eventually.Holds(async () => fan = Assert.Single((await repairs.Repairs.ListRepairsAsync(new() { Landlord = landlord, HomeId = household.HomeId })).Repairs, r => r.RepairId != tap.RepairId));
        await Eventually.Holds(async () => Assert.Equal((household.HouseholdId, false, false), await repairs.Read(fan!) is var r ? (r.HouseholdId, r.FactsPending, r.HomePending) : default));
        fan = await repairs.Read(fan!);
        var promise = Assert.Single(fan.Promised);
        Assert.Equal(("extractor-fan", works.RemedyId, id, tap.RepairId), (fan.Fault, promise.CauseId, promise.CaseId, promise.AboutRepairId));
        Assert.Equal(day.Day, promise.DueOn.Day);
        await Eventually.Equal(fan.RepairId, async () => (await Remedy(manager, id, works)).RepairId);
        Assert.Equal(RemedyState.Promised, (await Remedy(manager, id, works)).State);
        await Eventually.Equal(RemedyState.Done, async () => (await Remedy(manager, id, money)).State);

        // Done there, it is done here.
        await repairs.Repairs.MakeSafeAsync(new() { RequestId = NewId(), RepairId = fan.RepairId });
        await repairs.Complete(fan, tidy: true);
        await Eventually.Equal((RemedyState.Done, $"Done by repair {fan.RepairId}"), async () => await Remedy(manager, id, works) is var done ? (done.State, done.Proof) : default);

        // Still unhappy: somebody more senior looks again, and that is the end.
        await resident.EscalateComplaintAsync(new() { RequestId = NewId(), ComplaintId = id, Words = "The tap still drips." });
        await Handled(manager, id, "bell", ranks[^1].Key);
        await Found(looking, id, FindingOutcome.NotUpheld);
        await manager.AnswerComplaintAsync(new() { RequestId = NewId(), ComplaintId = id, Text = "The tap is booked for its own day." });
        var closed = (await manager.CloseComplaintAsync(new() { RequestId = NewId(), ComplaintId = id })).Complaint;

        Assert.Equal(Stage.Closed, closed.Stage);
        Assert.All(closed.Commitments, c => Assert.Contains(c.Outcome, (Outcome[])[Outcome.Met, Outcome.Cancelled]));
        Assert.Equal((1L, 1L), (
            await Stack.Count("income-db", $"select count(*) from posting where cause = '{money.RemedyId}'"), await Stack.Count("repairs-db", $"select count(*) from promised_work where case_id = '{id}'")));

        // And the Ombudsman has the last word: its money and its works go the same way.
        var ombudsman = new OmbudsmanCases.OmbudsmanCasesClient(await Stack.Calling("complaints", $"manager@{landlord}"));
        var taken = (await ombudsman.TakeToOmbudsmanAsync(new() { RequestId = NewId(), ComplaintId = id, OmbudsmanReference = "202612345", About = "The tap." })).Case;
        var due = new Date { Year = day.Year, Month = day.Month, Day = day.Day };
        var orders = (await ombudsman.RecordDeterminationAsync(new()
        {
            RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, Reference = "determinations/1", Issues = { new NewDetermination { Issue = 1, About = "The tap", Outcome = "severe-maladministration" } },
            Orders =
            {
                new NewOrder { Kind = OrderKind.Compensation, Words = "Pay £100.", Pence = 10_000, DueOn = due, Owner = "Income" },
                new NewOrder { Kind = OrderKind.Works, Words = "Mend the tap.", Fault = "dripping-tap", DueOn = due, Owner = "Repairs" },
            },
        })).Case.Orders;
        Assert.Equal(orders[0].OrderId, (await Postings(household, 2))[1].Cause);
        await Eventually.Equal(tap.RepairId, async () => (await Case()).Orders[1].RepairId);      // the repair that was complained about is open still
        await repairs.Repairs.MakeSafeAsync(new() { RequestId = NewId(), RepairId = tap.RepairId });
        await repairs.Complete(tap, tidy: true);
        await Eventually.Holds(async () => Assert.All((await Case()).Orders, o => Assert.NotNull(o.DoneAt)));
        foreach (var order in orders)
            await ombudsman.ConfirmComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = order.OrderId, Reference = "sent/1" });
        var last = (await manager.GetComplaintAsync(new() { ComplaintId = id })).Complaint;
        Assert.Equal((true, 2), (last.SevereMaladministration, last.Commitments.Count(c => c.StandardId == "ENG-CMP-15" && c.Outcome == Outcome.Met)));

        async Task<OmbudsmanCase> Case() => Assert.Single((await ombudsman.GetOmbudsmanCasesAsync(new() { ComplaintId = id })).Cases);
    }

    private static async Task Handled(ComplaintsClient manager, string id, string who, string rank)
    {
        await manager.AssignHandlerAsync(new() { RequestId = NewId(), ComplaintId = id, Handler = new() { Subject = who, Name = who, Rank = rank }, NoPartInEvents = true, Reason = "For this stage." });
        await manager.AcknowledgeComplaintAsync(new() { RequestId = NewId(), ComplaintId = id, Understanding = "The tap was not mended.", NextSteps = "We look into it." });
    }

    private static async Task Found(Investigations.InvestigationsClient looking, string id, FindingOutcome outcome) => await looking.RecordFindingAsync(new()
    {
        RequestId = NewId(), ComplaintId = id, Issue = 1, Outcome = outcome, Reasons = "As the record shows.", RootCause = outcome == FindingOutcome.NotUpheld ? "" : "late",
    });

    private static async Task<Remedy> Remedy(ComplaintsClient manager, string id, Remedy remedy) =>
        (await manager.GetComplaintAsync(new() { ComplaintId = id })).Complaint.Remedies.Single(r => r.RemedyId == remedy.RemedyId);
}
