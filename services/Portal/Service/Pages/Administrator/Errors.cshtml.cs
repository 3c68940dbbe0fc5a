using Grpc.Net.ClientFactory;
using Housing.Errors.Contracts.V1;

namespace Housing.Portal.Pages.Administrator;

/// <summary>Which messages no service could handle, however often they were tried: every queue of every service.</summary>
public sealed class ErrorsModel(GrpcClientFactory clients) : AdministratorPage(clients)
{
    public IReadOnlyList<(string Service, FailedQueue Queue)> Queues { get; private set; } = [];
    public IReadOnlyList<string> Away { get; private set; } = [];

    public IReadOnlyList<(string Service, FailedQueue Queue)> Waiting => [.. Queues.Where(q => q.Queue.Waiting > 0)];

    protected override async Task Load()
    {
        var asked = await Task.WhenAll(Clients.Hearing.Select(async service => (Service: service, Said: await Of(service).ListQueuesAsync(new(), cancellationToken: Stop).Part())));
        Queues = [.. asked.SelectMany(one => (one.Said.Answer?.Queues ?? []).Select(queue => (one.Service, queue)))];
        Away = [.. asked.Where(one => one.Said.Answer is null).Select(one => one.Service)];
    }
}
