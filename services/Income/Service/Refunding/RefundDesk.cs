using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Sends refunds that were agreed to back to their cards, through the provider that took the payment.</summary>
internal sealed class RefundDesk(IncomeDb db, ICardProvider provider, IOptions<CardSettings> settings, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Takes refunds that are due to be sent, each for this replica alone: their next attempt is set before this one is made.</summary>
    public async Task<List<Guid>> Take(int atMost, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var due = await db.Refunds
            .FromSql($"select * from refund where next_attempt_at <= {now} order by next_attempt_at limit {atMost} for update skip locked")
            .ToListAsync(cancellationToken);
        foreach (var refund in due)
        {
            var wait = settings.Value.FirstLook * Math.Pow(2, Math.Min(refund.Attempts, 20));
            refund.TakeAttempt(now + (wait < LongestWait ? wait : LongestWait));
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. due.Select(refund => refund.Id)];
    }

    /// <summary>Asks the provider, once, and keeps what came of it.</summary>
    public async Task Send(Guid id, CancellationToken cancellationToken)
    {
        var refund = await db.Refunds.AsNoTracking().SingleAsync(r => r.Id == id, cancellationToken);
        if (refund is not { State: RefundState.Approved, CardPaymentId: { } cardId })
            return;
        var card = await db.CardPayments.AsNoTracking().SingleAsync(p => p.Id == cardId, cancellationToken);
        try
        {
            if (await Ask(refund, card, cancellationToken) is { } milestone)
                await Keep(id, milestone, cancellationToken);
        }
        catch (CardProviderException fault)
        {
            // Unless it said no, whether it was refunded is not known.
            await Keep(id, new RefundMilestone.Failed(fault.Message, Anew: fault.Refused && refund.LeftPence is null, clock.Now()), cancellationToken);
        }
    }

    /// <summary>What came of it; null when the refund was taken back meanwhile.</summary>
    private async Task<RefundMilestone?> Ask(Refund refund, CardPayment card, CancellationToken cancellationToken)
    {
        var (landlord, payment) = (card.Landlord, card.ProviderId!);
        if (refund.ProviderRefundId is { } takenOn)
        {
            var told = (await provider.Refunds(landlord, payment, cancellationToken)).FirstOrDefault(one => one.Id == takenOn);
            return told is null ? new RefundMilestone.Failed("The card provider does not know of it just now.", Anew: false, clock.Now()) : CardRefundDecision.Heard(told, clock.Now());
        }

        var left = refund.LeftPence ?? await Left(card, cancellationToken);
        if (refund.LeftPence is null && !await Keep(refund.Id, new RefundMilestone.Trying(left, clock.Now()), cancellationToken))
            return null;
        ProviderRefund? answer = null;
        try
        {
            answer = await provider.Refund(landlord, payment, refund.AmountPence, left, cancellationToken);
        }
        catch (CardProviderException fault) when (fault.Refused && refund.LeftPence is not null)
        {
            // It may have passed before, and nothing be left to send: what is there tells.
        }

        var goneBack = answer is null ? card.AmountPence - await Left(card, cancellationToken) : 0;
        var there = answer is null ? await provider.Refunds(landlord, payment, cancellationToken) : [];
        var ours = await db.Refunds.Where(r => r.CardPaymentId == refund.CardPaymentId && r.Id != refund.Id).Select(r => r.ProviderRefundId).ToListAsync(cancellationToken);
        return CardRefundDecision.Asked(refund, answer, there, goneBack, ours.OfType<string>().ToHashSet(StringComparer.Ordinal), clock.Now());
    }

    private async Task<long> Left(CardPayment card, CancellationToken cancellationToken) =>
        (await provider.Find(card.Landlord, card.ProviderId!, cancellationToken))?.LeftPence ?? throw new CardProviderException("The card provider does not know the payment.") { Refused = true };

    /// <summary>Keeps it; false when the refund was paid or taken back meanwhile, and nothing more is to be done.</summary>
    private async Task<bool> Keep(Guid id, RefundMilestone milestone, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var refund = await db.Refunds.FromSql($"select * from refund where id = {id} for update").SingleAsync(cancellationToken);
        if (refund.State != RefundState.Approved)
            return false;
        refund.Apply(milestone);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
