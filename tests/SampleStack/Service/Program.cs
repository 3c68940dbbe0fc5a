using System.Collections;
using Microsoft.AspNetCore.Mvc;

// A service that tells what it was given, and gets ill, ends or falls over when asked to: what the hosting's tests start.
if (args is ["end", var code])
    return int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["HEALTH_PORT"] is { } port)
    builder.WebHost.UseUrls(builder.Configuration["urls"]!, $"http://localhost:{port}");
var app = builder.Build();
var healthy = true;
app.MapGet("/health", () => healthy ? Results.Ok() : Results.StatusCode(503));
app.MapPost("/health", ([FromQuery] bool good) => healthy = good);
app.MapGet("/environment", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value, StringComparer.Ordinal));
app.MapPost("/end", ([FromQuery] int code) => Environment.Exit(code));
await app.RunAsync();
return 0;
