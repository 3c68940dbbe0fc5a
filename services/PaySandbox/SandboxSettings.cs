namespace Housing.PaySandbox;

/// <summary>The settings under <c>Sandbox</c>.</summary>
public sealed class SandboxSettings
{
    /// <summary>What callers of the API show as their bearer token.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>What callbacks are signed with.</summary>
    public string SigningSecret { get; set; } = "";

    /// <summary>Where callbacks go; none are sent where it is not set.</summary>
    public Uri? Callback { get; set; }

    /// <summary>How long a payer has.</summary>
    public TimeSpan ExpiresAfter { get; set; } = TimeSpan.FromMinutes(90);

    /// <summary>How long after an attempt that nobody answered the next one is made; after the last of them it is given up.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; set; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)];
}
