using System.Text.Json;

namespace Housing.Complaints;

/// <summary>Names as the landlords' files and the events write them.</summary>
internal static class Keys
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
