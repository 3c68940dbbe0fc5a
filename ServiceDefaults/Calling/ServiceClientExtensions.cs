using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Housing.ServiceDefaults;

public static class ServiceClientExtensions
{
    /// <summary>A gRPC client of the service known by this name: found by service discovery, called as ourselves, never without a deadline.</summary>
    /// <param name="reads">The methods that only look. They alone are tried again when the service cannot be reached, since saying them twice does nothing twice.</param>
    public static IHostApplicationBuilder AddServiceClient<TClient>(this IHostApplicationBuilder builder, string name, params string[] reads)
        where TClient : ClientBase<TClient>
    {
        builder.Services.TryAddTransient<ServiceTokenHandler>();
        return builder.AddClientAs<TClient, ServiceTokenHandler>(name, reads);
    }

    /// <summary>The same for what several services answer: <c>GrpcClientFactory.CreateClient&lt;TClient&gt;(name)</c> gives each one's client.</summary>
    public static IHostApplicationBuilder AddServiceClients<TClient>(this IHostApplicationBuilder builder, IEnumerable<string> names, params string[] reads)
        where TClient : ClientBase<TClient>
    {
        builder.Services.TryAddTransient<ServiceTokenHandler>();
        return builder.AddClientsAs<TClient, ServiceTokenHandler>(names, reads);
    }

    /// <summary>The same, called as somebody else: <typeparamref name="TToken"/> puts their token on each request.</summary>
    public static IHostApplicationBuilder AddClientAs<TClient, TToken>(this IHostApplicationBuilder builder, string name, params string[] reads)
        where TClient : ClientBase<TClient>
        where TToken : DelegatingHandler
    {
        builder.Services.AddGrpcClient<TClient>(client => client.Address = new Uri($"http://{name}")).Tune<TClient, TToken>(builder, name, reads);
        return builder;
    }

    /// <inheritdoc cref="AddClientAs{TClient, TToken}"/>
    public static IHostApplicationBuilder AddClientsAs<TClient, TToken>(this IHostApplicationBuilder builder, IEnumerable<string> names, params string[] reads)
        where TClient : ClientBase<TClient>
        where TToken : DelegatingHandler
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
            builder.Services.AddGrpcClient<TClient>(name, client => client.Address = new Uri($"http://{name}")).Tune<TClient, TToken>(builder, name, reads);
        return builder;
    }

    private static void Tune<TClient, TToken>(this IHttpClientBuilder client, IHostApplicationBuilder builder, string name, string[] reads)
        where TToken : DelegatingHandler
    {
        var calls = new ServiceConfig();
        if (RetriesOf(DescriptorOf(typeof(TClient)), reads) is { } retries)
        {
            calls.MethodConfigs.Add(retries);
        }

        var deadline = Deadline(builder.Configuration);
        client
            .AddInterceptor(() => new PeerFaults(name))
            .AddInterceptor(() => new DeadlineInterceptor(deadline))
            .EnableCallContextPropagation(context => context.SuppressContextNotFoundErrors = true)
            .ConfigureChannel(channel => channel.ServiceConfig = calls)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                ConnectTimeout = TimeSpan.FromSeconds(2),
                // A peer that is gone without a word is found within 20 seconds, not when the network's own patience ends.
                KeepAlivePingDelay = TimeSpan.FromSeconds(10),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                UseProxy = false,
            })
            .AddHttpMessageHandler<TToken>();
    }

    private static ServiceDescriptor DescriptorOf(Type client) =>
        client.DeclaringType?.GetProperty("Descriptor")?.GetValue(null) as ServiceDescriptor
            ?? throw new ArgumentException($"{client} is not a generated gRPC client.", nameof(client));

    private static MethodConfig? RetriesOf(ServiceDescriptor service, string[] reads)
    {
        foreach (var method in reads.Where(m => service.FindMethodByName(m) is null))
        {
            throw new ArgumentException($"{service.FullName} has no method {method}; it has {string.Join(", ", service.Methods.Select(m => m.Name))}.", nameof(reads));
        }

        if (reads.Length == 0)
        {
            return null;
        }

        var config = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = 4,
                InitialBackoff = TimeSpan.FromMilliseconds(50),
                MaxBackoff = TimeSpan.FromSeconds(1),
                BackoffMultiplier = 3,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var method in reads)
        {
            config.Names.Add(new MethodName { Service = service.FullName, Method = method });
        }

        return config;
    }

    /// <summary>How long a call may take that sets no deadline of its own: <c>Calls:DeadlineSeconds</c>.</summary>
    private static TimeSpan Deadline(IConfiguration configuration) => configuration["Calls:DeadlineSeconds"] switch
    {
        null or "" => TimeSpan.FromSeconds(5),
        var text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 300 => TimeSpan.FromSeconds(seconds),
        var text => throw new InvalidOperationException($"Calls:DeadlineSeconds is '{text}'; it must be a number of seconds above 0 and at most 300."),
    };
}
