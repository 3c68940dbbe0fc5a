using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Housing.ServiceDefaults;

namespace Housing.Income;

/// <summary>A bill as it was sent: it is kept whole, so that it reads the same for ever, whatever the landlord's file says by then.</summary>
public sealed class BillPage
{
    private static readonly PrintTemplate<Contents> Page = new(typeof(BillPage).Assembly, "Housing.Income.Homeowners.Billing.BillPage.hbs");

    private BillPage() { }

    public Guid BillId { get; private set; }
    public string Html { get; private set; } = "";
    public string Checksum { get; private set; } = "";

    /// <summary>One line as it is printed.</summary>
    public sealed record Line(string Name, string Total, string Share, string Pence, string WorkedOut);

    /// <summary>What the page says.</summary>
    public sealed record Contents(
        string Title, string Account, string Issued, string Days, bool IsEstimate, IReadOnlyList<Line> Services, string ServicesPence, IReadOnlyList<Line> Reserve, string ReservePence,
        string ChargedFrom, string Charged, string Difference, bool Owes, bool IsEven, IReadOnlyList<Line> TooLate, string Landlord, string Address, IReadOnlyList<string> Rights);

    internal static BillPage Of(LeaseBill bill, SchemeRound round, Account account, DemandPolicy demand)
    {
        var html = Page.Html(ContentsOf(bill, round, account, demand));
        return new() { BillId = bill.Id, Html = html, Checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html))) };
    }

    internal static Contents ContentsOf(LeaseBill bill, SchemeRound round, Account account, DemandPolicy demand)
    {
        var days = string.Create(CultureInfo.InvariantCulture, $"{round.First:d MMMM yyyy} to {round.Last:d MMMM yyyy}");
        var title = (round.Kind, round.Number) switch
        {
            (RoundKind.Estimate, 1) => "Service charge estimate",
            (RoundKind.Estimate, _) => "Service charge estimate, corrected",
            (RoundKind.Actuals, 1) => "Service charge accounts",
            (RoundKind.Actuals, _) => "Service charge accounts, corrected",
        };
        return new(
            $"{title}, {days}", PaymentReference.Of(account.PaymentNumber), Day(Standards.London.DayOf(bill.IssuedAt!.Value)), days, round.Kind == RoundKind.Estimate,
            Lines(bill, HeadFund.ServiceCharge), ChargeSum.Pounds(bill.ServiceChargePence), Lines(bill, HeadFund.ReserveFund), ChargeSum.Pounds(bill.ReservePence),
            bill.ChargedFrom is { } from ? Day(from) : "", ChargeSum.Pounds(bill.ChargedPence), ChargeSum.Pounds(Math.Abs(bill.DifferencePence)), bill.DifferencePence > 0, bill.DifferencePence == 0,
            [.. round.TooLate.Select(cost => new Line(cost.Description, ChargeSum.Pounds(cost.Pence), "", "", Day(cost.Until)))], demand.Name, demand.Address, demand.Rights);
    }

    private static IReadOnlyList<Line> Lines(LeaseBill bill, HeadFund fund) =>
        [.. bill.Lines.Where(line => line.Fund == fund).Select(line => new Line(line.Name, ChargeSum.Pounds(line.TotalPence), line.Share, ChargeSum.Pounds(line.Pence), line.WorkedOut))];

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
