using System.Text.Json;
using Housing.Standards.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

/// <summary>Keeps what happened to cases, and where: the estate that a case's milestones named last is that of its promises, also of those known before.</summary>
internal sealed class CaseMilestones(PerformanceDb db)
{
    private const string EstateFact = "estate";

    private const string Statement =
        """
        with heard as (
          select service, case_id, name, at, landlord, recorded_at, facts::jsonb as facts from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}) as t (service, case_id, name, at, landlord, recorded_at, facts)),
        last as (select distinct on (service, case_id, name, at) * from heard order by service, case_id, name, at, recorded_at desc, facts desc)
        insert into milestone as known (service, case_id, name, at, landlord, recorded_at, facts)
        select service, case_id, name, at, landlord, recorded_at, facts from last
        on conflict (service, case_id, name, at) do update set recorded_at = excluded.recorded_at, facts = excluded.facts
        where (excluded.recorded_at, excluded.facts) > (known.recorded_at, known.facts)
        """;

    private const string Move =
        """
        with heard as (select * from unnest({0}, {1}, {2}, {3}) as t (service, case_id, estate, recorded_at)),
        last as (select distinct on (service, case_id) * from heard order by service, case_id, recorded_at desc, estate desc),
        moved as (
          insert into case_estate as known (service, case_id, estate, recorded_at)
          select service, case_id, estate, recorded_at from last
          on conflict (service, case_id) do update set estate = excluded.estate, recorded_at = excluded.recorded_at
          where (excluded.recorded_at, excluded.estate) > (known.recorded_at, known.estate)
          returning service, case_id, estate)
        update kept_promise promise set estate = moved.estate
        from moved
        where (promise.service, promise.case_id) = (moved.service, moved.case_id) and promise.estate <> moved.estate
        """;

    public async Task Keep(IReadOnlyCollection<MilestoneRecorded> heard, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.OneWriter(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            Statement,
            [
                Column(heard, m => m.Service), Column(heard, m => m.CaseId), Column(heard, m => m.Name), Column(heard, m => m.At.ToUniversalTime()), Column(heard, m => m.Landlord),
                Column(heard, m => m.RecordedAt.ToUniversalTime()), Column(heard, m => m.Facts.GetRawText()),
            ],
            cancellationToken);
        if (heard.Where(m => EstateOf(m) is not null).ToList() is { Count: > 0 } placed)
        {
            await db.Database.ExecuteSqlRawAsync(
                Move,
                [Column(placed, m => m.Service), Column(placed, m => m.CaseId), Column(placed, m => EstateOf(m)!), Column(placed, m => m.RecordedAt.ToUniversalTime())],
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);

        static T[] Column<T>(IEnumerable<MilestoneRecorded> rows, Func<MilestoneRecorded, T> of) => [.. rows.Select(of)];
    }

    private static string? EstateOf(MilestoneRecorded milestone) =>
        milestone.Facts.ValueKind == JsonValueKind.Object && milestone.Facts.TryGetProperty(EstateFact, out var estate) && estate.ValueKind == JsonValueKind.String ? estate.GetString() : null;
}
