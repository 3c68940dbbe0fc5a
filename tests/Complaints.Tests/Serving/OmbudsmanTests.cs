using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

public sealed class OmbudsmanTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    private static readonly Wire.Date Day = new() { Year = 2026, Month = 3, Day = 31 };

    [Fact]
    public async Task From_the_first_question_to_the_last_order_complied_with()
    {
        service.Reset();
        var told = await service.Host.ListenAsync<ComplaintDetermined>();
        var (id, home, household) = await Closed();
        var (officer, manager) = (service.Ombudsman("officer@havering"), service.Ombudsman("manager@havering"));
        var taken = (await officer.TakeToOmbudsmanAsync(new() { RequestId = NewId(), ComplaintId = id, OmbudsmanReference = "202612345", About = "How the tap was mended." })).Case;
        Assert.True((await service.Get(id, "auditor@havering")).WithOmbudsman);

        // It asks, and is answered: a clock each, which the complaint shows as owed though it is closed.
        var asked = (await officer.RecordInformationRequestAsync(new() { RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, What = "The repair's record.", AnswerBy = Day })).Case.InformationRequests[0];
        Assert.Equal((Wire.Stage.Closed, "2026-03-31T23:00:00Z"), await service.Get(id, "officer@havering") is var c ? (c.Stage, $"{c.NextDueAt.ToDateTime():yyyy-MM-dd'T'HH:mm:ss'Z'}") : default);
        await officer.SendInformationAsync(new() { RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, InformationRequestId = asked.InformationRequestId, Sent = "All of it.", Reference = "letters/7" });
        Assert.Null((await service.Get(id, "officer@havering")).NextDueAt);

        // It determines; money and works go where they are seen to, by themselves.
        var determined = await officer.RecordDeterminationAsync(Determination(id, taken.CaseId, "severe-maladministration"));
        var orders = determined.Case.Orders;
        Assert.Equal((true, "Severe maladministration"), (determined.Case.SevereMaladministration, determined.Case.Determinations[0].OutcomeName));
        var heard = Assert.Single(await Heard(told, id));
        Assert.Equal((true, "202612345", household, home), (heard.SevereMaladministration, heard.OmbudsmanReference, heard.HouseholdId!.Value, heard.Works[0].HomeId));
        Assert.Equal([(orders[0].OrderId, 60_000L)], heard.Compensations.Select(m => (m.RemedyId.ToString(), m.Pence)));       // what is paid to the resident goes to no account
        Assert.Equal([orders[2].OrderId], heard.Works.Select(w => w.RemedyId.ToString()));

        var repair = Guid.CreateVersion7();
        await service.Host.PublishAsync(new CompensationCredited
        {
            AccountId = Guid.CreateVersion7(), HouseholdId = household, Landlord = "havering", AmountPence = 60_000, Reason = "complaint", CauseId = Guid.Parse(orders[0].OrderId), CreditedAt = service.Host.Clock.Now,
        });
        await service.Host.PublishAsync(new RepairCompleted { RepairId = repair, Landlord = "havering", HomeId = home, CompletedAt = service.Host.Clock.Now, Causes = [Guid.Parse(orders[2].OrderId)] });
        await Eventually.Holds(async () => Assert.Equal(2, (await Case(id)).Orders.Count(o => o.DoneAt is not null)));
        Assert.Equal($"Done by repair {repair}", (await Case(id)).Orders[2].Proof);

        // Done is not complied with: a manager confirms each, and that the Ombudsman has the evidence.
        Assert.Equal(5, (await Open(id)).Count);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => officer.ConfirmComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = orders[0].OrderId, Reference = "sent/1" }))).Status);
        Assert.Equal("EVIDENCE_MISSING", (await Refusal(() => manager.ConfirmComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = orders[1].OrderId, Reference = "sent/1" }))).Reason);
        await officer.RecordComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = orders[1].OrderId, Proof = "Paid by bank transfer 12" });
        await officer.RecordComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = orders[3].OrderId, Proof = "letters/9" });
        await officer.RecordComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = orders[4].OrderId, Proof = "policies/3" });
        foreach (var order in orders)
            await manager.ConfirmComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = order.OrderId, Reference = "sent/1" });
        Assert.Empty(await Open(id));
        var end = await service.Get(id, "officer@havering");
        Assert.Equal(4, end.Commitments.Count(p => p.StandardId == "ENG-CMP-15" && p.Outcome == Wire.Outcome.Met));
        Assert.Null(end.NextDueAt);
    }

    [Fact]
    public async Task Orders_are_listed_by_day_and_shown_at_risk_and_overdue()
    {
        service.Reset();
        var (id, _, _) = await Closed("rosebery");
        var (officer, manager) = (service.Ombudsman("officer@rosebery"), service.Ombudsman("manager@rosebery"));
        var taken = (await officer.TakeToOmbudsmanAsync(new() { RequestId = NewId(), ComplaintId = id, OmbudsmanReference = "202600001", About = "The tap." })).Case;
        var determination = Determination(id, taken.CaseId, "maladministration", landlord: "rosebery");
        determination.Orders[0].DueOn = new() { Year = 2026, Month = 5, Day = 29 };
        determination.Orders[4].DueOn = null;      // a recommendation without a day comes last
        var orders = (await officer.RecordDeterminationAsync(determination)).Case.Orders;
        string[] byDay = [.. orders.Skip(1).Take(3).Select(o => o.OrderId).Order(StringComparer.Ordinal), orders[0].OrderId, orders[4].OrderId];
        Assert.Equal(byDay, (await Open(id, "rosebery")).Select(o => o.Order.OrderId));

        // A page at a time, each once.
        var (seen, token) = (new List<string>(), "");
        do
        {
            var page = await manager.ListOrdersAsync(new() { Landlord = "rosebery", PageSize = 2, PageToken = token });
            seen.AddRange(page.Orders.Select(o => o.Order.OrderId));
            token = page.NextPageToken;
        }
        while (token is not "");
        Assert.Equal(byDay, seen.Where(byDay.Contains));

        Assert.Equal([orders[2].OrderId], await Listed(new() { Kind = Wire.OrderKind.Works }));
        Assert.Equal(4, (await Listed(new() { OrdersOnly = true })).Count);
        Assert.Equal(3, (await Listed(new() { DueBy = Day })).Count);
        Assert.Equal([orders[4].OrderId], await Listed(new() { Owner = "Policy" }));

        service.Host.Clock.Now = new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(3, (await Listed(new() { AtRisk = true })).Count);
        Assert.All((await Open(id, "rosebery")).Take(3), o => Assert.Equal((true, false), (o.Order.AtRisk, o.Order.Overdue)));
        service.Host.Clock.Now = new DateTimeOffset(2026, 3, 31, 23, 0, 0, TimeSpan.Zero);
        Assert.All((await Open(id, "rosebery")).Take(3), o => Assert.Equal((true, true), (o.Order.AtRisk, o.Order.Overdue)));
        await Eventually.Equal(3, async () => (await service.Get(id, "officer@rosebery")).Commitments.Count(p => p.StandardId == "ENG-CMP-15" && p.Outcome == Wire.Outcome.Missed));
        Assert.True((await service.Get(id, "officer@rosebery")).AtRisk);

        async Task<IReadOnlyList<string>> Listed(ListOrdersRequest request)
        {
            (request.Landlord, request.PageSize) = ("rosebery", 200);
            return [.. (await manager.ListOrdersAsync(request)).Orders.Where(o => o.ComplaintId == id).Select(o => o.Order.OrderId)];
        }
    }

    [Fact]
    public async Task Determinations_are_listed_by_outcome_and_severe_ones_are_flagged_everywhere()
    {
        service.Reset();
        var officer = service.Ombudsman("officer@housing-plus");
        var cases = new List<(string Complaint, string Case)>();
        foreach (var outcome in (string[])["service-failure", "severe-maladministration", "reasonable-redress"])
        {
            var (id, _, _) = await Closed("housing-plus");
            var taken = (await officer.TakeToOmbudsmanAsync(new() { RequestId = NewId(), ComplaintId = id, OmbudsmanReference = $"2026-{outcome}", About = "The tap." })).Case;
            await officer.RecordDeterminationAsync(Determination(id, taken.CaseId, outcome, orders: false));
            service.Host.Clock.Advance(TimeSpan.FromDays(1));
            cases.Add((id, taken.CaseId));
        }

        var all = await service.Ombudsman("auditor@housing-plus").ListDeterminationsAsync(new() { Landlord = "housing-plus" });
        Assert.Equal(cases.Select(c => c.Case).Reverse(), all.Cases.Select(c => c.CaseId));
        Assert.Equal([("severe-maladministration", 1), ("service-failure", 1), ("reasonable-redress", 1), ("no-maladministration", 3)], all.Outcomes.Where(o => o.Count > 0).Select(o => (o.Outcome, o.Count)));
        Assert.Equal(cases[0].Case, Assert.Single((await officer.ListDeterminationsAsync(new() { Landlord = "housing-plus", Outcome = "service-failure" })).Cases).CaseId);
        var severe = Assert.Single((await officer.ListDeterminationsAsync(new() { Landlord = "housing-plus", SevereOnly = true })).Cases);
        Assert.Equal((cases[1].Case, true, "severe-maladministration"), (severe.CaseId, severe.SevereMaladministration, severe.Determinations[0].Outcome));
        Assert.Equal(2, (await officer.ListDeterminationsAsync(new() { Landlord = "housing-plus", From = new() { Year = 2026, Month = 3, Day = 4 } })).Cases.Count);
        var first = await officer.ListDeterminationsAsync(new() { Landlord = "housing-plus", PageSize = 2 });
        Assert.Equal(cases[0].Case, Assert.Single((await officer.ListDeterminationsAsync(new() { Landlord = "housing-plus", PageSize = 2, PageToken = first.NextPageToken })).Cases).CaseId);

        var complaints = service.As("officer@housing-plus");
        Assert.Equal(cases[1].Complaint, Assert.Single((await complaints.ListComplaintsAsync(new() { Landlord = "housing-plus", SevereMaladministration = true })).Complaints).ComplaintId);
        Assert.Equal(3, (await complaints.ListComplaintsAsync(new() { Landlord = "housing-plus", WithOmbudsman = true })).Complaints.Count);
        Assert.True((await service.Get(cases[1].Complaint, "officer@housing-plus")).SevereMaladministration);
        Assert.Equal(8, (await complaints.GetTermsAsync(new() { Landlord = "housing-plus" })).Ombudsman.Outcomes.Count);
        Assert.Equal(["outcome"], (await Refusal(() => officer.ListDeterminationsAsync(new() { Landlord = "housing-plus", Outcome = "bad" }))).Fields);
        Assert.Equal(["kind"], (await Refusal(() => officer.ListOrdersAsync(new() { Landlord = "housing-plus", Kind = (Wire.OrderKind)77 }))).Fields);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_leaves_nothing_behind_and_what_is_said_twice_is_done_once()
    {
        service.Reset();
        var (id, _, _) = await Closed();
        var (officer, manager) = (service.Ombudsman("officer@havering"), service.Ombudsman("manager@havering"));
        Assert.Equal(["ombudsman_reference", "about"], (await Refusal(() => officer.TakeToOmbudsmanAsync(new() { RequestId = NewId(), ComplaintId = id }))).Fields);
        Assert.Equal((StatusCode.NotFound, "OMBUDSMAN_CASE_UNKNOWN"), await Refusal(() => officer.RecordDeterminationAsync(Determination(id, NewId(), "maladministration"))) is var r ? (r.Status, r.Reason) : default);
        var take = new TakeToOmbudsmanRequest { RequestId = NewId(), ComplaintId = id, OmbudsmanReference = "202612345", About = "The tap." };
        var taken = (await officer.TakeToOmbudsmanAsync(take)).Case;
        Assert.Equal(taken, (await officer.TakeToOmbudsmanAsync(take)).Case);
        take.RequestId = NewId();
        Assert.Equal(taken.CaseId, (await officer.TakeToOmbudsmanAsync(take)).Case.CaseId);

        var wrong = Determination(id, taken.CaseId, "dreadful");
        Assert.Equal((StatusCode.InvalidArgument, "issues[0].outcome"), await Refusal(() => officer.RecordDeterminationAsync(wrong)) is var refused ? (refused.Status, Assert.Single(refused.Fields)) : default);
        var elsewhere = Determination(id, taken.CaseId, "maladministration");
        elsewhere.Orders[2].HomeId = service.Neighbours.Let("rosebery").Home.ToString();
        Assert.Equal(["home_id"], (await Refusal(() => officer.RecordDeterminationAsync(elsewhere))).Fields);
        var unmendable = Determination(id, taken.CaseId, "maladministration");
        unmendable.Orders[2].Fault = "moon";
        Assert.Equal(["orders[2].fault"], (await Refusal(() => officer.RecordDeterminationAsync(unmendable))).Fields);
        Assert.Equal(0L, await service.Host.Database.Scalar<long>($"select count(*) from ombudsman_order where complaint_id = '{id}'"));

        var right = Determination(id, taken.CaseId, "maladministration");
        var determined = (await officer.RecordDeterminationAsync(right)).Case;
        right.RequestId = NewId();
        Assert.Equal(determined, (await officer.RecordDeterminationAsync(right)).Case);
        Assert.Equal("ORDER_UNKNOWN", (await Refusal(() => officer.RecordComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = NewId(), Proof = "x" }))).Reason);
        Assert.Equal("INFORMATION_REQUEST_UNKNOWN", (await Refusal(() => officer.SendInformationAsync(new() { RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, InformationRequestId = NewId(), Sent = "x", Reference = "y" }))).Reason);

        // A review that changes it: another determination, and what was not done of the first is withdrawn.
        await manager.MoveOrderAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = determined.Orders[3].OrderId, NewDay = new() { Year = 2026, Month = 4, Day = 30 }, Reason = "The Ombudsman agreed." });
        await manager.AskForReviewAsync(new() { RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, Reasons = "It misread the record." });
        await officer.RecordReviewAsync(new() { RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, Changed = true, Words = "It was less." });
        var again = Determination(id, taken.CaseId, "no-maladministration", orders: false);
        again.Reference = "determinations/2";
        var stands = (await officer.RecordDeterminationAsync(again)).Case;
        Assert.Equal(("no-maladministration", true, "It was less."), (stands.Determinations[0].Outcome, stands.Review.Changed, stands.Review.Words));
        Assert.All(stands.Orders, o => Assert.NotEmpty(o.WithdrawnReason));
        Assert.Empty(await Open(id));
        Assert.Null((await service.Get(id, "officer@havering")).NextDueAt);
    }

    [Fact]
    public async Task Works_that_a_review_does_not_order_any_more_are_taken_back_and_what_goes_on_is_shown_with_the_order()
    {
        service.Reset();
        var dropped = await service.Host.ListenAsync<WorksDropped>();
        var (id, home, _) = await Closed();
        var (officer, manager) = (service.Ombudsman("officer@havering"), service.Ombudsman("manager@havering"));
        var taken = (await officer.TakeToOmbudsmanAsync(new() { RequestId = NewId(), ComplaintId = id, OmbudsmanReference = "202612349", About = "The tap." })).Case;
        var works = (await officer.RecordDeterminationAsync(Determination(id, taken.CaseId, "maladministration"))).Case.Orders[2].OrderId;
        await manager.AskForReviewAsync(new() { RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, Reasons = "It misread the record." });
        await officer.RecordReviewAsync(new() { RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, Changed = true, Words = "It was less." });
        var changed = Determination(id, taken.CaseId, "service-failure");
        (changed.RequestId, changed.Reference) = (NewId(), "determinations/8");
        changed.Orders.Clear();
        await officer.RecordDeterminationAsync(changed);

        await Eventually.Holds(() => Assert.Equal((home, "A review changed the determination."), Assert.Single(dropped.Events, e => e.ComplaintId.ToString() == id) is var e ? (e.HomeId, e.Reason) : default));
        Assert.Equal(works, dropped.Events.Single(e => e.ComplaintId.ToString() == id).CauseId.ToString());       // money and letters are nothing that Repairs has
        await service.Host.PublishAsync(new WorksGoOn { CauseId = Guid.Parse(works), RepairId = Guid.CreateVersion7(), Landlord = "havering", HomeId = home, Reason = "The work has begun.", RecordedAt = service.Host.Clock.Now });
        await Eventually.Holds(async () => Assert.Equal("The work has begun.", (await Case(id)).Orders.Single(o => o.OrderId == works).GoesOnReason));
    }

    [Fact]
    public async Task Who_may_do_what_and_what_a_resident_reads()
    {
        service.Reset();
        var (id, _, household) = await Closed();
        var officer = service.Ombudsman("officer@havering");
        var taken = (await officer.TakeToOmbudsmanAsync(new() { RequestId = NewId(), ComplaintId = id, OmbudsmanReference = "202612345", About = "The tap." })).Case;
        await officer.RecordInformationRequestAsync(new() { RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, What = "The record.", AnswerBy = Day });
        var orders = (await officer.RecordDeterminationAsync(Determination(id, taken.CaseId, "maladministration"))).Case.Orders;

        foreach (var other in (OmbudsmanCases.OmbudsmanCasesClient[])[service.Ombudsman("officer@rosebery"), service.Ombudsman("resident@havering", household), service.Ombudsman("auditor@havering"), service.Ombudsman("contractor-smiths@havering")])
        {
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.TakeToOmbudsmanAsync(new() { RequestId = NewId(), ComplaintId = id, OmbudsmanReference = "1", About = "x" }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => other.RecordComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = orders[0].OrderId, Proof = "x" }))).Status);
        }

        foreach (var change in (Func<AsyncUnaryCall<MoveOrderResponse>>[])[() => officer.MoveOrderAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = orders[0].OrderId, NewDay = Day, Reason = "x" })])
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(change)).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => officer.AskForReviewAsync(new() { RequestId = NewId(), ComplaintId = id, CaseId = taken.CaseId, Reasons = "x" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Ombudsman("officer@rosebery").ListOrdersAsync(new() { Landlord = "havering" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Ombudsman("resident@havering", household).ListDeterminationsAsync(new() { Landlord = "havering" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Ombudsman("resident@havering", Guid.CreateVersion7()).GetOmbudsmanCasesAsync(new() { ComplaintId = id }))).Status);

        var seen = Assert.Single((await service.Ombudsman("resident@havering", household).GetOmbudsmanCasesAsync(new() { ComplaintId = id })).Cases);
        Assert.Empty(seen.InformationRequests);
        Assert.All(seen.Orders, o => Assert.Equal(("", "As it was ordered."), (o.Owner, o.Words)));
        Assert.DoesNotContain((await service.As("resident@havering", household).GetComplaintAsync(new() { ComplaintId = id })).Complaint.Timeline, t => t.Name == "ombudsman.asked");
    }

    [Fact]
    public async Task The_household_is_told_when_an_order_is_complied_with()
    {
        service.Reset();
        var post = await service.Host.ListenAsync<ResidentMessageDue>();
        var (id, _, household) = await Closed();
        var (officer, manager) = (service.Ombudsman("officer@havering"), service.Ombudsman("manager@havering"));
        var taken = (await officer.TakeToOmbudsmanAsync(new() { RequestId = NewId(), ComplaintId = id, OmbudsmanReference = "202612345", About = "The tap." })).Case;
        var apology = (await officer.RecordDeterminationAsync(Determination(id, taken.CaseId, "maladministration"))).Case.Orders[3];
        await officer.RecordComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = apology.OrderId, Proof = "letters/9" });
        await manager.ConfirmComplianceAsync(new() { RequestId = NewId(), ComplaintId = id, OrderId = apology.OrderId, Reference = "sent/1" });

        await Eventually.Holds(() => Assert.Equal("As it was ordered.", Assert.Single(post.Events, m => m.HouseholdId == household && m.Template == "ombudsman.complied").Facts["action"]));
    }

    private async Task<(string Id, Guid Home, Guid Household)> Closed(string landlord = "havering")
    {
        var (complaint, home, household) = await service.Receive(landlord);
        await service.Assign(complaint.ComplaintId, landlord);
        await service.Acknowledge(complaint.ComplaintId, landlord);
        await service.Answer(complaint.ComplaintId, landlord);
        await service.As($"officer@{landlord}").CloseComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId });
        return (complaint.ComplaintId, home, household);
    }

    /// <summary>Two things found, and an order of each kind that matters, with a recommendation at the end.</summary>
    private static RecordDeterminationRequest Determination(string id, string caseId, string outcome, bool orders = true, string landlord = "havering")
    {
        var request = new RecordDeterminationRequest
        {
            RequestId = NewId(), ComplaintId = id, CaseId = caseId, Reference = $"determinations/{landlord}/1",
            Issues = { new Wire.NewDetermination { Issue = 1, About = "The tap", Outcome = outcome }, new Wire.NewDetermination { About = "How the complaint was handled", Outcome = "no-maladministration" } },
        };
        if (!orders)
            return request;
        request.Orders.AddRange(
        [
            Order(Wire.OrderKind.Compensation, "Income", o => o.Pence = 60_000),
            Order(Wire.OrderKind.Compensation, "Income", o => (o.Pence, o.PaidDirectly) = (10_000, true)),
            Order(Wire.OrderKind.Works, "Repairs", o => o.Fault = landlord == "havering" ? "stuck-tap" : "dripping-tap"),
            Order(Wire.OrderKind.Apology, "Chief executive", _ => { }),
            Order(Wire.OrderKind.PolicyChange, "Policy", o => o.Recommendation = true),
        ]);
        return request;
    }

    private static Wire.NewOrder Order(Wire.OrderKind kind, string owner, Action<Wire.NewOrder> also)
    {
        var order = new Wire.NewOrder { Kind = kind, Words = "As it was ordered.", DueOn = Day, Owner = owner };
        also(order);
        return order;
    }

    private async Task<Wire.OmbudsmanCase> Case(string id) => Assert.Single((await service.Ombudsman("auditor@havering").GetOmbudsmanCasesAsync(new() { ComplaintId = id })).Cases);

    private async Task<IReadOnlyList<ListedOrder>> Open(string id, string landlord = "havering") =>
        [.. (await service.Ombudsman($"auditor@{landlord}").ListOrdersAsync(new() { Landlord = landlord, PageSize = 200 })).Orders.Where(o => o.ComplaintId == id)];

    private static async Task<IReadOnlyList<ComplaintDetermined>> Heard(Heard<ComplaintDetermined> told, string id)
    {
        await Eventually.Holds(() => Assert.Contains(told.Events, e => e.ComplaintId.ToString() == id));
        return [.. told.Events.Where(e => e.ComplaintId.ToString() == id)];
    }
}
