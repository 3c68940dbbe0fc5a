using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Housing.Portal.Pages.Entry;

/// <summary>Where one says who one is.</summary>
[AllowAnonymous]
public sealed class SignInModel(SignInManager<PortalUser> signIn, DevelopmentPeople development, StaffSignIn staff, IWebHostEnvironment environment) : PageModel
{
    /// <summary>Where they wanted to go.</summary>
    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    public bool HasStaffSignIn => staff.IsConfigured;

    /// <summary>In development, whom one can be with one click.</summary>
    public IReadOnlyList<(Landlord Landlord, IReadOnlyList<DemoPerson> People)> People { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (Person.Of(User) is { } person)
            return LocalRedirect(To is { Length: > 0 } to && Url.IsLocalUrl(to) ? to : Menu.FirstPage(person));
        await OfferPeople();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Email))
            ModelState.AddModelError(nameof(Email), "Enter your email address");
        if (Password.Length == 0)
            ModelState.AddModelError(nameof(Password), "Enter your password");
        if (ModelState.IsValid)
        {
            var user = await signIn.UserManager.FindByEmailAsync(Email.Trim());
            // Whether an address is known is nobody's business: a wrong one takes as long and says the same.
            var result = user is null ? await NobodyIsThere() : await signIn.PasswordSignInAsync(user, Password, isPersistent: false, lockoutOnFailure: true);
            if (result.Succeeded)
                return Onwards(user!);
            ModelState.AddModelError(nameof(Email), "The email address or the password is not right. After five wrong ones the account rests for 15 minutes.");
        }

        return await Again();
    }

    /// <summary>Signs in as one of the development stack's people.</summary>
    public async Task<IActionResult> OnPostDevelopmentAsync(string landlord, string role, string? name, string? household)
    {
        if (!environment.IsDevelopment())
            return NotFound();
        Guid? home = Guid.TryParse(household, out var id) ? id : null;
        var wanted = new DemoPerson(landlord ?? "", role ?? "", string.IsNullOrEmpty(name) ? Words.Sentence(role ?? "") : name, home);
        if (wanted.Is is not { } isA || !development.Knows(wanted) || (home is null && !string.IsNullOrEmpty(household)))
        {
            ModelState.AddModelError("Role", "Nobody is that: a resident has a household’s id, everybody else has none");
            return await Again();
        }

        var user = await signIn.UserManager.FindByNameAsync(wanted.Subject);
        if (user is null)
        {
            user = new PortalUser
            {
                Id = Guid.CreateVersion7(),
                UserName = wanted.Subject,
                Email = $"{Guid.CreateVersion7():N}@example.org",
                Subject = wanted.Subject,
                Name = wanted.Name,
                Role = isA,
                Landlord = wanted.Landlord,
                Household = home,
                Contractor = wanted.Contractor,
            };
            var made = await signIn.UserManager.CreateAsync(user);
            if (!made.Succeeded)
                throw new InvalidOperationException($"{wanted.Subject} could not be made: {string.Join("; ", made.Errors.Select(error => error.Code))}.");
        }

        await signIn.SignInAsync(user, isPersistent: false);
        return Onwards(user);
    }

    /// <summary>To the landlord's own sign-in.</summary>
    public IActionResult OnGetStaff() => staff.IsConfigured ? staff.Challenge(Local("/")) : NotFound();

    private LocalRedirectResult Onwards(PortalUser user) =>
        LocalRedirect(Local(Menu.FirstPage(new Person(user.Subject, user.Name, user.Role, user.Landlord, user.Household, user.Contractor))));

    private string Local(string otherwise) => To is { Length: > 0 } to && Url.IsLocalUrl(to) ? to : otherwise;

    private async Task<Microsoft.AspNetCore.Identity.SignInResult> NobodyIsThere()
    {
        var nobody = new PortalUser { Id = Guid.Empty, Subject = "", Name = "", Role = Role.Resident, Landlord = "" };
        nobody.PasswordHash = Nobody.Value;
        await signIn.UserManager.CheckPasswordAsync(nobody, Password);
        return Microsoft.AspNetCore.Identity.SignInResult.Failed;
    }

    private static readonly Lazy<string> Nobody = new(() =>
        new PasswordHasher<PortalUser>().HashPassword(new PortalUser { Subject = "", Name = "", Role = Role.Resident, Landlord = "" }, Guid.CreateVersion7().ToString()));

    private async Task<IActionResult> Again()
    {
        await OfferPeople();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task OfferPeople()
    {
        if (!environment.IsDevelopment())
            return;
        var offered = new List<(Landlord, IReadOnlyList<DemoPerson>)>();
        foreach (var landlord in development.Landlords)
            offered.Add((landlord, await development.Of(landlord.Key, HttpContext.RequestAborted)));
        People = offered;
    }
}
