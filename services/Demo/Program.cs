using Housing.Clock;
using Housing.Demo;
using Housing.ServiceDefaults;

using var ending = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ending.Cancel();
};
try
{
    var data = Path.GetFullPath(Environment.GetEnvironmentVariable("HOUSING_DATA") is { Length: > 0 } folder ? folder : ".data");
    await DemoCommand.Run(args, data, TimeProvider.System, Console.Out, !Console.IsOutputRedirected, ending.Token);
    return 0;
}
catch (Exception fault) when (fault is DemoException or ClockException)
{
    await Console.Error.WriteLineAsync($"housing: {fault.Message}");
    return 1;
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    return 130;
}
