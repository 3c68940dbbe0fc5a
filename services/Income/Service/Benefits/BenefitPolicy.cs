using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// Who pays benefits to a landlord: <c>benefits</c> in the <c>income</c> section of its file. What comes from their accounts is posted row by row from their
/// schedules, and so not from the bank's statement.
/// <code>
/// "benefits": { "payers": [ { "key": "dwp", "name": "Department for Work and Pensions", "pays": ["universal-credit"], "accounts": ["GB…"] } ], "published": false, "note": "…" }
/// </code>
/// </summary>
public sealed record BenefitPolicy
{
    public required IReadOnlyList<BenefitPayer> Payers { get; init; }
    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    internal IEnumerable<PolicyFault> Check()
    {
        for (var at = 0; at < Payers.Count; at++)
        {
            var payer = Payers[at];
            if (string.IsNullOrWhiteSpace(payer.Key) || Payers.Take(at).Any(p => p.Key == payer.Key))
                yield return new PolicyFault($"benefits.payers[{at}].key", "must be a key that no other payer has");
            if (string.IsNullOrWhiteSpace(payer.Name))
                yield return new PolicyFault($"benefits.payers[{at}].name", "must be the payer's name");
            if (payer.Pays.Count == 0)
                yield return new PolicyFault($"benefits.payers[{at}].pays", "must name housing-benefit, universal-credit or both");
            if (payer.Accounts.Any(account => account.Any(char.IsWhiteSpace) || account is ""))
                yield return new PolicyFault($"benefits.payers[{at}].accounts", "must be account numbers without blanks, as the bank's statement has them");
        }

        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new PolicyFault("benefits.note", "must say where this comes from, since the landlord published none");
    }
}

/// <summary>A council, or the department that pays Universal Credit.</summary>
/// <param name="Accounts">From which the money comes, as the bank's statement has them.</param>
public sealed record BenefitPayer(string Key, string Name, IReadOnlyList<BenefitKind> Pays, IReadOnlyList<string> Accounts);
