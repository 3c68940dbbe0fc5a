namespace Housing.Issuer;

/// <summary>Somebody to make a development token for: <c>officer@havering</c>; a resident with the household.</summary>
public sealed record Person(string Role, string Landlord, Guid? Household)
{
    private static readonly string[] Roles = ["resident", "officer", "manager", "income", "contractor", "auditor"];

    /// <summary>Tells one person's deeds from another's on a timeline.</summary>
    public string Subject => Household is null ? $"{Role}@{Landlord}" : $"{Role}@{Landlord}:{Household}";

    public static Person Parse(string who, string? household)
    {
        if (who.Split('@') is not [var role, { Length: > 0 } landlord] || !Roles.Contains(role, StringComparer.Ordinal)
            || !landlord.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-'))
        {
            throw new IssuerException($"'{who}' is nobody: write ROLE@LANDLORD, like officer@havering, where the role is one of {string.Join(", ", Roles)}.");
        }

        if (household is null)
        {
            return role != "resident"
                ? new Person(role, landlord, Household: null)
                : throw new IssuerException("A resident belongs to a household: give its id (--household, or the household field).");
        }

        if (role != "resident")
        {
            throw new IssuerException($"Only a resident has a household; {who} is staff.");
        }

        return Guid.TryParseExact(household, "D", out var id)
            ? new Person(role, landlord, id)
            : throw new IssuerException($"The household '{household}' is not a UUID.");
    }
}
