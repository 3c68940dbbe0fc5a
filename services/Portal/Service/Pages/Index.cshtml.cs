using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Housing.Portal.Pages;

/// <summary>The address people type: on to their first page, or to the sign-in.</summary>
public sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect(Person.Of(User) is { } person ? Menu.FirstPage(person) : "/sign-in");
}
