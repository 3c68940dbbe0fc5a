using Housing.Repairs.Contracts.V1;
using Housing.Testing;

namespace Housing.Repairs.Tests;

public sealed class EventSampleTests : EventSamples<RepairReported>
{
    [Fact]
    public void A_missed_appointment_of_an_unknown_household_is_readable() => Assert.Null(Read<AppointmentMissed>(without: "householdId").HouseholdId);
}
