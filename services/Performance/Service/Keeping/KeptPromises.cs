using Housing.Standards.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

/// <summary>
/// Keeps what services say of their promises: of each the state that was recorded last, whatever order the news comes in and however often. Database triggers keep the sums in the same transaction.
/// </summary>
internal sealed class KeptPromises(PerformanceDb db)
{
    // Where all else is equal the contents decide, so that the outcome never depends on which came first.
    private const string Statement =
        """
        with heard as (
          select *, coalesce(done_at, '-infinity') as done_at_or_never
          from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13}, {14}, {15}) as t (
            commitment_id, service, landlord, case_id, standard_id, standard_version, started_at, due_at, original_due_at, outcome, done_at, reason, change, recorded_at, rank, position)),
        last as (
          select distinct on (commitment_id) * from heard
          order by commitment_id, recorded_at desc, rank desc, position desc, due_at desc, done_at_or_never desc, original_due_at desc, started_at desc, outcome desc,
            standard_version desc, change desc, reason desc nulls last)
        insert into kept_promise as known (
          commitment_id, service, landlord, case_id, estate, standard_id, standard_version, started_at, due_at, original_due_at, outcome, done_at, reason, change, recorded_at, rank, position)
        select commitment_id, service, landlord, case_id, coalesce(place.estate, ''), standard_id, standard_version, started_at, due_at, original_due_at, outcome, done_at, reason, change,
               last.recorded_at, rank, position
        from last left join case_estate place using (service, case_id)
        on conflict (commitment_id) do update set
          standard_version = excluded.standard_version, started_at = excluded.started_at, due_at = excluded.due_at, original_due_at = excluded.original_due_at, outcome = excluded.outcome,
          done_at = excluded.done_at, reason = excluded.reason, change = excluded.change, recorded_at = excluded.recorded_at, rank = excluded.rank, position = excluded.position
        where (excluded.recorded_at, excluded.rank, excluded.position, excluded.due_at, coalesce(excluded.done_at, '-infinity'), excluded.original_due_at, excluded.started_at, excluded.outcome,
               excluded.standard_version, excluded.change, coalesce(excluded.reason, ''))
            > (known.recorded_at, known.rank, known.position, known.due_at, coalesce(known.done_at, '-infinity'), known.original_due_at, known.started_at, known.outcome,
               known.standard_version, known.change, coalesce(known.reason, ''))
        """;

    public Task Keep(IReadOnlyCollection<CommitmentsChanged> heard, CancellationToken cancellationToken) =>
        Keep([.. heard.SelectMany(e => e.Changes.Select((state, position) => new HeardPromise(e.Service, e.Landlord, e.CaseId, state, position)))], cancellationToken);

    public async Task Keep(IReadOnlyCollection<HeardPromise> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.OneWriter(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            Statement,
            [
                Column(r => r.State.CommitmentId), Column(r => r.Service), Column(r => r.Landlord), Column(r => r.CaseId),
                Column(r => r.State.StandardId), Column(r => r.State.StandardVersion), Column(r => r.State.StartedAt.ToUniversalTime()), Column(r => r.State.DueAt.ToUniversalTime()),
                Column(r => r.State.OriginalDueAt.ToUniversalTime()), Column(r => r.State.Outcome), Column(r => r.State.DoneAt?.ToUniversalTime()), Column(r => r.State.Reason),
                Column(r => r.State.Change), Column(r => r.State.RecordedAt.ToUniversalTime()), Column(r => Precedence.Of(r.State.Change)), Column(r => r.Position),
            ],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        T[] Column<T>(Func<HeardPromise, T> of) => [.. rows.Select(of)];
    }
}

/// <summary>What a service said of one promise.</summary>
/// <param name="Position">Which it was of what was recorded of its case at that instant.</param>
internal sealed record HeardPromise(string Service, string Landlord, Guid CaseId, CommitmentState State, int Position);
