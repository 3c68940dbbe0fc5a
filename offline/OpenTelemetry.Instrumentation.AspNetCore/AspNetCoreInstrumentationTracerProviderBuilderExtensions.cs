using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace OpenTelemetry.Trace;

public static class AspNetCoreInstrumentationTracerProviderBuilderExtensions
{
    public static TracerProviderBuilder AddAspNetCoreInstrumentation(this TracerProviderBuilder builder) =>
        builder.AddAspNetCoreInstrumentation(name: null, configureAspNetCoreTraceInstrumentationOptions: null);

    public static TracerProviderBuilder AddAspNetCoreInstrumentation(
        this TracerProviderBuilder builder, Action<AspNetCoreTraceInstrumentationOptions>? configureAspNetCoreTraceInstrumentationOptions) =>
        builder.AddAspNetCoreInstrumentation(name: null, configureAspNetCoreTraceInstrumentationOptions);

    public static TracerProviderBuilder AddAspNetCoreInstrumentation(
        this TracerProviderBuilder builder, string? name, Action<AspNetCoreTraceInstrumentationOptions>? configureAspNetCoreTraceInstrumentationOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var optionsName = name ?? Options.DefaultName;
        builder.ConfigureServices(services =>
        {
            if (configureAspNetCoreTraceInstrumentationOptions is { } configure)
            {
                services.Configure(optionsName, configure);
            }

            services.TryAddSingleton<IOptionsFactory<AspNetCoreTraceInstrumentationOptions>, OptionsFromConfiguration>();
        });
        if (builder is IDeferredTracerProviderBuilder deferred)
        {
            deferred.Configure((services, provider) =>
            {
                provider.AddSource("Microsoft.AspNetCore");
                if (services.GetRequiredService<IOptionsMonitor<AspNetCoreTraceInstrumentationOptions>>().Get(optionsName).EnableAspNetCoreSignalRSupport)
                {
                    provider.AddSource("Microsoft.AspNetCore.SignalR.Server");
                }
            });
        }

        return builder.AddInstrumentation(services =>
            new RequestSpans(services.GetRequiredService<IOptionsMonitor<AspNetCoreTraceInstrumentationOptions>>().Get(optionsName)));
    }

    /// <summary>The switches that the real package reads from configuration are read when the options are made.</summary>
    private sealed class OptionsFromConfiguration(
        IConfiguration configuration,
        IEnumerable<IConfigureOptions<AspNetCoreTraceInstrumentationOptions>> setups,
        IEnumerable<IPostConfigureOptions<AspNetCoreTraceInstrumentationOptions>> postConfigures,
        IEnumerable<IValidateOptions<AspNetCoreTraceInstrumentationOptions>> validations)
        : OptionsFactory<AspNetCoreTraceInstrumentationOptions>(setups, postConfigures, validations)
    {
        protected override AspNetCoreTraceInstrumentationOptions CreateInstance(string name) => new(configuration);
    }
}
