using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Tenancy;

/// <summary>Who takes a home and on what terms, as given. A tenure or need we do not know is null.</summary>
public sealed record StartTenancy(Tenure? Tenure, string LeadName, IReadOnlyList<Need?> Needs, GivenDay? StartsOn);

/// <summary>The home as Estates knows it, whether a tenancy without a known last day holds it, and else the last day that any has.</summary>
public sealed record HomeToLet(Guid HomeId, string Landlord, bool Held)
{
    public DateOnly? HeldUntil { get; init; }
}

/// <summary>Says whether a household can take a home.</summary>
public static class StartDecision
{
    // Nobody's tenancy is older, and none is signed more than a year ahead: a day outside is a slip of the pen.
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    public static Decision<TenancyMilestone.Started> Decide(HomeToLet home, StartTenancy command, DateOnly today, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.Tenure is null)
            fields.Fault("tenure", $"must be one of {Terms.Tenures}.");
        var leadName = fields.Line("lead_name", command.LeadName, 120);
        var needs = NeedsDecision.Read(fields, command.Needs);
        DateOnly? startsOn = null;
        if (command.StartsOn is { } day)
            startsOn = fields.Day("starts_on", day, Earliest, today.AddYears(1));
        else
            fields.Fault("starts_on", "must be the first day of the tenancy; it is unset.");

        if (fields.FoundFaults)
            return fields.Refuse("TENANCY_INVALID");
        return home.Held || startsOn <= home.HeldUntil
            ? TenancyRefusals.HomeHeld
            : new TenancyMilestone.Started(home.HomeId, home.Landlord, command.Tenure!.Value, startsOn!.Value, leadName, needs, now);
    }
}

internal sealed partial class TenancyGrpc
{
    public override Task<StartTenancyResponse> StartTenancy(StartTenancyRequest request, ServerCallContext call)
    {
        var homeId = Ids.Parse(request.HomeId, "home_id");
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var home = await AskEstates(homeId, call.CancellationToken);
            call.Caller().RequireAct(home.Landlord);
            var lastDays = await db.Tenancies.Where(t => t.HomeId == homeId).Select(t => t.EndedOn).ToListAsync(call.CancellationToken);

            var now = clock.Now();
            var command = new StartTenancy(
                Terms.Read(request.Tenure), request.LeadName, [.. request.Needs.Select(Terms.Read)],
                request.StartsOn is { } day ? new GivenDay(day.Year, day.Month, day.Day) : null);
            var decision = StartDecision.Decide(new HomeToLet(homeId, home.Landlord, lastDays.Contains(null)) { HeldUntil = lastDays.Max() }, command, London.DayOf(now), now);
            if (decision is Decision<TenancyMilestone.Started>.Refused refused)
                throw refused.Why.ToRpcException();

            var started = decision.Milestones[0];
            var tenancy = HomeTenancy.Start(started, Household.Form(started), by: call.Caller().Subject);
            db.Tenancies.Add(tenancy);
            db.Tell(new TenancyStarted
            {
                TenancyId = tenancy.Id,
                HouseholdId = tenancy.Household.Id,
                HomeId = homeId,
                Landlord = tenancy.Landlord,
                Tenure = Terms.Name(tenancy.Tenure),
                StartedOn = tenancy.StartedOn,
                RecordedAt = now,
            });
            return new StartTenancyResponse { Household = ToWire(tenancy) };
        });
    }

    /// <summary>The home, from the service that owns it. Without its answer no tenancy starts: nobody would know whose home it is.</summary>
    private async Task<Home> AskEstates(Guid homeId, CancellationToken cancellationToken)
    {
        try
        {
            return (await estates.GetHomeAsync(new GetHomeRequest { HomeId = homeId.ToString() }, cancellationToken: cancellationToken)).Home;
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
        {
            throw TenancyRefusals.HomeUnknown.ToRpcException();
        }
        catch (RpcException fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Estates did not answer for home {HomeId} ({Status})", homeId, fault.StatusCode);
            throw TenancyRefusals.EstatesAway.ToRpcException();
        }
    }
}
