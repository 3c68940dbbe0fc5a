using Housing.Standards.Contracts.V1;
using Housing.Testing;

namespace Housing.ServiceDefaults.Tests.Standards;

public sealed class EventSampleTests : EventSamples<CommitmentsChanged>;
