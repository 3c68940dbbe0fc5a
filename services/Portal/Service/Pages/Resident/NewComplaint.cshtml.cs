using Housing.Complaints.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using Complaints_ = Housing.Complaints.Contracts.V1.Complaints;

namespace Housing.Portal.Pages.Resident;

/// <summary>A complaint, a comment or praise.</summary>
public sealed class NewComplaintModel(Complaints_.ComplaintsClient complaints, Feedback.FeedbackClient feedback) : PortalPage
{
    public static readonly IReadOnlyList<Portal.Choice> Kinds = [new("complaint", "A complaint", "Something went wrong and has to be put right"), new("comment", "A comment", "Something we should know"), new("praise", "Praise", "Somebody did well")];

    /// <summary>The repair that it is about.</summary>
    [BindProperty(SupportsGet = true, Name = "about")]
    public string About { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Subject { get; set; } = "";

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string Wanted { get; set; } = "";

    public IReadOnlyList<Portal.Choice> Subjects { get; private set; } = [];

    public Task<IActionResult> OnPostAsync() => Do(async () =>
    {
        if (!Kinds.Any(kind => kind.Value == Kind))
            ModelState.AddModelError(nameof(Kind), "Say what it is");
        if (Subject.Length == 0)
            ModelState.AddModelError(nameof(Subject), "Choose what it is about");
        if (string.IsNullOrWhiteSpace(What))
            ModelState.AddModelError(nameof(What), "Tell us what happened");
        if (!ModelState.IsValid)
            return null;
        if (Kind != "complaint")
        {
            await feedback.RecordFeedbackAsync(
                new()
                {
                    RequestId = RequestId,
                    Kind = Kind == "praise" ? FeedbackKind.Compliment : FeedbackKind.Comment,
                    Channel = Channel.Portal,
                    Words = What.Trim(),
                    Subject = Subject,
                    HouseholdId = Person.Household!.Value.ToString(),
                },
                cancellationToken: Stop);
            TempData[Notice.Key] = Kind == "praise" ? "Thank you. It goes to whom it is for." : "Thank you for telling us.";
            return Redirect("/complaints");
        }

        var taken = await complaints.ReceiveComplaintAsync(
            new()
            {
                RequestId = RequestId,
                Channel = Channel.Portal,
                Words = What.Trim(),
                OutcomeWanted = Wanted.Trim(),
                Issues = { new NewIssue { Subject = Subject } },
                AboutService = About.Length > 0 ? "repairs" : "",
                AboutCaseId = About,
            },
            cancellationToken: Stop);
        TempData[Notice.Key] = taken switch
        {
            { Joined: true } => "You told us this before: what you say now is with it.",
            { Offer.Length: > 0 } => taken.Offer,
            _ => $"We have your complaint. Its reference is {taken.Complaint.Reference}.",
        };
        return Redirect($"/complaints/{taken.Complaint.ComplaintId}");
    }, ("words", nameof(What)), ("outcome_wanted", nameof(Wanted)), ("issues[0].subject", nameof(Subject)), ("subject", nameof(Subject)));

    protected override async Task Load()
    {
        var terms = await complaints.GetTermsAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop);
        Subjects = [.. terms.Subjects.Select(subject => new Portal.Choice(subject.Key, subject.Name))];
    }
}
