using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Microsoft.AspNetCore.Mvc;
using Repairs_ = Housing.Repairs.Contracts.V1.Repairs;

namespace Housing.Portal.Pages.Resident;

/// <summary>Choose an appointment, or another one.</summary>
public sealed class AppointmentModel(Repairs_.RepairsClient repairs, TimeProvider clock) : RepairPage(repairs, clock)
{
    private readonly Repairs_.RepairsClient _repairs = repairs;

    [BindProperty]
    public string Slot { get; set; } = "";

    /// <summary>Straight from the report.</summary>
    [BindProperty(SupportsGet = true, Name = "new")]
    public bool IsNew { get; set; }

    [BindProperty(SupportsGet = true, Name = NextPage.Query)]
    public string After { get; set; } = "";

    public IReadOnlyList<Slot> Slots { get; private set; } = [];
    public NextPage Next_ => new(_token, Request);

    private string _token = "";

    public IReadOnlyList<Choice> Choices => [.. Slots.Select(slot => new Choice(slot.SlotKey, Words.Span(slot.StartsAt, slot.EndsAt), slot.Name))];

    public Task<IActionResult> OnPostAsync() => Do(async () =>
    {
        if (Slot.Length == 0)
        {
            ModelState.AddModelError(nameof(Slot), "Choose a time");
            return null;
        }

        await base.Load();
        if (Repair.Appointment is { } booked)
            await _repairs.ChangeAppointmentAsync(new() { RequestId = RequestId, RepairId = Id, AppointmentId = booked.AppointmentId, SlotKey = Slot }, cancellationToken: Stop);
        else
            await _repairs.BookAppointmentAsync(new() { RequestId = RequestId, RepairId = Id, SlotKey = Slot }, cancellationToken: Stop);
        if (!IsNew)
            TempData[Notice.Key] = "Your appointment is booked.";
        return Redirect(IsNew ? $"/repairs/{Id}/reported" : $"/repairs/{Id}");
    }, ("slot_key", nameof(Slot)));

    protected override async Task Load()
    {
        await base.Load();
        var listed = await _repairs.ListSlotsAsync(new() { RepairId = Id, PageSize = 4, PageToken = After }, cancellationToken: Stop);
        (Slots, _token) = (listed.Slots, listed.NextPageToken);
    }
}
