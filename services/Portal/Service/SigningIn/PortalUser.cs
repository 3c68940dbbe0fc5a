using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Identity;

namespace Housing.Portal;

/// <summary>Somebody who signs in: a resident of one household, or one of a landlord's staff.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    /// <summary>How timelines know them: says nothing of the person to those who only see a timeline.</summary>
    public required string Subject { get; init; }

    public required string Name { get; set; }
    public required Role Role { get; set; }
    public required string Landlord { get; init; }
    public Guid? Household { get; init; }
    public string? Contractor { get; init; }
}

/// <summary>A code by which somebody makes their account; the landlord gives it to them, on paper or at the door. It is kept as its hash and good once.</summary>
public sealed class Invitation
{
    public required byte[] CodeHash { get; init; }
    public required string Landlord { get; init; }
    public required Role Role { get; init; }
    public Guid? Household { get; init; }
    public string? Contractor { get; init; }
    public required string Name { get; init; }
    public required string MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}
