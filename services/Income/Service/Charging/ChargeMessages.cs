using Google.Protobuf.WellKnownTypes;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How charges are said on the wire, and read from it.</summary>
internal static class ChargeMessages
{
    public static SetCharge Read(SetChargeRequest request) => new(
        IncomeMessages.Part(request.SubAccount) ?? throw IncomeRefusals.Field("sub_account", "must be set.").ToRpcException(),
        request.AmountPence,
        request.Per switch
        {
            Wire.ChargePer.Week => ChargePer.Week,
            Wire.ChargePer.Month => ChargePer.Month,
            Wire.ChargePer.Year => ChargePer.Year,
            _ => throw IncomeRefusals.Field("per", "must be week, month or year.").ToRpcException(),
        },
        request.Cycle switch
        {
            Wire.ChargeCycle.Weekly => ChargeCycle.Weekly,
            Wire.ChargeCycle.FourWeekly => ChargeCycle.FourWeekly,
            Wire.ChargeCycle.Monthly => ChargeCycle.Monthly,
            _ => throw IncomeRefusals.Field("cycle", "must be weekly, four-weekly or monthly.").ToRpcException(),
        },
        Day(request.From, "from", London.FirstDay, London.LastDay),
        [.. request.Parts.Select(part => new ChargePart(part.Label.Trim(), part.Pence))]);

    public static Wire.Charge ToMessage(this Charge charge, ChargeYear? terms) => new()
    {
        ChargeId = charge.Id.ToString(),
        AccountId = charge.AccountId.ToString(),
        SubAccount = charge.On.ToMessage(),
        AmountPence = charge.AmountPence,
        Per = charge.Per.ToMessage(),
        Cycle = charge.Cycle.ToMessage(),
        From = charge.From.ToMessage(),
        Until = charge.Until?.ToMessage(),
        Parts = { charge.Parts.Select(part => new Wire.ChargePart { Label = part.Label, Pence = part.Pence }) },
        WorkedOut = terms is null ? "" : ChargeSum.Explain(charge, terms),
        SetAt = Timestamp.FromDateTimeOffset(charge.SetAt),
        ChargedBefore = charge.ChargedBefore.ToMessage(),
    };

    public static Wire.ChargePer ToMessage(this ChargePer per) => per switch
    {
        ChargePer.Week => Wire.ChargePer.Week,
        ChargePer.Month => Wire.ChargePer.Month,
        ChargePer.Year => Wire.ChargePer.Year,
    };

    public static Wire.ChargeCycle ToMessage(this ChargeCycle cycle) => cycle switch
    {
        ChargeCycle.Weekly => Wire.ChargeCycle.Weekly,
        ChargeCycle.FourWeekly => Wire.ChargeCycle.FourWeekly,
        ChargeCycle.Monthly => Wire.ChargeCycle.Monthly,
    };

    public static Wire.Due ToMessage(Charge charge, ChargeDue due) => new()
    {
        ChargeId = charge.Id.ToString(),
        SubAccount = charge.On.ToMessage(),
        On = due.On.ToMessage(),
        Through = due.Through.ToMessage(),
        Pence = due.Pence,
    };

    /// <summary>What the notice of a change says.</summary>
    public static Dictionary<string, string> Notice(Charge charge) => new(StringComparer.Ordinal)
    {
        ["charge"] = IncomeMessages.Word(charge.On),
        ["amount-pence"] = ResidentMessages.Pence(charge.AmountPence),
        ["per"] = IncomeMessages.Word(charge.Per),
        ["effective-on"] = ResidentMessages.Day(charge.From),
    };

    public static DateOnly Day(Date? given, string field, DateOnly earliest, DateOnly latest)
    {
        if (given is null)
            throw IncomeRefusals.Field(field, "must be set.").ToRpcException();
        var fields = new FieldReader();
        return fields.Day(field, new GivenDay(given.Year, given.Month, given.Day), earliest, latest) ?? throw fields.Refuse("INVALID_FIELD").ToRpcException();
    }
}
