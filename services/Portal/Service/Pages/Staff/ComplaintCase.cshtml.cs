using System.Globalization;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;
using Home = Housing.Estates.Contracts.V1.Home;
using Household = Housing.Tenancy.Contracts.V1.Household;
using InvestigationsClient = Housing.Complaints.Contracts.V1.Investigations.InvestigationsClient;
using LettersClient = Housing.Complaints.Contracts.V1.Letters.LettersClient;
using TenanciesClient = Housing.Tenancy.Contracts.V1.Tenancies.TenanciesClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>One complaint: what was said and promised, what was found, and the next step to the answer.</summary>
public sealed class ComplaintCaseModel(ComplaintsClient complaints, InvestigationsClient investigations, LettersClient letters, EstatesClient estates, TenanciesClient tenancies) : CasePage
{
    public sealed class StepForm
    {
        public string Text { get; set; } = "";
        public string Next { get; set; } = "";
        public string Day { get; set; } = "";
        public string Channel { get; set; } = "";
        public string Reached { get; set; } = "";
        public string At { get; set; } = "";
        public string Reference { get; set; } = "";
        public string Agreed { get; set; } = "";
    }

    public sealed class HandlerForm
    {
        public string Subject { get; set; } = "";
        public string Name { get; set; } = "";
        public string Rank { get; set; } = "";
        public string NoPart { get; set; } = "";
        public string Reason { get; set; } = "";
    }

    public sealed class FindingForm
    {
        public int Issue { get; set; }
        public string Outcome { get; set; } = "";
        public string Reasons { get; set; } = "";
        public string Cause { get; set; } = "";
    }

    public sealed class RemedyForm
    {
        public string Kind { get; set; } = "";
        public string Words { get; set; } = "";
        public string Category { get; set; } = "";
        public string Sum { get; set; } = "";
        public string Fault { get; set; } = "";
        public string Owner { get; set; } = "";
        public string Day { get; set; } = "";
        public string Evidence { get; set; } = "";
    }

    public sealed class ActionForm
    {
        public string Remedy { get; set; } = "";
        public string Proof { get; set; } = "";
        public string Reason { get; set; } = "";
    }

    [BindProperty]
    public HandlerForm Assign { get; set; } = new();

    [BindProperty]
    public StepForm Acknowledge { get; set; } = new();

    [BindProperty]
    public StepForm Contact { get; set; } = new();

    [BindProperty]
    public StepForm Evidence { get; set; } = new();

    [BindProperty]
    public FindingForm Finding { get; set; } = new();

    [BindProperty]
    public RemedyForm Remedy { get; set; } = new();

    [BindProperty]
    public ActionForm Approve { get; set; } = new();

    [BindProperty]
    public ActionForm Drop { get; set; } = new();

    [BindProperty]
    public ActionForm Finish { get; set; } = new();

    [BindProperty]
    public StepForm Extend { get; set; } = new();

    [BindProperty]
    public StepForm Answer { get; set; } = new();

    [BindProperty]
    public StepForm Escalate { get; set; } = new();

    [BindProperty]
    public StepForm Withdraw { get; set; } = new();

    public Complaint Complaint { get; private set; } = new();
    public GetTermsResponse Terms { get; private set; } = new();
    public Home? Home { get; private set; }
    public Household? Household { get; private set; }
    public Readability? Reads { get; private set; }
    public IReadOnlyList<ShownPromise> Promises { get; private set; } = [];
    public IReadOnlyList<Happening> Timeline { get; private set; } = [];

    public bool MayAct => Person.Role is Role.Officer or Role.Manager;

    public bool IsBeingHandled => Complaint.Stage is Stage.One or Stage.Two;

    public bool IsOver => Complaint.Stage is Stage.Closed or Stage.Withdrawn or Stage.Excluded;

    public int StageNumber => Complaint.Stage is Stage.Two or Stage.FinalAnswered ? 2 : 1;

