using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.AspNetCore.Mvc;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;
using Home = Housing.Estates.Contracts.V1.Home;
using Household = Housing.Tenancy.Contracts.V1.Household;
using RepairsClient = Housing.Repairs.Contracts.V1.Repairs.RepairsClient;
using TenanciesClient = Housing.Tenancy.Contracts.V1.Tenancies.TenanciesClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>One repair: what is wrong, what was promised, what happened, and what may be done by whom.</summary>
public sealed class RepairCaseModel(RepairsClient repairs, EstatesClient estates, TenanciesClient tenancies) : CasePage
{
    public sealed class SlotForm
    {
        public string Slot { get; set; } = "";
        public string Starts { get; set; } = "";
        public string Ends { get; set; } = "";
        public string Reason { get; set; } = "";
    }

    public sealed class NoteForm
    {
        public string At { get; set; } = "";
        public string Note { get; set; } = "";
        public string Channel { get; set; } = "";
        public string Reached { get; set; } = "";
        public string Fixed { get; set; } = "";
        public string Cost { get; set; } = "";
        public string Tidy { get; set; } = "";
        public string NoFollowUp { get; set; } = "";
    }

    public sealed class ExtensionForm
    {
        public string Promise { get; set; } = "";
        public string Day { get; set; } = "";
        public string Reason { get; set; } = "";
        public string AgreedBy { get; set; } = "";
    }

    [BindProperty]
    public SlotForm Book { get; set; } = new();

    [BindProperty]
    public SlotForm Move { get; set; } = new();

    [BindProperty]
    public SlotForm Cancel { get; set; } = new();

    [BindProperty]
    public NoteForm Visit { get; set; } = new();

    [BindProperty]
    public NoteForm Safe { get; set; } = new();

    [BindProperty]
    public NoteForm Complete { get; set; } = new();

    [BindProperty]
    public NoteForm Contact { get; set; } = new();

    [BindProperty]
    public ExtensionForm Extend { get; set; } = new();

    public Repair Repair { get; private set; } = new();
    public Home? Home { get; private set; }
    public Household? Household { get; private set; }
    public IReadOnlyList<ShownPromise> Promises { get; private set; } = [];
    public IReadOnlyList<Happening> Timeline { get; private set; } = [];
    public IReadOnlyList<Choice> Slots { get; private set; } = [];

    public bool IsOver => Repair.Stage is Stage.Completed or Stage.Closed;

    /// <summary>Officers and managers change repairs; auditors and the income team look.</summary>
    public bool MayAct => Person.Role is Role.Officer or Role.Manager;

    public IReadOnlyList<Choice> Extendable => [.. Promises.Where(p => p.State == PromiseState.Open && !p.IsLaw).Select(p => new Choice(p.StandardId, $"{p.StandardId}: {p.Summary}"))];

    public static IReadOnlyList<Choice> Channels { get; } = [new("Phone", "By phone"), new("Text", "By text"), new("Email", "By email"), new("Letter", "By letter"), new("Portal", "In the portal")];

    public static IReadOnlyList<Choice> YesNo { get; } = [new("yes", "Yes"), new("no", "No")];

    protected override async Task Load()
    {
        Repair = (await repairs.GetRepairAsync(new() { RepairId = Id.ToString() }, cancellationToken: Stop)).Repair;
        var asksSlots = MayAct && !IsOver;
        var slots = asksSlots ? Beside(repairs.ListSlotsAsync(new() { RepairId = Repair.RepairId, PageSize = 5 }, cancellationToken: Stop).ResponseAsync) : null;
        var home = Repair.HomeId is "" ? null : Beside(estates.GetHomeAsync(new() { HomeId = Repair.HomeId }, cancellationToken: Stop).ResponseAsync);
        var household = Repair.HomeId is "" ? null : Beside(tenancies.GetHouseholdAsync(new() { HomeId = Repair.HomeId }, cancellationToken: Stop).ResponseAsync);
        Home = home is null ? null : (await home)?.Home;
        Household = household is null ? null : (await household)?.Household;
        var free = slots is null ? null : await slots;
        Slots = free is null ? [] : [.. free.Slots.Take(20).Select(s => new Choice(s.SlotKey, $"{Words.Span(s.StartsAt, s.EndsAt)} ({s.Name})"))];
        Promises = ShownPromise.InOrder(Repair.Commitments.Select(ShownPromise.Of));
        Timeline = [.. Repair.Timeline.Reverse().Select(line => new Happening(Said.Plainly(line.Name), line.At.ToDateTimeOffset(), line.By, line.Note))];
    }

    public Task<IActionResult> OnPostBookAsync() => Act("The appointment is booked.", async () =>
    {
        var (starts, ends) = Times("Book", Book);
        if (ModelState.IsValid)
            await repairs.BookAppointmentAsync(new() { RequestId = RequestId, RepairId = Id.ToString(), SlotKey = starts is null ? Book.Slot : "", StartsAt = starts, EndsAt = ends }, cancellationToken: Stop);
    }, ("slot_key", "Book.Slot"), ("starts_at", "Book.Starts"), ("ends_at", "Book.Ends"));

