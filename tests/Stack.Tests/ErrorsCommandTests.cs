using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Housing.Repairs.Contracts.V1;
using Housing.Testing;
using RabbitMQ.Client;

namespace Housing.Stack.Tests;

/// <summary>./housing errors, beside a running stack.</summary>
[Collection(nameof(OneStack))]
public sealed class ErrorsCommandTests(ObservedStack observed)
{
    private const string Queue = "income-appointment-missed";

    [Fact]
    public async Task What_waits_in_an_error_queue_is_listed_and_sent_back_takes_effect_once()
    {
        var stack = observed.Stack;
        var household = await stack.LetHome("one-housing");
        var officer = await stack.As("officer@one-housing");
        await Eventually.Holds(async () => await stack.Accounts.GetAccountAsync(new() { HouseholdId = household.HouseholdId }, officer));
        await Eventually.Holds(async () => Assert.Contains("No message waits in an error queue", (await Errors()).Output, StringComparison.Ordinal));

        // As a fault that is gone by now would have left them: a miss nobody was credited for, and one that is no message at all.
        var now = TimeProvider.System.GetUtcNow();
        var miss = new AppointmentMissed
        {
            AppointmentId = Guid.CreateVersion7(),
            RepairId = Guid.CreateVersion7(),
            Landlord = "one-housing",
            HomeId = Guid.Parse(household.HomeId),
            HouseholdId = Guid.Parse(household.HouseholdId),
            EndedAt = now.AddHours(-1),
            RecordedAt = now,
        };
        var id = Guid.CreateVersion7();
        await Fail(Envelope(id, miss), id, "the database said no\nat length");
        await Fail("no JSON at all", id: null, "it cannot be read");

        var listed = await Errors();
        Assert.Equal((0, ""), (listed.ExitCode, listed.Errors));
        Assert.Contains($"{Queue} of income: 2 messages", listed.Output, StringComparison.Ordinal);
        Assert.Contains($"  {id}  2026-01-02 03:04:05Z  Housing.Repairs.Contracts.V1:AppointmentMissed\n    the database said no at length\n", listed.Output, StringComparison.Ordinal);
        var unreadable = Regex.Match(listed.Output, "^  (?<id>[0-9a-f-]{36})  2026-01-02 03:04:05Z  unreadable$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["id"].Value;

        var unknown = Guid.CreateVersion7();
        var none = await Errors("replay", Queue, $"{unknown}");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains($"no message {unknown} waits in {Queue}_error", none.Errors, StringComparison.Ordinal);

        var one = await Errors("replay", $"{Queue}_error", $"{id}");
        Assert.Equal((0, ""), (one.ExitCode, one.Errors));
        Assert.Contains($"1 message sent back to {Queue}", one.Output, StringComparison.Ordinal);
        await Eventually.Equal(1, () => stack.Count("income-db", $"select count(*) from posting where cause = '{miss.AppointmentId}'"));
        await Eventually.Holds(async () =>
        {
            var left = (await Errors()).Output;
            Assert.Contains($"{Queue} of income: 1 message\n", left, StringComparison.Ordinal);
            Assert.DoesNotContain($"{id}", left, StringComparison.Ordinal);
        });

        // What can never be read fails again, and is there again.
        Assert.Contains($"1 message sent back to {Queue}", (await Errors("replay", Queue, "--all")).Output, StringComparison.Ordinal);
        await Eventually.Holds(async () => Assert.Contains($"{Queue} of income: 1 message\n", (await Errors()).Output, StringComparison.Ordinal));

        // Nobody needs it: Income keeps it with the reason, and says once that it is gone.
        var silent = await Errors("discard", Queue, unreadable, "--reason", " ");
        Assert.Equal(1, silent.ExitCode);
        Assert.Contains("must say", silent.Errors, StringComparison.Ordinal);
        var discarded = await Errors("discard", Queue, unreadable, "--reason", "It was sent by hand.");
        Assert.Equal((0, ""), (discarded.ExitCode, discarded.Errors));
        Assert.Contains("kept by income, with the reason", discarded.Output, StringComparison.Ordinal);
        Assert.Equal(1, await stack.Count("income-db", $"select count(*) from discarded_message where message_id = '{unreadable}' and body = 'no JSON at all' and reason = 'It was sent by hand.' and discarded_by = 'administrator'"));
        Assert.Contains($"{unreadable} does not wait", (await Errors("discard", Queue, unreadable, "--reason", "Again.")).Errors, StringComparison.Ordinal);
        var empty = await Errors();
        Assert.Contains("No message waits in an error queue (", empty.Output, StringComparison.Ordinal);
        Assert.Contains(Queue, empty.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was sent", (await Errors("replay", Queue, "--all")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what", "does not know 'what'")]
    [InlineData("replay", "which queue?")]
    [InlineData("discard income-appointment-missed soon", "which message of which queue, and why?")]
    [InlineData("replay income-appointment-missed", "which message?")]
    [InlineData("replay income-appointment-missed soon", "'soon' is neither --all nor the id of a message")]
    [InlineData("replay elsewhere --all", "no service of this stack has the queue 'elsewhere'. There are: complaints-")]
    public async Task Wrong_arguments_are_told_what_would_be_right(string arguments, string said)
    {
        var answer = await Errors(arguments.Split(' '));
        Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(said, answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_stack_it_says_how_to_get_one()
    {
        var folder = Directory.CreateTempSubdirectory("housing-no-stack-");
        try
        {
            var never = await HousingCommand.Run(folder.FullName, "errors");
            Assert.Equal(1, never.ExitCode);
            Assert.Contains($"no stack is up on {folder.FullName}", never.Errors, StringComparison.Ordinal);
            Assert.Contains("./housing up", never.Errors, StringComparison.Ordinal);

            // One that was killed has left its addresses; nobody listens on port 1.
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "addresses"), "income/health http://127.0.0.1:1\nrabbitmq tcp://127.0.0.1:1\n");
            var gone = await HousingCommand.Run(folder.FullName, "errors");
            Assert.Equal(1, gone.ExitCode);
            Assert.Contains("income does not answer", gone.Output, StringComparison.Ordinal);
            Assert.Contains("no service of the stack", gone.Errors, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<Said> Errors(params string[] arguments)
    {
        var said = await HousingCommand.Run(observed.Stack.Folder, ["errors", .. arguments]);
        var password = new Uri(await observed.Stack.ConnectionString("rabbitmq")).UserInfo.Split(':')[1];
        Assert.DoesNotContain(password, said.Output + said.Errors, StringComparison.Ordinal);
        return said;
    }

    /// <summary>Puts a message where it goes after its last attempt, as MassTransit does.</summary>
    private Task Fail(string body, Guid? id, string why) => WithChannel(async channel =>
    {
        var properties = new BasicProperties
        {
            DeliveryMode = DeliveryModes.Persistent,
            ContentType = "application/vnd.masstransit+json",
            MessageId = id?.ToString(),
            Headers = new Dictionary<string, object?>
            {
                ["MT-Reason"] = "fault",
                ["MT-Fault-Message"] = why,
                ["MT-Fault-Timestamp"] = "2026-01-02T03:04:05.6789Z",
            },
        };
        await channel.BasicPublishAsync("", $"{Queue}_error", mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    });

    private async Task WithChannel(Func<IChannel, Task> act)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(await observed.Stack.ConnectionString("rabbitmq")) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await act(channel);
    }

    private static string Envelope(Guid id, AppointmentMissed miss) => JsonSerializer.Serialize(
        new { messageId = id, messageType = (string[])[$"urn:message:{typeof(AppointmentMissed).Namespace}:{nameof(AppointmentMissed)}"], message = miss }, JsonSerializerOptions.Web);
}
