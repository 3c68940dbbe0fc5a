namespace Housing.Issuer;

/// <summary>Somebody to make a development token for: <c>officer@havering</c>; a resident with the household; <c>contractor-KEY@havering</c> with its orders; <c>administrator</c>, who is of no landlord.</summary>
public sealed record Person(string Role, string Landlord, Guid? Household)
{
    private const string OneContractor = "contractor-";
    private const string Administrator = "administrator";

    /// <summary>Which contractor it is, by its key in the landlord's diary.</summary>
    public string? Contractor { get; init; }

    private static readonly string[] Roles = ["resident", "officer", "manager", "income", "contractor", "auditor"];

    /// <summary>Tells one person's deeds from another's on a timeline.</summary>
    public string Subject => Landlord is "" ? Role : Contractor is not null ? $"{OneContractor}{Contractor}@{Landlord}" : Household is null ? $"{Role}@{Landlord}" : $"{Role}@{Landlord}:{Household}";

    public static Person Parse(string who, string? household)
    {
        if (who == Administrator)
        {
            return household is null ? new Person(Administrator, Landlord: "", Household: null) : throw new IssuerException($"Only a resident has a household; {who} looks after the system.");
        }

        if (who.Split('@') is not [var role, { Length: > 0 } landlord] || !IsKey(landlord)
            || !(Roles.Contains(role, StringComparer.Ordinal) || (role.StartsWith(OneContractor, StringComparison.Ordinal) && role.Length > OneContractor.Length && IsKey(role))))
        {
            throw new IssuerException(
                $"'{who}' is nobody: write ROLE@LANDLORD, like officer@havering, where the role is one of {string.Join(", ", Roles)}, or contractor-KEY for one that has orders; or {Administrator} alone, who looks after the system for no landlord.");
        }

        if (role.StartsWith(OneContractor, StringComparison.Ordinal))
        {
            return household is null
                ? new Person("contractor", landlord, Household: null) { Contractor = role[OneContractor.Length..] }
                : throw new IssuerException($"Only a resident has a household; {who} is a contractor.");
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

    private static bool IsKey(string text) => text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}
