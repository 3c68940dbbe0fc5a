using Housing.PaySandbox;

await using var app = SandboxApp.Build(args);
await app.RunAsync();
