using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using Repairs_ = Housing.Repairs.Contracts.V1.Repairs;

namespace Housing.Portal.Pages.Resident;

/// <summary>Where a repair stands: its clock, its appointment, what happened, and what can be done.</summary>
public sealed class RepairModel(Repairs_.RepairsClient repairs, TimeProvider clock) : RepairPage(repairs, clock)
{
    /// <summary>How long a page is told of changes before it asks again; a browser does so by itself.</summary>
    private static readonly TimeSpan Watching = TimeSpan.FromMinutes(4);

    private readonly Repairs_.RepairsClient _repairs = repairs;

    [BindProperty]
    public string Satisfied { get; set; } = "";

    [BindProperty]
    public string Note { get; set; } = "";

    [BindProperty]
    public string Reason { get; set; } = "";

    public bool IsOpen => Repair.Stage is Stage.Reported or Stage.Appointed or Stage.InProgress;

    /// <summary>Whether another time can be chosen here: the appointment lies ahead.</summary>
    public bool MayChange => IsOpen && Repair.Appointment is not null;

    /// <summary>Somebody should have come and did not.</summary>
    public bool WasMissed => Repair.Timeline.Any(milestone => milestone.Name == "repair.appointment-missed");

    public bool MayConfirm => Repair.Stage == Stage.Completed && Repair.Confirmation is null;

    public Task<IActionResult> OnPostCancelAsync() => Do(async () =>
    {
        if (string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), "Tell us why, in a few words");
            return null;
        }

        await Load();
        await _repairs.CancelAppointmentAsync(
            new() { RequestId = RequestId, RepairId = Id, AppointmentId = Repair.Appointment?.AppointmentId ?? "", Reason = Reason.Trim() }, cancellationToken: Stop);
        TempData[Notice.Key] = "The appointment is cancelled. You can choose another.";
        return Redirect($"/repairs/{Id}");
    }, ("reason", nameof(Reason)));

    public Task<IActionResult> OnPostConfirmAsync() => Do(async () =>
    {
        if (Satisfied is not ("yes" or "no"))
            ModelState.AddModelError(nameof(Satisfied), "Say whether it is mended");
        if (Satisfied == "no" && string.IsNullOrWhiteSpace(Note))
            ModelState.AddModelError(nameof(Note), "Tell us what is still wrong");
        if (!ModelState.IsValid)
            return null;
        await _repairs.ConfirmRepairAsync(
            new() { RequestId = RequestId, RepairId = Id, Satisfied = Satisfied == "yes", Note = Note.Trim(), Reopen = Satisfied == "no" }, cancellationToken: Stop);
        TempData[Notice.Key] = Satisfied == "yes" ? "Thank you for telling us." : "It will be done again.";
        return Redirect($"/repairs/{Id}");
    }, ("note", nameof(Note)));

    /// <summary>The appointment for a calendar of one's own.</summary>
    public async Task<IActionResult> OnGetCalendarAsync()
    {
        await Load();
        if (Repair.Appointment is null)
            return NotFound();
        var file = await _repairs.GetAppointmentCalendarAsync(new() { RepairId = Id, AppointmentId = Repair.Appointment.AppointmentId }, cancellationToken: Stop);
        return File(System.Text.Encoding.UTF8.GetBytes(file.Body), file.ContentType, file.FileName);
    }

    /// <summary>Tells an open page that something happened to the repair: what, it reads itself.</summary>
    public async Task<IActionResult> OnGetWatchAsync()
    {
        using var call = _repairs.WatchRepair(new() { RepairId = Id }, deadline: TimeProvider.System.GetUtcNow().Add(Watching).UtcDateTime, cancellationToken: Stop);
        try
        {
            // What it is now comes first, and the page shows that already; a repair that is not theirs is refused before anything is sent.
            if (!await call.ResponseStream.MoveNext(Stop))
                return new EmptyResult();
            Response.ContentType = "text/event-stream";
            await Response.WriteAsync("retry: 5000\n\n", Stop);
            await Response.Body.FlushAsync(Stop);
            while (await call.ResponseStream.MoveNext(Stop))
            {
                await Response.WriteAsync("event: changed\ndata:\n\n", Stop);
                await Response.Body.FlushAsync(Stop);
            }
        }
        catch (RpcException fault) when (Response.HasStarted || fault.StatusCode is Grpc.Core.StatusCode.Cancelled or Grpc.Core.StatusCode.DeadlineExceeded)
        {
            // The browser asks again; a page that was left does not.
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }

        return new EmptyResult();
    }
}
