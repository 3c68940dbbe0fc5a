using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override async Task<ListRepairsResponse> ListRepairs(ListRepairsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var filter = RepairFilter.Read(request);
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household);       // a resident's list holds the own household's only
        if (caller.Role == Role.Contractor)
            caller.RequireContractor(request.Landlord, caller.Contractor);
        if (!standards.Knows(request.Landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var (now, policy) = (clock.Now(), policies.For(request.Landlord));
        var rows = await filter.Of(Visible(caller), page, now)
            .Take(page.Size + 1)       // one more than the page holds tells whether there is a next one
            .Select(r => new
            {
                r.Id, r.Landlord, r.HomeId, r.HouseholdId, r.ReporterHousehold, r.PassedOnAt, r.Fault, r.Description, r.Priority, r.Stage, r.ReportedAt, r.FactsPending,
                r.BlockId, r.Estate, r.Shared, r.HomePending, r.ClosedReason, r.PriorityClause, r.Place, r.Cause, r.CrimeReference, r.Responsible, r.LandlordPart, r.ResponsibleClause, r.ResponsibleSentence, r.NextDueAt, r.AtRiskAt,
                r.Contractor, r.Team, r.Trade, r.OutOfHours, r.OrderWhy, r.OrderClause, r.OrderedAt, r.OrderSource, r.OrderReference,
                Booked = r.Appointments.Where(a => a.State == AppointmentState.Booked).FirstOrDefault(),
            })
            .ToListAsync(call.CancellationToken);

        var last = rows.Count > page.Size ? rows[page.Size - 1] : null;
        var response = new ListRepairsResponse { NextPageToken = Paging.Token(last is null ? null : filter.Key(last.Id, last.NextDueAt)) };
        var repairs = rows.Take(page.Size).Select(r => (r.ReporterHousehold, r.PassedOnAt, Message: new Wire.Repair
        {
            RepairId = r.Id.ToString(),
            Landlord = r.Landlord,
            HomeId = r.HomeId?.ToString() ?? "",
            HouseholdId = r.HouseholdId?.ToString() ?? "",
            Fault = r.Fault,
            Description = r.Description,
            Priority = r.Priority,
            Stage = r.Stage.ToMessage(),
            ReportedAt = r.ReportedAt.ToTimestamp(),
            FactsPending = r.FactsPending,
            Where = r.Place.ToMessage(),
            Cause = r.Cause.ToMessage(),
            CrimeReference = r.CrimeReference ?? "",
            BlockId = r.BlockId?.ToString() ?? "",
            Estate = r.Estate ?? "",
            Shared = r.Shared,
            HomePending = r.HomePending,
            ClosedReason = r.ClosedReason ?? "",
            PriorityName = policy.NameOf(r.Priority),
            PriorityClause = r.PriorityClause ?? policy.FindBand(r.Priority)?.Clause ?? "",
            Responsibility = r.Responsible is { } party ? new Responsibility(party, r.LandlordPart!.Value, r.ResponsibleClause!, r.ResponsibleSentence!).ToMessage() : null,
            Order = r.Contractor is null ? null : new Order(r.Contractor, r.Team!, r.Trade!, r.OutOfHours!.Value, r.OrderWhy!, r.OrderClause, r.OrderedAt!.Value).ToMessage(policy),
            OrderSource = r.OrderSource ?? "",
            OrderReference = r.OrderReference ?? "",
            NextDueAt = r.NextDueAt?.ToTimestamp(),
            AtRisk = r.AtRiskAt <= now,
            Appointment = r.Booked?.ToMessage(),
        }));
        response.Repairs.AddRange(repairs.Select(r => r.Message.SeenBy(caller, r.ReporterHousehold, r.PassedOnAt)));
        return response;
    }

    private IQueryable<Repair> Visible(Caller caller)
    {
        var repairs = db.Repairs.AsNoTracking();
        return caller.Role switch
        {
            Role.Resident => repairs.Where(r => r.FactsPending || r.HomeId == null || (r.Stage == Stage.Closed && r.RechargeState == null) ? r.ReporterHousehold == caller.Household : r.HouseholdId == caller.Household),
            Role.Contractor => repairs.Where(r => r.Contractor == caller.Contractor),
            Role.Officer or Role.Manager or Role.Income or Role.Auditor or Role.Service => repairs,
            Role.Administrator => repairs.Where(_ => false),
        };
    }
}
