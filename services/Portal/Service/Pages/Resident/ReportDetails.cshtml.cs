using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Resident;

/// <summary>The report in the resident's own words, and how to get in.</summary>
public sealed class ReportDetailsModel(ReportDrafts drafts) : PortalPage
{
    public static readonly IReadOnlyList<Choice> Ways = [new("text", "By text message"), new("phone", "By telephone"), new("email", "By email"), new("letter", "By letter"), new("portal", "Only here")];

    [BindProperty]
    public string Description { get; set; } = "";

    [BindProperty]
    public string Access { get; set; } = "";

    [BindProperty]
    public string ContactBy { get; set; } = "";

    public ReportDraft Draft { get; private set; } = new();

    public override async Task<IActionResult> OnGetAsync() => drafts.Read().Item.Length == 0 ? Redirect("/repairs/report") : await base.OnGetAsync();

    public Task<IActionResult> OnPostAsync() => Do(() =>
    {
        if (string.IsNullOrWhiteSpace(Description))
            ModelState.AddModelError(nameof(Description), "Tell us what is wrong");
        if (Description.Length > 1500)
            ModelState.AddModelError(nameof(Description), "Tell us what is wrong in 1,500 characters or fewer");
        if (Access.Length > 500)
            ModelState.AddModelError(nameof(Access), "Tell us how to get in in 500 characters or fewer");
        if (ContactBy.Length > 0 && !Ways.Any(way => way.Value == ContactBy))
            ModelState.AddModelError(nameof(ContactBy), "Choose how we shall tell you");
        if (!ModelState.IsValid)
            return Task.FromResult<IActionResult?>(null);
        drafts.Write(drafts.Read() with { Words = Description.Trim(), Access = Access.Trim(), ContactBy = ContactBy });
        return Task.FromResult<IActionResult?>(Redirect("/repairs/report-check"));
    });

    protected override Task Load()
    {
        Draft = drafts.Read();
        return Task.CompletedTask;
    }
}
