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
}
