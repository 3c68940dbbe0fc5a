using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>
/// Asks the provider and keeps what it says. Whoever comes here (a payer's call, a callback, the worker) asks anew and decides under the account's lock, so that the
/// money is posted once whoever was first.
/// </summary>
internal sealed class CardPaymentDesk(
    IncomeDb db, ICardProvider provider, Policies<IncomePolicy> policies, StandardsBook standards, ResidentMessages messages, IOptions<CardSettings> settings, TimeProvider clock)
{
    public const string Received = "card-payment.received";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Has the provider open the payment, if it has not.</summary>
    public async Task<CardPayment> Open(Guid id, CancellationToken cancellationToken)
    {
        var known = await Known(id, cancellationToken);
        if (known.ProviderId is not null || known.IsFinished)
            return known;
        var asked = new NewCardPayment(
            known.Id, known.AmountPence, known.Reference, $"{standards.For(known.Landlord).Name}: rent and charges", known.ReturnUrl, known.Language);
        var opened = await provider.Create(known.Landlord, asked, cancellationToken);
        return await Change(known, (payment, _, now) =>
        {
            // Another call may have been first; nobody was sent to this one then.
            if (payment.ProviderId is null && !payment.IsFinished)
                payment.Apply(new CardPaymentMilestone.Opened(opened.Id, opened.NextUrl, now));
            return Task.CompletedTask;
        }, cancellationToken);
    }

    /// <summary>Asks the provider how the payment stands and keeps that.</summary>
    public async Task<CardPayment> Look(Guid id, CancellationToken cancellationToken)
    {
        var known = await Known(id, cancellationToken);
        if (known.State == CardPaymentState.Success)
            return known;
        var told = known.ProviderId is null ? null : await provider.Find(known.Landlord, known.ProviderId, cancellationToken);
        return await Change(known, async (payment, account, now) =>
        {
            payment.Looked(now);
            foreach (var milestone in CardPaymentDecision.Decide(payment, told, settings.Value.GiveUpAfter, now).Milestones)
            {
                payment.Apply(milestone);
                if (milestone is CardPaymentMilestone.Paid paid)
                    await Post(payment, account, paid, cancellationToken);
            }
        }, cancellationToken);
    }

    /// <summary>Calls the payment off at the provider, and keeps what became of it.</summary>
    public async Task<CardPayment> Cancel(Guid id, CancellationToken cancellationToken)
    {
        var known = await Known(id, cancellationToken);
        if (known.ProviderId is not null && !known.IsFinished)
            await provider.Cancel(known.Landlord, known.ProviderId, cancellationToken);
        return await Look(id, cancellationToken);
    }

    /// <summary>Takes payments that are due to be looked at, each for this replica alone: their next look is set before this one is done.</summary>
    public async Task<List<Guid>> Take(int atMost, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var due = await db.CardPayments
            .FromSql($"select * from card_payment where look_at <= {now} order by look_at limit {atMost} for update skip locked")
            .ToListAsync(cancellationToken);
        foreach (var payment in due)
            payment.TakeLook(now, WaitAfter(payment.Looks));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. due.Select(payment => payment.Id)];
    }

    private TimeSpan WaitAfter(int looks)
    {
        var wait = settings.Value.FirstLook * Math.Pow(2, Math.Min(looks, 20));
        return wait < LongestWait ? wait : LongestWait;
    }

    private Task<CardPayment> Known(Guid id, CancellationToken cancellationToken) =>
        db.CardPayments.AsNoTracking().SingleAsync(payment => payment.Id == id, cancellationToken);

    private async Task<CardPayment> Change(CardPayment known, Func<CardPayment, Account, DateTimeOffset, Task> work, CancellationToken cancellationToken)
    {
        // What was read before the lock is forgotten: only what stands after it counts.
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await db.LockAccount(a => a.Id == known.AccountId, cancellationToken) ?? throw new InvalidOperationException($"Card payment {known.Id} has no account.");
        CaseTrace.Case(account.Id);
        var payment = await db.CardPayments.FromSql($"select * from card_payment where id = {known.Id} for update").SingleAsync(cancellationToken);
        await work(payment, account, clock.Now());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return payment;
    }

    private async Task Post(CardPayment payment, Account account, CardPaymentMilestone.Paid paid, CancellationToken cancellationToken)
    {
        foreach (var milestone in CardPaymentDecision.Post(account, payment, paid.AmountPence, policies.For(account.Landlord).Allocation, paid.At).Milestones)
            account.Apply(milestone);
        payment.Posted(account.Added[^1].Id);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["amount-pence"] = ResidentMessages.Pence(paid.AmountPence),
            ["received-on"] = ResidentMessages.Day(London.DayOf(paid.At)),
        };
        await messages.Tell(account, Received, account.Id, payment.Id, facts, paid.At, cancellationToken);
    }
}
