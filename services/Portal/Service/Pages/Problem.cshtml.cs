using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Housing.Portal.Pages;

/// <summary>What could not be shown, in plain words; it asks no service, so that it can be shown whatever is away.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class ProblemModel(Brands brands) : PageModel
{
    public string Heading { get; private set; } = "";
    public string Says { get; private set; } = "";
    public string? TraceId { get; private set; }
    public Brand? Brand => brands.Find(Person.Of(User)?.Landlord);

    public void OnGet(int status) => Tell(status);

    public void OnPost(int status) => Tell(status);

    private void Tell(int status)
    {
        (Heading, Says) = status switch
        {
            StatusCodes.Status400BadRequest => ("This form could not be read", "It may have been open for too long. Go back, load the page again and send the form once more."),
            StatusCodes.Status403Forbidden => ("This page is not yours", "You are signed in, but what you asked for belongs to somebody else or to another role."),
            StatusCodes.Status404NotFound => ("Page not found", "Check the address. What you look for may have been moved, or may never have been here."),
            StatusCodes.Status503ServiceUnavailable => ("This part of the service is away", "It will be back soon. Nothing you told us before is lost; try again in a few minutes."),
            _ => ("Something went wrong", "It is our fault and not yours. Try again in a few minutes."),
        };
        TraceId = status >= StatusCodes.Status500InternalServerError ? Activity.Current?.TraceId.ToString() : null;
        if (Response.StatusCode == StatusCodes.Status200OK && status is >= 400 and < 600)
            Response.StatusCode = status;
    }
}
