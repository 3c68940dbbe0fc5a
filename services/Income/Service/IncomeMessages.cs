using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How accounts and postings are said on the wire.</summary>
internal static class IncomeMessages
{
    public static Wire.Posting ToMessage(this Posting posting) => new()
    {
        PostingId = posting.Id.ToString(),
        AmountPence = posting.AmountPence,
        Kind = Word(posting.Kind),
        Narrative = posting.Narrative,
        Cause = posting.Cause.ToString(),
        PostedAt = Timestamp.FromDateTimeOffset(posting.PostedAt),
        BalancePence = posting.BalancePence,
        Number = posting.Number,
        Evidence = posting.Evidence ?? "",
        Reverses = posting.Reverses?.ToString() ?? "",
        Parts =
        {
            posting.Lines.Where(line => line.SubAccount is not null).OrderBy(line => line.Number)
                .Select(line => new Wire.SubAccountSum { SubAccount = ToMessage(line.SubAccount!.Value), Pence = line.AmountPence }),
        },
    };

    public static Wire.Account ToMessage(this Account account, IEnumerable<SubAccountBalance> parts) => account.ToMessage(parts.ToDictionary(p => p.Kind, p => p.BalancePence));

    public static Wire.Account ToMessage(this Account account) => account.ToMessage(System.Enum.GetValues<SubAccount>().ToDictionary(part => part, account.Owed));

    private static Wire.Account ToMessage(this Account account, Dictionary<SubAccount, long> parts) => new()
    {
        AccountId = account.Id.ToString(),
        Landlord = account.Landlord,
        TenancyId = account.TenancyId.ToString(),
        HouseholdId = account.HouseholdId.ToString(),
        HomeId = account.HomeId.ToString(),
        BalancePence = account.BalancePence,
        OpenedAt = Timestamp.FromDateTimeOffset(account.OpenedAt),
        Kind = Word(account.Kind),
        Tenure = account.Tenure ?? "",
        StartedOn = account.StartedOn?.ToMessage(),
        EndedOn = account.EndedOn?.ToMessage(),
        PaymentReference = PaymentReference.Of(account.PaymentNumber),
        ClosedAt = account.ClosedAt is { } closed ? Timestamp.FromDateTimeOffset(closed) : null,
        Parts = { parts.Where(part => part.Value != 0).OrderBy(part => part.Key).Select(part => new Wire.SubAccountSum { SubAccount = ToMessage(part.Key), Pence = part.Value }) },
    };

    /// <summary>A day as a caller wrote it; null when it is unset.</summary>
    public static GivenDay? Given(Wire.Date? day) => day is null ? null : new GivenDay(day.Year, day.Month, day.Day);

    public static Timestamp? Stamp(DateTimeOffset? instant) => instant is { } at ? Timestamp.FromDateTimeOffset(at) : null;

    public static Wire.Date ToMessage(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static Wire.SubAccount ToMessage(this SubAccount part) => part switch
    {
        SubAccount.Rent => Wire.SubAccount.Rent,
        SubAccount.ServiceCharge => Wire.SubAccount.ServiceCharge,
        SubAccount.CourtCosts => Wire.SubAccount.CourtCosts,
        SubAccount.Recharges => Wire.SubAccount.Recharges,
        SubAccount.ReserveFund => Wire.SubAccount.ReserveFund,
    };

    /// <summary>The part that a request names; null when it names none.</summary>
    public static SubAccount? Part(Wire.SubAccount part) => part switch
    {
        Wire.SubAccount.Unspecified => null,
        Wire.SubAccount.Rent => SubAccount.Rent,
        Wire.SubAccount.ServiceCharge => SubAccount.ServiceCharge,
        Wire.SubAccount.CourtCosts => SubAccount.CourtCosts,
        Wire.SubAccount.Recharges => SubAccount.Recharges,
        Wire.SubAccount.ReserveFund => SubAccount.ReserveFund,
        _ => throw IncomeRefusals.Field("sub_account", "must be one of the sub-accounts listed in the proto.").ToRpcException(),
    };

    public static string Word<TEnum>(TEnum value)
        where TEnum : struct, System.Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
