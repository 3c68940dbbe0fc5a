using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.ServiceDiscovery;

namespace Microsoft.Extensions.DependencyInjection;

public static class ServiceDiscoveryServiceCollectionExtensions
{
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services)
    {
        services.TryAddSingleton<ServiceEndpoints>();
        return services;
    }
}

public static class ServiceDiscoveryHttpClientBuilderExtensions
{
    public static IHttpClientBuilder AddServiceDiscovery(this IHttpClientBuilder httpClientBuilder)
    {
        httpClientBuilder.Services.AddServiceDiscovery();
        httpClientBuilder.AddHttpMessageHandler(services => new ResolvingHttpDelegatingHandler(services.GetRequiredService<ServiceEndpoints>()));
        httpClientBuilder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, PlainGrpcConnections>());
        return httpClientBuilder;
    }

    /// <summary>
    /// The gRPC client opens connections of its own to the address it was given, which is a name only we can resolve,
    /// unless this property of the handler tells it to leave connecting to the handler.
    /// </summary>
    private sealed class PlainGrpcConnections : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            if (builder.PrimaryHandler is SocketsHttpHandler handler)
            {
                handler.Properties["__GrpcLoadBalancingDisabled"] = true;
            }
        };
    }
}
