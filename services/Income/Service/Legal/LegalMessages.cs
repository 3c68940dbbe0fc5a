using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How legal action is said on the wire.</summary>
internal static class LegalMessages
{
    public static Wire.CourtAction ToMessage(this LegalAction action, IEnumerable<Hearing> hearings) => new()
    {
        ActionId = action.Id.ToString(),
        AccountId = action.AccountId.ToString(),
        CaseId = action.CaseId.ToString(),
        Landlord = action.Landlord,
        HouseholdId = action.HouseholdId.ToString(),
        Route = IncomeMessages.Word(action.Route),
        Step = IncomeMessages.Word(action.Step),
        Notice = action.Notice,
        ServedOn = action.ServedOn.ToMessage(),
        ServedHow = IncomeMessages.Word(action.ServedHow),
        NoticeDocument = action.NoticeDocument,
        ClaimFrom = action.ClaimFrom.ToMessage(),
        GoodUntil = action.GoodUntil?.ToMessage(),
        AppliedOn = action.AppliedOn?.ToMessage(),
        Court = action.Court ?? "",
        ClaimReference = action.ClaimReference ?? "",
        Order = action.Order is { } order ? IncomeMessages.Word(order) : "",
        OrderOn = action.OrderOn?.ToMessage(),
        OrderTerms = action.OrderTerms ?? "",
        WarrantAskedOn = action.WarrantAskedOn?.ToMessage(),
        EndedWhy = action.EndedWhy ?? "",
        StartedAt = Timestamp.FromDateTimeOffset(action.StartedAt),
        ChangedAt = Timestamp.FromDateTimeOffset(action.ChangedAt),
        Hearings = { hearings.OrderBy(hearing => hearing.At).ThenBy(hearing => hearing.Id).Select(ToMessage) },
        Plainly = Plainly(action),
    };

    public static Wire.Hearing ToMessage(this Hearing hearing) => new()
    {
        HearingId = hearing.Id.ToString(),
        At = Timestamp.FromDateTimeOffset(hearing.At),
        Place = hearing.Place,
        OrderSought = hearing.OrderSought,
        ListedOn = hearing.ListedOn.ToMessage(),
        ShortNotice = hearing.ShortNotice,
        Papers =
        {
            hearing.Papers.OrderBy(paper => paper.Item).Select(paper => new Wire.HearingPaper
            {
                Item = IncomeMessages.Word(paper.Item), Document = paper.Document, How = IncomeMessages.Word(paper.How), GivenOn = paper.GivenOn.ToMessage(), By = paper.By,
            }),
        },
        Missing = { hearing.Missing.Select(IncomeMessages.Word) },
        PapersGivenAt = IncomeMessages.Stamp(hearing.PapersGivenAt),
        Outcome = hearing.Outcome is { } outcome ? IncomeMessages.Word(outcome) : "",
    };

    public static Wire.GateItem ToMessage(this GateItem item) => new() { Need = IncomeMessages.Word(item.Need), Met = item.Met, Sentence = item.Sentence, Clauses = { item.Clauses } };

    // For the household itself.
    private static string Plainly(LegalAction action) => action.Step switch
    {
        LegalStep.NoticeServed => $"We have given you notice that we may ask a court about what you owe, from {Day(action.ClaimFrom)} on. Talk to us: there is still time to agree on something.",
        LegalStep.ClaimIssued => "We have asked a court about what you owe. You will hear when and where it is heard.",
        LegalStep.HearingListed => "A court will hear what you owe. You are given the papers for it beforehand; get advice and come.",
        LegalStep.OrderMade when action.Order == HearingOutcome.SuspendedOrder => "The court has made an order. You keep your home as long as you keep to its terms.",
        LegalStep.OrderMade => "The court has made an order about what you owe.",
        LegalStep.WarrantAsked => "We have asked the court to take back the home. Get advice at once.",
        LegalStep.Ended => "This legal action is over.",
    };

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
