namespace Housing.ServiceDefaults;

/// <summary>The section "Promises" of a service's settings.</summary>
internal sealed class PromiseOptions
{
    /// <summary>How often to look for promises that nothing announced: those that other replicas opened since.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(2);
}
