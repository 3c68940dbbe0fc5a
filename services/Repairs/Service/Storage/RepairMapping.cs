using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Repairs;

internal sealed class RepairMapping : IEntityTypeConfiguration<Repair>
{
    public void Configure(EntityTypeBuilder<Repair> repair)
    {
        repair.ToTable("repair");
        repair.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        repair.Property(r => r.Landlord).HasColumnName("landlord");
        repair.Property(r => r.HomeId).HasColumnName("home_id");
        repair.Property(r => r.HouseholdId).HasColumnName("household_id");
        repair.Property(r => r.ReporterHousehold).HasColumnName("reporter_household");
        repair.Property(r => r.PassedOnAt).HasColumnName("passed_on_at");
        repair.Property(r => r.Tenure).HasColumnName("tenure");
        repair.Property(r => r.HasVulnerableMember).HasColumnName("has_vulnerable_member");
        repair.Property(r => r.FactsPending).HasColumnName("facts_pending");
        repair.Property(r => r.Fault).HasColumnName("fault");
        repair.Property(r => r.Description).HasColumnName("description");
        repair.Property(r => r.Priority).HasColumnName("priority");
        repair.Property(r => r.Place).HasColumnName("place").HasConversion<string>();
        repair.Property(r => r.Cause).HasColumnName("cause").HasConversion<string>();
        repair.Property(r => r.CrimeReference).HasColumnName("crime_reference");
        repair.Property(r => r.HandedOver).HasColumnName("handed_over");
        repair.Property(r => r.Responsible).HasColumnName("responsible").HasConversion<string>();
        repair.Property(r => r.LandlordPart).HasColumnName("landlord_part").HasConversion<string>();
        repair.Property(r => r.ResponsibleClause).HasColumnName("responsible_clause");
        repair.Property(r => r.ResponsibleSentence).HasColumnName("responsible_sentence");
        repair.Property(r => r.Stage).HasColumnName("stage").HasConversion<string>();       // readable rows
        repair.Property(r => r.ReportedAt).HasColumnName("reported_at");
        repair.Property(r => r.MadeSafeAt).HasColumnName("made_safe_at");
        repair.Property(r => r.LastVisitedAt).HasColumnName("last_visited_at");
        repair.Property(r => r.ArrivedAt).HasColumnName("arrived_at");
        repair.Property(r => r.CompletedAt).HasColumnName("completed_at");
        repair.Property(r => r.WorkDone).HasColumnName("work_done");
        repair.Property(r => r.OrderSource).HasColumnName("order_source");
        repair.Property(r => r.OrderReference).HasColumnName("order_reference");
        repair.PrimitiveCollection(r => r.SorCodes).HasColumnName("sor_codes");
        repair.Property(r => r.TradeCode).HasColumnName("trade_code");
        repair.Ignore(r => r.Codes);
        repair.Property(r => r.NextDueAt).HasColumnName("next_due_at");
        repair.Property(r => r.AtRiskAt).HasColumnName("at_risk_at");
        repair.Property(r => r.Postcode).HasColumnName("postcode");
        repair.Property(r => r.Contractor).HasColumnName("contractor");
        repair.Property(r => r.Team).HasColumnName("team");
        repair.Property(r => r.Trade).HasColumnName("trade");
        repair.Property(r => r.OutOfHours).HasColumnName("out_of_hours");
        repair.Property(r => r.OrderWhy).HasColumnName("order_why");
        repair.Property(r => r.OrderClause).HasColumnName("order_clause");
        repair.Property(r => r.OrderedAt).HasColumnName("ordered_at");
        repair.Property(r => r.Version).IsRowVersion();       // PostgreSQL's xmin: late writers lose
        repair.Ignore(r => r.Circumstances).Ignore(r => r.Responsibility).Ignore(r => r.Household).Ignore(r => r.Reader).Ignore(r => r.Booked).Ignore(r => r.Order).Ignore(r => r.LastAttendedAt);

        repair.MapWork();
        repair.Property(r => r.BlockId).HasColumnName("block_id");
        repair.Property(r => r.Estate).HasColumnName("estate");
        repair.Property(r => r.Room).HasColumnName("room");
        repair.Property(r => r.Item).HasColumnName("item");
        repair.Property(r => r.Answers).HasColumnName("answers").HasColumnType("jsonb").HasConversion(a => Answers.Write(a), json => Answers.Read(json));
        repair.Property(r => r.PriorityClause).HasColumnName("priority_clause");
        repair.Property(r => r.Shared).HasColumnName("shared");
        repair.Property(r => r.JoinKey).HasColumnName("join_key");
        repair.Property(r => r.Photos).HasColumnName("photos");
        repair.Property(r => r.AccessNotes).HasColumnName("access_notes");
        repair.Property(r => r.ContactBy).HasColumnName("contact_by").HasConversion<string>();
        repair.Property(r => r.Channel).HasColumnName("channel").HasConversion<string>();
        repair.Property(r => r.HomePending).HasColumnName("home_pending");
        repair.Property(r => r.ClosedAt).HasColumnName("closed_at");
        repair.Property(r => r.ClosedReason).HasColumnName("closed_reason");
        repair.Property(r => r.PlannedElement).HasColumnName("planned_element");
        repair.Property(r => r.PlannedProgramme).HasColumnName("planned_programme");
        repair.Property(r => r.PlannedFrom).HasColumnName("planned_from");
        repair.Property(r => r.PlannedTo).HasColumnName("planned_to");
        repair.Ignore(r => r.Planned);
        repair.Ignore(r => r.IsOpen).Ignore(r => r.Closed).Ignore(r => r.ReporterHouseholds);
        repair.HasMany(r => r.Reporters).WithOne().HasForeignKey(r => r.RepairId);
        repair.Navigation(r => r.Reporters).UsePropertyAccessMode(PropertyAccessMode.Field);

        repair.HasMany(r => r.Appointments).WithOne().HasForeignKey(a => a.RepairId);
        repair.HasMany(r => r.Timeline).WithOne().HasForeignKey(t => t.RepairId);
        repair.Navigation(r => r.Appointments).UsePropertyAccessMode(PropertyAccessMode.Field);
        repair.Navigation(r => r.Timeline).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class AppointmentMapping : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> appointment)
    {
        appointment.ToTable("appointment");
        appointment.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        appointment.Property(a => a.RepairId).HasColumnName("repair_id");
        appointment.Property(a => a.StartsAt).HasColumnName("starts_at");
        appointment.Property(a => a.EndsAt).HasColumnName("ends_at");
        appointment.Property(a => a.State).HasColumnName("state").HasConversion<string>();
        appointment.Property(a => a.Landlord).HasColumnName("landlord");
        appointment.Property(a => a.Contractor).HasColumnName("contractor");
        appointment.Property(a => a.Team).HasColumnName("team");
        appointment.Property(a => a.Operative).HasColumnName("operative");
        appointment.Property(a => a.Slot).HasColumnName("slot");
        appointment.Property(a => a.Sequence).HasColumnName("sequence");
        appointment.Property(a => a.ExpectedAt).HasColumnName("expected_at");
        appointment.Property(a => a.OnTheWayAt).HasColumnName("on_the_way_at");
        appointment.Property(a => a.Reason).HasColumnName("reason");
        appointment.Property(a => a.CardLeftBy).HasColumnName("card_left_by");
        appointment.Property(a => a.Note).HasColumnName("note");
        appointment.Ignore(a => a.Place);
    }
}

