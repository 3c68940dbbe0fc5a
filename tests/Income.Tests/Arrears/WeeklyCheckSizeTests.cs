using Housing.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Income.Tests.Arrears;

/// <summary>Many accounts, checked by several replicas at once and cut off in the middle: each is looked at once a round.</summary>
public sealed class WeeklyCheckSizeTests : IncomeHost
{
    private const int Accounts = 5_000;

    [Fact]
    public async Task A_round_that_is_cut_off_and_shared_looks_at_every_account_once_OHC_INC_02()
    {
        await Eventually.Equal(1L, () => Count("arrears_round where landlord = 'one-housing' and day = '2026-03-03' and finished_at is not null"));
        await Fill();
        Host.Clock.Now = new DateTimeOffset(2026, 3, 10, 6, 0, 0, TimeSpan.Zero);

        // Beside the service's own worker, three more, each of which gives up at times in the middle of a batch.
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async replica =>
        {
            for (var batch = 0; ; batch++)
            {
                using var given = new CancellationTokenSource();
                if (batch % 3 == 1)
                    given.CancelAfter(TimeSpan.FromMilliseconds(20 * (replica + 1)));
                try
                {
                    await using var scope = Host.Services.CreateAsyncScope();
                    var check = scope.ServiceProvider.GetRequiredService<ArrearsCheck>();
                    if (!await check.Begin("one-housing", new DateOnly(2026, 3, 10), given.Token) || !await check.Batch("one-housing", new DateOnly(2026, 3, 10), given.Token))
                        return;
                }
                catch (Exception) when (given.IsCancellationRequested)
                {
                    // Cut off.
                }
            }
        }));

        await Eventually.Equal(1L, () => Count("arrears_round where landlord = 'one-housing' and day = '2026-03-10' and finished_at is not null"), TimeSpan.FromMinutes(5));
        Assert.Equal(Accounts, await Host.Database.Scalar<long>("select accounts from arrears_round where landlord = 'one-housing' and day = '2026-03-10'"));
        Assert.Equal((Accounts, Accounts), (await Count("case_milestone where name = 'account.checked'"), await Count("commitment where standard_id = 'OHC-INC-02' and outcome = 'Met'")));
        Assert.Equal(Accounts, await Count("commitment where standard_id = 'OHC-INC-02' and outcome = 'Open'"));
        Assert.Equal((Accounts / 10, Accounts / 10), (await Count("arrears_case"), await Count("case_milestone where name = 'arrears.found'")));
    }

    /// <summary>Tenancies of which every tenth owes three weeks; their cases have begun a week before.</summary>
    private Task Fill() => Host.Database.Scalar<long>($"""
        with new as (
          insert into account (id, landlord, tenancy_id, household_id, home_id, opened_at, postings, balance_pence, kind, tenure, started_on, case_begun)
          select md5('a' || n)::uuid, 'one-housing', md5('t' || n)::uuid, md5('h' || n)::uuid, md5('m' || n)::uuid, '2026-03-02', case n % 10 when 0 then 1 else 0 end,
                 case n % 10 when 0 then 30000 else 0 end, 'Tenancy', 'assured', '2026-03-02', true
          from generate_series(1, {Accounts}) n returning id, postings),
        charged as (
          insert into charge (id, account_id, sub_account, amount_pence, per, cycle, from_day, parts, charged_before, set_at, set_by)
          select md5('c' || id)::uuid, id, 'Rent', 10000, 'Week', 'Weekly', '2026-03-02', '[]', '2026-03-16', '2026-03-02', 'fill' from new),
        posted as (
          insert into posting (id, account_id, number, amount_pence, balance_pence, kind, narrative, cause, posted_at, posted_by)
          select md5('p' || id)::uuid, id, 1, 30000, 30000, 'RegularCharge', 'Rent', md5('p' || id)::uuid, '2026-03-02', 'fill' from new where postings = 1),
        begun as (
          insert into case_milestone (case_id, name, at, facts, recorded_at) select id, 'tenancy.started', '2026-03-03 12:00Z', '{Facts}', '2026-03-03 12:00Z' from new),
        promised as (
          insert into commitment (id, case_id, landlord, standard_id, standard_version, summary, source, started_by, started_at, occurrence, due_at, original_due_at, outcome, until, ends)
          select md5('k' || id)::uuid, id, 'one-housing', 'OHC-INC-02', 1, 'We look at every rent account once a week.', '001', 'tenancy.started', '2026-03-03 12:00Z', 0,
                 '2026-03-11 00:00Z', '2026-03-11 00:00Z', 'Open', array['account.checked'], array['tenancy.ended'] from new)
        select count(*) from new
        """);

    private const string Facts = """{"tenure": "assured"}""";
}
