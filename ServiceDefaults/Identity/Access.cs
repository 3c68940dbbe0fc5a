using System.Collections.Frozen;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.ServiceDefaults;

/// <summary>All of a process's access tables together.</summary>
internal sealed class Access(IEnumerable<AccessTable> tables)
{
    private readonly AccessTable[] _tables = [.. tables];

    public FrozenSet<Role>? RolesOf(string fullMethod) => _tables.Select(t => t.RolesOf(fullMethod)).FirstOrDefault(roles => roles is not null);
}

public static class AccessExtensions
{
    /// <summary>Says who may call the methods of one gRPC service; the process does not start while a mapped method has no line.</summary>
    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder, AccessTable table)
    {
        builder.Services.AddSingleton(table);
        return builder;
    }
}

/// <summary>A method that nobody was given is a mistake, and better found when the service starts than by its first caller.</summary>
internal sealed class AccessCheck(Access access) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        var forgotten = app.ApplicationServices.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => e.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName)
            .OfType<string>()
            .Where(m => access.RolesOf(m) is null)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        if (forgotten.Length > 0)
        {
            throw new InvalidOperationException($"No access table says who may call {string.Join(", ", forgotten)}. Give each a line and register the table with AddAccess.");
        }
    };
}
