using System.Security.Claims;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Housing.Portal;

internal static class SigningInExtensions
{
    public static void AddSigningIn(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddIdentityCore<PortalUser>(identity =>
            {
                // Long rather than strange: what people make of rules about signs is easier guessed.
                identity.Password.RequiredLength = 12;
                identity.Password.RequiredUniqueChars = 5;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
                identity.User.RequireUniqueEmail = true;
                // Development's people are named as the issuer names them.
                identity.User.AllowedUserNameCharacters = "";
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.ClaimsIdentity.UserNameClaimType = "name";
                identity.ClaimsIdentity.RoleClaimType = "role";
            })
            .AddEntityFrameworkStores<PortalDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        builder.Services.AddScoped<IUserClaimsPrincipalFactory<PortalUser>, PersonClaims>();
        builder.Services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(5));
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        builder.Services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<TimeProvider>((cookie, time) =>
        {
            cookie.Cookie.Name = builder.Environment.IsDevelopment() ? "portal" : "__Host-portal";
            cookie.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            cookie.Cookie.SameSite = SameSiteMode.Lax;      // from the card provider's page one comes back signed in
            cookie.LoginPath = "/sign-in";
            cookie.LogoutPath = "/sign-out";
            cookie.AccessDeniedPath = "/problem/403";
            cookie.ReturnUrlParameter = "to";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(1);
            cookie.SlidingExpiration = true;
            cookie.TimeProvider = time.Machine();
            // Staff who come from their landlord's own sign-in have no account here whose password could have changed.
            var accounts = cookie.Events.OnValidatePrincipal;
            cookie.Events.OnValidatePrincipal = context => StaffSignIn.IsFromThere(context.Principal) ? Task.CompletedTask : accounts(context);
            // To a person who is signed in and may not, the page says so where they are; to a stranger it offers the sign-in.
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policy.Resident, policy => policy.RequireAssertion(asked => Person.Of(asked.User)?.IsResident == true))
            .AddPolicy(Policy.Staff, policy => policy.RequireAssertion(asked => Person.Of(asked.User)?.IsStaff == true))
            .AddPolicy(Policy.Contractor, policy => policy.RequireAssertion(asked => Person.Of(asked.User)?.Role == Role.Contractor))
            .AddPolicy(Policy.Administrator, policy => policy.RequireAssertion(asked => Person.Of(asked.User)?.IsAdministrator == true));
        builder.Services.AddScoped<Invitations>();
        builder.Services.AddScoped<DevelopmentPeople>();
        var staff = StaffSignIn.Read(builder.Configuration);
        builder.Services.AddSingleton(staff);
        if (staff.IsConfigured)
            staff.Add(builder);
    }
}

/// <summary>Who may open a folder's pages; what they may see and do there is the services' to say.</summary>
public static class Policy
{
    public const string Resident = "resident";
    public const string Staff = "staff";
    public const string Contractor = "contractor";
    public const string Administrator = "administrator";
}
