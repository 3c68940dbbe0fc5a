using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Says whether what fell due on a day is missing some days later: the part of it that nobody brought and nothing on its way covers (OHO-INC-16).</summary>
public static class MissedPaymentDecision
{
    /// <summary>What is missing; null when it is too little to be told.</summary>
    public static long? Decide(ArrearsPolicy policy, AccountPicture picture, DateOnly dueOn, DateOnly today) =>
        StandingDecision.Decide(policy, picture.AsOf(dueOn), today).RealPence is var missing && missing >= policy.Missed.Pence ? missing : null;
}

/// <summary>
/// Tells households soon, and early, that a payment is late, missing or short, so many days after it fell due and once for each day: before arrears grow (OHO-INC-03).
/// Who has an arrears case or an agreement hears of it there. A day at a time is worked on by one replica; cut off it goes on where it was.
/// </summary>
internal sealed class MissedPayments(
    IncomeDb db, Policies<IncomePolicy> policies, AccountPictures pictures, ResidentMessages messages, IOptions<IncomeSettings> settings, TimeProvider clock)
{
    public const string Missed = "payment.missed";

    /// <summary>How many days back are made up for after the service was away.</summary>
    private const int MostDays = 14;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    /// <summary>Begins the days that have come since, unless they were; false when all of them are finished.</summary>
    public async Task<bool> Begin(string landlord, CancellationToken cancellationToken)
    {
        var last = DueDay(landlord);
        if (await db.Database.SqlQuery<bool>($"select exists (select from payment_watch where landlord = {landlord} and day = {last} and finished_at is not null) as \"Value\"").SingleAsync(cancellationToken))
            return false;
        var first = last.AddDays(-MostDays);
        await db.Database.ExecuteSqlAsync($"""
            insert into payment_watch (landlord, day, begun_at)
            select {landlord}, day::date, {clock.Now()} from generate_series(
              (select case when max(day) is null then {last} else greatest(max(day) + 1, {first}) end from payment_watch where landlord = {landlord})::timestamp, {last}::timestamp, interval '1 day') day
            on conflict do nothing
            """, cancellationToken);
        return true;
    }

    /// <summary>Looks at the next accounts on which something fell due on the earliest day that is not finished; false when there are none for this replica.</summary>
    public async Task<bool> Batch(string landlord, CancellationToken cancellationToken)
    {
        var policy = policies.For(landlord).Arrears!;
        var now = clock.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // What is due is charged first; but a charge that cannot be made does not keep the others waiting for long.
        var waited = now - LongestWait;
        var watch = await db.Database.SqlQuery<Watch>($"""
            select day as "Day", after_id as "AfterId" from payment_watch w where landlord = {landlord} and finished_at is null
              and (begun_at <= {waited} or not exists (select from account a where a.landlord = {landlord} and a.next_charge_on <= w.day))
            order by day limit 1 for update skip locked
            """).ToListAsync(cancellationToken);
        if (watch.Count == 0)
            return false;
        var (day, size) = (watch[0].Day, settings.Value.ArrearsBatch);
        var ids = await Due(landlord, policy, watch[0], size, cancellationToken);
        await Tell(policy, ids, day, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        Guid? last = ids.Count == 0 ? watch[0].AfterId : ids[^1];
        DateTimeOffset? finished = ids.Count < size ? now : null;
        await db.Database.ExecuteSqlAsync($"update payment_watch set after_id = {last}, finished_at = {finished} where landlord = {landlord} and day = {day}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private DateOnly DueDay(string landlord) => London.DayOf(clock.Now()).AddDays(-policies.For(landlord).Arrears!.Missed.Days);

    private Task<List<Guid>> Due(string landlord, ArrearsPolicy policy, Watch watch, int size, CancellationToken cancellationToken)
    {
        var parts = policy.Counts.Select(part => part.ToString()).ToArray();
        var after = watch.AfterId ?? Guid.Empty;
        return db.Database.SqlQuery<Guid>($"""
            select distinct a.id as "Value" from charge_debit d join charge c on c.id = d.charge_id join account a on a.id = c.account_id
            where d.first_day = {watch.Day} and c.sub_account = any({parts}) and a.landlord = {landlord} and a.closed_at is null and a.balance_pence > 0 and a.id > {after}
              and not exists (select from arrears_case f where f.account_id = a.id and f.closed_at is null)
              and not exists (select from agreement g where g.account_id = a.id and g.state = 'InForce')
            order by 1 limit {size}
            """).ToListAsync(cancellationToken);
    }

    private async Task Tell(ArrearsPolicy policy, List<Guid> ids, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;
        var parts = policy.Counts.ToList();
        var owed = (await db.SubAccounts.AsNoTracking().Where(s => ids.Contains(s.AccountId) && parts.Contains(s.Kind)).ToListAsync(cancellationToken))
            .GroupBy(s => s.AccountId).ToDictionary(account => account.Key, account => account.Sum(s => s.BalancePence));
        var all = await pictures.Of(owed, policy, London.DayOf(now), cancellationToken);
        var accounts = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var news = new List<ResidentNews>();
        foreach (var (id, picture) in all)
        {
            if (MissedPaymentDecision.Decide(policy, picture, day, London.DayOf(now)) is { } missing)
            {
                news.Add(new ResidentNews(accounts[id], id, Causes.Of("missed", id.ToString(), ResidentMessages.Day(day)), new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["due-on"] = ResidentMessages.Day(day),
                    ["missing-pence"] = ResidentMessages.Pence(missing),
                }));
            }
        }

        await messages.Tell(Missed, news, now, cancellationToken);
    }

    private sealed record Watch(DateOnly Day, Guid? AfterId);
}
