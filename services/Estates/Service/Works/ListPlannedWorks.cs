using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

internal sealed partial class EstatesGrpc
{
    public override async Task<Wire.ListPlannedWorksResponse> ListPlannedWorks(Wire.ListPlannedWorksRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireRead(request.Landlord);
        var page = Paging.Read(request.PageSize, request.PageToken);
        if (new[] { request.HomeId, request.BlockId, request.Estate }.Count(place => place is not "") > 1)
            throw EstatesRefusals.OnePlace.ToRpcException();

        var listed = db.PlannedWorks.AsNoTracking().Where(w => w.Landlord == request.Landlord);
        if (request.HomeId is not "")
        {
            var id = Ids.Parse(request.HomeId, "home_id");
            var home = await db.Homes.AsNoTracking().Include(h => h.Block).SingleOrDefaultAsync(h => h.Id == id && h.Landlord == request.Landlord, call.CancellationToken)
                ?? throw EstatesRefusals.HomeUnknown.ToRpcException();
            listed = Concerning(listed, home.Id, home.Block?.Id, home.Block?.Estate);
        }
        else if (request.BlockId is not "")
        {
            var id = Ids.Parse(request.BlockId, "block_id");
            var block = await db.Blocks.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id && b.Landlord == request.Landlord, call.CancellationToken)
                ?? throw EstatesRefusals.BlockUnknown.ToRpcException();
            listed = Concerning(listed, homeId: null, block.Id, block.Estate);
        }
        else if (request.Estate is not "")
        {
            listed = Concerning(listed, homeId: null, blockId: null, request.Estate);
        }

        if (request.Element is not "")
            listed = listed.Where(w => w.Element == request.Element);
        if (Given(request.Until) is { } given)
        {
            var fields = new FieldReader();
            var until = fields.Day("until", given, DateOnly.MinValue, DateOnly.MaxValue);
            if (fields.FoundFaults)
                throw fields.Refuse("LIST_INVALID").ToRpcException();
            listed = listed.Where(w => w.From <= until);
        }

        if (Read(request.State) is { } state)
            listed = listed.Where(w => w.State == state);
        if (page.AfterId is { } after)
            listed = listed.Where(w => w.Id > after);
        var works = await listed.Include(w => w.History).OrderBy(w => w.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Works = { works.Take(page.Size).Select(ToWire) }, NextPageToken = Paging.Token(works.Count > page.Size ? works[page.Size - 1].Id : null) };
    }

    /// <summary>What is planned for a home, its block and its estate, as far as they are named, and whose last day has not passed.</summary>
    private async Task<IEnumerable<Wire.PlannedWorks>> Coming(string landlord, Guid? homeId, Guid? blockId, string? estate, CancellationToken cancellationToken)
    {
        var today = London.DayOf(clock.Now());
        var works = await Concerning(db.PlannedWorks.AsNoTracking(), homeId, blockId, estate)
            .Where(w => w.Landlord == landlord && w.State == WorksState.Planned && w.To >= today)
            .OrderBy(w => w.From).ThenBy(w => w.Id)
            .ToListAsync(cancellationToken);
        return works.Select(ToWire);
    }

    private static IQueryable<PlannedWorks> Concerning(IQueryable<PlannedWorks> works, Guid? homeId, Guid? blockId, string? estate) =>
        works.Where(w => (homeId != null && w.HomeId == homeId) || (blockId != null && w.BlockId == blockId) || (estate != null && w.Estate == estate));

    private static WorksState? Read(Wire.WorksState state) => state switch
    {
        Wire.WorksState.Unspecified => null,
        Wire.WorksState.Planned => WorksState.Planned,
        Wire.WorksState.Done => WorksState.Done,
        Wire.WorksState.Dropped => WorksState.Dropped,
        _ => throw EstatesRefusals.StateUnknown.ToRpcException(),
    };

    private static Wire.PlannedWorks ToWire(PlannedWorks works) => new()
    {
        WorksId = works.Id.ToString(),
        Landlord = works.Landlord,
        HomeId = works.HomeId?.ToString() ?? "",
        BlockId = works.BlockId?.ToString() ?? "",
        Estate = works.Estate ?? "",
        Element = works.Element,
        Programme = works.Programme,
        From = ToWire(works.From),
        To = ToWire(works.To),
        State = works.State switch
        {
            WorksState.Planned => Wire.WorksState.Planned,
            WorksState.Done => Wire.WorksState.Done,
            WorksState.Dropped => Wire.WorksState.Dropped,
        },
        DoneOn = works.DoneOn is { } day ? ToWire(day) : null,
        Reason = works.Reason ?? "",
        History =
        {
            works.History.OrderBy(s => s.Number).Select(s => new Wire.WorksStep
            {
                Name = s.Name, At = Timestamp.FromDateTimeOffset(s.At), By = s.ByRole, From = ToWire(s.From), To = ToWire(s.To), Reason = s.Reason ?? "",
            }),
        },
    };
}
