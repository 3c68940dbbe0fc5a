using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grpc.Net.ClientFactory;
using Housing.Errors.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Administrator;

/// <summary>One message that failed. What is in it may be about a person: it is shown when asked for, and the service logs who did.</summary>
public sealed class FailedMessageModel(GrpcClientFactory clients) : AdministratorPage(clients)
{
    public sealed class DiscardForm
    {
        public string Reason { get; set; } = "";
    }

    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Queue { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public DiscardForm Discard { get; set; } = new();

    public FailedMessage Message { get; private set; } = new();

    /// <summary>Null until it is asked for.</summary>
    public string? Body { get; private set; }

    public override async Task<IActionResult> OnGetAsync()
    {
        if (!Clients.Hearing.Contains(Service))
            return NotFound();
        return await base.OnGetAsync();
    }

    /// <summary>What it is and why it failed; reading what is in it is another thing.</summary>
    protected override async Task Load() => Message = (await Of(Service).GetFailedMessageAsync(new() { Queue = Queue, MessageId = Id.ToString() }, cancellationToken: Stop)).Message;

    public async Task<IActionResult> OnPostReadAsync()
    {
        if (!Clients.Hearing.Contains(Service))
            return NotFound();
        var read = await Of(Service).GetFailedMessageAsync(new() { Queue = Queue, MessageId = Id.ToString(), WithBody = true }, cancellationToken: Stop);
        (Message, Body) = (read.Message, Indented(read.Body));
        return Page();
    }

    public Task<IActionResult> OnPostReplayAsync() => Act("The message is sent back. If it fails again it comes back here after its retries.", async () =>
        await Of(Service).ReplayFailedMessagesAsync(new() { RequestId = RequestId, Queue = Queue, MessageId = Id.ToString() }, cancellationToken: Stop));

    public Task<IActionResult> OnPostDiscardAsync() => Act("The message is discarded, and kept with the reason under Discarded.", async () =>
        await Of(Service).DiscardFailedMessageAsync(new() { RequestId = RequestId, Queue = Queue, MessageId = Id.ToString(), Reason = Discard.Reason }, cancellationToken: Stop), ("reason", "Discard.Reason"));

    private async Task<IActionResult> Act(string done, Func<Task> what, params (string Service, string Form)[] fields) => !Clients.Hearing.Contains(Service) ? NotFound() : await Do(async () =>
    {
        await what();
        TempData[Notice.Key] = done;
        return Redirect($"/errors/{Service}/{Queue}");
    }, fields);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Indented(string body)
    {
        try
        {
            return JsonNode.Parse(body)?.ToJsonString(Readable) ?? body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
