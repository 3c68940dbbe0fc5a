using Housing.ServiceDefaults;

namespace Housing.Repairs;

/// <summary>Where a report is for, and whether this caller may report there.</summary>
internal sealed partial class RepairsGrpc
{
    private Task<(Site Site, HouseholdAnswer Household)> Ask(ReportRepair command, Caller caller, CancellationToken cancellationToken) =>
        command.HomeId is { } home ? AskHome(home, caller, cancellationToken) : AskShared(command, caller, cancellationToken);

    /// <summary>Asks Estates and Tenancy side by side. Without Estates' answer the report is taken when the caller's own landlord is known.</summary>
    private async Task<(Site Site, HouseholdAnswer Household)> AskHome(Guid homeId, Caller caller, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = households.Ask(homeId, both.Token);
        try
        {
            var found = caller.Landlord is null ? await homes.Ask(homeId, cancellationToken) : await homes.AskBriefly(patience => homes.Ask(homeId, patience), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var site = found switch
            {
                { Answered: true, Site: null } => throw RepairRefusals.HomeUnknown.ToRpcException(),
                { Site: { } known } => known,
                _ when caller.Landlord is { } landlord => new Site(landlord, homeId, BlockId: null, Estate: null, HandedOver: null, Pending: true),
                _ => throw RepairRefusals.EstatesAway.ToRpcException(),
            };
            var household = await asking;

            // Until Tenancy answers, a resident's word that they live there is taken: a report refused is worse than one too many.
            caller.RequireAct(site.Landlord, household.Answered ? household.Household?.HouseholdId : caller.Household);
            return (site, household);
        }
        finally
        {
            await both.CancelAsync();
        }
    }

    /// <summary>A block or an estate: for the landlord's staff, whose word is taken while Estates does not answer, and for those who live there.</summary>
    private async Task<(Site Site, HouseholdAnswer Household)> AskShared(ReportRepair command, Caller caller, CancellationToken cancellationToken)
    {
        var landlord = command.Landlord is "" ? caller.Landlord ?? "" : command.Landlord;
        if (command.BlockId is null && !standards.Knows(landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        // Nobody can say without Estates who lives there: only staff are believed, and for their own landlord.
        var believed = caller is { Role: not Role.Resident, Landlord: not null };
        var estate = command.BlockId is null ? command.Estate.Trim() : null;
        var found = believed ? await homes.AskBriefly(Ask, cancellationToken) : await Ask(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (!found.Answered && believed)
        {
            caller.RequireAct(landlord);
            return (new Site(landlord, HomeId: null, command.BlockId, estate, HandedOver: null, Pending: true), HouseholdAnswer.Empty);
        }

        if (!found.Answered)
            throw RepairRefusals.SharedPlaceUnknown.ToRpcException();
        if (found.Site is not { } site)
            throw (command.BlockId is null ? RepairRefusals.EstateUnknown(landlord) : RepairRefusals.BlockUnknown).ToRpcException();

        var there = caller is { Role: Role.Resident, Household: { } household } && site.Landlord == caller.Landlord
            && await residences.Ask(household, cancellationToken) is { } residence && LivesThere(residence, site.Landlord, site.BlockId, site.Estate);
        caller.RequireAct(site.Landlord, there ? caller.Household : null);
        return (site, HouseholdAnswer.Empty);

        Task<SiteAnswer> Ask(CancellationToken patience) =>
            command.BlockId is { } block ? homes.AskBlock(block, patience) : homes.AskEstate(landlord, estate!, patience);
    }

    /// <summary>In that block; or, for what is an estate's and no block's, on that estate.</summary>
    private static bool LivesThere(Site residence, string landlord, Guid? block, string? estate) =>
        residence.Landlord == landlord && (block is not null ? residence.BlockId == block : estate is not null && residence.Estate == estate);
}
