using Grpc.Net.ClientFactory;
using Housing.Errors.Contracts.V1;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Administrator;

/// <summary>What was discarded, by whom and why: the last of every service, or all of one a page at a time.</summary>
public sealed class DiscardedModel(GrpcClientFactory clients) : AdministratorPage(clients)
{
    private const int PageSize = 25;

    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<DiscardedMessage> Messages { get; private set; } = [];
    public IReadOnlyList<string> Away { get; private set; } = [];
    public NextPage Next { get; private set; } = null!;

    public override async Task<IActionResult> OnGetAsync() => Service is "" || Clients.Hearing.Contains(Service) ? await base.OnGetAsync() : NotFound();

    protected override async Task Load()
    {
        if (Service is not "")
        {
            var page = await Of(Service).ListDiscardedMessagesAsync(new() { PageSize = PageSize, PageToken = After ?? "" }, cancellationToken: Stop);
            (Messages, Next) = (page.Messages, new(page.NextPageToken, Request));
            return;
        }

        var asked = await Task.WhenAll(Clients.Hearing.Select(async service => (Service: service, Said: await Of(service).ListDiscardedMessagesAsync(new() { PageSize = PageSize }, cancellationToken: Stop).Part())));
        Messages = [.. asked.SelectMany(one => one.Said.Answer?.Messages ?? []).OrderByDescending(m => m.DiscardedAt.ToDateTimeOffset()).Take(PageSize)];
        Away = [.. asked.Where(one => one.Said.Answer is null).Select(one => one.Service)];
        Next = new("", Request);
    }
}
