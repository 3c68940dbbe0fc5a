using Housing.Performance.Contracts.V1;
using Housing.Standards;
using PerformanceClient = Housing.Performance.Contracts.V1.Performance.PerformanceClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>The landlords side by side on what they promise about the same thing: shares of twelve months, no cases.</summary>
public sealed class CompareModel(PerformanceClient performance, TimeProvider clock) : PortalPage
{
    public IReadOnlyList<ComparedSubject> Subjects { get; private set; } = [];

    protected override async Task Load()
    {
        var today = London.DayOf(clock.GetUtcNow());
        var compared = await performance.CompareLandlordsAsync(new() { From = Figures.Date(today.AddMonths(-11)), Through = Figures.Date(today) }, cancellationToken: Stop);
        Subjects = [.. compared.Subjects.Where(s => s.Landlords.Any(l => l.Shares.Any(share => share.Denominator > 0)))];
    }
}
