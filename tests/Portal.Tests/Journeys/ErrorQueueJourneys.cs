using System.Text;
using System.Text.Json;
using Housing.Repairs.Contracts.V1;
using Housing.Stack;
using Housing.Testing;
using Microsoft.Playwright;
using RabbitMQ.Client;

namespace Housing.Portal.Tests;

/// <summary>What an administrator does with messages that no service could handle, on the whole stack.</summary>
[Collection(nameof(PortalStack))]
public sealed class ErrorQueueJourneys(PortalStack portal)
{
    private const string Queue = "income-appointment-missed";

    [Fact]
    public async Task A_message_is_read_sent_back_once_the_cause_is_gone_and_one_that_nobody_needs_is_discarded_with_a_reason()
    {
        var household = await portal.Stack.LetHome("one-housing");
        var officer = await portal.Stack.As("officer@one-housing");
        await Eventually.Holds(async () => await portal.Stack.Accounts.GetAccountAsync(new() { HouseholdId = household.HouseholdId }, officer));
        // As a fault that is gone by now left them.
        var (miss, unwanted) = (Missed(household), Missed(household));
        var (id, unwantedId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Fail(id, miss, "the database said no");
        await Fail(unwantedId, unwanted, "the database said no twice");
        var page = await portal.SignInAdministrator();

        Assert.Equal("/errors", new Uri(page.Url).AbsolutePath);
        await PortalStack.Check(page, "/errors");
        await page.Locator("table").GetByRole(AriaRole.Link, new() { Name = Queue }).ClickAsync();
        await PortalStack.Check(page, $"/errors/income/{Queue}");
        await page.Locator($"a[href$='{id}']").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("the database said no");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("0af7651916cd43dd8448eb211c80319c");
        Assert.DoesNotContain(miss.AppointmentId.ToString(), await page.ContentAsync(), StringComparison.Ordinal);
        await PortalStack.Check(page, $"/errors/income/{Queue}/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Read what is in it" }).ClickAsync();
        await Assertions.Expect(page.Locator("pre")).ToContainTextAsync(miss.AppointmentId.ToString());
        await PortalStack.Accessible(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Send it back" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The message is sent back.")).ToBeVisibleAsync();
        await Eventually.Equal(1, () => portal.Stack.Count("income-db", $"select count(*) from posting where cause = '{miss.AppointmentId}'"));

        await page.GotoAsync($"/errors/income/{Queue}/{unwantedId}");
        await page.Locator("summary", new() { HasText = "Discard it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await page.GetByLabel("Why nobody needs it").FillAsync("It was a rehearsal’s.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The message is discarded, and kept with the reason")).ToBeVisibleAsync();
        Assert.Equal(404, (await page.GotoAsync($"/errors/income/{Queue}/{unwantedId}"))!.Status);
        await PortalStack.Check(page, "/discarded");
        var row = page.Locator("tr", new() { HasText = unwantedId.ToString() });
        await Assertions.Expect(row).ToContainTextAsync("It was a rehearsal’s.");
        await Assertions.Expect(row).ToContainTextAsync("by administrator");
        Assert.Equal(0, await portal.Stack.Count("income-db", $"select count(*) from posting where cause = '{unwanted.AppointmentId}'"));
    }

    [Theory]
    [InlineData("officer@havering")]
    [InlineData("manager@havering")]
    [InlineData("auditor@havering")]
    [InlineData("income@havering")]
    [InlineData("contractor-council-repairs@havering")]
    public async Task Nobody_of_a_landlords_comes_there_and_an_administrator_comes_to_no_case(string who)
    {
        var page = await portal.SignIn(who);
        foreach (var path in (string[])["/errors", $"/errors/income/{Queue}", $"/errors/income/{Queue}/{Guid.CreateVersion7()}", "/discarded"])
            Assert.Equal((path, 403), (path, (await page.GotoAsync(path))!.Status));

        var administrator = await portal.SignInAdministrator();
        foreach (var path in (string[])["/work", "/search", "/desk", "/arrears", "/performance", "/day", "/home", "/invite", $"/cases/repairs/{Guid.CreateVersion7()}"])
            Assert.Equal((path, 403), (path, (await administrator.GotoAsync(path))!.Status));
        foreach (var path in (string[])["/errors/estates/estates-anything", "/errors/income/repairs-anything", $"/errors/income/{Queue}/{Guid.CreateVersion7()}", "/discarded?service=estates"])
            Assert.Equal((path, 404), (path, (await administrator.GotoAsync(path))!.Status));
    }

    private static AppointmentMissed Missed(Tenancy.Contracts.V1.Household household) => new()
    {
        AppointmentId = Guid.CreateVersion7(), RepairId = Guid.CreateVersion7(), Landlord = "one-housing", HomeId = Guid.Parse(household.HomeId), HouseholdId = Guid.Parse(household.HouseholdId),
        EndedAt = TimeProvider.System.GetUtcNow().AddHours(-1), RecordedAt = TimeProvider.System.GetUtcNow(),
    };

    /// <summary>Puts a message where it goes after its last attempt, as MassTransit does.</summary>
    private async Task Fail(Guid id, AppointmentMissed miss, string why)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(await portal.Stack.ConnectionString("rabbitmq")) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var body = JsonSerializer.Serialize(
            new { messageId = id, messageType = (string[])[$"urn:message:{typeof(AppointmentMissed).Namespace}:{nameof(AppointmentMissed)}"], message = miss }, JsonSerializerOptions.Web);
        await channel.BasicPublishAsync(
            "", $"{Queue}_error", mandatory: true,
            new BasicProperties
            {
                DeliveryMode = DeliveryModes.Persistent, ContentType = "application/vnd.masstransit+json", MessageId = id.ToString(),
                Headers = new Dictionary<string, object?>
                {
                    ["MT-Reason"] = "fault", ["MT-Fault-Message"] = why, ["MT-Fault-ExceptionType"] = "Npgsql.PostgresException", ["MT-Fault-Timestamp"] = "2026-01-02T03:04:05.6789Z",
                    ["MT-Activity-Id"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                },
            },
            Encoding.UTF8.GetBytes(body));
    }
}
