using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How homeowners' charges are said on the wire, and read from it.</summary>
internal static class HomeownerMessages
{
    public static SchemePlace Read(Wire.PlaceKind place) => place switch
    {
        Wire.PlaceKind.Block => SchemePlace.Block,
        Wire.PlaceKind.Estate => SchemePlace.Estate,
        _ => throw IncomeRefusals.Field("place", "must be block or estate.").ToRpcException(),
    };

    public static SchemeHead Read(Wire.SchemeHead? head, string field) => new(
        head?.Key ?? "",
        head?.Name.Trim() ?? "",
        head?.Fund switch
        {
            Wire.HeadFund.ServiceCharge => HeadFund.ServiceCharge,
            Wire.HeadFund.ReserveFund => HeadFund.ReserveFund,
            _ => throw IncomeRefusals.Field($"{field}.fund", "must be service charge or reserve fund.").ToRpcException(),
        },
        head.Basis switch
        {
            Wire.ShareBasis.Fraction => ShareBasis.Fraction,
            Wire.ShareBasis.Points => ShareBasis.Points,
            Wire.ShareBasis.FloorArea => ShareBasis.FloorArea,
            _ => throw IncomeRefusals.Field($"{field}.basis", "must be fraction, points or floor area.").ToRpcException(),
        });

    public static UndertakingKind Read(Wire.UndertakingKind kind) => kind switch
    {
        Wire.UndertakingKind.Works => UndertakingKind.Works,
        Wire.UndertakingKind.Agreement => UndertakingKind.Agreement,
        _ => throw IncomeRefusals.Field("kind", "must be works or agreement.").ToRpcException(),
    };

    public static ConsultationOutcome Read(Wire.ConsultationOutcome outcome) => outcome switch
    {
        Wire.ConsultationOutcome.NotConsulted => ConsultationOutcome.NotConsulted,
        Wire.ConsultationOutcome.Consulted => ConsultationOutcome.Consulted,
        Wire.ConsultationOutcome.Dispensed => ConsultationOutcome.Dispensed,
        _ => throw IncomeRefusals.Field("outcome", "must be not consulted, consulted or dispensed.").ToRpcException(),
    };

    public static Wire.Scheme ToMessage(this ChargeScheme scheme) => new()
    {
        SchemeId = scheme.Id.ToString(),
        Landlord = scheme.Landlord,
        Name = scheme.Name,
        Place = scheme.Place switch
        {
            SchemePlace.Block => Wire.PlaceKind.Block,
            SchemePlace.Estate => Wire.PlaceKind.Estate,
        },
        PlaceId = scheme.PlaceId.ToString(),
        Heads =
        {
            scheme.Heads.Select(head => new Wire.SchemeHead
            {
                Key = head.Key,
                Name = head.Name,
                Fund = head.Fund.ToMessage(),
                Basis = head.Basis switch
                {
                    ShareBasis.Fraction => Wire.ShareBasis.Fraction,
                    ShareBasis.Points => Wire.ShareBasis.Points,
                    ShareBasis.FloorArea => Wire.ShareBasis.FloorArea,
                },
            }),
        },
        OpenedAt = Timestamp.FromDateTimeOffset(scheme.OpenedAt),
    };

    public static Wire.LeaseShare ToMessage(this LeaseShare share) => new()
    {
        HomeId = share.HomeId.ToString(),
        Head = share.Head,
        Above = share.Above,
        Below = share.Below,
        Source = share.Source,
        From = share.From.ToMessage(),
        Until = share.Until?.ToMessage(),
    };

    public static Wire.BudgetLine ToMessage(this BudgetLine line) => new() { Head = line.Head, Pence = line.Pence, Basis = line.Basis };

    public static Wire.HeadTotal ToMessage(this HeadTotal total) => new()
    {
        Head = total.Head,
        Name = total.Name,
        Fund = total.Fund.ToMessage(),
        TotalPence = total.TotalPence,
        AskedPence = total.AskedPence,
        LandlordPence = total.LandlordPence,
        CappedPence = total.CappedPence,
    };

    public static Wire.TooLateCost ToMessage(this TooLateCost cost) =>
        new() { CostId = cost.CostId.ToString(), Description = cost.Description, Pence = cost.Pence, CouldBeAskedUntil = cost.Until.ToMessage() };

