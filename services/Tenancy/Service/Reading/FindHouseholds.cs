using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Tenancy.Contracts.V1;

namespace Housing.Tenancy;

internal sealed partial class TenancyGrpc
{
    private const int ShortestText = 2;
    private const int LongestText = 100;
    private const int ShortestAddress = 3;
    private const int LongestAddress = 60;
    private const int MostHomes = 200;

    private sealed record FoundRow(Guid HouseholdId, Guid TenancyId, Guid HomeId, string Tenure, string LeadName, string Key, DateOnly StartedOn, DateOnly? EndedOn, string Match);

    public override async Task<FindHouseholdsResponse> FindHouseholds(FindHouseholdsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var (caller, text) = (call.Caller(), request.Text.Trim());
        caller.RequireRead(request.Landlord);
        if (text.Length is < ShortestText or > LongestText)
        {
            var fields = new FieldReader();
            fields.Fault("text", $"must be {ShortestText} to {LongestText} characters.");
            throw fields.Refuse("SEARCH_INVALID").ToRpcException();
        }

        var (afterName, afterId) = page.After is { } after ? AfterIn(after) : ("", Guid.Empty);
        var homes = request.NamesOnly ? [] : await HomesNear(request.Landlord, text, call.CancellationToken);
        var (near, id, today) = (homes ?? [], Guid.TryParse(text, out var given) ? given : (Guid?)null, London.DayOf(clock.Now()));
        // Each way of finding has an index of its own. The words asked for are taken apart as the names were.
        var rows = await db.Database.SqlQuery<FoundRow>($"""
            with asked as (
              select to_tsquery('simple', coalesce(string_agg(quote_literal(lexeme) || ':*', ' & '), '')) as words from unnest(to_tsvector('simple', {text}))),
            meant as (
              select id from household where landlord = {request.Landlord} and name_words @@ (select words from asked)
              union select household_id from tenancy where landlord = {request.Landlord} and home_id = any({near})
              union select household_id from tenancy where landlord = {request.Landlord} and {id}::uuid in (id, household_id, home_id))
            select h.id as "HouseholdId", t.id as "TenancyId", t.home_id as "HomeId", t.tenure as "Tenure", h.lead_name as "LeadName", lower(h.lead_name) as "Key",
              t.started_on as "StartedOn", t.ended_on as "EndedOn",
              case when {id}::uuid in (t.id, h.id, t.home_id) then 'Id' when t.home_id = any({near}) then 'Home' else 'Name' end as "Match"
            from meant m join household h on h.id = m.id join tenancy t on t.household_id = h.id
            where h.landlord = {request.Landlord} and ({request.Former} or t.ended_on is null or t.ended_on >= {today}) and (lower(h.lead_name), t.id) > ({afterName}, {afterId})
            order by lower(h.lead_name), t.id limit {page.Size + 1}
            """).ToListAsync(call.CancellationToken);

        var found = rows.Take(page.Size).ToList();
        log.LogInformation("Households {HouseholdIds} were found by {Role} {Subject}", found.Select(r => r.HouseholdId), caller.RoleName, caller.Subject);
        return new()
        {
            Found = { found.Select(ToWire) },
            NextPageToken = Paging.Token(rows.Count > page.Size ? $"{found[^1].TenancyId} {found[^1].Key}" : null),
            HomesMissing = homes is null,
        };
    }

    /// <summary>Those with this as their reference or in their address, the first 200 of many; null when Estates does not answer.</summary>
    private async Task<List<Guid>?> HomesNear(string landlord, string text, CancellationToken cancellationToken)
    {
        try
        {
            var named = estates.ListHomesAsync(new ListHomesRequest { Landlord = landlord, References = { text } }, cancellationToken: cancellationToken);
            var near = text.Length is < ShortestAddress or > LongestAddress
                ? null : estates.ListHomesAsync(new ListHomesRequest { Landlord = landlord, Address = text, PageSize = MostHomes }, cancellationToken: cancellationToken);
            return [.. (await named).Homes.Concat(near is null ? [] : (await near).Homes).Select(h => Guid.Parse(h.HomeId)).Distinct()];
        }
        catch (RpcException fault) when (fault.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded && !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Estates did not answer for homes of {Landlord} ({Status})", landlord, fault.StatusCode);
            return null;
        }
    }

    private static FoundHousehold ToWire(FoundRow row) => new()
    {
        HouseholdId = row.HouseholdId.ToString(),
        TenancyId = row.TenancyId.ToString(),
        HomeId = row.HomeId.ToString(),
        Tenure = Terms.ToWire(Enum.Parse<Tenure>(row.Tenure)),
        LeadName = row.LeadName,
        StartedOn = ToWire(row.StartedOn),
        EndedOn = row.EndedOn is { } ended ? ToWire(ended) : null,
        Match = row.Match switch
        {
            "Id" => HouseholdMatch.Id,
            "Home" => HouseholdMatch.Home,
            _ => HouseholdMatch.Name,
        },
    };

    private static (string Name, Guid Id) AfterIn(string token) =>
        token.Split(' ', 2) is [var id, var name] && Guid.TryParseExact(id, "D", out var tenancy) ? (name, tenancy) : throw Paging.BadToken();
}
