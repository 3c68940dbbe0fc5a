using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;
using Grpc.Core;

namespace Aspire.Hosting.Dashboard;

/// <summary>Answers the dashboard: which resources there are, how they do, what they print, and start, stop, restart.</summary>
internal sealed class ResourceServiceGrpc(
    ResourceServiceOptions options,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ExecuteCommand execute) : DashboardService.DashboardServiceBase
{
    // One message carries at most so many lines: a console of many thousands does not come as one.
    private const int LinesAtOnce = 1000;

    public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = options.ApplicationName });

    public override async Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context)
    {
        // The dashboard forgets what it knew when it reads the first message; every resource then comes as a change.
        await responseStream.WriteAsync(new() { InitialData = new() }, context.CancellationToken);
        await foreach (var change in notifications.WatchAsync(context.CancellationToken))
            await responseStream.WriteAsync(
                new() { Changes = new() { Value = { new WatchResourcesChange { Upsert = ResourceMessage.From(change) } } } },
                context.CancellationToken);
    }

    public override async Task WatchResourceConsoleLogs(
        WatchResourceConsoleLogsRequest request,
        IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream,
        ServerCallContext context)
    {
        if (!notifications.TryGetCurrentState(request.ResourceName, out _))
            throw new RpcException(new Status(StatusCode.NotFound, $"There is no resource '{request.ResourceName}'. WatchResources names them all."));
        var batches = request.SuppressFollow ? loggers.GetAllAsync(request.ResourceName) : loggers.WatchAsync(request.ResourceName);
        await foreach (var batch in batches.WithCancellation(context.CancellationToken))
            foreach (var lines in batch.Chunk(LinesAtOnce))
                await responseStream.WriteAsync(new() { LogLines = { lines.Select(ToMessage) } }, context.CancellationToken);
    }

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
    {
        var result = await execute(request.ResourceName, request.CommandName, context.CancellationToken);
        var response = new ResourceCommandResponse
        {
            Kind = result switch
            {
                { Success: true } => ResourceCommandResponseKind.Succeeded,
                { Canceled: true } => ResourceCommandResponseKind.Cancelled,
                _ => ResourceCommandResponseKind.Failed,
            },
        };
        if (result.Message is not null)
            response.Message = result.Message;
        return response;
    }

    public override async Task WatchInteractions(
        IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream,
        IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream,
        ServerCallContext context)
    {
        // The dashboard waits for the headers to learn that the call is understood.
        await context.WriteResponseHeadersAsync([]);
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            // Nothing was asked, so an answer has nothing to answer.
        }
    }

    private static ConsoleLogLine ToMessage(LogLine line) => new() { Text = line.Content, IsStdErr = line.IsErrorMessage, LineNumber = line.LineNumber };
}
