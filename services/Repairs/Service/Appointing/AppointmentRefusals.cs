using System.Globalization;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>What is refused about slots and appointments.</summary>
public static partial class RepairRefusals
{
    public static Refusal NoDiary { get; } = Refusal.Precondition(
        "NO_DIARY", "This landlord keeps no diary here. Record the times that were agreed with starts_at and ends_at.");

    public static Refusal SlotUnknown { get; } = Field("slot_key", "must be the slot_key of a slot that ListSlots offers for this repair, unchanged.");

    public static Refusal SlotOrTimes { get; } = Field("slot_key", "must be given alone, or else starts_at and ends_at without it.");

    public static Refusal SlotOnly { get; } = Field("slot_key", "must be that of a slot which ListSlots offers; times agreed otherwise are recorded by staff.");

    public static Refusal NotOurs(Repair repair) => Refusal.Precondition(
        "NOT_OURS", $"It is not for the landlord to mend, so nobody is sent. {repair.ResponsibleSentence}", repair.ResponsibleClause);

    public static Refusal SlotBegun(FreeSlot slot) => Field("slot_key", $"must be of a slot that has not begun; this one began at {Text(slot.StartsAt)}.");

    public static Refusal SlotTooFar(DateOnly last) => Field(
        "slot_key", string.Create(CultureInfo.InvariantCulture, $"must be of a slot up to {last:yyyy-MM-dd}; later ones cannot be booked yet."));

    public static Refusal SlotTaken(IReadOnlyList<FreeSlot> next) => Refusal.Precondition(
        "SLOT_TAKEN", next.Count == 0 ? "That slot is fully booked, and nothing is free within a year." : $"That slot is fully booked. Free next: {string.Join("; ", next.Select(Text))}.");

    public static Refusal AppointmentOver(Appointment appointment) => Refusal.Precondition("APPOINTMENT_OVER", appointment.State switch
    {
        AppointmentState.Booked => throw new InvalidOperationException($"Appointment {appointment.Id} is still booked."),
        AppointmentState.Attended => "Somebody came to that appointment. Book another one if they have to come again.",
        AppointmentState.Missed => "Nobody came to that appointment. Book another one.",
        AppointmentState.Cancelled => "That appointment was cancelled. Book another one.",
        AppointmentState.NoAccess => "Somebody came to that appointment and was not let in. Book another one.",
    });

    public static Refusal AppointmentBegun(Appointment booked) => Refusal.Precondition(
        "APPOINTMENT_BEGUN", $"The appointment began at {Text(booked.StartsAt)}, so it can neither be changed nor cancelled. Record what came of it.");

    public static Refusal OutsideAppointment(Appointment booked) => Field(
        "called_at", $"must be within the appointment, from {Text(booked.StartsAt)} to {Text(booked.EndsAt)}; nobody need be in before or after it.");

    public static Refusal NotLate(Appointment booked) => Field(
        "expected_at", $"must be later than now and than {Text(booked.StartsAt)}, when the appointment begins, and within 12 hours of its end.");

    public static Refusal NotItsDay(Appointment booked) => Refusal.Precondition(
        "NOT_ITS_DAY", $"The appointment is on {London.DayOf(booked.StartsAt):yyyy-MM-dd}. Say on that day that somebody is on the way, or change the appointment.");

    public static Refusal ContractorUnknown(IEnumerable<string> known) => Field("contractor", $"must be one of {string.Join(", ", known)}.");

    /// <summary>By the clock on the wall, since people read it.</summary>
    private static string Text(FreeSlot slot) => string.Create(
        CultureInfo.InvariantCulture, $"{slot.Slot.Name} on {slot.Key.Day:yyyy-MM-dd} from {slot.Slot.From:HH\\:mm} to {slot.Slot.To:HH\\:mm}");
}
