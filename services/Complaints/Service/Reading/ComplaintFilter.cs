using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Which of a landlord's complaints are asked for, in which order. Each kind of question has its index (Storage/Migrations).</summary>
internal sealed record ComplaintFilter(
    string Landlord, IReadOnlyList<Stage> Stages, string Handler, string Subject, string Team, Guid? Household, Guid? Home, bool AtRisk, DateTimeOffset? DueBefore, bool ByDue, bool WithOmbudsman, bool Severe,
    IReadOnlyList<Guid> Ids)
{
    private const int MostIds = 200;

    public static ComplaintFilter Read(ListComplaintsRequest request)
    {
        var fields = new FieldReader();
        var stages = new List<Stage>();
        for (var i = 0; i < request.Stages.Count; i++)
        {
            if (ComplaintMessages.Read(request.Stages[i]) is { } stage)
                stages.Add(stage);
            else
                fields.Fault($"stages[{i}]", "must be a stage other than STAGE_UNSPECIFIED, such as STAGE_ONE or STAGE_TWO.");
        }

        if (request.Order is not (ListOrder.Unspecified or ListOrder.Newest or ListOrder.Due))
            fields.Fault("order", "must be LIST_ORDER_NEWEST or LIST_ORDER_DUE; leave it unset for the newest first.");
        if (request.ComplaintIds.Count > MostIds)
            fields.Fault("complaint_ids", $"must be {MostIds} at most.");
        if (fields.FoundFaults)
            throw fields.Refuse("LIST_INVALID").ToRpcException();

        return new(
            request.Landlord, stages, request.Handler, request.Subject, request.Team,
            request.HouseholdId is "" ? null : ServiceDefaults.Ids.Parse(request.HouseholdId, "household_id"), request.HomeId is "" ? null : ServiceDefaults.Ids.Parse(request.HomeId, "home_id"),
            request.AtRisk, Instants.Parse(request.DueBefore, "due_before"), request.Order == ListOrder.Due, request.WithOmbudsman, request.SevereMaladministration,
            [.. request.ComplaintIds.Select(id => ServiceDefaults.Ids.Parse(id, "complaint_ids"))]);
    }

    /// <summary>The complaints after the page's key, in order; the caller takes as many as it wants.</summary>
    public IQueryable<Complaint> Of(IQueryable<Complaint> complaints, Page page, DateTimeOffset now)
    {
        complaints = complaints.Where(c => c.Landlord == Landlord);
        if (Ids.Count > 0)
            complaints = complaints.Where(c => Ids.Contains(c.Id));
        if (Stages is [var one])
            complaints = complaints.Where(c => c.Stage == one);
        else if (Stages.Count > 0)
            complaints = complaints.Where(c => Stages.Contains(c.Stage));
        if (Handler is not "")
            complaints = complaints.Where(c => c.HandlerSubject == Handler);
        if (Subject is not "")
            complaints = complaints.Where(c => c.Issues.Any(i => i.Subject == Subject));
        if (Team is not "")
            complaints = complaints.Where(c => c.Team == Team);
        if (Household is not null)
            complaints = complaints.Where(c => c.HouseholdId == Household);
        if (Home is not null)
            complaints = complaints.Where(c => c.HomeId == Home);
        if (WithOmbudsman || Severe)
            complaints = complaints.Where(c => c.TakenToOmbudsmanAt != null);
        if (Severe)
            complaints = complaints.Where(c => c.Severe);
        if (AtRisk)
            complaints = complaints.Where(c => c.AtRiskAt <= now);
        if (DueBefore is not null)
            complaints = complaints.Where(c => c.NextDueAt < DueBefore);
        return ByDue ? InOrderOfDue(complaints, page) : Newest(complaints, page);
    }

    /// <summary>The key of a row, for the token of the page after it.</summary>
    public string Key(Guid id, DateTimeOffset? nextDueAt) => ByDue ? InstantKey.Of(nextDueAt!.Value, id) : id.ToString();

    private static IQueryable<Complaint> Newest(IQueryable<Complaint> complaints, Page page)
    {
        if (page.AfterId is { } after)
            complaints = complaints.Where(c => c.Id < after);
        return complaints.OrderByDescending(c => c.Id);
    }

    private static IQueryable<Complaint> InOrderOfDue(IQueryable<Complaint> complaints, Page page)
    {
        complaints = complaints.Where(c => c.NextDueAt != null);
        if (page.After is { } key)
        {
            var (due, id) = InstantKey.Parse(key);
            // As one comparison of pairs it would be one range of the index; EF has no words for that, so the first half is said again.
            complaints = complaints.Where(c => c.NextDueAt >= due && (c.NextDueAt > due || c.Id > id));
        }

        return complaints.OrderBy(c => c.NextDueAt).ThenBy(c => c.Id);
    }
}
