using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How arrears are said on the wire, and read from it.</summary>
internal static class ArrearsMessages
{
    public static Wire.ArrearsCase ToMessage(this ArrearsCase file, NextStep? next) => new()
    {
        CaseId = file.Id.ToString(),
        AccountId = file.AccountId.ToString(),
        Landlord = file.Landlord,
        HouseholdId = file.HouseholdId.ToString(),
        Kind = IncomeMessages.Word(file.Kind),
        OpenedAt = Timestamp.FromDateTimeOffset(file.OpenedAt),
        ClosedAt = file.ClosedAt is { } closed ? Timestamp.FromDateTimeOffset(closed) : null,
        OwedPence = file.Standing.OwedPence,
        TechnicalPence = file.Standing.TechnicalPence,
        RealPence = file.Standing.RealPence,
        WeeksOwed = file.Standing.WeeksOwed is { } weeks ? ArrearsDesk.Weeks(weeks) : "",
        OnItsWay =
        {
            file.Standing.OnItsWay.Select(sum => new Wire.OnItsWay { Reason = IncomeMessages.Word(sum.Reason), Pence = sum.Pence, On = sum.On?.ToMessage() }),
        },
        LookedAt = Timestamp.FromDateTimeOffset(file.LookedAt),
        Step = file.Step ?? "",
        SteppedAt = file.SteppedAt is { } stepped ? Timestamp.FromDateTimeOffset(stepped) : null,
        Next = next is null ? null : new Wire.NextArrearsStep
        {
            Step = next.Step.Step,
            Does = next.Step.Does,
            Blocks = { next.Blocks.Select(block => new Wire.ArrearsBlock { Reason = block.Reason, Sentence = block.Sentence, Clause = block.Clause ?? "" }) },
        },
        Officer = file.Officer ?? "",
        Vulnerability = file.Vulnerable switch { null => "unknown", true => "known-need", false => "no-known-need" },
        AgreementHolds = file.AgreementHolds,
        Plainly = Plainly(file),
    };

    public static Wire.ArrearsEntry ToMessage(ArrearsEntry entry) => new()
    {
        EntryId = entry.Id.ToString(),
        Act = IncomeMessages.Word(entry.Act),
        At = Timestamp.FromDateTimeOffset(entry.At),
        RecordedAt = Timestamp.FromDateTimeOffset(entry.RecordedAt),
        By = entry.By,
        Step = entry.Step ?? "",
        Channel = entry.Channel is { } channel ? IncomeMessages.Word(channel) : "",
        Note = entry.Note ?? "",
        Evidence = entry.Evidence ?? "",
    };

    public static Wire.ExpectedBenefit ToMessage(this ExpectedBenefit benefit) => new()
    {
        BenefitId = benefit.Id.ToString(),
        AccountId = benefit.AccountId.ToString(),
        Kind = benefit.Kind switch
        {
            BenefitKind.HousingBenefit => Wire.BenefitKind.HousingBenefit,
            BenefitKind.UniversalCredit => Wire.BenefitKind.UniversalCredit,
        },
        AmountPence = benefit.AmountPence,
        Every = benefit.Every.ToMessage(),
        NextOn = benefit.NextOn.ToMessage(),
        Evidence = benefit.Evidence,
    };

    public static BenefitKind Benefit(Wire.BenefitKind given) => given switch
    {
        Wire.BenefitKind.HousingBenefit => BenefitKind.HousingBenefit,
        Wire.BenefitKind.UniversalCredit => BenefitKind.UniversalCredit,
        _ => throw IncomeRefusals.Field("kind", "must be housing benefit or universal credit.").ToRpcException(),
    };

    public static Wire.PayCycle ToMessage(this PayCycle cycle) => cycle switch
    {
        PayCycle.Weekly => Wire.PayCycle.Weekly,
        PayCycle.Fortnightly => Wire.PayCycle.Fortnightly,
        PayCycle.FourWeekly => Wire.PayCycle.FourWeekly,
        PayCycle.Monthly => Wire.PayCycle.Monthly,
    };

    public static PayCycle Cycle(Wire.PayCycle given, string field) => given switch
    {
        Wire.PayCycle.Weekly => PayCycle.Weekly,
        Wire.PayCycle.Fortnightly => PayCycle.Fortnightly,
        Wire.PayCycle.FourWeekly => PayCycle.FourWeekly,
        Wire.PayCycle.Monthly => PayCycle.Monthly,
        _ => throw IncomeRefusals.Field(field, "must be weekly, fortnightly, four-weekly or monthly.").ToRpcException(),
    };

    // For the household itself.
    private static string Plainly(ArrearsCase file) => file switch
    {
        { ClosedAt: not null } => "You owe nothing on this any more.",
        { AgreementHolds: true } => "You are paying this back as we agreed. Nothing more is done as long as you do.",
        { Standing.RealPence: 0 } => "What is open is on its way to us. You need not do anything.",
        _ => string.Create(CultureInfo.InvariantCulture, $"You owe {ChargeSum.Pounds(file.Standing.RealPence)}. Please pay it, or talk to us about paying it back bit by bit."),
    };
}
