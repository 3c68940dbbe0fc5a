namespace Housing.Portal;

/// <summary>What somebody has said so far of a fault they report, one question after the other. It travels with them, protected, and is kept nowhere.</summary>
public sealed record ReportDraft
{
    public string Room { get; init; } = "";
    public string Item { get; init; } = "";
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    public string Words { get; init; } = "";
    public string Access { get; init; } = "";
    public string ContactBy { get; init; } = "";

    /// <summary>The request it will be, so that sending it twice reports it once.</summary>
    public string RequestId { get; init; } = "";
}
