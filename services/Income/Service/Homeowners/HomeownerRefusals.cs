using Housing.Standards;

namespace Housing.Income;

/// <summary>Every refusal about homeowners' charges, besides the fields of a command that are wrong.</summary>
public static class HomeownerRefusals
{
    public static Refusal SchemeUnknown { get; } = Refusal.NotFound("SCHEME_UNKNOWN", "There is no such scheme. ListSchemes gives a landlord's.");

    public static Refusal PlaceHasScheme { get; } =
        Refusal.AlreadyExists("PLACE_HAS_SCHEME", "This block or estate has a scheme already; add to that one what is missing.");

    public static Refusal HomeElsewhere(Guid homeId) =>
        Refusal.Precondition("HOME_ELSEWHERE", $"Home {homeId} bears costs of another scheme from that day on; end its shares there first. A home is in one scheme at a time.");

    public static Refusal MoreThanWhole(string head, Ratio sum, DateOnly from) =>
        Refusal.Precondition("SHARES_EXCEED_WHOLE", $"From {from:yyyy-MM-dd} on the shares of {head} would come to {sum}; they may come to the whole at most, so that nobody pays for what was not spent.");

    public static Refusal DemandNotSet { get; } = Refusal.Precondition(
        "DEMAND_INCOMPLETE", "The landlord's standards file does not say what its demands must: give its income section a homeowners part with name, address and rights.", "OHO-LSE-08");

    public static Refusal BudgetMissing { get; } = Refusal.Precondition("BUDGET_MISSING", "Nothing is budgeted for this year yet: SetBudget comes first.", "OHO-LSE-20");

    public static Refusal SamePerson { get; } = Refusal.Precondition("SAME_PERSON", "Whoever set or recorded it does not approve it: another person has to look at it.");

    public static Refusal YearOver(SchemeYear year) => Refusal.Precondition("YEAR_OVER", $"The year ended on {year.Last:yyyy-MM-dd}; what it cost is told by CloseYear.");

    public static Refusal YearRuns(SchemeYear year) => Refusal.Precondition("YEAR_RUNS", $"The year ends on {year.Last:yyyy-MM-dd}; it is closed once that day is over.", "OHO-LSE-25");

    public static Refusal NobodyBears { get; } = Refusal.Precondition("NOBODY_BEARS", "No lease bears anything of this scheme in that year: SetShares comes first.");

    public static Refusal ClosingRuns { get; } = Refusal.Precondition("CLOSING_RUNS", "Bills of the last closing of this year are still to go out; close it again when they are out.");

    public static Refusal CostUnknown { get; } = Refusal.NotFound("COST_UNKNOWN", "There is no such cost. ListCosts gives a year's.");

    public static Refusal UndertakingUnknown { get; } = Refusal.NotFound("UNDERTAKING_UNKNOWN", "There are no such works and no such agreement. ListUndertakings gives a scheme's.");

    public static Refusal InvoiceRecorded { get; } =
        Refusal.AlreadyExists("INVOICE_RECORDED", "This supplier's invoice is recorded under this head already. An invoice counts once; check its number, or withdraw the other.");

    public static Refusal CostWithdrawn { get; } = Refusal.Precondition("COST_WITHDRAWN", "This cost was withdrawn; record it again if it is right after all.");

    public static Refusal NotInScheme { get; } = Refusal.NotFound("NO_SCHEME", "This account's home bears costs of no scheme.");

    public static Refusal BillUnknown { get; } = Refusal.NotFound("BILL_UNKNOWN", "There is no such bill, or it has not gone out yet. ListBills gives an account's.");

    public static Refusal NotFromReserve { get; } = Refusal.Precondition("NOT_FROM_RESERVE", "This cost is part of its year's service charge; only one recorded as the reserve fund's is approved.");

    public static Refusal ApprovedAlready { get; } = Refusal.Precondition("APPROVED_ALREADY", "The fund has paid this cost already; once is all it takes.");

    public static Refusal ReserveShort(long leftPence) => Refusal.Precondition("RESERVE_SHORT", $"The fund holds {leftPence} pence, which is less than this cost: it pays no more than is in it.");

    public static Refusal NotConsulted(long mostPence, long capPence) => Refusal.Precondition(
        "NOT_CONSULTED", $"A lease would bear {mostPence} pence of this, and nobody was consulted: without that it is {capPence} pence at most. Record the consultation first.", "ENG-S20-05, ENG-S20-06");

    public static Refusal ReserveOpened { get; } = Refusal.Precondition("RESERVE_OPENED", "What was in the fund when it was first kept here is recorded already.");

    public static Refusal CopiesUnknown { get; } = Refusal.NotFound("COPIES_UNKNOWN", "There is no such request for copies. ListInvoiceCopies gives those that wait.");

    public static Refusal AnsweredAlready { get; } = Refusal.Precondition("ANSWERED_ALREADY", "This was answered already; once is all it takes.");

    public static Refusal NoHomeowner { get; } = Refusal.Precondition("NO_HOMEOWNER", "This account is no leaseholder's or shared owner's who holds the home.");

    public static Refusal OptionsNotSet { get; } =
        Refusal.Precondition("OPTIONS_NOT_SET", "The landlord's standards file does not say what can be done for homeowners who cannot keep up: give its homeowners part a hardship part.", "OHO-LSE-27");

    public static Refusal BuyBackNotOffered { get; } = Refusal.Precondition("BUY_BACK_NOT_OFFERED", "This landlord does not offer to buy homes back.");

    public static Refusal BuyBackWaits { get; } = Refusal.Precondition("BUY_BACK_WAITS", "One such question waits for its answer already.");

    public static Refusal BuyBackUnknown { get; } = Refusal.NotFound("BUY_BACK_UNKNOWN", "There is no such question. ListBuyBacks gives those that wait.");
}
