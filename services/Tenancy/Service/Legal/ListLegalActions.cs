using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Tenancy.Contracts.V1;

namespace Housing.Tenancy;

internal sealed partial class TenancyGrpc
{
    public override async Task<ListLegalActionsResponse> ListLegalActions(ListLegalActionsRequest request, ServerCallContext call)
    {
        var tenancyId = Ids.Parse(request.TenancyId, "tenancy_id");
        var page = Paging.Read(request.PageSize, request.PageToken);
        var tenancy = await db.Tenancies.AsNoTracking().Include(t => t.Household).SingleOrDefaultAsync(t => t.Id == tenancyId, call.CancellationToken)
            ?? throw TenancyRefusals.TenancyUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(tenancy.Landlord, tenancy.Household.Id);

        var rows = db.LegalActions.AsNoTracking().Where(a => a.TenancyId == tenancyId);
        if (page.After is { } after)
        {
            var (at, id) = KeyIn(after);
            rows = rows.Where(a => a.StartedAt < at || (a.StartedAt == at && a.Id < id));
        }

        var found = await rows.OrderByDescending(a => a.StartedAt).ThenByDescending(a => a.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        log.LogInformation("The legal actions about tenancy {TenancyId} were read by {Role} {Subject}", tenancyId, caller.RoleName, caller.Subject);
        return new()
        {
            LegalActions = { found.Take(page.Size).Select(ToWire) },
            NextPageToken = Paging.Token(found.Count > page.Size ? string.Create(CultureInfo.InvariantCulture, $"{found[page.Size - 1].StartedAt:O} {found[page.Size - 1].Id}") : null),
        };
    }

    private static Wire.LegalAction ToWire(LegalAction action) => new()
    {
        LegalActionId = action.Id.ToString(),
        TenancyId = action.TenancyId.ToString(),
        Step = action.Step,
        StartedAt = Timestamp.FromDateTimeOffset(action.StartedAt),
        ChangedAt = Timestamp.FromDateTimeOffset(action.ChangedAt),
        Runs = action.Runs,
    };

    private static (DateTimeOffset At, Guid Id) KeyIn(string token) =>
        token.Split(' ') is [var at, var id]
        && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && Guid.TryParseExact(id, "D", out var action)
            ? (instant, action)
            : throw Paging.BadToken();
}