    /// <summary>What the answer still needs; nothing when it can go.</summary>
    public IReadOnlyList<(bool Done, string What)> Checks
    {
        get
        {
            var findings = Complaint.Issues.Select(i => (i.Number, Finding: i.Findings.FirstOrDefault(f => f.Stage == StageNumber))).ToList();
            var wrong = findings.Exists(f => f.Finding is { Outcome: FindingOutcome.Upheld or FindingOutcome.PartlyUpheld });
            var remedies = Complaint.Remedies.Where(r => r.Stage == StageNumber && r.State != RemedyState.Dropped).ToList();
            return
            [
                (Complaint.Handler is not null, "Somebody handles it"),
                .. findings.Select(f => (f.Finding is not null, string.Create(CultureInfo.InvariantCulture, $"Issue {f.Number} is decided, with reasons"))),
                (!wrong || remedies.Exists(r => r.Kind == RemedyKind.Apology), "What went wrong is apologised for"),
                (!remedies.Exists(r => r.State == RemedyState.WaitsForApproval), "No remedy waits for approval"),
            ];
        }
    }

    public static IReadOnlyList<Choice> Channels { get; } = [new("Phone", "By phone"), new("Letter", "By letter"), new("Email", "By email"), new("Web", "On the website"), new("Portal", "In the portal"), new("InPerson", "In person")];

    public static IReadOnlyList<Choice> Outcomes { get; } = [new("Upheld", "Upheld"), new("PartlyUpheld", "Partly upheld"), new("NotUpheld", "Not upheld")];

    public static IReadOnlyList<Choice> Kinds { get; } = [new("Apology", "Apology"), new("Compensation", "Compensation"), new("Works", "Works at the home"), new("Action", "Something else that we will do")];

    public IReadOnlyList<Choice> Causes => [new("", "None (not upheld)"), .. Terms.RootCauses.Select(c => new Choice(c.Key, c.Name))];

    public IReadOnlyList<Choice> Ranks => [.. Terms.Ranks.Select(r => new Choice(r.Key, r.Name))];

    public IReadOnlyList<Choice> Categories => [new("", "None"), .. Terms.Compensation.Where(c => !c.ShareOfRent).Select(c => new Choice(c.Category, $"{c.Name} ({Words.Money(c.From)} to {Words.Money(c.To)})"))];

    public IReadOnlyList<Choice> Issues => [.. Complaint.Issues.Select(i => new Choice(i.Number.ToString(CultureInfo.InvariantCulture), $"{i.Number}. {i.Text}"))];

    public IReadOnlyList<Choice> RemediesIn(params RemedyState[] states) =>
        [.. Complaint.Remedies.Where(r => states.Contains(r.State)).Select(r => new Choice(r.RemedyId, $"{StaffWords.Remedy(r.Kind)}: {r.Words}"))];

    public string SubjectName(string key) => Terms.Subjects.FirstOrDefault(s => s.Key == key)?.Name ?? Said.Plainly(key);

    protected override async Task Load()
    {
        Complaint = (await complaints.GetComplaintAsync(new() { ComplaintId = Id.ToString() }, cancellationToken: Stop)).Complaint;
        var terms = complaints.GetTermsAsync(new() { Landlord = Complaint.Landlord }, cancellationToken: Stop).ResponseAsync;
        var home = Complaint.HomeId is "" ? null : Beside(estates.GetHomeAsync(new() { HomeId = Complaint.HomeId }, cancellationToken: Stop).ResponseAsync);
        var household = Complaint.HouseholdId is "" ? null : Beside(tenancies.GetHouseholdAsync(new() { HouseholdId = Complaint.HouseholdId }, cancellationToken: Stop).ResponseAsync);
        Terms = await terms;
        Home = home is null ? null : (await home)?.Home;
        Household = household is null ? null : (await household)?.Household;
        Promises = ShownPromise.InOrder(Complaint.Commitments.Select(ShownPromise.Of));
        Timeline = [.. Complaint.Timeline.Reverse().Select(line => new Happening(Said.Plainly(line.Name), line.At.ToDateTimeOffset(), line.By, line.Note))];
    }

