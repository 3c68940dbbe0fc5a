using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

internal sealed partial class ComplaintsGrpc
{
    public override async Task<ReceiveComplaintResponse> ReceiveComplaint(ReceiveComplaintRequest request, ServerCallContext call)
    {
        var command = Read(request);
        if (ReceiptDecision.Check(command, clock.Now(), settings.Value) is { } refusal)
            throw refusal.ToRpcException();
        if (command.Contact is not null && call.Caller().Role == Role.Resident)
            throw ComplaintRefusals.Field("contact", "must be unset: letters go to your own household. Ask your landlord if they are to go elsewhere.").ToRpcException();
        return await Once.Answer(db, call, request.RequestId, request, () => Receive(command, call));
    }

    public override Task<InsistOnComplaintResponse> InsistOnComplaint(InsistOnComplaintRequest request, ServerCallContext call) =>
        desk.Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => InsistenceDecision.Decide(file.Complaint, c.Now),
            (file, c) => new InsistOnComplaintResponse { Complaint = file.ToMessage(c) });

    private async Task<ReceiveComplaintResponse> Receive(ReceiveComplaint command, ServerCallContext call)
    {
        var (caller, now) = (call.Caller(), clock.Now());
        var repair = command.About is { Service: "repairs", CaseId: var id } ? await neighbours.Repair(id, call.CancellationToken) : null;
        if (repair is { Answered: true, What: null })
            throw ComplaintRefusals.RepairUnknown.ToRpcException();
        var account = command.About is { Service: "income", CaseId: var accountId } ? await neighbours.Account(accountId, call.CancellationToken) : null;
        if (account is { Answered: true, What: null })
            throw ComplaintRefusals.AccountUnknown.ToRpcException();
        if (command is { HomeId: null, HouseholdId: null } && caller.Role != Role.Resident)
            command = command with { HouseholdId = account?.What?.HouseholdId };
        var whose = await Ask(command, caller, repair?.What, call.CancellationToken);
        if (account?.What is { } ledger && (ledger.Landlord != whose.Landlord || (whose.HouseholdId is { } holder && ledger.HouseholdId != holder)))
            throw ComplaintRefusals.AccountUnknown.ToRpcException();
        if (!standards.Knows(whose.Landlord))
            throw (caller.Landlord is null ? ComplaintRefusals.LandlordUnknown(standards.Landlords) : ComplaintRefusals.LandlordWithoutStandards(whose.Landlord)).ToRpcException();
        caller.RequireAct(whose.Landlord, caller.Role == Role.Resident ? whose.HouseholdId : null);

        var circumstances = desk.Of(whose.Landlord, caller);
        if (command.DuplicateOf is { } duplicate)
        {
            var first = await desk.Load(duplicate, call.CancellationToken);
            caller.RequireAct(first.Complaint.Landlord, first.Complaint.HouseholdId);
            files.Record(first, Accepted(ReceiptDecision.Repeat(first.Complaint, command, whose.HouseholdId, now)), CaseDesk.By(caller), now);
            return new() { Complaint = first.ToMessage(circumstances), Joined = true };
        }

        if (command.JointWith is { } joint)
        {
            var other = (await desk.Load(joint, call.CancellationToken)).Complaint;
            if (other.Landlord != whose.Landlord || (other.HouseholdId is not null && other.HouseholdId == whose.HouseholdId))
                throw ComplaintRefusals.JointWithItself.ToRpcException();
        }

        var opened = (ComplaintMilestone.Opened)Accepted(ReceiptDecision.Decide(circumstances.Policy, command, whose, repair?.What, now))[0];
        var file = files.Open(opened, CaseDesk.By(caller), now);
        CaseTrace.Case(file.Complaint.Id);
        if (command.Contact is { } contact)
            files.Record(file, Accepted(CorrespondentDecision.Decide(file.Complaint, contact, now)), CaseDesk.By(caller), now);
        return new() { Complaint = file.ToMessage(circumstances), Offer = opened.IsRequest ? ResidentMessages.Offer : "" };
    }

    /// <summary>Whose it is. A resident complains for the own household; staff name a home, a household or neither.</summary>
    private async Task<Complainant> Ask(ReceiveComplaint command, Caller caller, RepairInQuestion? repair, CancellationToken cancellationToken)
    {
        if (caller is { Role: Role.Resident, Landlord: { } own, Household: { } household })
        {
            var residence = await neighbours.Household(household, cancellationToken);
            // Without Tenancy's answer the resident's token is believed, but not that another home is theirs.
            if (command.HouseholdId is { } named && named != household)
                caller.RequireAct(own, named);
            if (command.HomeId is { } home && residence.Answered && residence.What?.HomeId != home)
                caller.RequireAct(own);
            var place = await Place(residence.What?.HomeId, cancellationToken);
            return new(own, residence.What?.HomeId, household, Pending: !residence.Answered || !place.Answered, place.What?.Estate, residence.What?.Tenure);
        }

        if ((command.HomeId ?? (command.HouseholdId is null ? repair?.HomeId : null)) is { } about)
        {
            var (site, living) = (await neighbours.Home(about, cancellationToken), await neighbours.HouseholdOf(about, cancellationToken));
            var landlord = site switch
            {
                { Answered: true, What: null } => throw ComplaintRefusals.HomeUnknown.ToRpcException(),
                { What: { } known } => known.Landlord,
                _ => caller.Landlord ?? throw ComplaintRefusals.NeighboursAway.ToRpcException(),
            };
            return new(landlord, about, living.What?.HouseholdId, Pending: !site.Answered || !living.Answered, site.What?.Estate, living.What?.Tenure);
        }

        if (command.HouseholdId is { } id)
        {
            var residence = await neighbours.Household(id, cancellationToken) switch
            {
                { Answered: true, What: null } => throw ComplaintRefusals.HouseholdUnknown.ToRpcException(),
                { What: { } known } => known,
                _ => throw ComplaintRefusals.NeighboursAway.ToRpcException(),
            };
            var place = await Place(residence.HomeId, cancellationToken);
            return new(residence.Landlord, residence.HomeId, id, Pending: !place.Answered, place.What?.Estate, residence.Tenure);
        }

        return new(caller.Landlord ?? command.Landlord, HomeId: null, HouseholdId: null, Pending: false);
    }

    private async Task<Said<Site>> Place(Guid? homeId, CancellationToken cancellationToken) =>
        homeId is { } home ? await neighbours.Home(home, cancellationToken) : new(Answered: true, null);

    private static ReceiveComplaint Read(ReceiveComplaintRequest request) => new(
        ComplaintMessages.Read(request.Channel), request.Words, [.. request.Issues.Select(i => new NewIssue(i.Subject, i.Text))])
    {
        OutcomeWanted = request.OutcomeWanted,
        HomeId = request.HomeId is "" ? null : Ids.Parse(request.HomeId, "home_id"),
        HouseholdId = request.HouseholdId is "" ? null : Ids.Parse(request.HouseholdId, "household_id"),
        Landlord = request.Landlord,
        ReceivedAt = Precise.Instant(request.ReceivedAt, "received_at"),
        About = request.AboutService is "" && request.AboutCaseId is "" ? null : new(request.AboutService, Ids.Parse(request.AboutCaseId, "about_case_id")),
        DuplicateOf = request.DuplicateOf is "" ? null : Ids.Parse(request.DuplicateOf, "duplicate_of"),
        JointWith = request.JointWith is "" ? null : Ids.Parse(request.JointWith, "joint_with"),
        Insist = request.Insist,
        Representative = request.Representative is { } r ? new(r.Name, r.AuthorityReference) : null,
        AboutPeople = request.AboutPeople,
        Contact = request.Contact is { } contact ? new(contact.Name, [.. contact.Lines], contact.LargePrint) : null,
    };

    private static IReadOnlyList<ComplaintMilestone> Accepted(Decision<ComplaintMilestone> decision) =>
        decision is Decision<ComplaintMilestone>.Refused refused ? throw refused.Why.ToRpcException() : decision.Milestones;
}
