using System.Globalization;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Statements and schedules as pages to read and to print.</summary>
public static class StatementPage
{
    private static readonly PrintTemplate<StatementContents> Statements = new(typeof(StatementPage).Assembly, "Housing.Income.Stating.Statement.hbs");
    private static readonly PrintTemplate<ScheduleContents> Schedules = new(typeof(StatementPage).Assembly, "Housing.Income.Stating.ChargeSchedule.hbs");

    public sealed record Line(string On, string What, string Charged, string Credited, string Balance);

    public sealed record Part(string Name, string Opening, string Charged, string Credited, string Closing);

    public sealed record Due(string Name, string On, string Sum);

    /// <summary>What the account put into the reserve fund, where it did, and what became of the fund, where its scheme has one.</summary>
    public sealed record Reserve(Contributions? Own, Fund? All);

    public sealed record Contributions(string Before, string Charged, string Paid, string After);

    public sealed record Fund(string From, string Through, string Opening, string Contributed, string Own, string Interest, string Spent, string Closing, IReadOnlyList<Spending> Spending);

    public sealed record Spending(string On, string What, string Sum);

    public sealed record StatementContents(
        string Landlord, string Title, string From, string Through, string Issued, string Statement, string Account, string Opening, string Charged, string Credited, string Closing,
        IReadOnlyList<Line> Lines, IReadOnlyList<Part> Parts, IReadOnlyList<Due> Next, Reserve? ReserveFund);

    public sealed record ScheduleLine(string Label, string Sum);

    public sealed record ScheduleCharge(string Name, string Sum, string From, string WorkedOut, IReadOnlyList<ScheduleLine> Lines);

    public sealed record ScheduleContents(string Landlord, string On, string Issued, string Statement, string Account, IReadOnlyList<ScheduleCharge> Charges);

    public static string Html(Guid id, Account account, string landlord, StatementDocument document, Statement statement, DateTimeOffset now) =>
        Statements.Html(Contents(id, account, landlord, document, statement, now));

    public static string Html(Guid id, Account account, string landlord, ChargeSchedule schedule, DateTimeOffset now) => Schedules.Html(new ScheduleContents(
        landlord, Day(schedule.On), Day(London.DayOf(now)), id.ToString(), PaymentReference.Of(account.PaymentNumber),
        [
            .. schedule.Charges.Select(charge => new ScheduleCharge(
                Name(charge.Part), $"{Sum(charge.AmountPence)} a {IncomeMessages.Word(charge.Per)}", Day(charge.From), charge.WorkedOut,
                [.. charge.Lines.Select(line => new ScheduleLine(line.Label, Sum(line.Pence)))])),
        ]));

    public static StatementContents Contents(Guid id, Account account, string landlord, StatementDocument document, Statement statement, DateTimeOffset now) => new(
        landlord,
        document == StatementDocument.HomeownerStatement ? "Your statement as a homeowner" : "Your statement",
        Day(statement.From), Day(statement.Through), Day(London.DayOf(now)), id.ToString(), PaymentReference.Of(account.PaymentNumber),
        Standing(statement.OpeningPence), Sum(statement.Parts.Sum(part => part.ChargedPence)), Sum(statement.Parts.Sum(part => part.CreditedPence)), Standing(statement.ClosingPence),
        [
            .. statement.Lines.Select(line => new Line(
                Day(line.On), line.What, line.AmountPence > 0 ? Sum(line.AmountPence) : "", line.AmountPence < 0 ? Sum(-line.AmountPence) : "", Standing(line.BalancePence))),
        ],
        [.. statement.Parts.Select(part => new Part(Name(part.Part), Standing(part.OpeningPence), Sum(part.ChargedPence), Sum(part.CreditedPence), Standing(part.ClosingPence)))],
        [.. statement.Next.Select(due => new Due(Name(due.Part), Day(due.On), Sum(due.Pence)))],
        document == StatementDocument.HomeownerStatement ? ReserveOf(statement) : null);

    /// <summary>What an account stands at, in words that do not hang on a sign.</summary>
    public static string Standing(long pence) => pence switch
    {
        0 => Sum(0),
        > 0 => $"{Sum(pence)} owed",
        < 0 => $"{Sum(-pence)} in credit",
    };

    private static Reserve? ReserveOf(Statement statement)
    {
        var own = statement.Parts.SingleOrDefault(part => part.Part == SubAccount.ReserveFund) is { } part
            ? new Contributions(Standing(part.OpeningPence), Sum(part.ChargedPence), Sum(part.CreditedPence), Standing(part.ClosingPence))
            : null;
        var all = statement.ReserveFund is { } fund
            ? new Fund(
                Day(fund.First), Day(fund.Through), Sum(fund.OpeningPence), Sum(fund.ContributionsPence), Sum(fund.OwnPence), Sum(fund.InterestPence), Sum(fund.SpentPence), Sum(fund.ClosingPence),
                [.. fund.Spending.Select(payment => new Spending(Day(payment.On), payment.Description, Sum(payment.Pence)))])
            : null;
        return own is null && all is null ? null : new(own, all);
    }

    private static string Sum(long pence) => pence < 0 ? $"−{ChargeSum.Pounds(-pence)}" : ChargeSum.Pounds(pence);

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Name(SubAccount part) => ChargingDecision.Name(part);
}
