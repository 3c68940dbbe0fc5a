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

        var promises = db.Promises.AsNoTracking().Where(p => p.Landlord == landlord.Key && p.DueAt > after && p.DueAt <= until).In(part, now);
        if (request.HasEstate)
            promises = request.Estate is "" ? promises.Where(p => p.Estate == "") : promises.Where(p => p.Estate == request.Estate && p.Estate != "");
        if (CasePromises.After(page) is var (due, id))
            promises = promises.Where(p => EF.Functions.LessThan(ValueTuple.Create(p.DueAt, p.CommitmentId), ValueTuple.Create(due, id)));
        // Of each promise as many as there can be on the page, in the order of its own index.
        var most = page.Size + 1;
        var listed = await db.Database.SqlQuery<string>($"select unnest({of.ToArray()}) as \"Value\"")
            .SelectMany(one => promises.Where(p => p.StandardId == one).OrderByDescending(p => p.DueAt).ThenByDescending(p => p.CommitmentId).Take(most))
            .OrderByDescending(p => p.DueAt).ThenByDescending(p => p.CommitmentId).Take(most).ToListAsync(call.CancellationToken);
        var caller = call.Caller();
        log.LogInformation("{Role} {Subject} read {Count} cases behind {Standard} of {Landlord}", caller.RoleName, caller.Subject, Math.Min(listed.Count, page.Size), request.StandardId, landlord.Key);
        return new()
        {
            Promises = { listed.Take(page.Size).Select(p => Message(p, now)) },
            NextPageToken = Paging.Token(listed.Count > page.Size ? CasePromises.Key(listed[page.Size - 1]) : null),
        };
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
