using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

internal static class AskAgainExtensions
{
    /// <summary>Has Tenancy asked at once about the open repairs that something new concerns, even while it is being asked just now; saves.</summary>
    public static async Task AskAgain(this RepairsDb db, Expression<Func<Repair, bool>> concerned, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var repairs = await db.Repairs.Where(r => r.Stage != Stage.Completed).Where(concerned)
            .GroupJoin(db.AwaitedFacts, r => r.Id, a => a.RepairId, (r, awaited) => new { r.Id, Awaited = awaited.FirstOrDefault() })
            .ToListAsync(cancellationToken);
        foreach (var repair in repairs)
        {
            if (repair.Awaited is { } awaited)
                awaited.AskAgain(now);
            else
                db.AwaitedFacts.Add(new AwaitedFacts(repair.Id, now));
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
