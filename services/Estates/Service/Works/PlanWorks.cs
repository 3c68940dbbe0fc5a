using System.Text.RegularExpressions;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

/// <summary>What a landlord plans to replace, as given.</summary>
public sealed record PlanWorks(string Landlord, WorksPlace Place, string Element, string Programme, GivenDay? From, GivenDay? To);

/// <summary>Says whether works can be planned so.</summary>
public static partial class PlanningDecision
{
    private const int LongestElement = 40, LongestProgramme = 80;

    // Nobody replaces on a plan older than this, or for a time further ahead than anything built lasts.
    internal const int YearsBack = 10;
    private const int YearsAhead = 80;

    public static Decision<WorksMilestone> Decide(PlanWorks command, DateOnly today, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (new[] { command.Place.HomeId is not null, command.Place.BlockId is not null, command.Place.Estate is not null }.Count(set => set) != 1)
            fields.Fault("home_id", "must be set, or block_id, or estate: exactly one of the three.");
        if (command.Element.Length > LongestElement || !Key().IsMatch(command.Element))
            fields.Fault("element", $"must be 1 to {LongestElement} small letters with hyphens between them, as the landlord's fault catalogue writes it, such as roof.");
        var programme = fields.Line("programme", command.Programme, LongestProgramme);
        var days = Days(fields, "", command.From, command.To, today);
        return fields.FoundFaults || days is not { } span
            ? fields.Refuse("WORKS_INVALID")
            : new WorksMilestone.Planned(command.Landlord, command.Place, command.Element, programme, span.From, span.To, now);
    }

    /// <summary>The first day and the last; null with a fault otherwise.</summary>
    public static (DateOnly From, DateOnly To)? Days(FieldReader fields, string path, GivenDay? from, GivenDay? to, DateOnly today)
    {
        var none = new GivenDay(0, 0, 0);
        var first = fields.Day($"{path}from", from ?? none, today.AddYears(-YearsBack), today.AddYears(YearsAhead));
        var last = fields.Day($"{path}to", to ?? none, today, today.AddYears(YearsAhead));
        if (first > last)
            fields.Fault($"{path}to", "must not be before the first day.");
        return first is { } begins && last is { } ends && begins <= ends ? (begins, ends) : null;
    }

    [GeneratedRegex(@"\A[a-z]+(-[a-z]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Key();
}

internal sealed partial class EstatesGrpc
{
    public override Task<Wire.PlanWorksResponse> PlanWorks(Wire.PlanWorksRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireAct(request.Landlord);
        var place = new WorksPlace(
            request.HomeId is "" ? null : Ids.Parse(request.HomeId, "home_id"),
            request.BlockId is "" ? null : Ids.Parse(request.BlockId, "block_id"),
            request.Estate is "" ? null : request.Estate);
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var now = clock.Now();
            var command = new PlanWorks(request.Landlord, place, request.Element, request.Programme, Given(request.From), Given(request.To));
            if (PlanningDecision.Decide(command, London.DayOf(now), now) is var decision && decision is Decision<WorksMilestone>.Refused refused)
                throw refused.Why.ToRpcException();

            await RequirePlace(request.Landlord, place, call.CancellationToken);
            var planned = (WorksMilestone.Planned)decision.Milestones[0];
            if (await db.PlannedWorks.AnyAsync(
                w => w.State == WorksState.Planned && w.Landlord == planned.Landlord && w.Element == planned.Element && w.Programme == planned.Programme
                    && w.HomeId == place.HomeId && w.BlockId == place.BlockId && w.Estate == place.Estate,
                call.CancellationToken))
            {
                throw EstatesRefusals.WorksPlannedAlready.ToRpcException();
            }

            var works = PlannedWorks.Plan(planned, call.Caller().RoleName, call.Caller().Subject);
            db.PlannedWorks.Add(works);
            return new Wire.PlanWorksResponse { Works = ToWire(works) };
        });
    }

    /// <summary>The landlord has that home, block or estate. Another landlord's is as good as none.</summary>
    private async Task RequirePlace(string landlord, WorksPlace place, CancellationToken cancellationToken)
    {
        if (place.HomeId is { } home && !await db.Homes.AnyAsync(h => h.Id == home && h.Landlord == landlord, cancellationToken))
            throw EstatesRefusals.HomeUnknown.ToRpcException();
        if (place.BlockId is { } block && !await db.Blocks.AnyAsync(b => b.Id == block && b.Landlord == landlord, cancellationToken))
            throw EstatesRefusals.BlockUnknown.ToRpcException();
        if (place.Estate is { } estate && !await db.Blocks.AnyAsync(b => b.Estate == estate && b.Landlord == landlord, cancellationToken))
            throw EstatesRefusals.EstateUnknown(estate).ToRpcException();
    }

    private static GivenDay? Given(Wire.Date? day) => day is null ? null : new(day.Year, day.Month, day.Day);
}
