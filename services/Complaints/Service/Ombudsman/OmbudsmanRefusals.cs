using Housing.Standards;

namespace Housing.Complaints;

public static partial class ComplaintRefusals
{
    public static Refusal OmbudsmanCaseUnknown { get; } = Refusal.NotFound("OMBUDSMAN_CASE_UNKNOWN", "This complaint has no such case at the Ombudsman. GetOmbudsmanCases lists its cases; TakeToOmbudsman records one.");

    public static Refusal InformationRequestUnknown { get; } = Refusal.NotFound("INFORMATION_REQUEST_UNKNOWN", "The Ombudsman has made no such request on this complaint. GetOmbudsmanCases lists them.");

    public static Refusal OrderUnknown { get; } = Refusal.NotFound("ORDER_UNKNOWN", "The Ombudsman has made no such order or recommendation on this complaint. GetOmbudsmanCases lists them.");

    public static Refusal SentAlready { get; } = Refusal.Precondition("SENT_ALREADY", "It is on record as sent, with other words or at another time. Record a further request for what is sent beside it.");

    public static Refusal DeterminedAlready { get; } = Refusal.Precondition(
        "DETERMINED_ALREADY", "The Ombudsman has determined this case. Another determination is taken once RecordReview says that a review changed the first.");

    public static Refusal NotDetermined { get; } = Refusal.Precondition("NOT_DETERMINED", "The Ombudsman has not determined this case yet, so there is nothing to look at again.");

    public static Refusal ReviewAskedAlready { get; } = Refusal.Precondition("REVIEW_ASKED_ALREADY", "A review of this case was asked for; there is one and no more.");

    public static Refusal ReviewNotAsked { get; } = Refusal.Precondition("REVIEW_NOT_ASKED", "Nobody has asked for a review of this case. Call AskForReview first.");

    public static Refusal ReviewDecidedAlready { get; } = Refusal.Precondition("REVIEW_DECIDED_ALREADY", "What came of the review is on record, in other words.");

    public static Refusal OrderWithdrawn(string why) => Refusal.Precondition("ORDER_WITHDRAWN", $"It does not stand any more: {why}");

    public static Refusal CompliedAlready { get; } = Refusal.Precondition("COMPLIED_ALREADY", "It is on record as complied with.");

    public static Refusal EvidenceMissing { get; } = Refusal.Precondition("EVIDENCE_MISSING", "There is no evidence yet that it is done. Call RecordCompliance with it first.");

    public static Refusal NoDay { get; } = Refusal.Precondition("NO_DAY", "It is a recommendation without a day, so there is none to move.");

    public static Refusal ReviewTooLate(DateTimeOffset until, string clause) => Refusal.Precondition(
        "REVIEW_TOO_LATE", Invariant($"A review could be asked for until {London.DayOf(until.AddTicks(-1)):yyyy-MM-dd}. If the Ombudsman takes it all the same, say so (accepted_late)."), clause);
}
