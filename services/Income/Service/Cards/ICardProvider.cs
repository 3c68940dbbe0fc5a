namespace Housing.Income;

/// <summary>Who takes card payments for the landlords. <see cref="GovUkPayClient"/> speaks to GOV.UK Pay and to whatever has its API, such as services/PaySandbox.</summary>
public interface ICardProvider
{
    /// <summary>Asks for a payment. The same one asked for again is the same payment.</summary>
    /// <exception cref="CardProviderException">It did not answer, or not as agreed; whether it has the payment is not known.</exception>
    Task<ProviderPayment> Create(string landlord, NewCardPayment payment, CancellationToken cancellationToken);

    /// <summary>What the provider says of a payment just now; null when it knows of none.</summary>
    /// <inheritdoc cref="Create" path="/exception"/>
    Task<ProviderPayment?> Find(string landlord, string providerId, CancellationToken cancellationToken);

    /// <summary>Calls a payment off, if it still can be.</summary>
    /// <inheritdoc cref="Create" path="/exception"/>
    Task Cancel(string landlord, string providerId, CancellationToken cancellationToken);

    /// <summary>Sends money of a payment back. Refused when there is not the given sum of it left, so that asking twice cannot send twice.</summary>
    /// <returns>The refund, or null when something else than that is left of the payment.</returns>
    /// <inheritdoc cref="Create" path="/exception"/>
    Task<ProviderRefund?> Refund(string landlord, string providerId, long amountPence, long leftPence, CancellationToken cancellationToken);

    /// <summary>The refunds of a payment.</summary>
    /// <inheritdoc cref="Create" path="/exception"/>
    Task<IReadOnlyList<ProviderRefund>> Refunds(string landlord, string providerId, CancellationToken cancellationToken);
}

/// <summary>A payment to ask for.</summary>
/// <param name="Key">The same for every time that it is asked for.</param>
/// <param name="Reference">What both sides know it by.</param>
/// <param name="Description">What the payer reads.</param>
public sealed record NewCardPayment(Guid Key, long AmountPence, string Reference, string Description, string ReturnUrl, string Language);

/// <summary>What the provider says of a payment.</summary>
/// <param name="Code">Why it failed: "P0010".</param>
/// <param name="NextUrl">Where the payer goes; null once nobody can.</param>
/// <param name="LeftPence">How much of it can be refunded.</param>
public sealed record ProviderPayment(string Id, string Status, string? Code, long AmountPence, string? NextUrl, long LeftPence);

/// <summary>What the provider says of a refund.</summary>
/// <param name="Status">"submitted", "success" or "error".</param>
public sealed record ProviderRefund(string Id, string Status, long AmountPence);

/// <summary>The provider did not answer, or not as agreed.</summary>
public sealed class CardProviderException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>It answered that it does not do this: nothing was done.</summary>
    public bool Refused { get; init; }
}
