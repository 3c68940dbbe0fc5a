namespace Housing.Testing;

/// <summary>Names of queues and exchanges that no other test uses.</summary>
public static class Prefix
{
    public static string New() => $"t{Guid.CreateVersion7():N}-";
}
