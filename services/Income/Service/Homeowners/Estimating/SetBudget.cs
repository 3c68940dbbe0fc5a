using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What a year of a scheme is expected to cost. It may be set again until it is approved; what was approved stays with its round.</summary>
public sealed class SchemeBudget
{
    private SchemeBudget() { }

    public Guid SchemeId { get; private set; }
    public int StartsIn { get; private set; }
    public IReadOnlyList<BudgetLine> Lines { get; private set; } = [];
    public DateTimeOffset SetAt { get; private set; }
    public string SetBy { get; private set; } = "";

    internal static SchemeBudget Of(Guid schemeId, int startsIn) => new() { SchemeId = schemeId, StartsIn = startsIn };

    internal void Set(IReadOnlyList<BudgetLine> lines, string by, DateTimeOffset now) => (Lines, SetBy, SetAt) = (lines, by, now);
}

/// <summary>Says whether a budget can be set: every head once, with how its sum was arrived at, for a year that is not over.</summary>
public static class SetBudgetDecision
{
    public static Refusal? Refuse(ChargeScheme scheme, SchemeYear year, IReadOnlyList<BudgetLine> lines, DateOnly today)
    {
        var fields = new FieldReader();
        if (year.Last < today || year.First > today.AddYears(1))
            fields.Fault("starts_in", $"must be of a year that is not over and begins within a year from today; that of {year.StartsIn} is {year.First:yyyy-MM-dd} to {year.Last:yyyy-MM-dd}.");
        for (var at = 0; at < lines.Count; at++)
        {
            if (scheme.Head(lines[at].Head) is null || lines.Take(at).Any(line => line.Head == lines[at].Head))
                fields.Fault($"lines[{at}].head", $"must be one of {string.Join(", ", scheme.Heads.Select(head => head.Key))}, each once; it is “{lines[at].Head}”.");
            if (lines[at].Pence is < 0 or > ChargeDecision.Largest)
                fields.Fault($"lines[{at}].pence", $"must be 0 to {ChargeDecision.Largest} pence; it is {lines[at].Pence}.");
            fields.Line($"lines[{at}].basis", lines[at].Basis, 200);
        }

        var missing = scheme.Heads.Where(head => !lines.Any(line => line.Head == head.Key)).Select(head => head.Key).ToList();
        if (missing.Count > 0)
            fields.Fault("lines", $"must have one for each head; there is none for {string.Join(", ", missing)}.");
        return fields.FoundFaults ? fields.Refuse("BUDGET_INVALID") : null;
    }
}

internal sealed partial class HomeownersGrpc
{
    public override Task<SetBudgetResponse> SetBudget(SetBudgetRequest request, ServerCallContext call)
    {
        List<BudgetLine> lines = [.. request.Lines.Select(line => new BudgetLine(line.Head, line.Pence, line.Basis.Trim()))];
        return desk.Change(call, request, request.RequestId, Ids.Parse(request.SchemeId, "scheme_id"), async (scheme, now) =>
        {
            var year = YearOf(scheme.Landlord, request.StartsIn);
            if (SetBudgetDecision.Refuse(scheme, year, lines, London.DayOf(now)) is { } why)
                throw why.ToRpcException();
            var budget = await db.SchemeBudgets.SingleOrDefaultAsync(b => b.SchemeId == scheme.Id && b.StartsIn == year.StartsIn, call.CancellationToken);
            if (budget is null)
                db.SchemeBudgets.Add(budget = SchemeBudget.Of(scheme.Id, year.StartsIn));
            budget.Set(lines, call.Caller().Subject, now);

            var plan = EstimatePlan.Of(scheme.Heads, await SharesOf(scheme.Id, call.CancellationToken), lines, year, []);
            return new SetBudgetResponse
            {
                Totals = { plan.Totals.Select(total => total.ToMessage()) },
                MostPence = plan.Bills.Select(bill => bill.Lines.Sum(line => line.Pence)).DefaultIfEmpty().Max(),
            };
        });
    }

    private Task<List<LeaseShare>> SharesOf(Guid schemeId, CancellationToken cancellationToken) =>
        db.LeaseShares.AsNoTracking().Where(s => s.SchemeId == schemeId && (s.Until == null || s.Until >= s.From)).ToListAsync(cancellationToken);
}
