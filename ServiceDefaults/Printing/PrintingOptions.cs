using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Housing.ServiceDefaults;

/// <summary>The settings under <c>Printing</c>.</summary>
public sealed class PrintingOptions
{
    /// <summary>The program; empty for the first of chromium, chromium-browser and google-chrome on the path.</summary>
    public string Chromium { get; set; } = "";

    /// <summary>How long one page may take.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many pages are printed at the same time; the others wait.</summary>
    public int AtOnce { get; set; } = 1;
}

public static class PrintingRegistration
{
    /// <summary>Adds the <see cref="IPdfPrinter"/>. A machine without Chromium can do everything but print.</summary>
    public static IHostApplicationBuilder AddPrinting(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<PrintingOptions>().BindConfiguration("Printing")
            .Validate(
                options => options.AtOnce is >= 1 and <= 16 && options.TimeLimit > TimeSpan.Zero && options.TimeLimit <= TimeSpan.FromMinutes(10),
                "Printing:AtOnce is 1 to 16 pages at the same time, Printing:TimeLimit more than nothing and at most ten minutes, such as 00:00:30.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IPdfPrinter, ChromiumPrinter>();
        return builder;
    }
}
