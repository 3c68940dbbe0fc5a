using Housing.Standards;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Housing.ServiceDefaults;

/// <summary>The landlords' promises and rules, read whole before the service listens.</summary>
public static class StandardsRegistration
{
    /// <summary>Adds the <see cref="StandardsBook"/>, for a service without a section of its own.</summary>
    public static TBuilder AddStandards<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton(services => Folder(services).ReadBook());
        builder.Services.AddHostedService<StandardsAtStart<StandardsBook>>();
        return builder;
    }

    /// <summary>
    /// Adds the <see cref="StandardsBook"/> and this service's section of every landlord's file as <see cref="Policies{TPolicy}"/>.
    /// A damaged file stops the service at start-up, with every fault named.
    /// </summary>
    public static IHostApplicationBuilder AddStandards<TPolicy>(this IHostApplicationBuilder builder, string section)
        where TPolicy : class, IPolicy
    {
        builder.Services.AddSingleton(services =>
        {
            var (book, policies) = Folder(services).Read<TPolicy>(section);
            return new Read<TPolicy>(book, policies);
        });
        builder.Services.AddSingleton(services => services.GetRequiredService<Read<TPolicy>>().Book);
        builder.Services.AddSingleton(services => services.GetRequiredService<Read<TPolicy>>().Policies);
        builder.Services.AddHostedService<StandardsAtStart<Policies<TPolicy>>>();
        return builder;
    }

    /// <summary>Adds this service's section of the file of laws; a damaged one stops the service at start-up, with every fault named.</summary>
    public static IHostApplicationBuilder AddLaw<TPolicy>(this IHostApplicationBuilder builder, string section)
        where TPolicy : class, IPolicy
    {
        builder.Services.AddSingleton(services => Folder(services).ReadLaw<TPolicy>(section));
        builder.Services.AddHostedService<StandardsAtStart<TPolicy>>();
        return builder;
    }

    /// <summary>Runs the promises of this service's cases in its own database, misses and warnings included; its context maps the tables with AddPromises.</summary>
    public static TBuilder AddPromises<TBuilder>(this TBuilder builder, string service)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton(new PromiseService(service));
        builder.Services.AddScoped<Promises>();
        builder.Services.AddScoped<ManyCases>();
        builder.Services.AddOptions<PromiseOptions>().BindConfiguration("Promises")
            .Validate(
                options => options.Poll > TimeSpan.Zero && options.Poll <= TimeSpan.FromDays(1),
                "Promises:Poll is how often to look for what other replicas wrote: more than nothing and at most a day, such as 00:00:02.")
            .ValidateOnStart();
        builder.Services.AddScoped<PromiseSweep>();
        builder.Services.AddHostedService<PromiseSweeper>();
        builder.Services.AddSingleton<PromiseMetrics>();
        builder.Services.AddHostedService<PromiseMonitor>();
        builder.Services.AddSingleton(PromiseHistoryGrpc.Access);
        return builder;
    }

    /// <summary>Hands out what is on record about this service's promises, to services alone.</summary>
    public static WebApplication MapPromises(this WebApplication app)
    {
        app.MapGrpcService<PromiseHistoryGrpc>();
        return app;
    }

    private static StandardsFolder Folder(IServiceProvider services) =>
        new(services.GetRequiredService<IConfiguration>()["Standards:Folder"] ?? StandardsFolder.BesideAssemblies);

    // Book and section come out of one reading, so that the faults of both are named together.
    private sealed record Read<TPolicy>(StandardsBook Book, Policies<TPolicy> Policies)
        where TPolicy : class, IPolicy;

    // Hosted services are made before the server listens; asking for what was read is what reads it.
    private sealed class StandardsAtStart<TRead>(TRead read) : IHostedService
        where TRead : class
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(read);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
