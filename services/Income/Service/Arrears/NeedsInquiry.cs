using Grpc.Core;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Asks Tenancy, for cases opened since, whether a need of the household is known. While Tenancy is away they wait; what changes later it tells by itself.</summary>
internal sealed class NeedsInquiry(IncomeDb db, Tenancies.TenanciesClient tenancies, ArrearsDesk desk, TimeProvider clock)
{
    private const int AtOnce = 20;

    public static ArrearsMilestone Known(bool vulnerable, DateTimeOffset at) =>
        new(ArrearsAct.NeedsKnown, "service tenancy", at) { Vulnerable = vulnerable, Note = vulnerable ? "A need of the household is known." : "No need of the household is known." };

    /// <summary>Asks for some of them; true when there may be more.</summary>
    public async Task<bool> Ask(CancellationToken cancellationToken)
    {
        var waiting = await db.ArrearsCases.AsNoTracking().Where(c => c.ClosedAt == null && c.Vulnerable == null).OrderBy(c => c.Id).Take(AtOnce).Select(c => new { c.Id, c.HouseholdId }).ToListAsync(cancellationToken);
        foreach (var one in waiting)
        {
            // Before it is asked, so that a word that comes meanwhile counts as the newer one.
            var asked = clock.Now();
            var vulnerable = await IsVulnerable(one.HouseholdId, cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var file = await db.ArrearsCases.FromSql($"select *, xmin from arrears_case where id = {one.Id} and closed_at is null and vulnerable is null for update").SingleOrDefaultAsync(cancellationToken);
            if (file is not null)
                desk.Apply(file, Known(vulnerable, asked), clock.Now());
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return waiting.Count == AtOnce;
    }

    private async Task<bool> IsVulnerable(Guid householdId, CancellationToken cancellationToken)
    {
        try
        {
            return (await tenancies.GetHouseholdAsync(new GetHouseholdRequest { HouseholdId = householdId.ToString() }, cancellationToken: cancellationToken)).Household.Needs.Count > 0;
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.NotFound)
        {
            return false;      // it holds no home any more
        }
    }
}
