using System.Globalization;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Which of a landlord's repairs are asked for, in which order. Each kind of question has its index (Storage/Migrations).</summary>
internal sealed record RepairFilter(
    string Landlord, Guid? Home, Guid? Household, IReadOnlyList<Stage> Stages, IReadOnlyList<string> Priorities, string Fault, string Contractor, DateTimeOffset? DueBefore, bool AtRisk, bool Unfinished,
    bool ByDue, IReadOnlyList<Guid> Ids)
{
    private const int MostIds = 200;

    public static RepairFilter Read(ListRepairsRequest request)
    {
        var fields = new FieldReader();
        var stages = new List<Stage>();
        for (var i = 0; i < request.Stages.Count; i++)
        {
            if (RepairMessages.Read(request.Stages[i]) is { } stage)
                stages.Add(stage);
            else
                fields.Fault($"stages[{i}]", "must be STAGE_REPORTED, STAGE_APPOINTED, STAGE_IN_PROGRESS, STAGE_COMPLETED or STAGE_CLOSED.");
        }

        if (request.Order is not (ListOrder.Unspecified or ListOrder.Newest or ListOrder.Due))
            fields.Fault("order", "must be LIST_ORDER_NEWEST or LIST_ORDER_DUE; leave it unset for the newest first.");
        if (request.RepairIds.Count > MostIds)
            fields.Fault("repair_ids", $"must be {MostIds} at most.");
        if (fields.FoundFaults)
            throw fields.Refuse("LIST_INVALID").ToRpcException();

        return new(
            request.Landlord,
            request.HomeId is "" ? null : ServiceDefaults.Ids.Parse(request.HomeId, "home_id"),
            request.HouseholdId is "" ? null : ServiceDefaults.Ids.Parse(request.HouseholdId, "household_id"),
            stages, request.Priorities, request.Fault, request.Contractor, Instants.Parse(request.DueBefore, "due_before"), request.AtRisk, request.Unfinished, request.Order == ListOrder.Due,
            [.. request.RepairIds.Select(id => ServiceDefaults.Ids.Parse(id, "repair_ids"))]);
    }

    /// <summary>The repairs after the page's key, in order; the caller takes as many as it wants.</summary>
    public IQueryable<Repair> Of(IQueryable<Repair> repairs, Page page, DateTimeOffset now)
    {
        repairs = repairs.Where(r => r.Landlord == Landlord);
        if (Ids.Count > 0)
            repairs = repairs.Where(r => Ids.Contains(r.Id));
        if (Home is not null)
            repairs = repairs.Where(r => r.HomeId == Home);
        if (Household is not null)
            repairs = repairs.Where(r => r.HouseholdId == Household);
        if (Stages.Count > 0)
            repairs = repairs.Where(r => Stages.Contains(r.Stage));
        if (Unfinished)
            repairs = repairs.Where(r => r.ClosedAt == null);
        if (Unfinished || (Stages.Count > 0 && !Stages.Contains(Stage.Completed)))
            repairs = repairs.Where(r => r.CompletedAt == null);
        // One band alone is a range of its index, newest first; of several the landlord's own order is read.
        if (Priorities is [var band])
            repairs = repairs.Where(r => r.Priority == band);
        else if (Priorities.Count > 0)
            repairs = repairs.Where(r => Priorities.Contains(r.Priority));
        if (Fault is not "")
            repairs = repairs.Where(r => r.Fault == Fault);
        if (Contractor is not "")
            repairs = repairs.Where(r => r.Contractor == Contractor);
        if (DueBefore is not null)
            repairs = repairs.Where(r => r.NextDueAt < DueBefore);
        if (AtRisk)
            repairs = repairs.Where(r => r.AtRiskAt <= now);
        return ByDue ? InOrderOfDue(repairs, page) : Newest(repairs, page);
    }

    /// <summary>The key of a row, for the token of the page after it.</summary>
    public string Key(Guid id, DateTimeOffset? nextDueAt) => ByDue ? string.Create(CultureInfo.InvariantCulture, $"{nextDueAt!.Value.UtcTicks} {id}") : id.ToString();

    private static IQueryable<Repair> Newest(IQueryable<Repair> repairs, Page page)
    {
        if (page.AfterId is { } after)
            repairs = repairs.Where(r => r.Id < after);
        return repairs.OrderByDescending(r => r.Id);
    }

    private static IQueryable<Repair> InOrderOfDue(IQueryable<Repair> repairs, Page page)
    {
        repairs = repairs.Where(r => r.NextDueAt != null);
        if (page.After is { } key)
        {
            var (due, id) = Parse(key);
            // As one comparison of pairs it would be one range of the index; EF has no words for that, so the first half is said again.
            repairs = repairs.Where(r => r.NextDueAt >= due && (r.NextDueAt > due || r.Id > id));
        }

        return repairs.OrderBy(r => r.NextDueAt).ThenBy(r => r.Id);
    }

    private static (DateTimeOffset Due, Guid Id) Parse(string key) =>
        key.Split(' ') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks && Guid.TryParseExact(id, "D", out var row)
            ? (new DateTimeOffset(at, TimeSpan.Zero), row)
            : throw Paging.BadToken();
}
