using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class SupportGrpc
{
    public override Task<ListAgenciesResponse> ListAgencies(ListAgenciesRequest request, ServerCallContext call)
    {
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        // Whom a landlord names is no secret of any household.
        call.Caller().RequireRead(request.Landlord, call.Caller().Household);
        var named = policies.For(request.Landlord).Support ?? SupportPolicy.OwnStaff;
        return Task.FromResult(new ListAgenciesResponse { Agencies = { named.Agencies.Select(agency => agency.ToMessage()) } });
    }

    public override async Task<ListSupportResponse> ListSupport(ListSupportRequest request, ServerCallContext call)
    {
        var account = await Read(request.AccountId, "help", call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var offers = db.SupportOffers.AsNoTracking().Where(o => o.AccountId == account.Id);
        if (page.AfterId is { } after)
            offers = offers.Where(o => o.Id < after);
        var found = await offers.OrderByDescending(o => o.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var scheme = await db.SupportSchemes.AsNoTracking().SingleOrDefaultAsync(s => s.AccountId == account.Id, call.CancellationToken);
        var claims = await db.BenefitClaims.AsNoTracking().Where(c => c.AccountId == account.Id).OrderByDescending(c => c.Id).Take(page.Size).ToListAsync(call.CancellationToken);
        return new()
        {
            Support = { found.Take(page.Size).Select(offer => offer.ToMessage()) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
            Scheme = scheme?.Scheme ?? "",
            SchemeOfficer = scheme?.Officer ?? "",
            BenefitClaims = { claims.Select(claim => claim.ToMessage()) },
        };
    }

    public override async Task<ListConsentsResponse> ListConsents(ListConsentsRequest request, ServerCallContext call)
    {
        var account = await Read(request.AccountId, "consents", call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var consents = db.Consents.AsNoTracking().Where(c => c.AccountId == account.Id);
        if (page.AfterId is { } after)
            consents = consents.Where(c => c.Id < after);
        var found = await consents.OrderByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var ids = found.ConvertAll(c => c.Id);
        var contacts = (await db.ThirdPartyContacts.AsNoTracking().Where(c => ids.Contains(c.ConsentId)).ToListAsync(call.CancellationToken)).ToLookup(c => c.ConsentId);
        return new()
        {
            Consents = { found.Take(page.Size).Select(consent => consent.ToMessage(contacts[consent.Id])) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
        };
    }

    private async Task<Account> Read(string id, string what, ServerCallContext call)
    {
        var accountId = Ids.Parse(id, "account_id");
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken)
            ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        log.LogInformation("The {What} of account {AccountId} were read by {Role} {Subject}", what, account.Id, caller.RoleName, caller.Subject);
        return account;
    }
}
