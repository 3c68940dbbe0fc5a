using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Housing.Income;

/// <summary>How money came, as the bank codes it.</summary>
public enum BankSource
{
    Other,
    StandingOrder,
    CreditTransfer,
    DirectDebit,
    Cheque,
    Cash,
}

/// <summary>One statement of a landlord's bank account, as a camt.053 file gives it and once its sums agree.</summary>
/// <param name="BankId">The bank's own id of it.</param>
/// <param name="Account">The IBAN it is of.</param>
public sealed record CamtStatement(string BankId, string Account, DateOnly? From, DateOnly? To, long OpeningPence, long ClosingPence, IReadOnlyList<CamtEntry> Entries)
{
    /// <summary>What it says, in short: the same statement in another file has the same.</summary>
    public string Digest()
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{BankId}\u001f{Account}\u001f{OpeningPence}\u001f{ClosingPence}")
            + string.Concat(Entries.Select(entry => string.Create(CultureInfo.InvariantCulture, $"\u001f{entry.Reference}\u001f{entry.Pence}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
    }
}

/// <summary>One booked movement; each payment of a batch is one.</summary>
/// <param name="Reference">The bank's, unique for the account.</param>
/// <param name="Pence">Positive came in, negative went out.</param>
/// <param name="TakesBack">Whether it undoes an earlier one: marked as a reversal, or returned with a reason.</param>
/// <param name="References">What else it is known by, or names: the payer's and the bank's references of the payment.</param>
/// <param name="Remittance">What the payer wrote.</param>
/// <param name="ReturnReason">The bank's code for why it came back.</param>
public sealed record CamtEntry(
    string Reference, long Pence, bool TakesBack, DateOnly BookedOn, BankSource Source, string? PayerName, string? PayerAccount,
    IReadOnlyList<string> References, string Remittance, string? ReturnReason)
{
    /// <summary>Everything in which a payment reference may stand.</summary>
    public string Quoted => string.Join(" | ", [.. References, Remittance]);
}
