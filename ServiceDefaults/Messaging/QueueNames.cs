using System.Reflection;
using MassTransit;

namespace Housing.ServiceDefaults;

internal static class QueueNames
{
    public const string ErrorSuffix = "_error";

    /// <summary>"repairs" for Housing.Repairs.Service: two services must never share a queue.</summary>
    public static string ServiceOf(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (name.StartsWith("Housing.", StringComparison.Ordinal))
            name = name["Housing.".Length..];
        if (name.EndsWith(".Service", StringComparison.Ordinal))
            name = name[..^".Service".Length];
        return name.Replace('.', '-').ToLowerInvariant();
    }

    /// <summary>The queue a message came from.</summary>
    public static string Of(ConsumeContext context) => context.ReceiveContext.InputAddress.Segments[^1].TrimEnd('/');
}
