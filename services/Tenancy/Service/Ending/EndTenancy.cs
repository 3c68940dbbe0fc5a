using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Tenancy;

/// <summary>The last day of a tenancy and why it ends, as given. A reason we do not know is null.</summary>
public sealed record EndTenancy(GivenDay? EndsOn, EndReason? Reason);

/// <summary>Says whether a tenancy can end on a day: once, not before it began, and at most a year ahead.</summary>
public static class EndDecision
{
    public static Decision<TenancyMilestone.Ended> Decide(HomeTenancy tenancy, EndTenancy command, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        DateOnly? on = null;
        if (command.EndsOn is { } day)
            on = fields.Day("ends_on", day, tenancy.StartedOn, Later(London.DayOf(now), tenancy.StartedOn).AddYears(1));
        else
            fields.Fault("ends_on", "must be the last day of the tenancy; it is unset.");
        if (command.Reason is null)
            fields.Fault("reason", $"must be one of {Terms.EndReasons}.");

        if (fields.FoundFaults)
            return fields.Refuse("TENANCY_INVALID");
        if (tenancy.EndedOn is { } ended)
            return ended == on && tenancy.EndReason == command.Reason ? Decision<TenancyMilestone.Ended>.Nothing : TenancyRefusals.EndedAlready(ended);
        return new TenancyMilestone.Ended(on!.Value, command.Reason!.Value, by, now);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

internal sealed partial class TenancyGrpc
{
    public override Task<EndTenancyResponse> EndTenancy(EndTenancyRequest request, ServerCallContext call)
    {
        var tenancyId = Ids.Parse(request.TenancyId, "tenancy_id");
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var tenancy = await db.Tenancies.Include(t => t.Household).SingleOrDefaultAsync(t => t.Id == tenancyId, call.CancellationToken)
                ?? throw TenancyRefusals.TenancyUnknown.ToRpcException();
            var caller = call.Caller();
            caller.RequireAct(tenancy.Landlord, tenancy.Household.Id);

            var command = new EndTenancy(request.EndsOn is { } day ? new GivenDay(day.Year, day.Month, day.Day) : null, Terms.Read(request.Reason));
            var decision = EndDecision.Decide(tenancy, command, caller.Subject, clock.Now());
            if (decision is Decision<TenancyMilestone.Ended>.Refused refused)
                throw refused.Why.ToRpcException();

            foreach (var ended in decision.Milestones)
            {
                tenancy.Apply(ended);
                db.Tell(new TenancyEnded
                {
                    TenancyId = tenancy.Id,
                    HouseholdId = tenancy.Household.Id,
                    HomeId = tenancy.HomeId,
                    Landlord = tenancy.Landlord,
                    Tenure = Terms.Name(tenancy.Tenure),
                    EndedOn = ended.On,
                    Reason = Terms.Name(ended.Reason),
                    RecordedAt = ended.At,
                });
            }

            return new EndTenancyResponse { Household = ToWire(tenancy), Reason = Terms.ToWire(tenancy.EndReason!.Value) };
        });
    }
}
