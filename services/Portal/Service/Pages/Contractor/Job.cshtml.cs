using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Microsoft.AspNetCore.Mvc;
using RepairsClient = Housing.Repairs.Contracts.V1.Repairs.RepairsClient;

namespace Housing.Portal.Pages.Contractor;

/// <summary>One of a contractor's own orders: what is wrong, how to get in, and what is told from the doorstep.</summary>
public sealed class JobModel(RepairsClient repairs, TimeProvider clock) : Staff.CasePage
{
    public sealed class JobForm
    {
        public string Note { get; set; } = "";
        public string Card { get; set; } = "";
        public string At { get; set; } = "";
        public string Tidy { get; set; } = "";
        public string NoFollowUp { get; set; } = "";
    }

    [BindProperty]
    public JobForm Late { get; set; } = new();

    [BindProperty]
    public JobForm NoAccess { get; set; } = new();

    [BindProperty]
    public JobForm Unmended { get; set; } = new();

    [BindProperty]
    public JobForm Finish { get; set; } = new();

    public Repair Repair { get; private set; } = new();
    public IReadOnlyList<ShownPromise> Promises { get; private set; } = [];

    public bool IsOver => Repair.Stage is Stage.Completed or Stage.Closed;

    public bool AsksTidy => Repair.Shared || Repair.Where != Place.InHome;

    /// <summary>It is booked for today, and nobody has set out or is there yet.</summary>
    public bool MaySetOut => Repair is { ArrivedAt: null, Appointment: { OnTheWayAt: null } booked } && London.DayOf(booked.StartsAt.ToDateTimeOffset()) <= London.DayOf(clock.GetUtcNow());

    public bool WasThere => Repair.ArrivedAt is not null || Repair.Timeline.Any(t => t.Name is "repair.visited" or "repair.made-safe");

    /// <summary>Half an hour from now, by the clock in London.</summary>
    public string Soon
    {
        get
        {
            var soon = clock.GetUtcNow().AddMinutes(30);
            return $"{London.DayOf(soon):yyyy-MM-dd}T{London.ClockAt(soon):HH:mm}";
        }
    }

    protected override async Task Load()
    {
        Repair = (await repairs.GetRepairAsync(new() { RepairId = Id.ToString() }, cancellationToken: Stop)).Repair;
        Promises = ShownPromise.InOrder(Repair.Commitments.Select(ShownPromise.Of));
    }

    public Task<IActionResult> OnPostLateAsync() => Act("The resident is told when you will be there.", async booked =>
    {
        var at = When("Late.At", Late.At);
        if (ModelState.IsValid)
            await repairs.SayRunningLateAsync(new() { RequestId = RequestId, RepairId = Id.ToString(), AppointmentId = booked, ExpectedAt = at, Reason = Late.Note }, cancellationToken: Stop);
    }, ("expected_at", "Late.At"), ("reason", "Late.Note"));

    public Task<IActionResult> OnPostOnTheWayAsync() => Act("The resident is told that you are on your way.", async booked =>
        await repairs.SayOnTheWayAsync(new() { RequestId = RequestId, RepairId = Id.ToString(), AppointmentId = booked }, cancellationToken: Stop));

    public Task<IActionResult> OnPostArrivedAsync() => Act("It is recorded that you are there.", async _ =>
        await repairs.RecordArrivalAsync(new() { RequestId = RequestId, RepairId = Id.ToString() }, cancellationToken: Stop));

    public Task<IActionResult> OnPostNoAccessAsync() => Act("It is recorded that nobody let you in.", async booked =>
        await repairs.RecordNoAccessAsync(new() { RequestId = RequestId, RepairId = Id.ToString(), AppointmentId = booked, CardLeftBy = NoAccess.Card, Note = NoAccess.Note }, cancellationToken: Stop),
        ("card_left_by", "NoAccess.Card"), ("note", "NoAccess.Note"));

    public Task<IActionResult> OnPostUnmendedAsync() => Act("The visit is recorded; the repair stays open.", async _ =>
    {
        var request = new RecordVisitRequest { RequestId = RequestId, RepairId = Id.ToString(), Note = Unmended.Note, Fixed = false };
        if (Unmended.NoFollowUp is not "")
            request.FollowUp = new() { NoneBecause = Unmended.NoFollowUp };
        await repairs.RecordVisitAsync(request, cancellationToken: Stop);
    }, ("note", "Unmended.Note"), ("follow_up", "Unmended.NoFollowUp"), ("follow_up.none_because", "Unmended.NoFollowUp"));

    public Task<IActionResult> OnPostSafeAsync() => Act("It is recorded as made safe.", async _ => await repairs.MakeSafeAsync(new() { RequestId = RequestId, RepairId = Id.ToString() }, cancellationToken: Stop));

    public Task<IActionResult> OnPostFinishAsync() => Act("Done. The repair is completed.", async _ =>
    {
        var request = new CompleteRepairRequest { RequestId = RequestId, RepairId = Id.ToString(), WorkDone = Finish.Note };
        if (Finish.Tidy is not "")
            request.LeftCleanAndTidy = Finish.Tidy == "yes";
        await repairs.CompleteRepairAsync(request, cancellationToken: Stop);
    }, ("work_done", "Finish.Note"), ("left_clean_and_tidy", "Finish.Tidy"));

    private Task<IActionResult> Act(string done, Func<string, Task> what, params (string Service, string Form)[] fields) => Do(async () =>
    {
        var booked = (await repairs.GetRepairAsync(new() { RepairId = Id.ToString() }, cancellationToken: Stop)).Repair.Appointment?.AppointmentId;
        await what(booked ?? Guid.Empty.ToString());
        if (!ModelState.IsValid)
            return null;
        TempData[Notice.Key] = done;
        return Redirect(Request.Path);
    }, fields);
}
