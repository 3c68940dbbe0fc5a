using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Money in suspense, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class SuspenseGrpc(IncomeDb db, SuspenseDesk desk, Policies<IncomePolicy> policies, StandardsBook standards, ILogger<SuspenseGrpc> log) : Suspense.SuspenseBase
{
    private async Task<string> LandlordOf(Guid itemId, CancellationToken cancellationToken) =>
        await db.SuspenseItems.Where(i => i.Id == itemId).Select(i => i.Landlord).SingleOrDefaultAsync(cancellationToken) ?? throw SuspenseRefusals.ItemUnknown.ToRpcException();

    // Asked inside the queue: what it says then nobody else changes.
    private Task<SuspenseItem> Load(Guid itemId, CancellationToken cancellationToken) => db.SuspenseItems.Include(i => i.Transfers).SingleAsync(i => i.Id == itemId, cancellationToken);
}
