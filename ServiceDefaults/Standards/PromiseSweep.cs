using System.Data;
using System.Diagnostics;
using Housing.Standards;
using Housing.Standards.Contracts.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults;

/// <summary>
/// Writes down what the passing of time did to promises, a batch in a transaction: the commitments, their history, and one event a case. Rows that somebody
/// else holds are left to them: another replica sweeps them, and a milestone being recorded decides for itself.
/// </summary>
internal sealed class PromiseSweep(
    DbContext db, StandardsBook standards, PromiseService service, OutboxSignal outbox, MissCount misses, TimeProvider clock, ILogger<PromiseSweep> log)
{
    internal const int Batch = 1_000;

    /// <summary>Cases with a cadence are read whole, so fewer at a time.</summary>
    private const int CasesAtOnce = 100;

    private readonly string _by = $"service {service.Name}";

    /// <summary>One batch; true when there may be more.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var missed = await Missed(now, cancellationToken);
        var warned = await Warned(now, cancellationToken);
        if (missed.Count + warned.Count == 0)
            return false;

        var cases = new CaseChanges(service.Name);
        foreach (var row in missed)
            cases.Add(row.Landlord, row.CaseId, row.State(Change.Missed, Outcome.Missed, now));
        foreach (var row in warned)
            cases.Add(row.Landlord, row.CaseId, row.State(Change.Warned, Outcome.Open, now));
        var rounds = missed.Where(row => row.Occurrence is not null).DistinctBy(row => row.CaseId).ToDictionary(row => row.CaseId, row => row.Landlord);
        foreach (var some in rounds.Chunk(CasesAtOnce))
            await GoRound(some, cases, now, cancellationToken);

        await db.WriteAsync(cases.ToRows(now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        outbox.Raise();
        foreach (var row in missed)
            misses.Add(row.Landlord, row.StandardId);
        return missed.Count == Batch || warned.Count == Batch;
    }

    private async Task<List<Row>> Missed(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await db.Database.SqlQuery<Row>($"""
            with due as materialized (
                select id from commitment where outcome = 'Open' and due_at <= {now} order by due_at limit {Batch} for update skip locked),
            missed as (
                update commitment set outcome = 'Missed', warn_at = null where id in (select id from due) returning *),
            noted as (
                insert into commitment_change (commitment_id, case_id, what, recorded_at, by, outcome, due_at)
                select id, case_id, 'Missed', {now}, {_by}, 'Missed', due_at from missed order by due_at)
            select id as "Id", case_id as "CaseId", landlord as "Landlord", standard_id as "StandardId", standard_version as "StandardVersion",
                   started_at as "StartedAt", occurrence as "Occurrence", due_at as "DueAt", original_due_at as "OriginalDueAt" from missed
            """).ToListAsync(cancellationToken);
        rows.Sort((a, b) => a.DueAt.CompareTo(b.DueAt));
        return rows;
    }

    private Task<List<Row>> Warned(DateTimeOffset now, CancellationToken cancellationToken) => db.Database.SqlQuery<Row>($"""
        with soon as materialized (
            select id from commitment where outcome = 'Open' and warn_at <= {now} and due_at > {now} order by warn_at limit {Batch} for update skip locked),
        warned as (
            update commitment set warn_at = null where id in (select id from soon) returning *),
        noted as (
            insert into commitment_change (commitment_id, case_id, what, recorded_at, by, outcome, due_at)
            select id, case_id, 'Warned', {now}, {_by}, 'Open', due_at from warned order by due_at)
        select id as "Id", case_id as "CaseId", landlord as "Landlord", standard_id as "StandardId", standard_version as "StandardVersion",
               started_at as "StartedAt", occurrence as "Occurrence", due_at as "DueAt", original_due_at as "OriginalDueAt" from warned
        """).ToListAsync(cancellationToken);

    /// <summary>What was missed and comes again opens its next time; when that is past as well, so is the one after.</summary>
    private async Task GoRound(KeyValuePair<Guid, string>[] landlords, CaseChanges cases, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = landlords.Select(pair => pair.Key).ToArray();
        var milestones = (await db.Set<CaseMilestone>().AsNoTracking().Where(m => ids.Contains(m.CaseId)).ToListAsync(cancellationToken)).ToLookup(m => m.CaseId);
        var commitments = (await db.Set<Commitment>().AsNoTracking().Where(c => ids.Contains(c.CaseId)).ToListAsync(cancellationToken)).ToLookup(c => c.CaseId);
        foreach (var (id, landlord) in landlords)
        {
            if (CatchUp(landlord, id, milestones[id], [.. commitments[id]], now) is not { } next)
                continue;
            db.AddRange(next.Opened);
            db.UpdateRange(next.Changes.Select(change => change.Commitment!).Distinct().Except(next.Opened));
            db.AddRange(next.Changes);
            foreach (var change in next.Changes)
                cases.Add(landlord, id, Promises.State(change));
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private Recorded? CatchUp(string landlord, Guid id, IEnumerable<CaseMilestone> milestones, List<Commitment> commitments, DateTimeOffset now)
    {
        try
        {
            return standards.CatchUp(landlord, service.Name, id, new([.. milestones.Select(m => m.Milestone)], commitments), now, _by);
        }
        catch (Exception fault)
        {
            // One case that cannot be read, or whose landlord's file is gone, must not stop all others. Its miss stands.
            log.LogError(fault, "The next time of a cadence of case {CaseId} cannot be worked out", id);
            return null;
        }
    }

    /// <summary>A commitment as it is after the change.</summary>
    private sealed record Row(
        Guid Id, Guid CaseId, string Landlord, string StandardId, int StandardVersion, DateTimeOffset StartedAt, int? Occurrence, DateTimeOffset DueAt, DateTimeOffset OriginalDueAt)
    {
        public CommitmentState State(Change change, Outcome outcome, DateTimeOffset now) => new()
        {
            CommitmentId = Id,
            Change = Promises.Word(change),
            StandardId = StandardId,
            StandardVersion = StandardVersion,
            StartedAt = StartedAt,
            DueAt = DueAt,
            OriginalDueAt = OriginalDueAt,
            Outcome = Promises.Word(outcome),
            RecordedAt = now,
        };
    }

    /// <summary>The changes by case, in their order.</summary>
    private sealed class CaseChanges(string service)
    {
        private readonly Dictionary<Guid, (string Landlord, List<CommitmentState> Changes)> _cases = [];

        public void Add(string landlord, Guid id, CommitmentState change)
        {
            if (!_cases.TryGetValue(id, out var known))
                _cases[id] = known = (landlord, []);
            known.Changes.Add(change);
        }

        /// <summary>One event a case, each in a trace of its own: nobody asked for it, and it is followed from here.</summary>
        public List<OutboxMessage> ToRows(DateTimeOffset now)
        {
            var rows = new List<OutboxMessage>(_cases.Count);
            var asked = Activity.Current;
            foreach (var (id, (landlord, changes)) in _cases)
            {
                Activity.Current = null;
                using var span = MessagingMetrics.Source.StartActivity("promises swept");
                CaseTrace.Tag(span, landlord, id, changes.Select(change => change.StandardId));
                rows.Add(Outbox.Row(new CommitmentsChanged { Service = service, Landlord = landlord, CaseId = id, Changes = changes }, now));
            }

            Activity.Current = asked;
            return rows;
        }
    }
}
