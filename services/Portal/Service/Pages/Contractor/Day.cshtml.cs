using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Microsoft.AspNetCore.Mvc;
using RepairsClient = Housing.Repairs.Contracts.V1.Repairs.RepairsClient;

namespace Housing.Portal.Pages.Contractor;

/// <summary>A contractor's appointments of a day in order of time, for a phone.</summary>
public sealed class DayModel(RepairsClient repairs, TimeProvider clock) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public DateOnly? On { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public DateOnly Today => London.DayOf(clock.GetUtcNow());

    public DateOnly Day => On is { } day && day > London.FirstDay && day < London.LastDay ? day : Today;

    public IReadOnlyList<DayEntry> Entries { get; private set; } = [];
    public NextPage Next { get; private set; } = null!;

    protected override async Task Load()
    {
        var day = await repairs.ContractorDayAsync(
            new() { Landlord = Person.Landlord, Contractor = Person.Contractor ?? "", Day = new() { Year = Day.Year, Month = Day.Month, Day = Day.Day }, PageSize = 50, PageToken = After ?? "" }, cancellationToken: Stop);
        Entries = day.Entries;
        Next = new(day.NextPageToken, Request);
    }

    public static (string Colour, string Text) State(DayEntry entry) => entry.State switch
    {
        "booked" when entry.ArrivedAt is not null => ("green", "There"),
        "booked" when entry.Appointment.OnTheWayAt is not null => ("turquoise", "On the way"),
        "attended" => ("green", "Attended"),
        "missed" => ("red", "Missed"),
        "no-access" => ("orange", "No access"),
        _ => ("blue", "Booked"),
    };
}
