using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

internal sealed partial class RecordsGrpc
{
    private const int ShortestText = 2;
    private const int LongestText = 200;
    private const int LongestName = 100;
    private const int Many = 2_000;

    public override async Task<SearchComplaintsResponse> SearchComplaints(SearchComplaintsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var (caller, cancellationToken) = (call.Caller(), call.CancellationToken);
        caller.RequireRead(request.Landlord, caller.Household);       // a resident finds the own household's only
        if (!standards.Knows(request.Landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var fields = new FieldReader();
        var text = fields.Line("text", request.Text, LongestText);
        if (!fields.FoundFaults && text.Length < ShortestText)
            fields.Fault("text", $"must be {ShortestText} to {LongestText} characters.");
        if (fields.FoundFaults)
            throw fields.Refuse("SEARCH_INVALID").ToRpcException();

        var isResident = caller.Role == Role.Resident;
        var nobody = new Said<List<Guid>>(Answered: true, []);
        var asked = isResident || text.Length > LongestName ? Task.FromResult(nobody) : neighbours.HouseholdsNamed(request.Landlord, text, cancellationToken);
        var near = isResident ? nobody : await neighbours.HomesNear(request.Landlord, text, cancellationToken);
        var called = await asked;
        var (reference, homes, named) = (Reference.Read(text) ?? "", near.What ?? [], called.What ?? []);
        var (household, after, size) = (isResident ? caller.Household : null, page.AfterId ?? Guid.AllBitsSet, page.Size + 1);
        // Each way of finding has an index of its own, and brings no more than the page holds: asked all in one condition they are not used. Words that few complaints have are
        // looked up; those that many have are met soon enough by reading from the newest.
        var ids = await db.Database.SqlQuery<Guid>($"""
            with few as materialized (
              select id from complaint where {household}::uuid is null and landlord = {request.Landlord} and said_words @@ websearch_to_tsquery('english', {text}) limit {Many}),
            found as (
              select id from complaint where landlord = {request.Landlord} and reference = {reference}
                and ({household}::uuid is null or household_id = {household})
              union
              select id from complaint where landlord = {request.Landlord} and lower(old_reference) = lower({text})
                and ({household}::uuid is null or household_id = {household})
              union
              (select id from complaint where landlord = {request.Landlord} and home_id = any({homes}) and id < {after} order by id desc limit {size})
              union
              (select id from complaint where landlord = {request.Landlord} and household_id = any({named}) and id < {after} order by id desc limit {size})
              union
              (select id from complaint where landlord = {request.Landlord} and household_id = {household} and said_words @@ websearch_to_tsquery('english', {text}))
              union
              (select id from few where (select count(*) from few) < {Many} and id < {after} order by id desc limit {size})
              union
              (select id from (
                 select id, said_words from complaint where (select count(*) from few) >= {Many} and landlord = {request.Landlord} and id < {after} order by id desc offset 0) newest
               where said_words @@ websearch_to_tsquery('english', {text}) order by id desc limit {size}))
            select id as "Value" from found where id < {after} order by id desc limit {size}
            """).ToListAsync(cancellationToken);
        var rows = await db.Complaints.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderByDescending(c => c.Id).Include(c => c.Issues).AsSplitQuery().ToListAsync(cancellationToken);
        log.LogInformation("{Role} {Subject} found {Count} complaints", caller.RoleName, caller.Subject, Math.Min(rows.Count, page.Size));

        var now = clock.Now();
        var response = new SearchComplaintsResponse { NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Id : null), HomesMissing = !near.Answered, NamesMissing = !called.Answered };
        response.Found.AddRange(rows.Take(page.Size).Select(c => new FoundComplaint
        {
            Complaint = c.ToSummary(!isResident, now),
            Match = c.Reference == reference ? SearchMatch.Reference
                : string.Equals(c.OldReference, text, StringComparison.OrdinalIgnoreCase) ? SearchMatch.OldReference
                : c.HomeId is { } home && homes.Contains(home) ? SearchMatch.Home
                : c.HouseholdId is { } own && named.Contains(own) ? SearchMatch.Name
                : SearchMatch.Words,
        }));
        return response;
    }
}
