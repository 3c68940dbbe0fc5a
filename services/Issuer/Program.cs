using Housing.Issuer;

try
{
    if (args is ["token", .. var asked])
    {
        Console.WriteLine(TokenCommand.Run(asked));
        return 0;
    }

    await using var app = IssuerApp.Build(args);
    await app.RunAsync();
    return 0;
}
catch (IssuerException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
