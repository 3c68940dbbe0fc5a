using Housing.Promises;
using Housing.Standards;

try
{
    return args switch
    {
        ["due", .. var rest] => DueCommand.Run(rest, Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.Error, TimeProvider.System),
        ["compare", .. var rest] => CompareCommand.Run(rest, Console.OpenStandardOutput()),
        _ => throw new PromisesException($"{DueCommand.Usage}\n{CompareCommand.Usage}"),
    };
}
catch (Exception fault) when (fault is PromisesException or StandardsException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"housing: {fault.Message}");
    return 1;
}
