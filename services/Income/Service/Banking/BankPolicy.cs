using System.Text.RegularExpressions;
using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// The accounts into which a landlord is paid: <c>bank</c> in the <c>income</c> section of its file. A statement of another account is refused.
/// <code>
/// "bank": { "accounts": ["GB29NWBK60161331926819"], "published": false, "note": "…" }
/// </code>
/// </summary>
public sealed partial record BankPolicy
{
    /// <summary>IBANs, without blanks.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    internal IEnumerable<PolicyFault> Check()
    {
        if (Accounts.Count == 0)
            yield return new PolicyFault("bank.accounts", "must name one account or more");
        for (var at = 0; at < Accounts.Count; at++)
        {
            if (!IsIban(Accounts[at]))
                yield return new PolicyFault($"bank.accounts[{at}]", "must be a British IBAN without blanks whose check digits are right, such as “GB29NWBK60161331926819”");
            if (Accounts.Take(at).Contains(Accounts[at]))
                yield return new PolicyFault($"bank.accounts[{at}]", "must be there once");
        }

        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new PolicyFault("bank.note", "must say where this comes from, since the landlord published none");
    }

    // ISO 13616: the first four characters go to the end, letters count from ten, and the remainder by 97 is one.
    private static bool IsIban(string iban) =>
        Shape().IsMatch(iban)
        && (iban[4..] + iban[..4]).Aggregate(0, (rest, c) => char.IsDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97) == 1;

    [GeneratedRegex("^GB[0-9]{2}[A-Z]{4}[0-9]{14}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
