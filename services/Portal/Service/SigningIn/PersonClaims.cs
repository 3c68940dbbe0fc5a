using System.Security.Claims;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Housing.Portal;

/// <summary>What the cookie says of a user: just what <see cref="Person"/> reads, and the stamp by which a cookie of before a changed password ends.</summary>
internal sealed class PersonClaims(UserManager<PortalUser> users, IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<PortalUser>
{
    public async Task<ClaimsPrincipal> CreateAsync(PortalUser user)
    {
        var claims = new ClaimsIdentity(IdentityConstants.ApplicationScheme, "name", "role");
        claims.AddClaim(new(options.Value.ClaimsIdentity.UserIdClaimType, user.Id.ToString()));
        claims.AddClaim(new(options.Value.ClaimsIdentity.SecurityStampClaimType, await users.GetSecurityStampAsync(user)));
        claims.AddClaim(new("sub", user.Subject));
        claims.AddClaim(new("name", user.Name));
        claims.AddClaim(new("role", Caller.Name(user.Role)));
        claims.AddClaim(new("landlord", user.Landlord));
        if (user.Household is { } household)
            claims.AddClaim(new("household", household.ToString()));
        if (user.Contractor is { } contractor)
            claims.AddClaim(new("contractor", contractor));
        return new ClaimsPrincipal(claims);
    }
}