    public Task<IActionResult> OnPostMoveAsync() => Act("The appointment is moved.", async () =>
    {
        var (starts, ends) = Times("Move", Move);
        if (ModelState.IsValid)
        {
            await repairs.ChangeAppointmentAsync(new()
            {
                RequestId = RequestId, RepairId = Id.ToString(), AppointmentId = await Booked(), SlotKey = starts is null ? Move.Slot : "", StartsAt = starts, EndsAt = ends, Reason = Move.Reason,
            }, cancellationToken: Stop);
        }
    }, ("slot_key", "Move.Slot"), ("starts_at", "Move.Starts"), ("ends_at", "Move.Ends"), ("reason", "Move.Reason"));

    public Task<IActionResult> OnPostCancelAsync() => Act("The appointment is cancelled.", async () =>
        await repairs.CancelAppointmentAsync(new() { RequestId = RequestId, RepairId = Id.ToString(), AppointmentId = await Booked(), Reason = Cancel.Reason }, cancellationToken: Stop), ("reason", "Cancel.Reason"));

    public Task<IActionResult> OnPostMissedAsync() => Act("It is recorded that nobody came.", async () =>
        await repairs.RecordMissedAppointmentAsync(new() { RequestId = RequestId, RepairId = Id.ToString(), AppointmentId = await Booked() }, cancellationToken: Stop));

    public Task<IActionResult> OnPostVisitAsync() => Act("The visit is recorded.", async () =>
    {
        var at = When("Visit.At", Visit.At);
        var request = new RecordVisitRequest { RequestId = RequestId, RepairId = Id.ToString(), VisitedAt = at, Note = Visit.Note };
        if (Visit.Fixed is not "")
            request.Fixed = Visit.Fixed == "yes";
        if (Visit.NoFollowUp is not "")
            request.FollowUp = new() { NoneBecause = Visit.NoFollowUp };
        if (ModelState.IsValid)
            await repairs.RecordVisitAsync(request, cancellationToken: Stop);
    }, ("visited_at", "Visit.At"), ("note", "Visit.Note"), ("fixed", "Visit.Fixed"), ("follow_up", "Visit.NoFollowUp"), ("follow_up.none_because", "Visit.NoFollowUp"));

    public Task<IActionResult> OnPostSafeAsync() => Act("It is recorded as made safe.", async () =>
    {
        var at = When("Safe.At", Safe.At);
        if (ModelState.IsValid)
            await repairs.MakeSafeAsync(new() { RequestId = RequestId, RepairId = Id.ToString(), MadeSafeAt = at }, cancellationToken: Stop);
    }, ("made_safe_at", "Safe.At"));

    public Task<IActionResult> OnPostCompleteAsync() => Act("The repair is completed.", async () =>
    {
        var request = new CompleteRepairRequest { RequestId = RequestId, RepairId = Id.ToString(), WorkDone = Complete.Note, CompletedAt = When("Complete.At", Complete.At) };
        if (Pence("Complete.Cost", Complete.Cost) is { } cost)
            request.CostPence = cost;
        if (Complete.Tidy is not "")
            request.LeftCleanAndTidy = Complete.Tidy == "yes";
        if (ModelState.IsValid)
            await repairs.CompleteRepairAsync(request, cancellationToken: Stop);
    }, ("work_done", "Complete.Note"), ("completed_at", "Complete.At"), ("cost_pence", "Complete.Cost"), ("left_clean_and_tidy", "Complete.Tidy"));

    public Task<IActionResult> OnPostContactAsync() => Act("The contact is on record.", async () =>
    {
        var at = When("Contact.At", Contact.At);
        if (ModelState.IsValid)
            await repairs.RecordRepairContactAsync(new() { RequestId = RequestId, RepairId = Id.ToString(), Channel = Channel(Contact.Channel), Reached = Contact.Reached != "no", Note = Contact.Note, At = at }, cancellationToken: Stop);
    }, ("channel", "Contact.Channel"), ("note", "Contact.Note"), ("at", "Contact.At"));

    public Task<IActionResult> OnPostExtendAsync() => Act("Another day is agreed; the first one stays on record.", async () =>
    {
        var day = Day("Extend.Day", Extend.Day);
        if (ModelState.IsValid)
        {
            await repairs.ExtendRepairAsync(new()
            {
                RequestId = RequestId, RepairId = Id.ToString(), StandardId = Extend.Promise, Reason = Extend.Reason, AgreedBy = Channel(Extend.AgreedBy),
                NewDay = day is { } d ? new() { Year = d.Year, Month = d.Month, Day = d.Day } : null,
            }, cancellationToken: Stop);
        }
    }, ("standard_id", "Extend.Promise"), ("new_day", "Extend.Day"), ("reason", "Extend.Reason"), ("agreed_by", "Extend.AgreedBy"));

    private Task<IActionResult> Act(string done, Func<Task> what, params (string Service, string Form)[] fields) => Do(async () =>
    {
        await what();
        if (!ModelState.IsValid)
            return null;
        TempData[Notice.Key] = done;
        return Redirect(Request.Path);
    }, fields);

    private static ContactChannel Channel(string channel) => System.Enum.TryParse<ContactChannel>(channel, out var read) && read.ToString() == channel ? read : ContactChannel.Unspecified;

    private (Timestamp? Starts, Timestamp? Ends) Times(string form, SlotForm given) => (When($"{form}.Starts", given.Starts), When($"{form}.Ends", given.Ends));

    /// <summary>The form itself says nothing of the appointment, so that one opened yesterday moves the one that is booked now.</summary>
    private async Task<string> Booked() => (await repairs.GetRepairAsync(new() { RepairId = Id.ToString() }, cancellationToken: Stop)).Repair.Appointment?.AppointmentId ?? Guid.Empty.ToString();
}