    public static Wire.SchemeRound ToMessage(this SchemeRound round, int bills, int issued, int left) => new()
    {
        RoundId = round.Id.ToString(),
        Kind = IncomeMessages.Word(round.Kind),
        StartsIn = round.Year.StartsIn,
        Number = round.Number,
        Totals = { round.Totals.Select(ToMessage) },
        TooLate = { round.TooLate.Select(ToMessage) },
        Bills = bills,
        BillsIssued = issued,
        BillsLeft = left,
        ApprovedAt = Timestamp.FromDateTimeOffset(round.ApprovedAt),
        FinishedAt = At(round.FinishedAt),
    };

    public static Wire.HomeownerBill ToMessage(this LeaseBill bill, SchemeRound round, DemandPolicy? demand) => new()
    {
        BillId = bill.Id.ToString(),
        AccountId = bill.AccountId?.ToString() ?? "",
        HomeId = bill.HomeId.ToString(),
        Kind = IncomeMessages.Word(round.Kind),
        First = round.First.ToMessage(),
        Last = round.Last.ToMessage(),
        Number = round.Number,
        Lines =
        {
            bill.Lines.Select(line => new Wire.BillLine
            {
                Head = line.Head,
                Name = line.Name,
                Fund = line.Fund.ToMessage(),
                TotalPence = line.TotalPence,
                Share = line.Share,
                LeasePence = line.LeasePence,
                Pence = line.Pence,
                NotAskedPence = line.NotAskedPence,
                WorkedOut = line.WorkedOut,
            }),
        },
        ServiceChargePence = bill.ServiceChargePence,
        ReservePence = bill.ReservePence,
        ChargedFrom = bill.ChargedFrom?.ToMessage(),
        ChargedPence = bill.ChargedPence,
        DifferencePence = bill.DifferencePence,
        PostingId = bill.PostingId?.ToString() ?? "",
        IssuedAt = At(bill.IssuedAt),
        LandlordName = demand?.Name ?? "",
        LandlordAddress = demand?.Address ?? "",
        Rights = { demand?.Rights ?? [] },
    };

    public static Wire.Undertaking ToMessage(this Undertaking undertaking, Section20 law) => new()
    {
        UndertakingId = undertaking.Id.ToString(),
        SchemeId = undertaking.SchemeId.ToString(),
        Kind = undertaking.Kind switch
        {
            UndertakingKind.Works => Wire.UndertakingKind.Works,
            UndertakingKind.Agreement => Wire.UndertakingKind.Agreement,
        },
        Name = undertaking.Name,
        Months = undertaking.Months,
        Outcome = undertaking.Outcome switch
        {
            ConsultationOutcome.NotConsulted => Wire.ConsultationOutcome.NotConsulted,
            ConsultationOutcome.Consulted => Wire.ConsultationOutcome.Consulted,
            ConsultationOutcome.Dispensed => Wire.ConsultationOutcome.Dispensed,
        },
        Evidence = undertaking.Evidence ?? "",
        CapPence = law.CapOf(undertaking) ?? 0,
    };

    public static Wire.SchemeCost ToMessage(this SchemeCost cost, DateOnly? until) => new()
    {
        CostId = cost.Id.ToString(),
        SchemeId = cost.SchemeId.ToString(),
        Head = cost.Head,
        Supplier = cost.Supplier,
        Invoice = cost.Invoice,
        IncurredOn = cost.IncurredOn.ToMessage(),
        Description = cost.Description,
        Pence = cost.Pence,
        Lines = { cost.Lines.Select(line => new Wire.ChargePart { Label = line.Label, Pence = line.Pence }) },
        Document = cost.Document,
        UndertakingId = cost.UndertakingId?.ToString() ?? "",
        FromReserve = cost.FromReserve,
        StartsIn = cost.StartsIn,
        CanBeAskedUntil = until?.ToMessage(),
        NotifiedAt = At(cost.NotifiedAt),
        DemandedAt = At(cost.DemandedAt),
        WithdrawnAt = At(cost.WithdrawnAt),
        WithdrawnBecause = cost.WithdrawnBecause ?? "",
        ApprovedAt = At(cost.ApprovedAt),
    };

