using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>The edge of recharges; each rpc that changes something sits in its operation's file.</summary>
internal sealed partial class RechargesGrpc(
    RepairsDb db, CaseDesk desk, StandardsBook standards, Policies<RepairPolicy> policies, IOptions<RepairSettings> settings, ILogger<RechargesGrpc> log)
    : Wire.Recharges.RechargesBase
{
    /// <summary>A change of one recharge, by its household or the landlord's staff.</summary>
    private Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string rechargeId,
        Func<Repair, Recharge, DateTimeOffset, Decision<RepairMilestone>> decide, Func<Wire.Recharge, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        var id = Ids.Parse(rechargeId, "recharge_id");
        return desk.Change(
            call, request, requestId, async () => await desk.Load(await RepairOf(id, call.CancellationToken), call.CancellationToken),
            file => Find(file, id).HouseholdId, (file, now) => decide(file.Repair, Find(file, id), now), file => answer(Find(file, id).ToMessage()));
    }

    private static Recharge Find(CaseFile file, Guid id) => file.Repair.Recharges.Single(r => r.Id == id);

    private async Task<Guid> RepairOf(Guid rechargeId, CancellationToken cancellationToken) =>
        await db.Recharges.Where(r => r.Id == rechargeId).Select(r => (Guid?)r.RepairId).SingleOrDefaultAsync(cancellationToken)
        ?? throw RepairRefusals.RechargeUnknown.ToRpcException();

    /// <summary>The landlord's terms; there are some wherever a recharge was estimated, unless they have been taken back since.</summary>
    private RechargeTerms Terms(Repair repair) => policies.For(repair.Landlord).Recharges ?? throw RepairRefusals.NotRecharged.ToRpcException();

    public override async Task<Wire.GetRechargeResponse> GetRecharge(Wire.GetRechargeRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.RechargeId, "recharge_id");
        var caller = call.Caller();
        var recharge = await db.Recharges.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, call.CancellationToken) ?? throw RepairRefusals.RechargeUnknown.ToRpcException();
        caller.RequireRead(recharge.Landlord, recharge.HouseholdId);
        log.LogInformation("{Role} {Subject} read recharge {RechargeId}", caller.RoleName, caller.Subject, recharge.Id);
        return new() { Recharge = recharge.ToMessage() };
    }

    public override async Task<Wire.ListRechargesResponse> ListRecharges(Wire.ListRechargesRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        Guid? repair = request.RepairId is "" ? null : Ids.Parse(request.RepairId, "repair_id");
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household);       // a resident's list holds the own household's only
        if (!standards.Knows(request.Landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var recharges = db.Recharges.AsNoTracking().Where(r => r.Landlord == request.Landlord);
        if (repair is not null)
            recharges = recharges.Where(r => r.RepairId == repair);
        if (caller.Role == Role.Resident)
            recharges = recharges.Where(r => r.HouseholdId == caller.Household);
        if (page.AfterId is { } after)
            recharges = recharges.Where(r => r.Id < after);
        var rows = await recharges.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);

        var response = new Wire.ListRechargesResponse { NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Id : null) };
        response.Recharges.AddRange(rows.Take(page.Size).Select(r => r.ToMessage()));
        return response;
    }

}
