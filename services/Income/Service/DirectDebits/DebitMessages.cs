using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How direct debits are said on the wire, read from it, and told to households; a bank account is never said whole.</summary>
internal static class DebitMessages
{
    public const string SetUp = "direct-debit.set-up";
    public const string Changed = "direct-debit.changed";
    public const string AdvanceNotice = "direct-debit.advance-notice";
    public const string Failed = "direct-debit.failed";
    public const string Cancelled = "direct-debit.cancelled";

    public static DebitDays Days(Wire.DebitFrequency frequency, string weekday, int dayOfMonth)
    {
        var often = frequency switch
        {
            Wire.DebitFrequency.Weekly => DebitFrequency.Weekly,
            Wire.DebitFrequency.FourWeekly => DebitFrequency.FourWeekly,
            Wire.DebitFrequency.Monthly => DebitFrequency.Monthly,
            _ => throw IncomeRefusals.Field("frequency", "must be weekly, four-weekly or monthly.").ToRpcException(),
        };
        DayOfWeek? on = weekday is "" ? null : System.Enum.GetValues<DayOfWeek>().Cast<DayOfWeek?>().FirstOrDefault(day => IncomeMessages.Word(day!.Value) == weekday)
            ?? throw IncomeRefusals.Field("weekday", "must be a day such as monday, or unset.").ToRpcException();
        return new DebitDays(often, on, dayOfMonth == 0 ? null : dayOfMonth);
    }

    /// <summary>As people write bank details: with dashes and blanks.</summary>
    public static string Digits(string given) => given.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    public static Wire.DebitFrequency ToMessage(this DebitFrequency frequency) => frequency switch
    {
        DebitFrequency.Weekly => Wire.DebitFrequency.Weekly,
        DebitFrequency.FourWeekly => Wire.DebitFrequency.FourWeekly,
        DebitFrequency.Monthly => Wire.DebitFrequency.Monthly,
    };

    public static Wire.Mandate ToMessage(this Mandate mandate) => new()
    {
        MandateId = mandate.Id.ToString(),
        AccountId = mandate.AccountId.ToString(),
        Reference = mandate.Reference,
        PayerName = mandate.PayerName,
        SortCodeMasked = $"**-**-{mandate.SortCode[^2..]}",
        AccountNumberMasked = $"****{mandate.AccountNumber[^4..]}",
        Frequency = mandate.Frequency.ToMessage(),
        Weekday = mandate.Weekday is { } weekday ? IncomeMessages.Word(weekday) : "",
        DayOfMonth = mandate.DayOfMonth ?? 0,
        Status = mandate.EndedAt is not null ? "ended" : mandate.LodgedIn is null ? "new" : "lodged",
        NextOn = mandate.EndedAt is null ? mandate.NextOn.ToMessage() : null,
        SetUpAt = Timestamp.FromDateTimeOffset(mandate.SetUpAt),
        EndedAt = mandate.EndedAt is { } ended ? Timestamp.FromDateTimeOffset(ended) : null,
        EndReason = mandate.EndReason ?? "",
    };

    public static Wire.Collection ToMessage(this Collection collection) => new()
    {
        CollectionId = collection.Id.ToString(),
        MandateId = collection.MandateId.ToString(),
        AmountPence = collection.AmountPence,
        CollectedOn = collection.CollectOn.ToMessage(),
        ToldAt = Timestamp.FromDateTimeOffset(collection.ToldAt),
        Status = IncomeMessages.Word(collection.Status),
        FailureCode = collection.FailureCode ?? "",
        Failure = collection.Failure ?? "",
        Represents = collection.Represents?.ToString() ?? "",
        PostingId = collection.PostingId?.ToString() ?? "",
    };

    public static Wire.DebitFile ToMessage(this DebitFile file) => new()
    {
        FileId = file.Id.ToString(),
        Serial = $"{file.Serial:000000}",
        ProcessingDay = file.ProcessingDay.ToMessage(),
        CollectedOn = file.CollectOn.ToMessage(),
        Debits = file.Debits,
        DebitPence = file.DebitPence,
        Instructions = file.Instructions,
        MadeAt = Timestamp.FromDateTimeOffset(file.MadeAt),
        SubmittedAt = file.SubmittedAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        SubmittedBy = file.SubmittedBy ?? "",
    };

    public static Dictionary<string, string> Facts(Mandate mandate) => new(StringComparer.Ordinal)
    {
        ["reference"] = mandate.Reference,
        ["frequency"] = IncomeMessages.Word(mandate.Frequency),
        ["next-on"] = ResidentMessages.Day(mandate.NextOn),
    };

    public static Dictionary<string, string> Facts(Mandate mandate, Collection collection) => new(StringComparer.Ordinal)
    {
        ["reference"] = mandate.Reference,
        ["amount-pence"] = ResidentMessages.Pence(collection.AmountPence),
        ["collected-on"] = ResidentMessages.Day(collection.CollectOn),
    };
}
