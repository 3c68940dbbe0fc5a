using System.Globalization;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

internal sealed partial class OmbudsmanGrpc
{
    public override async Task<GetOmbudsmanCasesResponse> GetOmbudsmanCases(GetOmbudsmanCasesRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        var file = await desk.Load(request.ComplaintId, call.CancellationToken);
        caller.RequireRead(file.Complaint.Landlord, file.Complaint.HouseholdId);
        var circumstances = desk.Of(file.Complaint.Landlord, caller);
        var response = new GetOmbudsmanCasesResponse();
        response.Cases.AddRange(file.Complaint.Ombudsman.Select(taken => taken.ToMessage(file, circumstances)));
        return response;
    }

    public override async Task<ListOrdersResponse> ListOrders(ListOrdersRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        Require(call, request.Landlord);
        var fields = new FieldReader();
        var dueBy = Precise.Day(request.DueBy) is { } given ? fields.Day("due_by", given, London.FirstDay, London.LastDay) : null;
        var kind = Read(request.Kind);
        if (kind is null && request.Kind != Wire.OrderKind.Unspecified)
            fields.Fault("kind", "must be an order's kind, such as ORDER_KIND_WORKS, or unset for every kind.");
        if (fields.FoundFaults)
            throw fields.Refuse("LIST_INVALID").ToRpcException();

        var now = clock.Now();
        var today = London.DayOf(now);
        var open = from order in db.Set<OmbudsmanOrder>().AsNoTracking()
                   join complaint in db.Complaints.AsNoTracking() on order.ComplaintId equals complaint.Id
                   join taken in db.Set<OmbudsmanCase>().AsNoTracking() on order.CaseId equals taken.Id
                   where complaint.Landlord == request.Landlord && order.CompliedAt == null && order.WithdrawnReason == null
                   select new { Order = order, complaint.Reference, OmbudsmanReference = taken.Reference };
        if (dueBy is not null)
            open = open.Where(o => o.Order.DueOn <= dueBy);
        if (request.Owner is not "")
            open = open.Where(o => o.Order.Owner == request.Owner);
        if (kind is not null)
            open = open.Where(o => o.Order.Kind == kind);
        if (request.OrdersOnly)
            open = open.Where(o => !o.Order.Recommendation);
        if (request.AtRisk)
            open = open.Where(o => o.Order.AtRiskAt <= now || o.Order.DueOn < today);
        if (request.StoppedOnly)
            open = open.Where(o => o.Order.StoppedReason != null);
        // Those without a day come last: no day of an order is as late as the last one.
        var ordered = open.Select(o => new { o.Order, o.Reference, o.OmbudsmanReference, Due = o.Order.DueOn ?? DateOnly.MaxValue });
        if (page.After is { } key)
        {
            var (due, id) = Parse(key);
            ordered = ordered.Where(o => o.Due >= due && (o.Due > due || o.Order.Id > id));
        }

        var rows = await ordered.OrderBy(o => o.Due).ThenBy(o => o.Order.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var last = rows.Count > page.Size ? rows[page.Size - 1] : null;
        var response = new ListOrdersResponse { NextPageToken = Paging.Token(last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.Due.DayNumber} {last.Order.Id}")) };
        response.Orders.AddRange(rows.Take(page.Size).Select(o => new ListedOrder
        {
            ComplaintId = o.Order.ComplaintId.ToString(), Reference = o.Reference, CaseId = o.Order.CaseId.ToString(), OmbudsmanReference = o.OmbudsmanReference, Order = o.Order.ToMessage(now, staff: true),
        }));
        return response;
    }

    public override async Task<ListDeterminationsResponse> ListDeterminations(ListDeterminationsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var policy = Require(call, request.Landlord);
        var fields = new FieldReader();
        var from = Precise.Day(request.From) is { } first ? fields.Day("from", first, London.FirstDay, London.LastDay) : null;
        var to = Precise.Day(request.To) is { } final ? fields.Day("to", final, London.FirstDay, London.LastDay) : null;
        if (request.Outcome is not "" && policy.Determinations.Find(request.Outcome) is null)
            fields.Fault("outcome", $"must be one of {string.Join(", ", policy.Determinations.Outcomes.Select(o => o.Key))}, or unset for every outcome.");
        if (fields.FoundFaults)
            throw fields.Refuse("LIST_INVALID").ToRpcException();

        var determined = from taken in db.Set<OmbudsmanCase>().AsNoTracking()
                         join complaint in db.Complaints.AsNoTracking() on taken.ComplaintId equals complaint.Id
                         where complaint.Landlord == request.Landlord && taken.DeterminedAt != null
                         select new { Taken = taken, complaint.Reference, taken.Determinations };
        if (request.SevereOnly)
            determined = determined.Where(d => d.Taken.Severe);
        if (request.Outcome is not "")
            determined = determined.Where(d => d.Taken.Determinations.Any(f => f.Round == d.Taken.Round && f.Outcome == request.Outcome));
        if (from is { } since)
        {
            var start = London.StartOf(since);
            determined = determined.Where(d => d.Taken.DeterminedAt >= start);
        }

        if (to is { } until)
        {
            var end = London.EndOf(until);
            determined = determined.Where(d => d.Taken.DeterminedAt < end);
        }

        var counts = await determined.SelectMany(d => d.Taken.Determinations.Where(f => f.Round == d.Taken.Round)).GroupBy(f => f.Outcome)
            .Select(g => new { Outcome = g.Key, Count = g.Count() }).ToListAsync(call.CancellationToken);
        if (page.After is { } key)
        {
            var (at, id) = ParseInstant(key);
            determined = determined.Where(d => d.Taken.DeterminedAt <= at && (d.Taken.DeterminedAt < at || d.Taken.Id < id));
        }

        var rows = await determined.OrderByDescending(d => d.Taken.DeterminedAt).ThenByDescending(d => d.Taken.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var last = rows.Count > page.Size ? rows[page.Size - 1].Taken : null;
        var response = new ListDeterminationsResponse { NextPageToken = Paging.Token(last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.DeterminedAt!.Value.UtcTicks} {last.Id}")) };
        response.Cases.AddRange(rows.Take(page.Size).Select(d => d.Taken.ToSummary(d.Reference, policy, d.Determinations)));
        response.Outcomes.AddRange(policy.Determinations.Outcomes.Select(o => new OutcomeCount { Outcome = o.Key, OutcomeName = o.Name, Count = counts.Find(n => n.Outcome == o.Key)?.Count ?? 0 }));
        return response;
    }

    /// <summary>The landlord's section, for whoever may read all of it.</summary>
    private ComplaintPolicy Require(ServerCallContext call, string landlord)
    {
        var caller = call.Caller();
        caller.RequireRead(landlord);
        return standards.Knows(landlord) ? desk.Of(landlord, caller).Policy : throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
    }

    private static (DateOnly Due, Guid Id) Parse(string key) =>
        key.Split(' ') is [var day, var id] && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= DateOnly.MaxValue.DayNumber && Guid.TryParseExact(id, "D", out var row)
            ? (DateOnly.FromDayNumber(number), row)
            : throw Paging.BadToken();

    private static (DateTimeOffset At, Guid Id) ParseInstant(string key) =>
        key.Split(' ') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks && Guid.TryParseExact(id, "D", out var row)
            ? (new DateTimeOffset(at, TimeSpan.Zero), row)
            : throw Paging.BadToken();
}
