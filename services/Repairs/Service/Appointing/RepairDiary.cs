namespace Housing.Repairs;

/// <summary>Who is sent to a repair, and its appointments.</summary>
public sealed partial class Repair
{
    private readonly List<Appointment> _appointments = [];

    /// <summary>The home's, as Estates said; it says who works there.</summary>
    public string? Postcode { get; private set; }

    public string? Contractor { get; private set; }
    public string? Team { get; private set; }
    public string? Trade { get; private set; }
    public bool? OutOfHours { get; private set; }
    public string? OrderWhy { get; private set; }
    public string? OrderClause { get; private set; }
    public DateTimeOffset? OrderedAt { get; private set; }

    public IReadOnlyList<Appointment> Appointments => _appointments;

    /// <summary>Who is sent; null where nobody is: it is not the landlord's, or was reported before it was asked.</summary>
    public Order? Order => Contractor is null ? null : new(Contractor, Team!, Trade!, OutOfHours!.Value, OrderWhy!, OrderClause, OrderedAt!.Value);

    /// <summary>The appointment that is still to come, or to be accounted for.</summary>
    public Appointment? Booked => _appointments.Find(a => a.State == AppointmentState.Booked);

    /// <summary>Where a repair stands when no appointment is booked.</summary>
    private Stage Unbooked => LastAttendedAt is null ? Stage.Reported : Stage.InProgress;

    private void Take(RepairMilestone.Appointed appointed)
    {
        var appointment = new Appointment(appointed.AppointmentId, Id, appointed.StartsAt, appointed.EndsAt);
        appointment.Take(appointed.Place, Landlord, Contractor);
        _appointments.Add(appointment);
        Stage = Stage.Appointed;
    }

    private void Take(RepairMilestone.OfDiary milestone)
    {
        switch (milestone)
        {
            case RepairMilestone.Ordered ordered:
                Take(ordered.Order);
                break;
            case RepairMilestone.OrderWithdrawn:
                Take((Order?)null);
                break;
            case RepairMilestone.AppointmentChanged changed:
                Find(changed.AppointmentId).Move(changed.StartsAt, changed.EndsAt, changed.Reason);
                Find(changed.AppointmentId).Take(changed.Place, Landlord, Contractor);
                break;
            case RepairMilestone.AppointmentCancelled cancelled:
                Find(cancelled.AppointmentId).Cancel(cancelled.Reason);
                Stage = Unbooked;
                break;
            case RepairMilestone.RunningLate late:
                Find(late.AppointmentId).Expect(late.ExpectedAt, late.Reason);
                break;
            case RepairMilestone.OnTheWay going:
                Find(going.AppointmentId).SetOut(going.At);
                break;
            case RepairMilestone.NoAccess card:
                ArrivedAt = null;
                Find(card.AppointmentId).LeaveCard(card.CardLeftBy, card.Note);
                Stage = Unbooked;
                break;
            default:
                throw new InvalidOperationException($"A repair cannot take in {milestone.GetType().Name}.");
        }
    }

    private void Take(Order? order) => (Contractor, Team, Trade, OutOfHours, OrderWhy, OrderClause, OrderedAt) =
        (order?.Contractor, order?.Team, order?.Trade, order?.OutOfHours, order?.Why, order?.Clause, order?.At);

    private Appointment Find(Guid appointmentId) => _appointments.Single(a => a.Id == appointmentId);
}
