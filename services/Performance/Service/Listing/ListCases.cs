using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    public override async Task<Wire.ListCasesResponse> ListCases(Wire.ListCasesRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var landlord = Asked(request.Landlord, call);
        CheckText("estate", request.Estate);
        var now = clock.Now();
        var part = SharePart.All;
        var months = Read(fields =>
        {
            part = Read(fields, request.Part);
            var read = Months.Read(fields, request.From, request.Through, London.DayOf(now));
            return fields.FoundFaults ? null : read;
        });
        var (of, after, until) = (TermOf(landlord, request.StandardId).Of, months.After, months.Until);

        var most = page.Size + 1;
        var listed = await Of(landlord.Key, of, (after, until), part, now, request.HasEstate ? request.Estate : null, CasePromises.After(page), most)
            .OrderByDescending(p => p.DueAt).ThenByDescending(p => p.CommitmentId).Take(most).ToListAsync(call.CancellationToken);
        var caller = call.Caller();
        log.LogInformation("{Role} {Subject} read {Count} cases behind {Standard} of {Landlord}", caller.RoleName, caller.Subject, Math.Min(listed.Count, page.Size), request.StandardId, landlord.Key);
        return new()
        {
            Promises = { listed.Take(page.Size).Select(p => Message(p, now)) },
            NextPageToken = Paging.Token(listed.Count > page.Size ? CasePromises.Key(listed[page.Size - 1]) : null),
        };
    }

    /// <summary>Of each promise as many as there can be on the page, in the order of its own index. EF would number all rows of each in place of that, so this is said in SQL; only what was given is a parameter.</summary>
    private IQueryable<KeptPromise> Of(
        string landlord, IReadOnlyList<string> of, (DateTimeOffset After, DateTimeOffset Until) due, SharePart part, DateTimeOffset now, string? estate, (DateTimeOffset Due, Guid Id)? before, int most)
    {
        var given = new List<object>();
        string Given(object value)
        {
            given.Add(value);
            return $"{{{given.Count - 1}}}";
        }

        var sql = $"""
            select p.* from unnest({Given(of.ToArray())}) as one (id) cross join lateral (
              select * from kept_promise
              where landlord = {Given(landlord)} and standard_id = one.id and due_at > {Given(due.After)} and due_at <= {Given(due.Until)}
                and {part switch
                {
                    SharePart.All => $"(outcome in ('met', 'missed') or (outcome = 'open' and due_at <= {Given(now)}))",
                    SharePart.Kept => "outcome = 'met'",
                    SharePart.NotKept => $"(outcome = 'missed' or (outcome = 'open' and due_at <= {Given(now)}))",
                    SharePart.KeptByExtension => "met_by_extension",
                    SharePart.Open => $"outcome = 'open' and due_at > {Given(now)}",
                    SharePart.Excused => "outcome = 'cancelled'",
                }}
                {estate switch { null => "", "" => "and estate = ''", _ => $"and estate = {Given(estate)} and estate <> ''" }}
                {(before is var (dueAt, id) ? $"and (due_at, commitment_id) < ({Given(dueAt)}, {Given(id)})" : "")}
              order by due_at desc, commitment_id desc limit {Given(most)}) p
            """;
        return db.Promises.FromSqlRaw(sql, [.. given]).AsNoTracking();
    }

    private static SharePart Read(FieldReader fields, Wire.SharePart part)
    {
        switch (part)
        {
            case Wire.SharePart.Unspecified:
                return SharePart.All;
            case Wire.SharePart.Kept:
                return SharePart.Kept;
            case Wire.SharePart.NotKept:
                return SharePart.NotKept;
            case Wire.SharePart.KeptByExtension:
                return SharePart.KeptByExtension;
            case Wire.SharePart.Open:
                return SharePart.Open;
            case Wire.SharePart.Excused:
                return SharePart.Excused;
            default:
                fields.Fault("part", "must be a part that is listed, such as SHARE_PART_NOT_KEPT; leave it unset for all that the share divides by.");
                return SharePart.All;
        }
    }
}
