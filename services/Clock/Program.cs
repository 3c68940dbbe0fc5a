using Housing.Clock;
using Housing.ServiceDefaults;

using var ending = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ending.Cancel();
};
try
{
    var folder = Path.GetFullPath(Environment.GetEnvironmentVariable("HOUSING_DATA") is { Length: > 0 } data ? data : ".data");
    await ClockCommand.Run(args, folder, TimeProvider.System, Console.Out, ending.Token);
    return 0;
}
catch (ClockException fault)
{
    await Console.Error.WriteLineAsync($"housing: {fault.Message}");
    return 1;
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    return 130;
}
