using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Housing.PaySandbox;

/// <summary>Every payment of this run; a sandbox keeps nothing.</summary>
public sealed class SandboxPayments(Callbacks callbacks, IOptions<SandboxSettings> settings, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, SandboxPayment> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SandboxPayment> _byKey = new(StringComparer.Ordinal);

    /// <summary>The newest first.</summary>
    public IEnumerable<SandboxPayment> All => _byId.Values.OrderByDescending(payment => payment.CreatedAt);

    /// <summary>The payment that was asked for under this key, made now if there is none.</summary>
    public SandboxPayment Ask(Wanted wanted, string? key) => key is null ? Make(wanted) : _byKey.GetOrAdd(key, _ => Make(wanted));

    public SandboxPayment? Find(string id) => _byId.GetValueOrDefault(id);

    public SandboxPayment? FindByToken(string token) => _byId.Values.FirstOrDefault(payment => payment.Token == token);

    /// <summary>The payer gives a card.</summary>
    public void Submit(SandboxPayment payment, TestCard card)
    {
        payment.Submit(card);
        if (payment.IsFinished)
            callbacks.Tell("card_payment_failed", payment);
    }

    /// <summary>The payer confirms; the money is captured at once.</summary>
    public void Confirm(SandboxPayment payment)
    {
        if (!payment.Confirm() || payment.Card!.Outcome == CardOutcome.NobodyComesBack)
            return;
        string[] events = payment.Card.Outcome == CardOutcome.DuplicateCallbacks
            ? ["card_payment_captured", "card_payment_succeeded", "card_payment_captured", "card_payment_succeeded"]
            : ["card_payment_succeeded", "card_payment_captured"];
        foreach (var what in events)
            callbacks.Tell(what, payment);
    }

    /// <summary>Calls it off, by the payer or by who asked for it; false when it is finished.</summary>
    public bool Cancel(SandboxPayment payment, bool byPayer)
    {
        var ended = byPayer ? payment.End("failed", "P0030", "Payment was cancelled by the user") : payment.End("cancelled", "P0040", "Payment was cancelled by the service");
        if (ended)
            callbacks.Tell("card_payment_failed", payment);
        return ended;
    }

    /// <summary>Ends a payment whose time is up.</summary>
    public void Expire(SandboxPayment payment)
    {
        if (clock.GetUtcNow() - payment.CreatedAt >= settings.Value.ExpiresAfter && payment.End("failed", "P0020", "Payment expired"))
            callbacks.Tell("card_payment_expired", payment);
    }

    public SandboxRefund Refund(SandboxPayment payment, long amount)
    {
        var refund = payment.Refund(amount, clock.GetUtcNow());
        callbacks.Tell("card_payment_refunded", payment);
        return refund;
    }

    /// <summary>26 letters and digits, as the real provider's ids are.</summary>
    internal static string NewId() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuv0123456789", 26);

    private SandboxPayment Make(Wanted wanted)
    {
        var payment = new SandboxPayment(NewId(), NewId(), wanted, clock.GetUtcNow());
        _byId[payment.Id] = payment;
        return payment;
    }
}

/// <summary>Ends payments whose time is up, also when nobody looks at them.</summary>
internal sealed class Expiry(SandboxPayments payments, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var payment in payments.All)
            {
                lock (payment.Lock)
                    payments.Expire(payment);
            }
        }
    }
}
