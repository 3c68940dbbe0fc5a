using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>What a resident pays for, through the running service: from the estimate to what Income is told.</summary>
public sealed class RechargeServingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private readonly Wire.Repairs.RepairsClient _officer = service.As("officer@havering");
    private readonly Recharges.RechargesClient _desk = new(service.Host.ChannelAs("officer@havering"));

    public void Dispose() => service.Reset();

    [Fact]
    public async Task A_resident_signs_online_the_council_mends_and_Income_is_told_once_HAV_REP_44_HAV_REP_45()
    {
        var agreed = await service.Host.ListenAsync<RechargeAgreed>();
        var (repair, household) = await Damaged();
        Assert.Equal("SIGNATURE_MISSING", (await Refusal(() => Book(repair))).Reason);

        var estimated = await Estimate(repair, 12_500);
        Assert.Equal((Wire.RechargeState.Estimated, 1_500, 14_000), (estimated.State, estimated.AdministrationPence, estimated.TotalPence));
        Assert.Equal("SIGNATURE_MISSING", (await Refusal(() => Book(repair))).Reason);

        service.Host.Clock.Now = Noon.AddHours(1);
        var request = Signature(estimated, Wire.SignatureMeans.Online);
        var accepted = (await Resident(household).AcceptRechargeAsync(request)).Recharge;
        Assert.Equal(accepted, (await Resident(household).AcceptRechargeAsync(request)).Recharge);
        Assert.Equal((Wire.RechargeState.Accepted, "A. Tenant", Noon.AddHours(1)), (accepted.State, accepted.Signature.SignedBy, accepted.Signature.SignedAt.ToDateTimeOffset()));

        var taken = (await Book(repair)).Repair;
        Assert.Equal((Wire.Party.Resident, Wire.LandlordPart.Mends), (taken.Responsibility.Party, taken.Responsibility.LandlordPart));
        Assert.Equal((Wire.RechargeState.Accepted, 14_000, null), (taken.Recharge.State, taken.Recharge.TotalPence, taken.Recharge.Signature));      // who signed is between the two
        // Promised from the signature, not from the report.
        Assert.Equal(["HAV-REP-09", "HAV-REP-36"], taken.Commitments.Select(c => c.StandardId).Order(StringComparer.Ordinal).Where(id => id.StartsWith("HAV", StringComparison.Ordinal)));
        Assert.All(taken.Commitments, c => Assert.Equal(Noon.AddHours(1), c.StartedAt.ToDateTimeOffset()));

        service.Host.Clock.Now = Noon.AddHours(4);
        await _officer.RecordVisitAsync(new() { RequestId = NewId(), RepairId = repair.RepairId });
        var done = (await _officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "New door" })).Repair;

        Assert.Equal(Wire.RechargeState.Agreed, done.Recharge.State);
        Assert.Equal(
            ["repair.recharge-estimated", "repair.recharge-accepted", "repair.taken-on", "repair.recharge-agreed"],
            done.Timeline.Select(t => t.Name).Where(name => name.Contains("recharge", StringComparison.Ordinal) || name.Contains("taken", StringComparison.Ordinal)));
        Assert.All(done.Commitments.Where(c => c.StandardId.StartsWith("HAV", StringComparison.Ordinal)), c => Assert.Equal(Outcome.Met, c.Outcome));
        await Eventually.Holds(() => Assert.Equal(
            new RechargeAgreed
            {
                RechargeId = Guid.Parse(accepted.RechargeId), RepairId = Guid.Parse(repair.RepairId), Landlord = "havering", HomeId = Guid.Parse(repair.HomeId), HouseholdId = household,
                AmountPence = 14_000, Clause = "HAV-REP-44", AgreedAt = Noon.AddHours(4),
            },
            Assert.Single(agreed.Events, e => e.RepairId.ToString() == repair.RepairId)));
    }

    [Fact]
    public async Task Who_signs_has_a_contractor_sent_at_once_and_not_only_when_a_time_is_booked()
    {
        var (repair, household) = await Damaged();
        Assert.Null(repair.Order);
        var ordered = await service.Host.ListenAsync<RepairOrdered>();
        service.Host.Clock.Now = Noon.AddHours(1);
        await Resident(household).AcceptRechargeAsync(Signature(await Estimate(repair, 12_500), Wire.SignatureMeans.Online));

        var taken = await Read(repair);
        Assert.Equal(("council-repairs", Noon.AddHours(1)), (taken.Order.Contractor, taken.Order.OrderedAt.ToDateTimeOffset()));
        Assert.Equal(["repair.taken-on", "repair.ordered"], taken.Timeline.Select(t => t.Name).TakeLast(2));
        await Eventually.Holds(() => Assert.Single(ordered.Events, e => e.RepairId.ToString() == repair.RepairId));
    }

    [Fact]
    public async Task What_its_household_declines_is_closed_with_the_reason_and_told()
    {
        var closed = await service.Host.ListenAsync<RepairClosed>();
        var told = await service.Host.ListenAsync<Housing.Standards.Contracts.V1.ResidentMessageDue>();
        var (repair, household) = await Damaged();
        var estimate = await Estimate(repair, 12_500);
        var request = new DeclineRechargeRequest { RequestId = NewId(), RechargeId = estimate.RechargeId, Reason = "My brother mends it." };
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => Resident(Guid.CreateVersion7()).DeclineRechargeAsync(request))).Status);

        var declined = (await Resident(household).DeclineRechargeAsync(request)).Recharge;
        Assert.Equal(declined, (await Resident(household).DeclineRechargeAsync(request)).Recharge);

        Assert.Equal((Wire.RechargeState.Declined, "My brother mends it."), (declined.State, declined.DeclineReason));
        var over = (await service.As("resident@havering", household).GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;
        Assert.Equal((Wire.Stage.Closed, ""), (over.Stage, over.Recharge.DeclineReason));
        Assert.Equal(["repair.recharge-declined", "repair.closed"], over.Timeline.Select(t => t.Name).TakeLast(2));
        Assert.DoesNotContain(over.Commitments, c => c.Outcome == Outcome.Open);
        Assert.Contains(over.RepairId, (await service.As("resident@havering", household).ListRepairsAsync(new() { Landlord = "havering" })).Repairs.Select(r => r.RepairId));
        Assert.Equal("REPAIR_CLOSED", (await Refusal(() => Resident(household).AcceptRechargeAsync(Signature(estimate, Wire.SignatureMeans.Online)))).Reason);
        await Eventually.Holds(() => Assert.Equal(over.ClosedReason, Assert.Single(closed.Events, e => e.RepairId.ToString() == repair.RepairId).Reason));
        await Eventually.Holds(() => Assert.Equal(
            over.ClosedReason, Assert.Single(told.Events, e => e.CaseId.ToString() == repair.RepairId && e.Template == "repair.closed" && e.HouseholdId == household).Facts["reason"]));
    }

    [Fact]
    public async Task What_nobody_signs_in_time_is_closed_by_itself_and_what_is_still_to_be_made_safe_waits_for_that()
    {
        var (repair, household) = await Damaged();
        var (unsafeStill, _) = await Damaged("insecure-entrance");
        await Estimate(repair, 12_500);
        await Estimate(unsafeStill, 12_500);

        service.Host.Clock.Now = Noon.AddDays(40);
        await Eventually.Holds(async () => Assert.Equal(Wire.Stage.Closed, (await Read(repair)).Stage));
        await Eventually.Holds(async () => Assert.Equal(Wire.RechargeState.Expired, (await Read(unsafeStill)).Recharge.State));
        Assert.Equal(Wire.Stage.Reported, (await Read(unsafeStill)).Stage);
        Assert.Equal((await Read(repair)).ClosedReason, (await service.As("resident@havering", household).GetRepairAsync(new() { RepairId = repair.RepairId })).Repair.ClosedReason);

        var safe = (await _officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = unsafeStill.RepairId })).Repair;
        Assert.Equal(Wire.Stage.Closed, safe.Stage);
        Assert.Equal(["repair.made-safe", "repair.closed"], safe.Timeline.Select(t => t.Name).TakeLast(2));
    }

    [Fact]
    public async Task What_is_declined_stays_open_while_the_law_asks_for_something_about_its_hazard()
    {
        var (repair, household) = await Damaged();
        var hazards = new Hazards.HazardsClient(service.Host.ChannelAs("officer@havering"));
        await hazards.NoticeHazardAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Kind = "damp-and-mould", Level = Wire.HazardLevel.Significant });
        var estimate = await Estimate(repair, 12_500);
        await Resident(household).DeclineRechargeAsync(new() { RequestId = NewId(), RechargeId = estimate.RechargeId, Reason = "My brother mends it." });
        Assert.Equal(Wire.Stage.Reported, (await Read(repair)).Stage);      // ENG-HAZ-01 runs

        await hazards.RecordHazardStepAsync(new()
        {
            RequestId = NewId(), RepairId = repair.RepairId, Step = Wire.HazardStepKind.Investigated, Text = "A little damp.", Investigation = Wire.Investigation.Standard, Found = Wire.HazardLevel.Significant,
        });
        await hazards.RecordHazardStepAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Step = Wire.HazardStepKind.WorkFinished });
        Assert.Equal(Wire.Stage.Reported, (await Read(repair)).Stage);      // ENG-HAZ-02: the summary is owed
        await hazards.RecordHazardStepAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, Step = Wire.HazardStepKind.SummarySent });
        var over = await Read(repair);
        Assert.Equal(Wire.Stage.Closed, over.Stage);
        Assert.All(over.Commitments.Where(c => c.StandardId.StartsWith("ENG-HAZ", StringComparison.Ordinal)), c => Assert.Equal(Outcome.Met, c.Outcome));
    }

    [Fact]
    public async Task What_was_charged_and_is_not_owed_is_taken_back_and_told_once()
    {
        var withdrawn = await service.Host.ListenAsync<RechargeWithdrawn>();
        var (repair, household) = await Damaged();
        var recharge = await Charged(repair);
        await Resident(household).DisputeRechargeAsync(new() { RequestId = NewId(), RechargeId = recharge, Reason = "The door was rotten." });
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => _desk.DecideDisputeAsync(Upheld(recharge)))).Status);      // a manager's

        var manager = new Recharges.RechargesClient(service.Host.ChannelAs("manager@havering"));
        var decided = (await manager.DecideDisputeAsync(Upheld(recharge))).Recharge;
        Assert.Equal(decided, (await manager.DecideDisputeAsync(Upheld(recharge))).Recharge);

        Assert.Equal((Wire.RechargeState.Withdrawn, "It was rotten indeed."), (decided.State, decided.DecisionReason));
        await Eventually.Holds(() => Assert.Equal(14_000, Assert.Single(withdrawn.Events, e => e.RechargeId.ToString() == recharge).AmountPence));
    }

    [Fact]
    public async Task Making_safe_needs_no_signature_and_is_never_charged_E6()
    {
        var agreed = await service.Host.ListenAsync<RechargeAgreed>();
        var (repair, _) = await Damaged("insecure-entrance");
        await Estimate(repair, 12_500);

        await _officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId });
        Assert.Equal("SIGNATURE_MISSING", (await Refusal(() => _officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "Boarded up" }))).Reason);

        var (other, _) = await Damaged();
        await Charged(other);      // one that is told, so that the silence of the first means something
        await Eventually.Holds(() => Assert.Single(agreed.Events, e => e.RepairId.ToString() == other.RepairId));
        Assert.DoesNotContain(agreed.Events, e => e.RepairId.ToString() == repair.RepairId);
    }

    [Fact]
    public async Task A_waived_recharge_is_mended_and_not_charged()
    {
        var (repair, _) = await Damaged();
        var recharge = (await Estimate(repair, 12_500)).RechargeId;
        var request = new WaiveRechargeRequest { RequestId = NewId(), RechargeId = recharge, Waiver = "hardship", Note = "Universal credit stopped." };
        Assert.Equal("MANAGER_DECIDES", (await Refusal(() => _desk.WaiveRechargeAsync(request))).Reason);
        var waived = (await new Recharges.RechargesClient(service.Host.ChannelAs("manager@havering")).WaiveRechargeAsync(request)).Recharge;
        Assert.Equal((Wire.RechargeState.Waived, "hardship", "Universal credit stopped."), (waived.State, waived.Waiver, waived.WaiverNote));
        var done = await Done(repair);
        Assert.Equal((Wire.RechargeState.Waived, "", ""), (done.Recharge.State, done.Recharge.Waiver, done.Recharge.WaiverNote));
        Assert.DoesNotContain("repair.recharge-agreed", done.Timeline.Select(t => t.Name));
    }

    [Fact]
    public async Task A_priority_raised_after_the_signature_leaves_the_report_as_it_was_and_the_work_promised_from_the_signature()
    {
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        var request = Reported(home, "door-or-frame");
        request.Cause = Wire.Cause.Resident;
        var repair = (await _officer.ReportRepairAsync(request)).Repair;
        var estimated = await Estimate(repair, 12_500);
        service.Host.Clock.Now = Noon.AddHours(1);
        await Resident(household).AcceptRechargeAsync(Signature(estimated, Wire.SignatureMeans.Online));

        service.Neighbours.MoveIn(home, Housing.Tenancy.Contracts.V1.Tenure.Assured);
        await service.Host.Database.Execute($"insert into awaited_facts (repair_id, attempt, due_at) values ('{repair.RepairId}', 0, '2026-03-03T10:00:00Z')");
        await Eventually.Holds(async () => Assert.Contains("repair.household-known", (await Read(repair)).Timeline.Select(t => t.Name)));

        var known = await Read(repair);
        Assert.Equal(Wire.LandlordPart.Mends, known.Responsibility.LandlordPart);
        Assert.Null(known.Recharge);       // those before signed for it, and it stays theirs
        Assert.All(known.Commitments, c => Assert.Equal(Noon.AddHours(1), c.StartedAt.ToDateTimeOffset()));
        Assert.NotEmpty(known.Commitments);
    }

    [Fact]
    public async Task Residents_see_and_sign_their_own_only()
    {
        var (repair, household) = await Damaged();
        var recharge = await Estimate(repair, 12_500);
        var stranger = Resident(Guid.CreateVersion7());
        Assert.All(
            [
                (await Refusal(() => stranger.GetRechargeAsync(new() { RechargeId = recharge.RechargeId }))).Status,
                (await Refusal(() => stranger.AcceptRechargeAsync(Signature(recharge, Wire.SignatureMeans.Online)))).Status,
                (await Refusal(() => stranger.DisputeRechargeAsync(new() { RequestId = NewId(), RechargeId = recharge.RechargeId, Reason = "No." }))).Status,
                (await Refusal(() => new Recharges.RechargesClient(service.Host.ChannelAs("officer@rosebery")).GetRechargeAsync(new() { RechargeId = recharge.RechargeId }))).Status,
                (await Refusal(() => Resident(household).EstimateRechargeAsync(Estimation(repair, 1)))).Status,
                (await Refusal(() => new Recharges.RechargesClient(service.Host.ChannelAs("auditor@havering")).AcceptRechargeAsync(Signature(recharge, Wire.SignatureMeans.InPerson)))).Status,
            ],
            status => Assert.Equal(StatusCode.PermissionDenied, status));
        Assert.Empty((await stranger.ListRechargesAsync(new() { Landlord = "havering" })).Recharges);
        Assert.Equal(recharge, Assert.Single((await Resident(household).ListRechargesAsync(new() { Landlord = "havering" })).Recharges));
        Assert.Equal(recharge, (await Resident(household).GetRechargeAsync(new() { RechargeId = recharge.RechargeId })).Recharge);
        Assert.Equal(StatusCode.NotFound, (await Refusal(() => _desk.GetRechargeAsync(new() { RechargeId = NewId() }))).Status);
    }

    [Fact]
    public async Task A_list_is_paged_newest_first_and_holds_every_estimate()
    {
        var (repair, _) = await Damaged();
        var ids = new List<string>();
        for (var pence = 1; pence <= 5; pence++)
        {
            service.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            ids.Add((await Estimate(repair, pence)).RechargeId);
        }

        var listed = new List<string>();
        var request = new ListRechargesRequest { Landlord = "havering", RepairId = repair.RepairId, PageSize = 2 };
        do
        {
            var page = await _desk.ListRechargesAsync(request);
            listed.AddRange(page.Recharges.Select(r => r.RechargeId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken is not "");
        Assert.Equal(Enumerable.Reverse(ids), listed);
    }

    [Fact]
    public async Task Of_two_signatures_at_once_one_counts()
    {
        var (repair, household) = await Damaged();
        var recharge = await Estimate(repair, 12_500);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            var request = Signature(recharge, Wire.SignatureMeans.Online);
            request.SignedBy = $"Tenant {i}";
            try
            {
                await Resident(household).AcceptRechargeAsync(request);
                return StatusCode.OK;
            }
            catch (RpcException fault)
            {
                return fault.StatusCode;
            }
        }));
        Assert.Single(statuses, StatusCode.OK);
        Assert.All(statuses.Where(s => s != StatusCode.OK), s => Assert.True(s is StatusCode.Aborted or StatusCode.FailedPrecondition, $"{s}"));
    }

    [Fact]
    public async Task A_refused_estimate_leaves_nothing()
    {
        var (repair, _) = await Damaged();
        Assert.Equal(["lines"], (await Refusal(() => _desk.EstimateRechargeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId }))).Fields);
        Assert.Equal(0L, await service.Host.Database.Scalar<long>($"select count(*) from recharge where repair_id = '{repair.RepairId}'"));
        Assert.Equal(repair, await Read(repair));
    }

    private async Task<(Wire.Repair Repair, Guid Household)> Damaged(string fault = "door-or-frame")
    {
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        var request = Reported(home, fault);
        request.Cause = Wire.Cause.Resident;
        return ((await _officer.ReportRepairAsync(request)).Repair, household);
    }

    /// <summary>Estimated, signed before an officer, and done.</summary>
    private async Task<string> Charged(Wire.Repair repair)
    {
        var recharge = await Estimate(repair, 12_500);
        await _desk.AcceptRechargeAsync(Signature(recharge, Wire.SignatureMeans.InPerson));
        Assert.Equal(Wire.RechargeState.Agreed, (await Done(repair)).Recharge.State);
        return recharge.RechargeId;
    }

    private async Task<Wire.Repair> Done(Wire.Repair repair)
    {
        await _officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId });
        return (await _officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "New door" })).Repair;
    }

    private Recharges.RechargesClient Resident(Guid household) => new(service.Host.ChannelAs("resident@havering", household));

    private static EstimateRechargeRequest Estimation(Wire.Repair repair, long pence) =>
        new() { RequestId = NewId(), RepairId = repair.RepairId, Lines = { new Wire.RechargeLine { What = "New door", Pence = pence } } };

    private async Task<Wire.Recharge> Estimate(Wire.Repair repair, long pence) => (await _desk.EstimateRechargeAsync(Estimation(repair, pence))).Recharge;

    private static AcceptRechargeRequest Signature(Wire.Recharge recharge, Wire.SignatureMeans means) =>
        new() { RequestId = NewId(), RechargeId = recharge.RechargeId, TotalPence = recharge.TotalPence, SignedBy = "A. Tenant", Means = means };

    private static DecideDisputeRequest Upheld(string recharge) =>
        new() { RequestId = NewId(), RechargeId = recharge, Outcome = DisputeOutcome.Upheld, Reason = "It was rotten indeed.", LandlordMends = true };

    private AsyncUnaryCall<BookAppointmentResponse> Book(Wire.Repair repair) => _officer.BookAppointmentAsync(new()
    {
        RequestId = NewId(), RepairId = repair.RepairId,
        StartsAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Noon.AddHours(3)), EndsAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Noon.AddHours(5)),
    });

    private async Task<Wire.Repair> Read(Wire.Repair repair) => (await _officer.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;
}
