using Housing.Repairs.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using Repairs_ = Housing.Repairs.Contracts.V1.Repairs;

namespace Housing.Portal.Pages.Resident;

/// <summary>One question of a report: /repairs/report begins it, /repairs/report/KEY asks.</summary>
public sealed class ReportModel(Repairs_.RepairsClient repairs, ReportDrafts drafts) : PortalPage
{
    [BindProperty(SupportsGet = true, Name = "key")]
    public string? Key { get; set; }

    [BindProperty]
    public string Answer { get; set; } = "";

    public ReportQuestion Question { get; private set; } = null!;

    public string? Chosen { get; private set; }

    /// <summary>Where “Back” leads.</summary>
    public string Before { get; private set; } = "/repairs";

    private Catalogue _catalogue = new();

    public override async Task<IActionResult> OnGetAsync()
    {
        if (Key is null)
        {
            drafts.Write(new ReportDraft { RequestId = NewRequestId() });
            return Redirect($"/repairs/report/{ReportQuestions.Room}");
        }

        await Load();
        return Question is null ? Onwards(drafts.Read()) : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await Load();
        if (Question is null)
            return Onwards(drafts.Read());
        return await Do(() =>
        {
            if (!Question.Choices.Any(choice => choice.Value == Answer))
            {
                ModelState.AddModelError(nameof(Answer), "Choose one of the answers");
                return Task.FromResult<IActionResult?>(null);
            }

            var draft = ReportQuestions.With(drafts.Read(), Question.Key, Answer);
            drafts.Write(draft);
            return Task.FromResult<IActionResult?>(Onwards(draft));
        });
    }

    protected override async Task Load()
    {
        _catalogue = (await repairs.GetCatalogueAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop)).Catalogue;
        var draft = drafts.Read();
        var path = ReportQuestions.Path(_catalogue, draft).ToList();
        var at = path.FindIndex(question => question.Key == Key);
        // A question that is not on the way (yet) is not asked: the way leads to it.
        Question = at < 0 ? null! : path[at];
        Chosen = at < 0 ? null : ReportQuestions.Given(path[at], draft)?.Value;
        Before = at > 0 ? $"/repairs/report/{path[at - 1].Key}" : "/repairs";
    }

    private RedirectResult Onwards(ReportDraft draft) =>
        Redirect(ReportQuestions.Next(_catalogue, draft) is { } next ? $"/repairs/report/{next.Key}" : draft.Words.Length == 0 ? "/repairs/report-details" : "/repairs/report-check");
}
