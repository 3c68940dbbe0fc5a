using Housing.Income.Contracts.V1;

namespace Housing.Portal;

/// <summary>Money in a resident's words.</summary>
public static class AccountWords
{
    public static string Of(SubAccount part) => part switch
    {
        SubAccount.Rent => "Rent",
        SubAccount.ServiceCharge => "Service charge",
        SubAccount.CourtCosts => "Court costs",
        SubAccount.Recharges => "Repairs you pay for",
        SubAccount.ReserveFund => "Reserve fund",
        _ => "Other",
    };

    public static string Of(PayCycle every) => every switch
    {
        PayCycle.Weekly => "a week",
        PayCycle.Fortnightly => "every two weeks",
        PayCycle.FourWeekly => "every four weeks",
        PayCycle.Monthly => "a month",
        _ => "",
    };

    public static string Of(StatementDocument document) => document == StatementDocument.ChargeSchedule ? "What your charges are made of" : "Statement";

    public static string Day(Date day) => Words.Day(new DateOnly(day.Year, day.Month, day.Day));

    /// <summary>“£20.00 owed”, “£5.00 in credit”</summary>
    public static string Balance(long pence) => pence switch
    {
        0 => Words.Money(0),
        > 0 => $"{Words.Money(pence)} owed",
        _ => $"{Words.Money(pence)} in credit",
    };

    /// <summary>Pence of what somebody typed as pounds, “12”, “£1,234.50”; null when it is no sum.</summary>
    public static long? Pence(string typed)
    {
        var text = typed.Trim().TrimStart('£').Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return decimal.TryParse(text, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var pounds)
            && pounds is > 0 and <= 1_000_000 && decimal.Round(pounds, 2) == pounds ? (long)(pounds * 100) : null;
    }
}
