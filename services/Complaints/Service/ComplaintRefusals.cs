using System.Globalization;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Every refusal this service can give: what was wrong and what would be right.</summary>
public static partial class ComplaintRefusals
{
    public static Refusal Unknown { get; } = Refusal.NotFound("COMPLAINT_UNKNOWN", "There is no complaint with that id or reference. ListComplaints has those of a landlord.");

    public static Refusal ReferenceMistyped { get; } = Field("reference", "is no reference: it is eight letters and digits such as H4T9-K2MX, and its last character does not fit the others. Ask for it again.");

    public static Refusal RemedyUnknown { get; } = Refusal.NotFound("REMEDY_UNKNOWN", "This complaint has no remedy with that id. GetComplaint lists its remedies.");

    public static Refusal LetterUnknown { get; } = Refusal.NotFound("LETTER_UNKNOWN", "There is no letter with that id. ListLetters has those of a complaint.");

    public static Refusal LetterSentAlready { get; } = Refusal.Precondition("LETTER_SENT_ALREADY", "This step was taken already. ListLetters has its letter.");

    public static Refusal PostedAlready(DateOnly day) => Refusal.Precondition("POSTED_ALREADY", Invariant($"It is on record as posted on {day:yyyy-MM-dd}, in other words. What was posted is not changed."));

    public static Refusal HomeUnknown { get; } = Refusal.NotFound("HOME_UNKNOWN", "Estates has no home with that id. Leave home_id unset for a complaint that is about no home.");

    public static Refusal HomeOfAnother { get; } = Field("home_id", "must be a home of the complaint's landlord.");

    public static Refusal EstatesAway { get; } = Refusal.Unavailable(
        "ESTATES_AWAY", "Estates cannot be asked just now whose home that is. Nothing was kept; send it again with the same request_id, or leave home_id unset for the complaint's own home.");

    public static Refusal HouseholdUnknown { get; } = Refusal.NotFound("HOUSEHOLD_UNKNOWN", "Tenancy has no household with that id. Leave household_id unset for somebody who holds no home here.");

    public static Refusal RepairUnknown { get; } = Refusal.NotFound("REPAIR_UNKNOWN", "Repairs has no repair of this landlord with that id. Leave about_case_id unset if it is not known.");

    public static Refusal NeighboursAway { get; } = Refusal.Unavailable(
        "NEIGHBOURS_AWAY", "It cannot be asked just now whose home that is. Nothing was kept; send the complaint again with the same request_id.");

    public static Refusal AccountUnknown { get; } = Refusal.NotFound(
        "ACCOUNT_UNKNOWN", "Income has no account of this household with that id. Leave about_case_id unset if it is not known.");

    public static Refusal IncomeAway { get; } = Refusal.Unavailable(
        "INCOME_AWAY", "Income cannot be asked just now what the rent is. Nothing was kept; send it again with the same request_id.");

    public static Refusal RentKnown(long pence) => Field("rent_share.weekly_rent_pence", Invariant($"must be unset: Income knows the rent, {pence} pence a week."));

    public static Refusal NotARequest { get; } = Refusal.Precondition("COMPLAINT_ALREADY", "It is a complaint already, and is being answered.");

    public static Refusal RequestOnly { get; } = Refusal.Precondition(
        "SERVICE_REQUEST", "It is recorded as a service request. Call InsistOnComplaint when the resident complains of it.", "HAV-CMP-02");

    public static Refusal AnsweredAlready { get; } = Refusal.Precondition("ANSWERED_ALREADY", "It was answered. EscalateComplaint takes it to stage two when the resident asks for that.");

    public static Refusal FinalAlready { get; } = Refusal.Precondition(
        "STAGES_OVER", "It has had its final answer: there are two stages and no more. The resident can go to the Ombudsman.", "ENG-CMP-13");

    public static Refusal NotExcluded { get; } = Refusal.Precondition("NOT_EXCLUDED", "It was never excluded, so there is nothing to take up again.");

    public static Refusal DuplicateOfAnother { get; } = Field("duplicate_of", "must be an open complaint of the same household; name another household's with joint_with.");

    public static Refusal JointWithItself { get; } = Field("joint_with", "must be a complaint of another household of the same landlord; name one of the same household with duplicate_of.");

    public static Refusal HandlerMissing { get; } = Refusal.Precondition(
        "HANDLER_MISSING", "An acknowledgement names who handles the complaint. Call AssignHandler first.", "OHO-CMP-06");

    public static Refusal NotYours { get; } = Refusal.Forbidden("MANAGERS_ONLY", "Only a manager may do this. Ask one to.");