    public Task<IActionResult> OnPostAssignAsync() => Act("The handler is named.", async () => await complaints.AssignHandlerAsync(new()
    {
        RequestId = RequestId, ComplaintId = Id.ToString(), Handler = new() { Subject = Assign.Subject, Name = Assign.Name, Rank = Assign.Rank }, NoPartInEvents = Assign.NoPart == "yes", Reason = Assign.Reason,
    }, cancellationToken: Stop), ("handler.subject", "Assign.Subject"), ("handler.name", "Assign.Name"), ("handler.rank", "Assign.Rank"), ("no_part_in_events", "Assign.NoPart"), ("reason", "Assign.Reason"));

    public Task<IActionResult> OnPostAcknowledgeAsync() => Act("It is acknowledged, and the letter is written.", async () =>
    {
        var day = Day("Acknowledge.Day", Acknowledge.Day);
        if (ModelState.IsValid)
            await complaints.AcknowledgeComplaintAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString(), Understanding = Acknowledge.Text, NextSteps = Acknowledge.Next, DecideBy = Date(day) }, cancellationToken: Stop);
    }, ("understanding", "Acknowledge.Text"), ("next_steps", "Acknowledge.Next"), ("decide_by", "Acknowledge.Day"));

    public Task<IActionResult> OnPostContactAsync() => Act("The contact is on record.", async () =>
    {
        var at = When("Contact.At", Contact.At);
        if (ModelState.IsValid)
        {
            await complaints.RecordContactAsync(new()
            {
                RequestId = RequestId, ComplaintId = Id.ToString(), Channel = Channel(Contact.Channel), Reached = Contact.Reached != "no", Note = Contact.Text, NextSteps = Contact.Next, At = at,
            }, cancellationToken: Stop);
        }
    }, ("channel", "Contact.Channel"), ("note", "Contact.Text"), ("next_steps", "Contact.Next"), ("at", "Contact.At"));

    public Task<IActionResult> OnPostEvidenceAsync() => Act("The evidence is on record.", async () =>
        await investigations.AddEvidenceAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString(), What = Evidence.Text, Reference = Evidence.Reference }, cancellationToken: Stop),
        ("what", "Evidence.Text"), ("reference", "Evidence.Reference"));

    public Task<IActionResult> OnPostFindingAsync() => Act("The finding is on record.", async () => await investigations.RecordFindingAsync(new()
    {
        RequestId = RequestId, ComplaintId = Id.ToString(), Issue = Finding.Issue, Reasons = Finding.Reasons, RootCause = Finding.Cause,
        Outcome = Enum.TryParse<FindingOutcome>(Finding.Outcome, out var outcome) ? outcome : FindingOutcome.Unspecified,
    }, cancellationToken: Stop), ("issue", "Finding.Issue"), ("outcome", "Finding.Outcome"), ("reasons", "Finding.Reasons"), ("root_cause", "Finding.Cause"));

    public Task<IActionResult> OnPostRemedyAsync() => Act("The remedy is proposed.", async () =>
    {
        var (day, sum) = (Day("Remedy.Day", Remedy.Day), Pence("Remedy.Sum", Remedy.Sum));
        var request = new ProposeRemedyRequest
        {
            RequestId = RequestId, ComplaintId = Id.ToString(), Kind = Enum.TryParse<RemedyKind>(Remedy.Kind, out var kind) ? kind : RemedyKind.Unspecified,
            Words = Remedy.Words, Category = Remedy.Category, Pence = sum ?? 0, Fault = Remedy.Fault, Owner = Remedy.Owner, DueOn = Date(day),
        };
        foreach (var number in Remedy.Evidence.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read))
                request.Evidence.Add(read);
            else
                ModelState.AddModelError("Remedy.Evidence", "Enter numbers of the evidence, such as 1, 2.");
        }

        if (ModelState.IsValid)
            await investigations.ProposeRemedyAsync(request, cancellationToken: Stop);
    }, ("kind", "Remedy.Kind"), ("words", "Remedy.Words"), ("category", "Remedy.Category"), ("pence", "Remedy.Sum"), ("fault", "Remedy.Fault"), ("owner", "Remedy.Owner"), ("due_on", "Remedy.Day"), ("evidence", "Remedy.Evidence"));

    public Task<IActionResult> OnPostApproveAsync() => Act("The remedy is approved.", async () =>
        await investigations.ApproveRemedyAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString(), RemedyId = Approve.Remedy }, cancellationToken: Stop), ("remedy_id", "Approve.Remedy"));

    public Task<IActionResult> OnPostDropAsync() => Act("The remedy is dropped.", async () =>
        await investigations.DropRemedyAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString(), RemedyId = Drop.Remedy, Reason = Drop.Reason }, cancellationToken: Stop), ("remedy_id", "Drop.Remedy"), ("reason", "Drop.Reason"));

    public Task<IActionResult> OnPostFinishAsync() => Act("The action is done.", async () =>
        await investigations.CompleteActionAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString(), RemedyId = Finish.Remedy, Proof = Finish.Proof }, cancellationToken: Stop), ("remedy_id", "Finish.Remedy"), ("proof", "Finish.Proof"));

    public Task<IActionResult> OnPostExtendAsync() => Act("Another day is recorded, and the resident is told.", async () =>
    {
        var (day, at) = (Day("Extend.Day", Extend.Day), When("Extend.At", Extend.At));
        var agreement = Extend.Agreed == "yes" ? new Agreement { Channel = Channel(Extend.Channel), At = at, Reference = Extend.Reference } : null;
        if (ModelState.IsValid)
            await complaints.ExtendComplaintAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString(), NewDay = Date(day), Reason = Extend.Text, Agreement = agreement }, cancellationToken: Stop);
    }, ("new_day", "Extend.Day"), ("reason", "Extend.Text"), ("agreement.at", "Extend.At"), ("agreement.channel", "Extend.Channel"), ("agreement.reference", "Extend.Reference"));

    public Task<IActionResult> OnPostAnswerAsync() => Act("The answer is given, and the letter is written.", async () =>
        await complaints.AnswerComplaintAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString(), Text = Answer.Text }, cancellationToken: Stop), ("text", "Answer.Text"));

    /// <summary>Says how well the answer reads and what would refuse it, and sends nothing.</summary>
    public async Task<IActionResult> OnPostCheckAsync()
    {
        await Do(async () =>
        {
            Reads = (await letters.PreviewLetterAsync(new() { Answer = new() { RequestId = NewRequestId(), ComplaintId = Id.ToString(), Text = Answer.Text } }, cancellationToken: Stop)).Readability;
            return null;
        }, ("text", "Answer.Text"));
        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    public Task<IActionResult> OnPostEscalateAsync() => Act("It goes to stage two.", async () =>
        await complaints.EscalateComplaintAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString(), Words = Escalate.Text, Channel = Channel(Escalate.Channel) }, cancellationToken: Stop), ("words", "Escalate.Text"), ("channel", "Escalate.Channel"));

    public Task<IActionResult> OnPostWithdrawAsync() => Act("It is withdrawn.", async () =>
        await complaints.WithdrawComplaintAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString(), Words = Withdraw.Text }, cancellationToken: Stop), ("words", "Withdraw.Text"));

    public Task<IActionResult> OnPostCloseAsync() => Act("The complaint is closed.", async () =>
        await complaints.CloseComplaintAsync(new() { RequestId = RequestId, ComplaintId = Id.ToString() }, cancellationToken: Stop));

    private Task<IActionResult> Act(string done, Func<Task> what, params (string Service, string Form)[] fields) => Do(async () =>
    {
        await what();
        if (!ModelState.IsValid)
            return null;
        TempData[Notice.Key] = done;
        return Redirect(Request.Path);
    }, fields);

    private static Channel Channel(string channel) => Enum.TryParse<Channel>(channel, out var read) && read.ToString() == channel ? read : Complaints.Contracts.V1.Channel.Unspecified;

    private static Date? Date(DateOnly? day) => day is { } d ? new() { Year = d.Year, Month = d.Month, Day = d.Day } : null;
}