internal sealed class TimelineMapping : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> entry)
    {
        entry.ToTable("timeline");
        entry.HasKey(t => new { t.RepairId, t.Number });
        entry.Property(t => t.RepairId).HasColumnName("repair_id");
        entry.Property(t => t.Number).HasColumnName("number").ValueGeneratedNever();
        entry.Property(t => t.Name).HasColumnName("name");
        entry.Property(t => t.At).HasColumnName("at");
        entry.Property(t => t.RecordedAt).HasColumnName("recorded_at");
        entry.Property(t => t.ByRole).HasColumnName("by_role");
        entry.Property(t => t.BySubject).HasColumnName("by_subject");
        entry.Property(t => t.Note).HasColumnName("note");
    }
}

internal sealed class ReporterMapping : IEntityTypeConfiguration<Reporter>
{
    public void Configure(EntityTypeBuilder<Reporter> reporter)
    {
        reporter.ToTable("reporter");
        reporter.HasKey(r => new { r.RepairId, r.Number });
        reporter.Property(r => r.RepairId).HasColumnName("repair_id");
        reporter.Property(r => r.Number).HasColumnName("number").ValueGeneratedNever();
        reporter.Property(r => r.HouseholdId).HasColumnName("household_id");
        reporter.Property(r => r.HomeId).HasColumnName("home_id");
        reporter.Property(r => r.ByRole).HasColumnName("by_role");
        reporter.Property(r => r.BySubject).HasColumnName("by_subject");
        reporter.Property(r => r.Description).HasColumnName("description");
        reporter.Property(r => r.ReportedAt).HasColumnName("reported_at");
    }
}
