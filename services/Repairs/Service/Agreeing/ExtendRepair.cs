using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>Another day for one promise, as the household agreed to it.</summary>
public sealed record ExtendRepair(string StandardId, GivenDay? NewDay, string Reason, ContactChannel? AgreedBy);

/// <summary>A landlord's own promise can be put off while it runs, with the household's word and the reason. The law's time is not the household's to give away.</summary>
public static class AgreedDayDecision
{
    private const int DaysAhead = 366;

    public static Decision<RepairMilestone> Decide(IReadOnlyCollection<Commitment> commitments, Func<Commitment, bool> isLaw, ExtendRepair command, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var open = commitments.Where(c => c.OutcomeAt(now) == Outcome.Open).OrderBy(c => c.DueAt).ToList();
        var named = commitments.Where(c => c.StandardId == command.StandardId).OrderBy(c => c.IsOwed ? 0 : 1).ThenBy(c => c.DueAt).FirstOrDefault();
        if (named is null)
            fields.Fault("standard_id", open.Count == 0 ? "must be a promise of this repair; nothing is owed on it any more." : $"must be a promise of this repair that is still open: {string.Join(", ", open.Select(c => c.StandardId).Distinct())}.");
        if (Text.Fault(command.Reason) is { } reason)
            fields.Fault("reason", reason);
        if (command.AgreedBy is null)
            fields.Fault("agreed_by", "must be set: how the household agreed.");
        DateOnly? read = null;
        if (command.NewDay is null)
            fields.Fault("new_day", "must be set: the day by which it is owed instead.");
        else
            read = fields.Day("new_day", command.NewDay, London.DayOf(now), London.DayOf(now).AddDays(DaysAhead));
        if (fields.FoundFaults)
            return fields.Refuse("EXTENSION_INVALID");

        var due = London.EndOf(read!.Value);
        if (due == named!.DueAt && due != named.OriginalDueAt)
            return Decision<RepairMilestone>.Nothing;
        if (isLaw(named))
            return RepairRefusals.LawStands(named.StandardId);
        if (named.OutcomeAt(now) != Outcome.Open)
            return RepairRefusals.NotOpenAnyMore(named.StandardId);
        if (due <= named.DueAt)
            return RepairRefusals.DayNotLater(named.DueAt);
        return new RepairMilestone.Extended(named.Id, named.StandardId, read.Value, command.Reason, command.AgreedBy!.Value, now);
    }
}

public static partial class RepairRefusals
{
    public static Refusal LawStands(string clause) =>
        Refusal.Precondition("LAW_STANDS", $"{clause} is the law's time: nobody can agree to another one. It is kept or missed.", clause);

    public static Refusal NotOpenAnyMore(string clause) =>
        Refusal.Precondition("NOT_OPEN", $"{clause} on this repair is kept, missed or not owed any more. Another day can be agreed only while it is open.", clause);

    public static Refusal DayNotLater(DateTimeOffset due) =>
        Field("new_day", $"must be later than the day it is due now, {London.DayOf(due.AddTicks(-1)):yyyy-MM-dd}.");
}

internal sealed partial class RepairsGrpc
{
    public override Task<Wire.ExtendRepairResponse> ExtendRepair(Wire.ExtendRepairRequest request, ServerCallContext call)
    {
        var command = new ExtendRepair(request.StandardId, Precise.Day(request.NewDay), request.Reason, ReportMessages.Read(request.AgreedBy));
        return ChangeCase(
            call, request, request.RequestId, request.RepairId,
            (file, now) => Task.FromResult(AgreedDayDecision.Decide(file.Commitments, c => CaseFiles.IsLaw(standards, c), command, now)),
            repair => new Wire.ExtendRepairResponse { Repair = repair }, then: null);
    }
}
