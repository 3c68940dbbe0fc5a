using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace Housing.ServiceDefaults;

/// <summary>
/// Who may call what: one line a method, and a method without a line is refused to everybody.
/// <code>
/// public static AccessTable Table { get; } = new AccessTable(Repairs.Descriptor)
///     .Read("GetRepair", Role.Resident, Role.Officer, Role.Auditor)
///     .Change("ReportRepair", Role.Resident, Role.Officer);
/// </code>
/// </summary>
public sealed class AccessTable(ServiceDescriptor service)
{
    private readonly Dictionary<string, FrozenSet<Role>> _roles = new(StringComparer.Ordinal);

    /// <summary>A method that only looks; an auditor may be among its callers.</summary>
    public AccessTable Read(string method, params Role[] roles) => Add(method, roles);

    /// <summary>A method that changes something; never for an auditor.</summary>
    public AccessTable Change(string method, params Role[] roles) => roles.Contains(Role.Auditor)
        ? throw new ArgumentException($"{service.FullName}/{method} changes something, and an auditor only reads.", nameof(roles))
        : Add(method, roles);

    /// <summary>The roles that may call a method given as "/package.Service/Method"; null when it is not in this table.</summary>
    internal FrozenSet<Role>? RolesOf(string fullMethod) => _roles.GetValueOrDefault(fullMethod);

    private AccessTable Add(string method, Role[] roles)
    {
        if (service.FindMethodByName(method) is null)
        {
            throw new ArgumentException($"{service.FullName} has no method {method}; it has {string.Join(", ", service.Methods.Select(m => m.Name))}.", nameof(method));
        }

        if (roles.Length == 0)
        {
            throw new ArgumentException($"{service.FullName}/{method} names no role; leave the line out to refuse everybody.", nameof(roles));
        }

        if (!_roles.TryAdd($"/{service.FullName}/{method}", roles.ToFrozenSet()))
        {
            throw new ArgumentException($"{service.FullName}/{method} is in the table twice.", nameof(method));
        }

        return this;
    }
}
