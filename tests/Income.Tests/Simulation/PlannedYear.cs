using System.Globalization;
using System.Text.Json.Serialization;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income.Tests.Simulation;

/// <summary>What happens to one account in the simulated year, drawn from a seed; the sums are what the independent reckoning is told of.</summary>
internal sealed class PlannedAccount
{
    private readonly List<(DateOnly On, Func<Task> Do)> _doings = [];

    public required string Landlord { get; init; }
    public required string Tenure { get; init; }
    public required DateOnly StartedOn { get; init; }
    public Guid TenancyId { get; } = Guid.CreateVersion7();
    public Guid HouseholdId { get; } = Guid.CreateVersion7();
    public Guid HomeId { get; } = Guid.CreateVersion7();
    public string AccountId { get; set; } = "";
    public string PaymentReference { get; set; } = "";

    public List<PlannedCharge> Charges { get; } = [];

    /// <summary>Pence that came on the account besides its charges.</summary>
    public List<long> Sums { get; } = [];

    public void On(DateOnly day, Func<Task> doing) => _doings.Add((day, doing));

    /// <summary>Does what is planned for a day, one after another, as one person at a counter would.</summary>
    public async Task Live(DateOnly day)
    {
        foreach (var (_, doing) in _doings.Where(d => d.On == day).ToList())
            await doing();
    }

    public bool LivesOn(DateOnly day) => _doings.Any(d => d.On == day);

    public object Told => new { id = AccountId, landlord = Landlord, charges = Charges, sums = Sums };
}

/// <summary>A regular charge as it was agreed.</summary>
internal sealed record PlannedCharge(
    [property: JsonIgnore] Wire.SubAccount On, long Pence, [property: JsonIgnore] Wire.ChargePer Per, [property: JsonIgnore] Wire.ChargeCycle Cycle, [property: JsonIgnore] DateOnly First)
{
    [JsonIgnore]
    public DateOnly? Last { get; set; }

    [JsonPropertyName("per")]
    public string PerWord => IncomeMessages.Word(Per);

    [JsonPropertyName("cycle")]
    public string CycleWord => IncomeMessages.Word(Cycle);

    public string From => Iso(First);
    public string? Until => Last is { } last ? Iso(last) : null;

    /// <summary>It ends no later than this.</summary>
    public void End(DateOnly last) => Last = Last < last ? Last : last;

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
