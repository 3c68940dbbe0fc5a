using Housing.Income.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests;

public sealed class EventSampleTests : EventSamples<CompensationCredited>;
