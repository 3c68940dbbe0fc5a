using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Tenancy.Tests;

public sealed class EventSampleTests : EventSamples<TenancyStarted>;
