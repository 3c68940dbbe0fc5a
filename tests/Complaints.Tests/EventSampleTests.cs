using Housing.Complaints.Contracts.V1;
using Housing.Testing;

namespace Housing.Complaints.Tests;

public sealed class EventSampleTests : EventSamples<ComplaintReceived>
{
    [Fact]
    public void A_complaint_about_no_home_is_readable() => Assert.Null(Read<ComplaintReceived>(without: "homeId").HomeId);
}
