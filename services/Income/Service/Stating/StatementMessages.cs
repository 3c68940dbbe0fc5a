using System.Linq.Expressions;
using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How statements are said on the wire, and read from it.</summary>
internal static class StatementMessages
{
    /// <summary>What a list shows of one: neither its figures nor its page.</summary>
    public sealed record Row(
        Guid Id, Guid AccountId, StatementDocument Document, DateOnly From, DateOnly Through, DateOnly? Run, long OpeningPence, long ClosingPence, DateTimeOffset IssuedAt, byte[] Checksum);

    public static Expression<Func<IssuedStatement, Row>> ToRow { get; } =
        s => new Row(s.Id, s.AccountId, s.Document, s.From, s.Through, s.Run, s.OpeningPence, s.ClosingPence, s.IssuedAt, s.Checksum);

    private static readonly Func<IssuedStatement, Row> RowOf = ToRow.Compile();

    public static Wire.IssuedStatement ToMessage(this IssuedStatement issued) => RowOf(issued).ToMessage();

    public static Wire.IssuedStatement ToMessage(this Row row) => new()
    {
        StatementId = row.Id.ToString(),
        AccountId = row.AccountId.ToString(),
        Document = row.Document switch
        {
            StatementDocument.Statement => Wire.StatementDocument.Statement,
            StatementDocument.HomeownerStatement => Wire.StatementDocument.HomeownerStatement,
            StatementDocument.ChargeSchedule => Wire.StatementDocument.ChargeSchedule,
        },
        From = row.From.ToMessage(),
        Through = row.Through.ToMessage(),
        OpeningPence = row.OpeningPence,
        ClosingPence = row.ClosingPence,
        IssuedAt = Timestamp.FromDateTimeOffset(row.IssuedAt),
        OnRequest = row.Run is null,
        Checksum = Convert.ToHexStringLower(row.Checksum),
    };

    public static Wire.StatementLine ToMessage(this StatementLine line) => new()
    {
        On = line.On.ToMessage(),
        What = line.What,
        Kind = line.Kind,
        AmountPence = line.AmountPence,
        BalancePence = line.BalancePence,
    };

    public static Wire.StatementPart ToMessage(this StatementPart part) => new()
    {
        SubAccount = part.Part.ToMessage(),
        OpeningPence = part.OpeningPence,
        ChargedPence = part.ChargedPence,
        CreditedPence = part.CreditedPence,
        ClosingPence = part.ClosingPence,
    };

    public static Wire.NextDue ToMessage(this NextDue due) => new() { SubAccount = due.Part.ToMessage(), On = due.On.ToMessage(), Pence = due.Pence };

    public static Wire.ReserveFundSummary ToSummary(this ReserveSummary fund) => new()
    {
        First = fund.First.ToMessage(),
        Through = fund.Through.ToMessage(),
        OpeningPence = fund.OpeningPence,
        ContributionsPence = fund.ContributionsPence,
        OwnContributionsPence = fund.OwnPence,
        InterestPence = fund.InterestPence,
        SpentPence = fund.SpentPence,
        ClosingPence = fund.ClosingPence,
        Spending =
        {
            fund.Spending.Select(payment => new Wire.ReserveSpending { CostId = payment.CostId.ToString(), On = payment.On.ToMessage(), Description = payment.Description, Pence = payment.Pence }),
        },
    };

    public static Wire.ScheduledCharge ToMessage(this ScheduledCharge charge) => new()
    {
        SubAccount = charge.Part.ToMessage(),
        AmountPence = charge.AmountPence,
        Per = charge.Per.ToMessage(),
        Cycle = charge.Cycle.ToMessage(),
        From = charge.From.ToMessage(),
        Parts = { charge.Lines.Select(line => new Wire.ChargePart { Label = line.Label, Pence = line.Pence }) },
        WorkedOut = charge.WorkedOut,
    };

    /// <summary>The document that a request names; null when it names none.</summary>
    public static StatementDocument? Read(Wire.StatementDocument document) => document switch
    {
        Wire.StatementDocument.Unspecified => null,
        Wire.StatementDocument.Statement => StatementDocument.Statement,
        Wire.StatementDocument.HomeownerStatement => StatementDocument.HomeownerStatement,
        Wire.StatementDocument.ChargeSchedule => StatementDocument.ChargeSchedule,
        _ => throw IncomeRefusals.Field("document", "must be one of the documents listed in the proto.").ToRpcException(),
    };
}
