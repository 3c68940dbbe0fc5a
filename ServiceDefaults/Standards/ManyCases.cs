using System.Data;
using System.Text.Json;
using Housing.Standards;
using Housing.Standards.Contracts.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Housing.ServiceDefaults;

/// <summary>
/// Records what was done at one moment on many cases, such as the weekly check of all accounts: the same as <see cref="Promises.Record"/> on each of them, in a few
/// statements for all. It is for what is done again and again, so of each case only what has happened since it was last done is read.
/// </summary>
public sealed class ManyCases(DbContext db, StandardsBook standards, PromiseService service, Promises promises)
{
    /// <summary>Records it within the caller's transaction, and saves. Whoever commits is heard by the publisher at its next look at the latest.</summary>
    /// <param name="landlord">Whose cases they are.</param>
    /// <param name="name">What was done: "account.checked".</param>
    /// <param name="at">When.</param>
    /// <param name="cases">On which cases, each with what is known of it. A case is named once.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="by">Who records it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task Record(string landlord, string name, DateTimeOffset at, IReadOnlyDictionary<Guid, Facts> cases, DateTimeOffset now, Recording by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(by);
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Many cases are recorded within the transaction of what was done.");
        if (cases.Count == 0)
            return;

        var rounds = standards.DoneAgain(landlord, service.Name, name);
        var known = rounds is null ? null : await Since(rounds, name, [.. cases.Keys], cancellationToken);
        var recorded = new List<(Guid CaseId, Recorded What)>(cases.Count);
        foreach (var (id, facts) in cases)
        {
            var milestone = new Milestone(name, at, facts);
            if (known?.GetValueOrDefault(id) is { } history && !history.Milestones.Any(m => m.Name == name && m.At >= at))
                recorded.Add((id, standards.Record(landlord, service.Name, id, milestone, history, now, by.By, by.Reason)));
            else
                promises.Record(await promises.Find(id, cancellationToken), landlord, id, milestone, now, by);      // what is not so plain is worked out from all of it
        }

