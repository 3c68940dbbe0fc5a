using System.Security.Claims;
using Housing.ServiceDefaults;

namespace Housing.Portal;

/// <summary>Who is signed in, as their cookie says. An administrator's landlord is empty.</summary>
public sealed record Person(string Subject, string Name, Role Role, string Landlord, Guid? Household, string? Contractor)
{
    public bool IsResident => Role == Role.Resident;

    public bool IsStaff => Role is Role.Officer or Role.Manager or Role.Income or Role.Auditor;

    /// <summary>Looks after the system, for no landlord.</summary>
    public bool IsAdministrator => Role == Role.Administrator;

    /// <summary>An auditor looks and changes nothing.</summary>
    public bool Changes => Role != Role.Auditor;

    /// <summary>Null while nobody is signed in.</summary>
    public static Person? Of(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true
        && user.FindFirstValue("sub") is { } subject && user.FindFirstValue("landlord") is { } landlord
        && Enum.TryParse<Role>(user.FindFirstValue("role"), ignoreCase: true, out var role) && role != Role.Service
            ? new Person(
                subject,
                user.FindFirstValue("name") ?? subject,
                role,
                landlord,
                Guid.TryParse(user.FindFirstValue("household"), out var household) ? household : null,
                user.FindFirstValue("contractor"))
            : null;
}