    public static Refusal HandlerConflict(string subject) => Refusal.Precondition(
        "HANDLER_CONFLICT", $"{subject} took part in what the complaint is about. Name somebody who did not.");

    public static Refusal HandlerOfStageOne(string subject) => Refusal.Precondition(
        "HANDLER_OF_STAGE_ONE", $"{subject} handled it at stage one. Stage two is for somebody else.", "HAV-CMP-15");

    public static Refusal HandlerTooJunior(string least) => Refusal.Precondition(
        "HANDLER_TOO_JUNIOR", $"Stage two is for somebody more senior than whoever handled stage one, and at least: {least}.", "HAV-CMP-15");

    public static Refusal DecisionDayPassed { get; } = Field("decide_by", "must be set: every day by which an answer was promised has passed, so say which one it will be.");

    public static Refusal ExtensionTooLate { get; } = Refusal.Precondition(
        "EXTENSION_TOO_LATE", "No promise of an answer is still open, and one that has run out cannot be extended. Answer as soon as you can; the miss stays on record.");

    public static Refusal ExtensionNotNeeded(DateOnly due) => Field("new_day", Invariant($"must be after {due:yyyy-MM-dd}, by which the answer is due anyway."));

    public static Refusal ExtensionTooLong(DateOnly latest, string clause) => Refusal.Precondition(
        "EXTENSION_TOO_LONG", Invariant($"The latest day that would do is {latest:yyyy-MM-dd}."), clause);

    public static Refusal ExtensionNotAllowed(string why) => Refusal.Precondition("EXTENSION_NOT_ALLOWED", why);

    public static Refusal AgreementMissing(string clause) => Refusal.Precondition(
        "AGREEMENT_MISSING", "Another day counts only if the resident agreed to it: say how, when, and where that can be looked up.", clause);

    public static Refusal TooRecent(DateOnly since, string clause) => Refusal.Precondition(
        "NOT_TOO_OLD", Invariant($"Only what the resident knew of before {since:yyyy-MM-dd} is too old to be taken."), clause);

    public static Refusal FindingsMissing(IEnumerable<int> issues) => Refusal.Precondition(
        "FINDINGS_MISSING", $"An answer decides every issue, with reasons. RecordFinding is still missing for issue {string.Join(", ", issues)}.");

    public static Refusal ApologyMissing { get; } = Refusal.Precondition(
        "APOLOGY_MISSING", "Something was found wrong, and the answer has no apology. Propose one first.", "OHO-CMP-09");

    public static Refusal ApprovalMissing { get; } = Refusal.Precondition(
        "APPROVAL_MISSING", "A remedy waits for approval. Have it approved, or drop it, before the answer.");

    public static Refusal OutsideTable(string name, long from, long to, bool share) => Field(
        share ? "rent_share.percent" : "pence", Invariant($"must be {from} to {to}{(share ? " percent" : " pence")}, the range of “{name}” in the landlord's table."));

    public static Refusal FaultUnknown(string field, IReadOnlyList<string> known) => Field(field, $"must be a fault in Repairs' list for this landlord: {string.Join(", ", known)}.");

    public static Refusal AboveLimit(long most) => Refusal.Precondition(
        "REMEDY_ABOVE_LIMIT", Invariant($"Nobody may promise more than {most} pence on one complaint, all its compensation together."));

    public static Refusal AboveYourLimit(long yours) => Refusal.Precondition(
        "APPROVAL_ABOVE_LIMIT", Invariant($"Your role may promise up to {yours} pence on one complaint. Ask somebody who may promise more to approve it."));

    public static Refusal OwnRemedy { get; } = Refusal.Precondition("APPROVAL_BY_ANOTHER", "Whoever proposed a remedy does not approve it. Ask somebody else.");

    public static Refusal NothingToApprove { get; } = Refusal.Precondition("NOTHING_TO_APPROVE", "This remedy does not wait for approval.");

    public static Refusal PromisedAlready { get; } = Refusal.Precondition("PROMISED_ALREADY", "The resident was promised this. It can be done, but not taken back; only works that stage one promised can, while stage two is handled.");

    public static Refusal NotPromised { get; } = Refusal.Precondition("NOT_PROMISED", "Nobody was promised this yet. It is promised with the answer.");

    public static Refusal DoneAlready { get; } = Refusal.Precondition("DONE_ALREADY", "It is on record as done, with other words or at another time.");

    public static Refusal AnswerNotDue(DateTimeOffset due) => Refusal.Precondition(
        "ANSWER_NOT_DUE", Invariant($"Stage one has not been answered yet; the answer is due by the end of {London.DayOf(due.AddTicks(-1)):yyyy-MM-dd}. After that, silence counts as an answer."));

