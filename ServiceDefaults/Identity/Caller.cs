using System.Security.Claims;
using Grpc.Core;

namespace Housing.ServiceDefaults;

/// <summary>What somebody is to the landlord; the claim <c>role</c>, in lower case.</summary>
public enum Role
{
    Resident,
    Officer,
    Manager,
    Income,
    Contractor,
    Auditor,

    /// <summary>Looks after the system, for no landlord: sees what failed, and nobody's case.</summary>
    Administrator,
    Service,
}

/// <summary>Who calls. Residents have a landlord and a household, staff a landlord; a service has neither and may act for all, an administrator neither and may see nobody's case.</summary>
public sealed record Caller(string Subject, Role Role, string? Landlord, Guid? Household)
{
    /// <summary>Which of the landlord's contractors this is, by its key there; the claim <c>contractor</c>. Null for everybody else.</summary>
    public string? Contractor { get; init; }

    public bool IsService => Role == Role.Service;

    /// <summary>The role as it is written in tokens and on timelines.</summary>
    public string RoleName => Name(Role);

    /// <summary>Whether this caller may see what belongs to this landlord and household; a resident sees only the own household's.</summary>
    public bool MayRead(string landlord, Guid? household = null) => Role switch
    {
        Role.Service => true,
        Role.Administrator => false,
        Role.Resident => Landlord == landlord && household is not null && Household == household,
        Role.Officer or Role.Manager or Role.Income or Role.Contractor or Role.Auditor => Landlord == landlord,
    };

    /// <summary>Whether this caller may change what belongs to this landlord and household; an auditor changes nothing.</summary>
    public bool MayAct(string landlord, Guid? household = null) => Role != Role.Auditor && MayRead(landlord, household);

    /// <summary>PERMISSION_DENIED unless <see cref="MayRead"/>.</summary>
    public void RequireRead(string landlord, Guid? household = null) => Require(MayRead(landlord, household), landlord);

    /// <summary>PERMISSION_DENIED unless <see cref="MayAct"/>.</summary>
    public void RequireAct(string landlord, Guid? household = null) => Require(MayAct(landlord, household), landlord);

    /// <summary>PERMISSION_DENIED unless this is the landlord's contractor of that key. One whose token names none has no orders.</summary>
    public void RequireContractor(string landlord, string? contractor) =>
        Require(Role == Role.Contractor && Landlord == landlord && contractor is not null && Contractor == contractor, landlord);

    public static string Name(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>The caller that a token's claims describe; null with the reason when they do not describe one.</summary>
    internal static Caller? From(ClaimsPrincipal principal, out string fault)
    {
        fault = "";
        var subject = principal.FindFirstValue("sub");
        if (string.IsNullOrWhiteSpace(subject))
        {
            fault = "The token has no sub claim.";
            return null;
        }

        var roles = principal.FindAll("role").Select(c => c.Value).ToArray();
        if (roles is not [var roleName] || !Enum.TryParse<Role>(roleName, ignoreCase: true, out var role) || Name(role) != roleName)
        {
            fault = $"The token needs one role claim: {string.Join(", ", Enum.GetValues<Role>().Select(Name))}.";
            return null;
        }

        var landlord = principal.FindFirstValue("landlord");
        var ofNoLandlord = role is Role.Service or Role.Administrator;
        if (!ofNoLandlord && string.IsNullOrWhiteSpace(landlord))
        {
            fault = $"The token of a caller with the role {roleName} needs a landlord claim.";
            return null;
        }

        Guid? household = null;
        if (principal.FindFirstValue("household") is { } text)
        {
            if (!Guid.TryParse(text, out var id))
            {
                fault = "The token's household claim is not a UUID.";
                return null;
            }

            household = id;
        }

        return new Caller(subject, role, ofNoLandlord ? null : landlord, household)
        {
            Contractor = role == Role.Contractor && principal.FindFirstValue("contractor") is { Length: > 0 } contractor ? contractor : null,
        };
    }

    /// <summary>The same words whether the thing is another's or this caller may only look: a refusal tells nothing about it.</summary>
    private static void Require(bool allowed, string landlord)
    {
        if (!allowed)
        {
            throw Faults.Exception(StatusCode.PermissionDenied, "NOT_YOURS", "This is not yours to see or change. Ask with a token of its own landlord and household.");
        }

        CaseTrace.Landlord(landlord);
    }
}

public static class CallerExtensions
{
    private static readonly object Key = typeof(Caller);

    /// <summary>Who makes this call; known for every method but those open to all (health).</summary>
    public static Caller Caller(this ServerCallContext call) =>
        call.UserState.TryGetValue(Key, out var caller) ? (Caller)caller : throw new InvalidOperationException($"{call.Method} is open to all and has no caller.");

    internal static void SetCaller(this ServerCallContext call, Caller caller) => call.UserState[Key] = caller;
}
