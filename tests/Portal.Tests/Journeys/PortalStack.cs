using System.Globalization;
using Aspire.Hosting.Testing;
using Deque.AxeCore.Playwright;
using Housing.ServiceDefaults;
using Housing.Stack;
using Microsoft.Playwright;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Housing.Portal.Tests;

/// <summary>The whole stack with a browser before it, for all journeys.</summary>
[CollectionDefinition(nameof(PortalStack))]
public sealed class OnePortalStack : ICollectionFixture<PortalStack>;

/// <summary>A stack whose time its tests move: a debt takes weeks to grow.</summary>
[CollectionDefinition(nameof(MovedStack))]
public sealed class OneMovedStack : ICollectionFixture<MovedStack>;

/// <summary>The same stack on a clock of its own, which only goes forward.</summary>
public sealed class MovedStack() : PortalStack($"housing-clock-{Guid.CreateVersion7():N}.json");

/// <summary>The stack, Debian's Chromium, and what every page is held to.</summary>
public class PortalStack : IAsyncLifetime
{
    private const int MostBytes = 100_000;
    private const int MostCalls = 6;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly string? _clock;
    private TimeSpan _ahead;
    private HousingStack? _stack;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public PortalStack()
    {
    }

    /// <param name="clock">The name of the file by which its time is moved.</param>
    protected PortalStack(string clock) => _clock = Path.Combine(Path.GetTempPath(), clock);

    public HousingStack Stack => _stack ?? throw new InvalidOperationException("The stack has not been started.");

    public Uri Address => Stack.App.GetEndpoint("portal", "http");

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("DOTNET_EnableDiagnostics", "0");
        _stack = await HousingStack.StartAsync(_clock is null ? [] : [$"--Housing:Clock={_clock}"]);
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox", "--disable-dev-shm-usage"], Timeout = 120_000 });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_stack is not null)
            await _stack.DisposeAsync();
        foreach (var file in _clock is null ? [] : (string[])[_clock, $"{_clock}.lock"])
            File.Delete(file);
    }

    /// <summary>What the stack's clock says.</summary>
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + _ahead;

    /// <summary>Takes every service of the stack that much further at once.</summary>
    public void Move(TimeSpan by)
    {
        new ClockSetting(_ahead + by, _ahead, TimeProvider.System.GetUtcNow()).Write(_clock ?? throw new InvalidOperationException("This stack runs at the machine's time."));
        _ahead += by;
    }

    /// <summary>A new browser session: nobody is signed in.</summary>
    /// <param name="phone">As wide as a telephone.</param>
    /// <param name="scripts">False for a browser that runs none.</param>
    public async Task<IPage> Open(bool phone = false, bool scripts = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            JavaScriptEnabled = scripts,
            Locale = "en-GB",
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 900 },
        });
        // A loaded machine is slow; nothing waits for this when all is well.
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>The same, signed in as “officer@havering”; as a resident with the household.</summary>
    public async Task<IPage> SignIn(string who, string? household = null, bool phone = false, bool scripts = true)
    {
        var page = await Open(phone, scripts);
        await SignIn(page, who, household);
        return page;
    }

    /// <summary>By the sign-in page of the development stack.</summary>
    public async Task SignIn(IPage page, string who, string? household = null)
    {
        var parts = who.Split('@');
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Landlord", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Value = parts[1] });
        await page.GetByLabel("Role", new() { Exact = true }).FillAsync(parts[0]);
        await page.GetByLabel("Household", new() { Exact = true }).FillAsync(household ?? "");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in as them" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>The same as whoever looks after the system.</summary>
    public async Task<IPage> SignInAdministrator(bool phone = false)
    {
        var page = await Open(phone);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Addy Administrator" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Opens a page and holds it to what every page must be: no serious fault of accessibility, small, few calls.</summary>
    public static async Task<IResponse> Check(IPage page, string path)
    {
        var bytes = 0L;
        var finished = new List<Task>();
        void Count(object? sender, IRequest request) => finished.Add(Add(request));
        async Task Add(IRequest request)
        {
            var sizes = await request.SizesAsync();
            Interlocked.Add(ref bytes, sizes.ResponseBodySize + sizes.ResponseHeadersSize);
        }

        page.RequestFinished += Count;
        var answer = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        page.RequestFinished -= Count;
        await Task.WhenAll(finished);

        Assert.True(answer!.Ok, $"{path} answers {answer.Status}.");
        Assert.True(bytes < MostBytes, $"{path} takes {bytes} bytes.");
        var calls = int.Parse((await answer.HeaderValueAsync("portal-calls"))!, CultureInfo.InvariantCulture);
        Assert.True(calls <= MostCalls, $"{path} asks services {calls} times.");
        await Accessible(page);
        return answer;
    }

    /// <summary>No finding of axe's that is serious or worse, on the page as it stands.</summary>
    public static async Task Accessible(IPage page)
    {
        var found = await page.RunAxe();
        var serious = found.Violations.Where(one => one.Impact is "serious" or "critical").ToList();
        Assert.True(
            serious.Count == 0,
            $"{page.Url}: {string.Join("; ", serious.Select(one => $"{one.Id}: {one.Help} ({string.Join(", ", one.Nodes.Take(3).Select(node => node.Html))})"))}");
    }

    private static string Chromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("Chromium is not installed: './housing tools' installs it.");
}
