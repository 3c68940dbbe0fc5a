using System.Text.Json;
using Housing.Standards;
using Housing.Standards.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.ServiceDefaults;

/// <summary>A case's milestones and what was promised on it, as they are in the database and as they are being changed.</summary>
public sealed class CasePromises
{
    public List<CaseMilestone> Milestones { get; init; } = [];

    public List<Commitment> Commitments { get; init; } = [];

    internal CaseHistory History => new([.. Milestones.Select(m => m.Milestone)], Commitments);
}

/// <summary>Says who records, and why where there is a why.</summary>
/// <param name="By">The role and subject of a caller, or the service itself.</param>
/// <param name="Reason">Why facts changed or a milestone comes late.</param>
public sealed record Recording(string By, string? Reason = null);

/// <summary>
/// Keeps promises in the service's own database: what a milestone opens, meets, ends and puts right is added to the same context as the change that caused it,
/// with its history and the events that tell of it. Whoever asked for it saves, once.
/// </summary>
public sealed class Promises(DbContext db, StandardsBook standards, PromiseService service)
{
    public async Task<CasePromises> Find(Guid caseId, CancellationToken cancellationToken) => new()
    {
        Milestones = await db.Set<CaseMilestone>().Where(m => m.CaseId == caseId).ToListAsync(cancellationToken),
        Commitments = await db.Set<Commitment>().Where(c => c.CaseId == caseId).ToListAsync(cancellationToken),
    };

    /// <summary>Takes in a milestone; recorded again with the same facts it changes nothing, with other facts the case is classified anew from its original time.</summary>
    public void Record(CasePromises promises, string landlord, Guid caseId, Milestone milestone, DateTimeOffset now, Recording recording)
    {
        ArgumentNullException.ThrowIfNull(promises);
        ArgumentNullException.ThrowIfNull(milestone);
        ArgumentNullException.ThrowIfNull(recording);
        Keep(promises, landlord, caseId, standards.Record(landlord, service.Name, caseId, milestone, promises.History, now, recording.By, recording.Reason), now);
    }

    /// <summary>From when on the landlord wants to be warned of it, whether that was done or not; null when it does not.</summary>
    public DateTimeOffset? AtRiskFrom(Commitment commitment)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        return VersionOf(commitment) is { } standard ? commitment.WarningBy(standard) : null;
    }

    /// <summary>Another date was agreed; the original stays on record and the figures say both.</summary>
    public void Extend(Commitment commitment, DateTimeOffset due, DateTimeOffset now, Recording agreed) =>
        Decide(CommitmentDecisions.Extend(commitment, due, now, agreed.By, agreed.Reason, VersionOf(commitment)), commitment);

    /// <summary>It is not owed any more.</summary>
    public void Cancel(Commitment commitment, DateTimeOffset now, Recording decided) => Decide(CommitmentDecisions.Cancel(commitment, now, decided.By, decided.Reason), commitment);

    internal void Keep(CasePromises promises, string landlord, Guid caseId, Recorded recorded, DateTimeOffset now)
    {
        if (recorded.Milestone is { } milestone)
        {
            if (promises.Milestones.Find(m => m.Name == milestone.Name && m.At == milestone.At) is { } known)
            {
                known.Say(milestone.Facts, now);
            }
            else
            {
                var kept = new CaseMilestone(landlord, caseId, milestone, now);
                db.Add(kept);
                promises.Milestones.Add(kept);
            }

            db.Tell(new MilestoneRecorded
            {
                Service = service.Name,
                Landlord = landlord,
                CaseId = caseId,
                Name = milestone.Name,
                At = milestone.At.ToUniversalTime(),
                RecordedAt = now,
                Facts = JsonElement.Parse(FactsFormat.Write(milestone.Facts)),
            });
        }

        db.AddRange(recorded.Opened);
        promises.Commitments.AddRange(recorded.Opened);
        Tell(landlord, caseId, recorded.Changes);
    }

    internal void Tell(string landlord, Guid caseId, IReadOnlyList<CommitmentChange> changes)
    {
        if (changes.Count == 0)
            return;
        CaseTrace.Standards(changes.Select(change => change.Commitment!.StandardId));
        db.AddRange(changes);
        db.Tell(new CommitmentsChanged { Service = service.Name, Landlord = landlord, CaseId = caseId, Changes = [.. changes.Select(State)] });
    }

    internal static CommitmentState State(CommitmentChange change) => new()
    {
        CommitmentId = change.CommitmentId,
        Change = Word(change.What),
        StandardId = change.Commitment!.StandardId,
        StandardVersion = change.Commitment.StandardVersion,
        StartedAt = change.Commitment.StartedAt,
        DueAt = change.DueAt,
        OriginalDueAt = change.Commitment.OriginalDueAt,
        Outcome = Word(change.Outcome),
        DoneAt = change.DoneAt,
        Reason = change.Reason,
        RecordedAt = change.RecordedAt,
    };

    internal static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private Standard? VersionOf(Commitment commitment) => standards.Find(commitment.StandardId)?.FirstOrDefault(version => version.Version == commitment.StandardVersion);

    private void Decide(Decision<CommitmentChange> decision, Commitment commitment)
    {
        if (decision is Decision<CommitmentChange>.Refused refused)
            throw refused.Why.ToRpcException();
        Tell(commitment.Landlord, commitment.CaseId, decision.Milestones);
    }
}

/// <summary>Whose cases these are: "repairs".</summary>
public sealed record PromiseService(string Name);