        await Write(landlord, recorded, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Of each case what its next round follows from: the last doing, what has happened since, and the promises that run from there.</summary>
    private async Task<Dictionary<Guid, CaseHistory>> Since(DoneAgain rounds, string name, Guid[] ids, CancellationToken cancellationToken)
    {
        var beside = rounds.Beside.ToArray();
        var milestones = (await db.Set<CaseMilestone>().FromSql($"""
            select last.* from unnest({ids}) as one (id) cross join lateral (
                select * from case_milestone where case_id = one.id and name = {name} order by at desc limit 1) last
            union all
            select other.* from unnest({ids}) as one (id) join case_milestone other on other.case_id = one.id and other.name = any({beside})
            """).AsNoTracking().ToListAsync(cancellationToken)).ToLookup(m => m.CaseId, m => m.Milestone);
        var kept = ids.ToDictionary(id => id, id => rounds.Since(name, [.. milestones[id]]));

        var byCase = (await Running(rounds, kept, ids, cancellationToken)).ToLookup(c => c.CaseId);
        // Where nothing runs the sweeper may have been first at the row: what it opened next is seen only by another look, now that it is done.
        var behind = ids.Where(id => byCase[id].GroupBy(c => c.StandardId, StringComparer.Ordinal).Any(same => same.All(c => c.Outcome != Outcome.Open))).ToArray();
        var again = (behind.Length == 0 ? [] : await Running(rounds, kept, behind, cancellationToken)).ToLookup(c => c.CaseId);
        return kept.ToDictionary(pair => pair.Key, pair => new CaseHistory(pair.Value.Milestones, [.. again.Contains(pair.Key) ? again[pair.Key] : byCase[pair.Key]]));
    }

    /// <summary>The promises of these cases from where their rounds are known, with their rows locked, so that the sweeper leaves them alone meanwhile.</summary>
    private async Task<List<Commitment>> Running(
        DoneAgain rounds, Dictionary<Guid, (IReadOnlyList<Milestone> Milestones, DateTimeOffset From)> kept, Guid[] ids, CancellationToken cancellationToken)
    {
        var since = ids.Select(id => kept[id].From).ToArray();
        var known = rounds.Standards.ToArray();
        var commitments = await db.Set<Commitment>().FromSql($"""
            select c.*, c.xmin from unnest({ids}, {since}) as one (id, since)
            join commitment c on c.case_id = one.id and c.standard_id = any({known}) and c.started_at >= one.since and c.outcome <> 'Cancelled' for update of c
            """).AsNoTracking().ToListAsync(cancellationToken);
        commitments.AddRange(await db.Set<Commitment>().FromSql($"""
            select c.*, c.xmin from unnest({ids}, {since}) as one (id, since)
            join commitment c on c.case_id = one.id and c.standard_id = any({known}) and c.started_at >= one.since and c.outcome = 'Cancelled' for update of c
            """).AsNoTracking().ToListAsync(cancellationToken));
        return commitments;
    }

    private async Task Write(string landlord, List<(Guid CaseId, Recorded What)> recorded, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = recorded.SelectMany(one => one.What.Changes).ToList();
        var opened = recorded.SelectMany(one => one.What.Opened).ToList();
        var changed = changes.Select(change => change.Commitment!).Distinct().Except(opened).ToList();
        var settled = changed.FindAll(commitment => changes.TrueForAll(change => change.Commitment != commitment || change.What is Change.Met or Change.Missed));
        await Copy(milestonesOf(landlord, recorded, now), cancellationToken);
        await Settle(settled, cancellationToken);
        db.UpdateRange(changed.Except(settled));
        await Copy(opened, cancellationToken);
        await Copy(changes, cancellationToken);
        await db.WriteAsync(Told(landlord, recorded, now), cancellationToken);

        static List<CaseMilestone> milestonesOf(string landlord, List<(Guid CaseId, Recorded What)> recorded, DateTimeOffset now) =>
            [.. recorded.Where(one => one.What.Milestone is not null).Select(one => new CaseMilestone(landlord, one.CaseId, one.What.Milestone!, now))];
    }

    private List<OutboxMessage> Told(string landlord, List<(Guid CaseId, Recorded What)> recorded, DateTimeOffset now)
    {
        var facts = new Dictionary<Facts, JsonElement>(ReferenceEqualityComparer.Instance);
        var rows = new List<OutboxMessage>(recorded.Count * 2);
        foreach (var (id, what) in recorded)
        {
            if (what.Milestone is { } milestone)
            {
                if (!facts.TryGetValue(milestone.Facts, out var written))
                    facts[milestone.Facts] = written = JsonElement.Parse(FactsFormat.Write(milestone.Facts));
                rows.Add(Outbox.Row(
                    new MilestoneRecorded { Service = service.Name, Landlord = landlord, CaseId = id, Name = milestone.Name, At = milestone.At.ToUniversalTime(), RecordedAt = now, Facts = written },
                    now));
            }

            if (what.Changes.Count > 0)
                rows.Add(Outbox.Row(new CommitmentsChanged { Service = service.Name, Landlord = landlord, CaseId = id, Changes = [.. what.Changes.Select(Promises.State)] }, now));
        }

        return rows;
    }

    private async Task Settle(List<Commitment> settled, CancellationToken cancellationToken)
    {
        if (settled.Count == 0)
            return;
        var (ids, outcomes, dones) = (settled.Select(c => c.Id).ToArray(), settled.Select(c => c.Outcome.ToString()).ToArray(), settled.Select(c => c.DoneAt).ToArray());
        await db.Database.ExecuteSqlAsync($"""
            update commitment c set outcome = s.outcome, done_at = s.done_at, warn_at = null
            from unnest({ids}, {outcomes}, {dones}) as s (id, outcome, done_at) where c.id = s.id
            """, cancellationToken);
    }

    private Task Copy(List<CaseMilestone> milestones, CancellationToken cancellationToken) => Copy(
        "copy case_milestone (case_id, name, at, facts, recorded_at, landlord) from stdin (format binary)", milestones,
        async (row, m) =>
        {
            await row.WriteAsync(m.CaseId, NpgsqlDbType.Uuid, cancellationToken);
            await row.WriteAsync(m.Name, NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(m.At, NpgsqlDbType.TimestampTz, cancellationToken);
            await row.WriteAsync(m.FactsJson, NpgsqlDbType.Jsonb, cancellationToken);
            await row.WriteAsync(m.RecordedAt, NpgsqlDbType.TimestampTz, cancellationToken);
            await row.WriteAsync(m.Landlord, NpgsqlDbType.Text, cancellationToken);
        },
        cancellationToken);

    private Task Copy(List<Commitment> commitments, CancellationToken cancellationToken) => Copy(
        """
        copy commitment (id, case_id, landlord, standard_id, standard_version, summary, source, started_by, started_at, occurrence, due_at, original_due_at, warn_at,
            outcome, done_at, reason, withdrawn, until, ends) from stdin (format binary)
        """,
        commitments,
        async (row, c) =>
        {
            await row.WriteAsync(c.Id, NpgsqlDbType.Uuid, cancellationToken);
            await row.WriteAsync(c.CaseId, NpgsqlDbType.Uuid, cancellationToken);
            await row.WriteAsync(c.Landlord, NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.StandardId, NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.StandardVersion, NpgsqlDbType.Integer, cancellationToken);
            await row.WriteAsync(c.Summary, NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.Source, NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.StartedBy, NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.StartedAt, NpgsqlDbType.TimestampTz, cancellationToken);
            await WriteAsync(row, c.Occurrence, NpgsqlDbType.Integer, cancellationToken);
            await row.WriteAsync(c.DueAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
            await row.WriteAsync(c.OriginalDueAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
            await WriteAsync(row, c.WarnAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
            await row.WriteAsync(c.Outcome.ToString(), NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(row, c.DoneAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
            await row.WriteAsync(c.Reason, NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.Withdrawn, NpgsqlDbType.Boolean, cancellationToken);
            await row.WriteAsync(c.Until, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.Ends, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
        },
        cancellationToken);

    private Task Copy(List<CommitmentChange> changes, CancellationToken cancellationToken) => Copy(
        "copy commitment_change (commitment_id, case_id, what, recorded_at, by, reason, outcome, due_at, done_at) from stdin (format binary)", changes,
        async (row, c) =>
        {
            await row.WriteAsync(c.CommitmentId, NpgsqlDbType.Uuid, cancellationToken);
            await row.WriteAsync(c.CaseId, NpgsqlDbType.Uuid, cancellationToken);
            await row.WriteAsync(c.What.ToString(), NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.RecordedAt, NpgsqlDbType.TimestampTz, cancellationToken);
            await row.WriteAsync(c.By, NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.Reason, NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.Outcome.ToString(), NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(c.DueAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
            await WriteAsync(row, c.DoneAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
        },
        cancellationToken);

    private async Task Copy<T>(string into, List<T> rows, Func<NpgsqlBinaryImporter, T, Task> write, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var import = await connection.BeginBinaryImportAsync(into, cancellationToken);
        foreach (var one in rows)
        {
            await import.StartRowAsync(cancellationToken);
            await write(import, one);
        }

        await import.CompleteAsync(cancellationToken);
    }

    private static Task WriteAsync<T>(NpgsqlBinaryImporter row, T? value, NpgsqlDbType type, CancellationToken cancellationToken)
        where T : struct => value is { } given ? row.WriteAsync(given, type, cancellationToken) : row.WriteNullAsync(cancellationToken);
}
