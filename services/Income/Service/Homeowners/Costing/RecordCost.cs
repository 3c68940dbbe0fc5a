using System.Globalization;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>An invoice as given.</summary>
public sealed record RecordCost(
    string Head, string Supplier, string Invoice, DateOnly IncurredOn, string Description, long Pence, IReadOnlyList<ChargePart> Lines, string Document, Guid? UndertakingId, bool FromReserve);

/// <summary>Says whether a cost can be recorded: nobody can be asked for one whose invoice is not itemised and does not say what was done (OHO-LSE-08).</summary>
public static class RecordCostDecision
{
    private const int MostLines = 40;
    private const int YearsBack = 10;

    /// <summary>Nothing when it can be recorded, or why not.</summary>
    /// <param name="recorded">Whether this invoice is under this head already.</param>
    /// <param name="undertakingKnown">Whether the works or agreement it names are the scheme's.</param>
    public static Refusal? Refuse(ChargeScheme scheme, RecordCost command, bool recorded, bool undertakingKnown, DateOnly today)
    {
        var fields = new FieldReader();
        if (scheme.Heads.All(head => head.Key != command.Head || head.Fund != HeadFund.ServiceCharge))
            fields.Fault("head", $"must be one of {string.Join(", ", scheme.Heads.Where(head => head.Fund == HeadFund.ServiceCharge).Select(head => head.Key))}; it is “{command.Head}”.");
        fields.Line("supplier", command.Supplier, 100);
        fields.Line("invoice", command.Invoice, 60);
        fields.Line("description", command.Description, 200);
        fields.Line("document", command.Document, 200);
        if (command.IncurredOn > today || command.IncurredOn < today.AddYears(-YearsBack))
            fields.Fault("incurred_on", string.Create(CultureInfo.InvariantCulture, $"must be from {today.AddYears(-YearsBack):yyyy-MM-dd} to {today:yyyy-MM-dd}; it is {command.IncurredOn:yyyy-MM-dd}."));
        if (command.Pence is < 1 or > ChargeDecision.Largest)
            fields.Fault("pence", $"must be 1 to {ChargeDecision.Largest} pence; it is {command.Pence}.");
        if (command.Lines.Count is < 1 or > MostLines)
            fields.Fault("lines", $"must be 1 to {MostLines} items of the invoice; there are {command.Lines.Count}.");
        for (var at = 0; at < Math.Min(command.Lines.Count, MostLines); at++)
        {
            fields.Line($"lines[{at}].label", command.Lines[at].Label, 100);
            if (command.Lines[at].Pence is < -ChargeDecision.Largest or > ChargeDecision.Largest)
                fields.Fault($"lines[{at}].pence", $"must be at most {ChargeDecision.Largest} pence either way; it is {command.Lines[at].Pence}.");
        }

        if (!fields.FoundFaults && command.Lines.Sum(line => line.Pence) is var sum && sum != command.Pence)
            fields.Fault("lines", $"must add up to pence, {command.Pence}; they add up to {sum}.");
        if (!undertakingKnown)
            fields.Fault("undertaking_id", "must be works or an agreement of this scheme; ListUndertakings gives them.");
        if (fields.FoundFaults)
            return fields.Refuse("COST_INVALID");
        return recorded ? HomeownerRefusals.InvoiceRecorded : null;
    }
}

internal sealed partial class HomeownersGrpc
{
    public override Task<RecordCostResponse> RecordCost(RecordCostRequest request, ServerCallContext call)
    {
        var command = new RecordCost(
            request.Head, request.Supplier.Trim(), request.Invoice.Trim(), ChargeMessages.Day(request.IncurredOn, "incurred_on", London.FirstDay, London.LastDay), request.Description.Trim(), request.Pence,
            [.. request.Lines.Select(line => new ChargePart(line.Label.Trim(), line.Pence))], request.Document.Trim(),
            request.UndertakingId is "" ? null : Ids.Parse(request.UndertakingId, "undertaking_id"), request.FromReserve);
        return desk.Change(call, request, request.RequestId, Ids.Parse(request.SchemeId, "scheme_id"), async (scheme, now) =>
        {
            var key = SchemeCost.KeyOf(command.Supplier, command.Invoice);
            var recorded = await db.SchemeCosts.AnyAsync(c => c.SchemeId == scheme.Id && c.Head == command.Head && c.InvoiceKey == key && c.WithdrawnAt == null, call.CancellationToken);
            var known = command.UndertakingId is not { } id || await db.Undertakings.AnyAsync(u => u.Id == id && u.SchemeId == scheme.Id, call.CancellationToken);
            if (RecordCostDecision.Refuse(scheme, command, recorded, known, London.DayOf(now)) is { } why)
                throw why.ToRpcException();
            var caller = call.Caller();
            var year = SchemeYear.With(TermsOf(scheme.Landlord), command.IncurredOn);
            var cost = SchemeCost.Record(scheme.Id, year.StartsIn, command, caller.Subject, now);
            db.SchemeCosts.Add(cost);
            clocks.Begin(scheme.Landlord, cost, now, new Recording($"{caller.RoleName} {caller.Subject}"));
            return new RecordCostResponse { Cost = ToMessage(cost, scheme.Landlord) };
        });
    }

    public override async Task<WithdrawCostResponse> WithdrawCost(WithdrawCostRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.CostId, "cost_id");
        var schemeId = await db.SchemeCosts.Where(c => c.Id == id).Select(c => (Guid?)c.SchemeId).SingleOrDefaultAsync(call.CancellationToken) ?? throw HomeownerRefusals.CostUnknown.ToRpcException();
        return await desk.Change(call, request, request.RequestId, schemeId, async (scheme, now) =>
        {
            var fields = new FieldReader();
            var reason = fields.Line("reason", request.Reason, 200);
            if (fields.FoundFaults)
                throw fields.Refuse("COST_INVALID").ToRpcException();
            var cost = await db.SchemeCosts.SingleAsync(c => c.Id == id, call.CancellationToken);
            if (cost.WithdrawnAt is not null)
                throw HomeownerRefusals.CostWithdrawn.ToRpcException();
            cost.Withdraw(reason, now);
            var caller = call.Caller();
            await clocks.End(cost, reason, now, new Recording($"{caller.RoleName} {caller.Subject}"), call.CancellationToken);
            return new WithdrawCostResponse { Cost = ToMessage(cost, scheme.Landlord) };
        });
    }

    private Contracts.V1.SchemeCost ToMessage(SchemeCost cost, string landlord) =>
        cost.ToMessage(clocks.TooLateFrom(landlord, cost.IncurredOn) is { } late ? London.DayOf(late.AddTicks(-1)) : null);
}