    public static Refusal StageTwoNotOffered { get; } = Refusal.Precondition("STAGE_TWO_NOT_OFFERED", "This landlord has no second stage. The resident can go to the Ombudsman.");

    public static Refusal WindowPassed(DateTimeOffset until) => Refusal.Precondition(
        "WINDOW_PASSED", Invariant($"Stage two could be asked for until {London.DayOf(until.AddTicks(-1)):yyyy-MM-dd}. The landlord's people may take it all the same (accept_late)."));

    public static Refusal RefusedAlready { get; } = Refusal.Precondition("ESCALATION_REFUSED", "Stage two was refused, with reasons. The resident can go to the Ombudsman.");

    public static Refusal NotAnswered { get; } = Refusal.Precondition("NOT_ANSWERED", "It has not been answered yet. Answer it, or record that the resident withdraws it.");

    public static Refusal ActionsUndone(IEnumerable<string> actions) => Refusal.Precondition(
        "ACTIONS_UNDONE", $"What was promised is not all done: {string.Join("; ", actions)}. Call CompleteAction for each when it is.", "ROS-CMP-03");

    /// <summary>Nothing new goes to somebody who is away; who is here and may have it is named.</summary>
    public static Refusal HandlerAway(string subject, DateOnly through, IEnumerable<Handler> able)
    {
        List<string> others = [.. able.Take(5).Select(h => $"{h.Subject} ({h.Name})")];
        return Refusal.Precondition("HANDLER_AWAY", Invariant(
            $"{subject} is away until {through:yyyy-MM-dd}. {(others.Count == 0 ? "Name somebody else." : $"Of those who handle complaints now, these may take it: {string.Join(", ", others)}.")}"));
    }

    public static Refusal AbsenceUnknown { get; } = Refusal.NotFound("ABSENCE_UNKNOWN", "There is no absence with that id. ListAbsences has those of a landlord.");

    public static Refusal AbsenceOverlaps(DateOnly from, DateOnly through) => Refusal.Precondition(
        "ABSENCE_OVERLAPS", Invariant($"They are recorded as away from {from:yyyy-MM-dd} to {through:yyyy-MM-dd} already. Record the days that are missing, or end that one with EndAbsence."));

    public static Refusal TooManyCases(int most) => Field("from", $"must have at most {most} cases to give away at once. Name a team or a stage, and ask for the rest afterwards.");

    public static Refusal NotAsked { get; } = Refusal.Precondition(
        "SATISFACTION_NOT_ASKED", "The household is asked how it was dealt with when the complaint is closed after its answer. Close it first.");

    public static Refusal SatisfactionGiven { get; } = Refusal.Precondition("SATISFACTION_GIVEN", "The household has answered, and nobody changes what it said.");

    public static Refusal SatisfactionByHandler { get; } = Refusal.Precondition(
        "SATISFACTION_BY_HANDLER", "Whoever handled a complaint does not record what the household thinks of that. Ask somebody else to.");

    public static Refusal SatisfactionNotYours { get; } = Refusal.Forbidden("SATISFACTION_NOT_YOURS", "Which complaint an answer was about is for managers and auditors to read. ListSatisfaction has what was said.");

    public static Refusal LandlordUnknown(IEnumerable<string> known) => Field("landlord", $"must be one of {string.Join(", ", known)}.");

    public static Refusal LandlordWithoutStandards(string landlord) =>
        Refusal.Precondition("LANDLORD_WITHOUT_STANDARDS", $"The home's landlord, {landlord}, has no standards file. Add seeds/standards/{landlord}.json first.");

    /// <summary>Why it takes nothing more of what belongs to a stage; null while it does.</summary>
    public static Refusal? NotBeingHandled(Complaint complaint) => complaint.Stage switch
    {
        Stage.One or Stage.Two => null,
        Stage.ServiceRequest => RequestOnly,
        Stage.OneAnswered => AnsweredAlready,
        Stage.FinalAnswered => FinalAlready,
        Stage.Excluded or Stage.Withdrawn or Stage.Closed => Ended(complaint),
    };

    public static Refusal Ended(Complaint complaint) => Refusal.Precondition(
        $"COMPLAINT_{complaint.Stage.ToString().ToUpperInvariant()}", $"The complaint is {complaint.Stage.ToString().ToLowerInvariant()} and takes nothing more: {complaint.EndedReason}");

    public static Refusal Field(string field, string fault) => Refusal.Invalid("INVALID_FIELD", $"{field} {fault}", new FieldFault(field, fault));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
