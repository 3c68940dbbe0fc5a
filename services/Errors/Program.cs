using Housing.Errors;

using var ending = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ending.Cancel();
};
try
{
    await ErrorsCommand.Run(args, Console.Out, ending.Token);
    return 0;
}
catch (ErrorsException fault)
{
    await Console.Error.WriteLineAsync($"housing: {fault.Message}");
    return 1;
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    return 130;
}
