using System.Text.Json;

namespace Housing.Standards;

/// <summary>Something wrong in a service's section; the path is within it: "faults[3].priority".</summary>
public sealed record PolicyFault(string Path, string Fault);

/// <summary>A service's own section of a landlord's standards file, deserialised. It knows its own rules.</summary>
public interface IPolicy
{
    /// <summary>Every fault beyond missing and misspelt properties, each with what would be right.</summary>
    IEnumerable<PolicyFault> Check();
}

/// <summary>Every landlord's section for one service: <c>policies.For("havering")</c>.</summary>
public sealed class Policies<TPolicy>
    where TPolicy : class, IPolicy
{
    private readonly Dictionary<string, TPolicy> _byLandlord;

    /// <summary>Policies made by hand, for tests.</summary>
    public Policies(IReadOnlyDictionary<string, TPolicy> byLandlord) => _byLandlord = new(byLandlord, StringComparer.Ordinal);

    public TPolicy For(string landlord) => _byLandlord.TryGetValue(landlord, out var policy)
        ? policy
        : throw new KeyNotFoundException($"No landlord “{landlord}” has a standards file; there are {string.Join(", ", _byLandlord.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>Reads one service's sections by themselves; services take them from the container.</summary>
    public static Policies<TPolicy> Read(string folder, string section) => new StandardsFolder(folder).Read<TPolicy>(section).Policies;
}
