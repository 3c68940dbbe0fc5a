using System.Text.Json;
using Housing.Standards;

namespace Housing.Income;

/// <summary>The words that requests and answers say for ours: "debt-advice".</summary>
internal static class Words
{
    /// <summary>The value that a word names; null with a fault that lists the words when it names none.</summary>
    public static TEnum? Word<TEnum>(this FieldReader fields, string field, string given)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (IncomeMessages.Word(value) == given)
                return value;
        }

        fields.Fault(field, $"must be one of {string.Join(", ", Enum.GetNames<TEnum>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}{(given is "" ? "; it is unset." : ".")}");
        return null;
    }

    /// <summary>A day that is over or is today, a year back at most; null with a fault otherwise.</summary>
    public static DateOnly? PastDay(this FieldReader fields, string field, GivenDay? given, DateOnly today, DateOnly? earliest = null) =>
        fields.DayFrom(field, given, earliest > today.AddYears(-1) ? earliest.Value : today.AddYears(-1), today);

    /// <summary>A day that has to be given, within bounds; null with a fault otherwise.</summary>
    public static DateOnly? DayFrom(this FieldReader fields, string field, GivenDay? given, DateOnly earliest, DateOnly latest)
    {
        if (given is not null)
            return fields.Day(field, given, earliest, latest);
        fields.Fault(field, "must be set.");
        return null;
    }
}
