using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Housing.Portal.Pages.Entry;

/// <summary>With a code from the landlord one makes an account, or chooses a new password for the one that has this address.</summary>
[AllowAnonymous]
public sealed class JoinModel(Invitations invitations, SignInManager<PortalUser> signIn, PortalDb db) : PageModel
{
    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    public async Task<IActionResult> OnPostAsync()
    {
        var users = signIn.UserManager;
        if (!System.Net.Mail.MailAddress.TryCreate(Email.Trim(), out _))
            ModelState.AddModelError(nameof(Email), "Enter an email address, such as name@example.org");
        var invitation = await invitations.Find(Code, HttpContext.RequestAborted);
        if (invitation is null)
            ModelState.AddModelError(nameof(Code), "This code is not good, or not any more. Ask your landlord for a new one.");
        if (!ModelState.IsValid || invitation is null)
            return Again();

        var user = await users.FindByEmailAsync(Email.Trim());
        // A code opens what it was made for and no other account.
        if (user is not null && (user.Landlord != invitation.Landlord || user.Role != invitation.Role || user.Household != invitation.Household || user.Contractor != invitation.Contractor))
        {
            ModelState.AddModelError(nameof(Email), "Use another email address for this account");
            return Again();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(HttpContext.RequestAborted);
        if (!await invitations.Use(invitation, HttpContext.RequestAborted))
            return RedirectToPage();
        var id = Guid.CreateVersion7();
        var result = user is null
            ? await users.CreateAsync(
                user = new PortalUser
                {
                    Id = id,
                    UserName = Email.Trim(),
                    Email = Email.Trim(),
                    EmailConfirmed = true,
                    Subject = id.ToString(),
                    Name = invitation.Name,
                    Role = invitation.Role,
                    Landlord = invitation.Landlord,
                    Household = invitation.Household,
                    Contractor = invitation.Contractor,
                },
                Password)
            : await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), Password);
        if (!result.Succeeded)
        {
            await transaction.RollbackAsync(HttpContext.RequestAborted);
            ModelState.AddModelError(nameof(Password), "Choose a password of at least 12 characters, with 5 different ones. Three words are easy to remember.");
            return Again();
        }

        await users.SetLockoutEndDateAsync(user, lockoutEnd: null);
        await transaction.CommitAsync(HttpContext.RequestAborted);
        await signIn.SignInAsync(user, isPersistent: false);
        return LocalRedirect("/");
    }

    private PageResult Again()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
