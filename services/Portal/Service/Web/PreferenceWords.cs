using Housing.Tenancy.Contracts.V1;

namespace Housing.Portal;

/// <summary>How a household wants to be written and spoken to, in words, and as a form sends it.</summary>
public static class PreferenceWords
{
    public static IReadOnlyList<Choice> Formats { get; } =
    [
        new("Print", "In ordinary print"), new("LargePrint", "In large print"), new("Braille", "In Braille"), new("Audio", "As a recording"), new("EasyRead", "In easy read", "Short sentences with pictures"),
    ];

    public static IReadOnlyList<Choice> Contacts { get; } = [new("Phone", "By phone"), new("Text", "By text message"), new("Email", "By email"), new("Letter", "By letter")];

    public static IReadOnlyList<Choice> YesOrNo { get; } = [new("true", "Yes"), new("false", "No")];

    public static string Of(Preferences preferences) => string.Join(
        "; ",
        new[]
        {
            Formats.FirstOrDefault(choice => choice.Value == preferences.Format.ToString())?.Text,
            preferences.Language is { Length: > 0 } language ? $"in {language}" : null,
            preferences.Interpreter ? "with an interpreter" : null,
            Contacts.FirstOrDefault(choice => choice.Value == preferences.ContactBy.ToString()) is { } contact ? $"best reached {contact.Text.ToLowerInvariant()}" : null,
        }.Where(part => part is not null));
}

/// <summary>The form of it, the same for the household and for the landlord's people.</summary>
public sealed class PreferenceForm
{
    public string Format { get; set; } = "";
    public string Language { get; set; } = "";
    public string Interpreter { get; set; } = "";
    public string ContactBy { get; set; } = "";

    /// <summary>What was said last, for a form that is opened.</summary>
    public static PreferenceForm Of(Preferences? preferences) => new()
    {
        Format = (preferences?.Format ?? Tenancy.Contracts.V1.Format.Print).ToString(),
        Language = preferences?.Language ?? "",
        Interpreter = preferences?.Interpreter == true ? "true" : "false",
        ContactBy = preferences?.ContactBy.ToString() ?? "",
    };

    /// <summary>As Tenancy takes it; what was not chosen it asks for.</summary>
    public Preferences Read() => new()
    {
        Format = Enum.TryParse<Format>(Format, out var format) ? format : Tenancy.Contracts.V1.Format.Unspecified,
        Language = Language.Trim(),
        Interpreter = Interpreter == "true",
        ContactBy = Enum.TryParse<ContactBy>(ContactBy, out var contact) ? contact : Tenancy.Contracts.V1.ContactBy.Unspecified,
    };
}