    public static ReserveEntryKind Read(Wire.ReserveEntryKind kind) => kind switch
    {
        Wire.ReserveEntryKind.Opening => ReserveEntryKind.Opening,
        Wire.ReserveEntryKind.Interest => ReserveEntryKind.Interest,
        _ => throw IncomeRefusals.Field("kind", "must be opening or interest.").ToRpcException(),
    };

    public static BuyBackAnswer Read(Wire.BuyBackAnswer answer) => answer switch
    {
        Wire.BuyBackAnswer.Willing => BuyBackAnswer.Willing,
        Wire.BuyBackAnswer.Declined => BuyBackAnswer.Declined,
        Wire.BuyBackAnswer.Withdrawn => BuyBackAnswer.Withdrawn,
        _ => throw IncomeRefusals.Field("answer", "must be willing, declined or withdrawn.").ToRpcException(),
    };

    public static Wire.ReserveEntry ToMessage(this ReserveEntry entry) => new()
    {
        EntryId = entry.Id.ToString(),
        Kind = entry.Kind switch
        {
            ReserveEntryKind.Opening => Wire.ReserveEntryKind.Opening,
            ReserveEntryKind.Interest => Wire.ReserveEntryKind.Interest,
        },
        On = entry.On.ToMessage(),
        Pence = entry.Pence,
        Evidence = entry.Evidence,
    };

    public static Wire.GetReserveFundResponse ToMessage(this ReserveSummary summary) => new()
    {
        First = summary.First.ToMessage(),
        Through = summary.Through.ToMessage(),
        OpeningPence = summary.OpeningPence,
        ContributionsPence = summary.ContributionsPence,
        InterestPence = summary.InterestPence,
        SpentPence = summary.SpentPence,
        ClosingPence = summary.ClosingPence,
        Spending =
        {
            summary.Spending.Select(payment => new Wire.ReserveSpending { CostId = payment.CostId.ToString(), On = payment.On.ToMessage(), Description = payment.Description, Pence = payment.Pence }),
        },
        OwnContributionsPence = summary.OwnPence,
    };

    public static Wire.InvoiceCopies ToMessage(this InvoiceCopies copies) => new()
    {
        CopiesId = copies.Id.ToString(),
        AccountId = copies.AccountId.ToString(),
        CostIds = { copies.CostIds.Select(id => id.ToString()) },
        AskedAt = Timestamp.FromDateTimeOffset(copies.AskedAt),
        Documents = { copies.Documents },
        AnsweredAt = At(copies.AnsweredAt),
    };

    public static Wire.OptionsTold ToMessage(this OptionsTold told) => new()
    {
        ToldId = told.Id.ToString(),
        AccountId = told.AccountId.ToString(),
        Options = { told.Options.Select(option => new Wire.HomeownerOption { Key = option.Key, Says = option.Says, Clause = option.Clause ?? "" }) },
        Agencies = { told.Agencies },
        ToldAt = Timestamp.FromDateTimeOffset(told.ToldAt),
    };

    public static Wire.BuyBack ToMessage(this BuyBack asked) => new()
    {
        BuyBackId = asked.Id.ToString(),
        AccountId = asked.AccountId.ToString(),
        Words = asked.Words,
        AskedAt = Timestamp.FromDateTimeOffset(asked.AskedAt),
        Answer = asked.Answer?.ToMessage() ?? Wire.BuyBackAnswer.Unspecified,
        Reason = asked.Reason ?? "",
        AnsweredAt = At(asked.AnsweredAt),
    };

    private static Wire.BuyBackAnswer ToMessage(this BuyBackAnswer answer) => answer switch
    {
        BuyBackAnswer.Willing => Wire.BuyBackAnswer.Willing,
        BuyBackAnswer.Declined => Wire.BuyBackAnswer.Declined,
        BuyBackAnswer.Withdrawn => Wire.BuyBackAnswer.Withdrawn,
    };

    private static Wire.HeadFund ToMessage(this HeadFund fund) => fund switch
    {
        HeadFund.ServiceCharge => Wire.HeadFund.ServiceCharge,
        HeadFund.ReserveFund => Wire.HeadFund.ReserveFund,
    };

    private static Timestamp? At(DateTimeOffset? instant) => instant is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
