using Grpc.Net.ClientFactory;
using Housing.Errors.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Administrator;

/// <summary>What waits in one queue: what it was, why it failed and how often; all of it can be sent back.</summary>
public sealed class ErrorQueueModel(GrpcClientFactory clients) : AdministratorPage(clients)
{
    private const int Shown = 50;

    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Queue { get; set; } = "";

    public IReadOnlyList<FailedMessage> Messages { get; private set; } = [];
    public long Waiting { get; private set; }

    public override async Task<IActionResult> OnGetAsync() => Clients.Hearing.Contains(Service) ? await base.OnGetAsync() : NotFound();

    protected override async Task Load()
    {
        var listed = await Of(Service).ListFailedMessagesAsync(new() { Queue = Queue, PageSize = Shown }, cancellationToken: Stop);
        (Messages, Waiting) = (listed.Messages, listed.Waiting);
    }

    public async Task<IActionResult> OnPostReplayAsync() => !Clients.Hearing.Contains(Service) ? NotFound() : await Do(async () =>
    {
        var sent = (await Of(Service).ReplayFailedMessagesAsync(new() { RequestId = RequestId, Queue = Queue }, cancellationToken: Stop)).Sent;
        TempData[Notice.Key] = $"{Words.Count(sent, "message is", "messages are")} sent back. One that fails again comes back here after its retries.";
        return Redirect(Request.Path);
    });
}
