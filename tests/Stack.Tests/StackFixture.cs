// A whole stack at a time is plenty for two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Housing.Stack.Tests;

/// <summary>A stack for the tests of one class alone, which may break it.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    private HousingStack? _stack;

    public HousingStack Stack => _stack ?? throw new InvalidOperationException("The stack has not been started.");

    public async Task InitializeAsync()
    {
        // Handed down to the services: one that is killed would leave its debugger's pipes in the temporary folder.
        Environment.SetEnvironmentVariable("DOTNET_EnableDiagnostics", "0");
        _stack = await HousingStack.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_stack is not null)
            await _stack.DisposeAsync();
    }
}
