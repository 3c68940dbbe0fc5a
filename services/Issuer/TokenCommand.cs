using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Housing.Issuer;

/// <summary><c>token --as officer@havering [--household ID] [--hours 8]</c>: a token that the stack with the same key folder accepts.</summary>
internal static class TokenCommand
{
    public static string Run(string[] arguments)
    {
        string? who = null, household = null, hours = null;
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw Usage($"{arguments[i]} needs a value.");
            switch (arguments[i])
            {
                case "--as":
                    who = value;
                    break;
                case "--household":
                    household = value;
                    break;
                case "--hours":
                    hours = value;
                    break;
                default:
                    throw Usage($"There is no option {arguments[i]}.");
            }
        }

        if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } environment && environment != "Development")
        {
            throw IssuerApp.OutsideDevelopment(environment);
        }

        var person = Person.Parse(who ?? throw Usage("--as is missing."), household);
        var settings = IssuerSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        using var key = IssuerKey.In(settings.Folder);
        return new Tokens(key, settings, TimeProvider.System).For(person, Hours(hours));
    }

    /// <summary>How long a person's token lasts: 8 hours unless said otherwise, a week at most.</summary>
    public static TimeSpan Hours(string? hours) => hours switch
    {
        null => TimeSpan.FromHours(8),
        _ when int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 168 => TimeSpan.FromHours(count),
        _ => throw new IssuerException($"'{hours}' is not a number of hours from 1 to 168."),
    };

    private static IssuerException Usage(string fault) => new($"{fault} Usage: token --as ROLE@LANDLORD [--household ID] [--hours 8]");
}
