using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class HomeownersGrpc
{
    public override async Task<GetSchemeResponse> GetScheme(GetSchemeRequest request, ServerCallContext call) =>
        new() { Scheme = (await ReadScheme(request.SchemeId, call)).ToMessage() };

    public override async Task<ListSchemesResponse> ListSchemes(ListSchemesRequest request, ServerCallContext call)
    {
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        call.Caller().RequireRead(request.Landlord);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var found = await db.ChargeSchemes.AsNoTracking().Where(s => s.Landlord == request.Landlord && s.Id > after).OrderBy(s => s.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Schemes = { found.Take(page.Size).Select(s => s.ToMessage()) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    public override async Task<ListSharesResponse> ListShares(ListSharesRequest request, ServerCallContext call)
    {
        var scheme = await ReadScheme(request.SchemeId, call);
        var on = request.On is null ? London.DayOf(clock.Now()) : ChargeMessages.Day(request.On, "on", London.FirstDay, London.LastDay);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var found = await db.LeaseShares.AsNoTracking()
            .Where(s => s.SchemeId == scheme.Id && s.From <= on && (s.Until == null || s.Until >= on) && s.Id > after)
            .OrderBy(s => s.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Shares = { found.Take(page.Size).Select(s => s.ToMessage()) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    private async Task<ChargeScheme> ReadScheme(string id, ServerCallContext call)
    {
        var schemeId = Ids.Parse(id, "scheme_id");
        var scheme = await db.ChargeSchemes.AsNoTracking().SingleOrDefaultAsync(s => s.Id == schemeId, call.CancellationToken) ?? throw HomeownerRefusals.SchemeUnknown.ToRpcException();
        call.Caller().RequireRead(scheme.Landlord);
        return scheme;
    }

    /// <summary>When the landlord's years begin; refused where its file does not say.</summary>
    private ChargeYear TermsOf(string landlord) => policies.For(landlord).Charges ?? throw IncomeRefusals.ChargesNotSet.ToRpcException();

    private SchemeYear YearOf(string landlord, int startsIn) => startsIn >= London.FirstDay.Year + 1 && startsIn < London.LastDay.Year
        ? SchemeYear.Of(TermsOf(landlord), startsIn)
        : throw IncomeRefusals.Field("starts_in", $"must be the calendar year in which the charge year begins, {London.FirstDay.Year + 1} to {London.LastDay.Year - 1}; it is {startsIn}.").ToRpcException();
}
