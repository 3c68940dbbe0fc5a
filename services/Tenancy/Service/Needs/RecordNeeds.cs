using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Tenancy;

/// <summary>All that is known of a household's vulnerability, in place of what was known. A need we do not know is null.</summary>
public sealed record RecordNeeds(IReadOnlyList<Need?> Needs);

/// <summary>Says whether what is known of a household's needs changes.</summary>
public static class NeedsDecision
{
    public static Decision<HouseholdMilestone.NeedsChanged> Decide(Household household, RecordNeeds command, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var needs = Read(fields, command.Needs);
        if (fields.FoundFaults)
            return fields.Refuse("NEEDS_INVALID");
        return needs.SequenceEqual(household.Needs)
            ? Decision<HouseholdMilestone.NeedsChanged>.Nothing      // said again
            : new HouseholdMilestone.NeedsChanged(needs, now);
    }

    /// <summary>The needs, each once and in order.</summary>
    internal static IReadOnlyList<Need> Read(FieldReader fields, IReadOnlyList<Need?> given)
    {
        for (var at = 0; at < given.Count; at++)
        {
            if (given[at] is null)
                fields.Fault($"needs[{at}]", $"must be one of {Terms.Needs}.");
        }

        return [.. given.OfType<Need>().Distinct().Order()];
    }
}

internal sealed partial class TenancyGrpc
{
    public override Task<RecordNeedsResponse> RecordNeeds(RecordNeedsRequest request, ServerCallContext call)
    {
        var householdId = Ids.Parse(request.HouseholdId, "household_id");
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var today = London.DayOf(clock.Now());
            var tenancy = await db.Tenancies.Include(t => t.Household)
                .SingleOrDefaultAsync(t => t.Household.Id == householdId && (t.EndedOn == null || t.EndedOn >= today), call.CancellationToken)
                ?? throw TenancyRefusals.HouseholdUnknown.ToRpcException();
            call.Caller().RequireAct(tenancy.Landlord, householdId);

            var decision = NeedsDecision.Decide(tenancy.Household, new RecordNeeds([.. request.Needs.Select(Terms.Read)]), clock.Now());
            if (decision is Decision<HouseholdMilestone.NeedsChanged>.Refused refused)
                throw refused.Why.ToRpcException();

            foreach (var changed in decision.Milestones)
            {
                tenancy.Household.Apply(changed);
                db.Tell(new HouseholdNeedsChanged
                {
                    HouseholdId = householdId,
                    HomeId = tenancy.HomeId,
                    Landlord = tenancy.Landlord,
                    HasVulnerableMember = changed.Needs.Count > 0,
                    ChangedAt = changed.At,
                });
            }

            return new RecordNeedsResponse { Household = ToWire(tenancy) };
        });
    }
}
