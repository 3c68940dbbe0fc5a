using System.Globalization;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Every refusal this service can give: what was wrong and what would be right.</summary>
public static partial class RepairRefusals
{
    public static Refusal RepairUnknown { get; } = Refusal.NotFound("REPAIR_UNKNOWN", "There is no repair with that id. ListRepairs has the ids of a landlord's repairs.");

    public static Refusal HomeUnknown { get; } = Refusal.NotFound("HOME_UNKNOWN", "Estates has no home with that id. Register the home there first.");

    public static Refusal EstatesAway { get; } = Refusal.Unavailable(
        "ESTATES_AWAY", "Estates cannot be asked about the home just now. Nothing was kept; send the report again with the same request_id.");

    public static Refusal SharedPlaceUnknown { get; } = Refusal.Unavailable(
        "ESTATES_AWAY",
        "Estates cannot be asked about that block or estate just now, nor who lives there. Nothing was kept; send the report again with the same request_id, or report for your own home_id with where PLACE_COMMUNAL.");

    public static Refusal AppointmentUnknown { get; } =
        Refusal.NotFound("APPOINTMENT_UNKNOWN", "This repair has no appointment with that id. The repair's appointment field has the booked one's.");

    public static Refusal Finished { get; } =
        Refusal.Precondition("REPAIR_FINISHED", "The repair is completed and takes nothing more. Report the fault again if it has come back.");

    public static Refusal Attended { get; } = Refusal.Precondition("APPOINTMENT_ATTENDED", "Somebody came to that appointment, so it cannot have been missed.");

    public static Refusal NotStarted { get; } =
        Refusal.Precondition("NOT_STARTED", "Nobody has been to the home yet. Record the visit, or that it was made safe, before completing the repair.");

    public static Refusal VisitNotRecorded { get; } =
        Refusal.Precondition("VISIT_NOT_RECORDED", "An appointment is booked. Record that somebody came, or that nobody did, before completing the repair.");

    public static Refusal BookedAlready(Appointment booked) =>
        Refusal.Precondition("BOOKED_ALREADY", $"An appointment is booked for {Text(booked.StartsAt)}. Record what came of it before booking another.");

    public static Refusal NotOverYet(Appointment booked) =>
        Refusal.Precondition("NOT_OVER_YET", $"The appointment ends at {Text(booked.EndsAt)}. It can be recorded as missed from then on.");

    public static Refusal SafeAlready(DateTimeOffset madeSafe) =>
        Refusal.Precondition("SAFE_ALREADY", $"It is on record as made safe at {Text(madeSafe)}.");

    public static Refusal LandlordUnknown(IEnumerable<string> known) => Field("landlord", $"must be one of {string.Join(", ", known)}.");

    public static Refusal LandlordWithoutStandards(string landlord) =>
        Refusal.Precondition("LANDLORD_WITHOUT_STANDARDS", $"The home's landlord, {landlord}, has no standards file. Add seeds/standards/{landlord}.json first.");

    public static Refusal Closed(string reason) => Refusal.Precondition("REPAIR_CLOSED", $"The repair is closed and takes nothing more: {reason}");

    public static Refusal NotInAHome(string field) =>
        Field(field, "must be a shared part or the outside when a block or an estate is named; for what is inside a home, name the home_id.");

    public static Refusal BlockUnknown { get; } = Refusal.NotFound("BLOCK_UNKNOWN", "Estates has no block with that id. ListBlocks there has the ids of a landlord's blocks.");

    public static Refusal EstateUnknown(string landlord) =>
        Refusal.NotFound("ESTATE_UNKNOWN", $"Estates has no estate of {landlord} with that name. ListBlocks there has the names as they are written.");

    public static Refusal ResidenceAway { get; } = Refusal.Unavailable(
        "RESIDENCE_AWAY", "It cannot be looked up just now which block you live in. Nothing was kept; ask again in a little while.");

    /// <summary>A question is open: the answer to it decides what the fault is, or how urgent.</summary>
    public static Refusal AnswerMissing(string question, string asks, IReadOnlyList<string> answers, bool unknown)
    {
        var fault = $"must {(unknown ? "answer" : "also answer")} “{question}”: {asks} One of: {string.Join("; ", answers)}.";
        return Refusal.Invalid(unknown ? "ANSWER_UNKNOWN" : "ANSWER_MISSING", $"answers {fault}", new FieldFault("answers", fault));
    }

    public static Refusal FaultUnknown(string landlord, IEnumerable<string> close) =>
        Field("fault", $"must be a fault in the list of {landlord}, such as {string.Join(", ", close)}.");

    public static Refusal InTheFuture(string field, DateTimeOffset now) => Field(field, $"must not be in the future; it is now {Text(now)}.");

    public static Refusal BeforeReport(string field, Repair repair) => Field(field, $"must not be before the report, which was at {Text(repair.ReportedAt)}.");

    public static Refusal BeforeVisit(string field, Repair repair) => Field(field, $"must not be before the last visit, which was at {Text(repair.LastAttendedAt!.Value)}.");

    public static Refusal BeforeArrival(string field, DateTimeOffset arrived) => Field(field, $"must not be before somebody came, which was at {Text(arrived)}.");

    public static Refusal Field(string field, string fault) => Refusal.Invalid("INVALID_FIELD", $"{field} {fault}", new FieldFault(field, fault));

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
