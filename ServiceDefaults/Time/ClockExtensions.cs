using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults;

/// <summary>What time it is: the machine's; in development, where <c>Housing:Clock</c> names a file, the stack's.</summary>
public static class ClockExtensions
{
    private const string Key = "Housing:Clock";
    private const string Path = "/clock";

    internal static void AddClock(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Key] is not { Length: > 0 } file)
        {
            builder.Services.TryAddSingleton(TimeProvider.System);
            return;
        }

        if (!builder.Environment.IsDevelopment())
        {
            throw new ClockException(
                $"{Key} is set ('{file}') and the environment is {builder.Environment.EnvironmentName}. A clock that anybody can move is for Development only: elsewhere promises to residents run by it. Take the setting away (environment variable Housing__Clock).");
        }

        if (!System.IO.Path.IsPathFullyQualified(file))
        {
            throw new ClockException($"{Key} is '{file}'; it must be the full path of one file for all services, such as /home/me/housing/.data/clock.json (environment variable Housing__Clock).");
        }

        ClockSetting.Read(file);        // a damaged file stops the start, not the first request
        builder.Services.AddSingleton(services => new HousingClock(file, TimeProvider.System, services.GetRequiredService<ILogger<HousingClock>>()));
        builder.Services.AddSingleton<TimeProvider>(services => services.GetRequiredService<HousingClock>());
    }

    /// <summary>/clock, where there is a clock that moves: what time this process has.</summary>
    internal static void MapClock(this WebApplication app)
    {
        if (app.Services.GetService<HousingClock>() is { } clock)
        {
            app.MapGet(Path, () => Results.Json(new ToldTime(clock.GetUtcNow(), clock.Offset, clock.File))).AllowAnonymous();
        }
    }

    internal static bool IsClockPath(PathString path) => path == Path;

    /// <summary>The machine's clock behind this one, for what is a matter between machines.</summary>
    public static TimeProvider Machine(this TimeProvider clock) => clock is HousingClock housing ? housing.Machine : clock;
}
