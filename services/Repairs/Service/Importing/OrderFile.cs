using Housing.ServiceDefaults;

namespace Housing.Repairs;

/// <summary>A file of orders from another system.</summary>
public static class OrderFile
{
    public static ImportFile Form { get; } = new(
        "orders", "order", StringComparer.Ordinal,
        ["order", "home", "fault", "description", "reported_at"],
        ["where", "cause", "crime_reference", "sor_codes", "trade_code", "made_safe_at", "completed_at", "work_done"]);
}
