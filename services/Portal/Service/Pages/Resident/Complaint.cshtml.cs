using Housing.Complaints.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using Complaints_ = Housing.Complaints.Contracts.V1.Complaints;

namespace Housing.Portal.Pages.Resident;

/// <summary>One complaint, to its end: how we understand it, what we answered, our letters, stage two and the Ombudsman.</summary>
public sealed class ComplaintModel(Complaints_.ComplaintsClient complaints, Letters.LettersClient letters, TimeProvider clock) : PortalPage
{
    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    [BindProperty]
    public string Remains { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public Complaint Complaint { get; private set; } = new();
    public GetTermsResponse? Terms { get; private set; }
    public IReadOnlyList<Letter> Letters { get; private set; } = [];

    public bool MayInsist => Complaint.Stage == Stage.ServiceRequest;

    public bool MayEscalate => Complaint.Stage == Stage.OneAnswered && Terms?.StageTwoOffered == true;

    public bool MayWithdraw => Complaint.Stage is Stage.ServiceRequest or Stage.One or Stage.Two;

    public IReadOnlyList<Clock> Clocks => [.. Complaint.Commitments
        .OrderBy(promise => promise.Outcome == Outcome.Open ? 0 : 1).ThenBy(promise => promise.DueAt?.Seconds)
        .Select(promise => Clock.Of(promise.StandardId, promise.Summary, promise.Source, (int)promise.Outcome, promise.DueAt, promise.OriginalDueAt, promise.MetAt, "", clock.GetUtcNow()))];

    public Clock? Next => Clocks.FirstOrDefault(one => one.State is ClockState.Open or ClockState.Late);

    public Task<IActionResult> OnPostInsistAsync() => Do(async () =>
    {
        await complaints.InsistOnComplaintAsync(new() { RequestId = RequestId, ComplaintId = Id }, cancellationToken: Stop);
        TempData[Notice.Key] = "It is a complaint now, and its times run.";
        return Redirect($"/complaints/{Id}");
    });

    public Task<IActionResult> OnPostEscalateAsync() => Do(async () =>
    {
        await complaints.EscalateComplaintAsync(new() { RequestId = RequestId, ComplaintId = Id, Words = Remains.Trim(), Channel = Channel.Portal }, cancellationToken: Stop);
        TempData[Notice.Key] = "Somebody else looks into it now.";
        return Redirect($"/complaints/{Id}");
    }, ("words", nameof(Remains)));

    public Task<IActionResult> OnPostWithdrawAsync() => Do(async () =>
    {
        if (string.IsNullOrWhiteSpace(Why))
        {
            ModelState.AddModelError(nameof(Why), "Tell us why, in a few words");
            return null;
        }

        await complaints.WithdrawComplaintAsync(new() { RequestId = RequestId, ComplaintId = Id, Words = Why.Trim() }, cancellationToken: Stop);
        TempData[Notice.Key] = "Your complaint is withdrawn.";
        return Redirect($"/complaints/{Id}");
    }, ("words", nameof(Why)));

    /// <summary>A letter as it was sent, or the same in large print.</summary>
    public async Task<IActionResult> OnGetLetterAsync(string letter, bool large)
    {
        var answer = await letters.GetLetterAsync(new() { LetterId = letter, Format = LetterFormat.Pdf, LargePrint = large }, cancellationToken: Stop);
        return File(answer.Page.ToByteArray(), "application/pdf", $"letter-{answer.Letter.Reference}.pdf");
    }

    protected override async Task Load()
    {
        var complaint = complaints.GetComplaintAsync(new() { ComplaintId = Id }, cancellationToken: Stop);
        var terms = complaints.GetTermsAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop).Part();
        var written = letters.ListLettersAsync(new() { ComplaintId = Id }, cancellationToken: Stop).Part();
        Complaint = (await complaint).Complaint;
        Terms = (await terms).Answer;
        Letters = (await written).Answer?.Letters ?? [];
    }
}
