using System.Collections.Immutable;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Starts, stops and restarts one resource (all its replicas, or one by its id) while the others go on.</summary>
public class ResourceCommandService
{
    private readonly Orchestrator orchestrator;

    internal ResourceCommandService(Orchestrator orchestrator) => this.orchestrator = orchestrator;

    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource.Name, commandName, cancellationToken);

    public async Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        var instances = orchestrator.Find(resourceId);
        if (instances.Count == 0)
            return CommandResults.Failure($"There is no running resource '{resourceId}'.");
        if (commandName != KnownResourceCommands.StartCommand && commandName != KnownResourceCommands.StopCommand && commandName != KnownResourceCommands.RestartCommand)
            return CommandResults.Failure($"There is no command '{commandName}': use {KnownResourceCommands.StartCommand}, {KnownResourceCommands.StopCommand} or {KnownResourceCommands.RestartCommand}.");

        await Task.WhenAll(instances.Select(async instance =>
        {
            if (commandName != KnownResourceCommands.StartCommand)
                await orchestrator.StopAsync(instance, cancellationToken);
            if (commandName != KnownResourceCommands.StopCommand)
                await orchestrator.StartAsync(instance, cancellationToken);
        }));
        return CommandResults.Success();
    }
}

internal static class ResourceCommands
{
    public static ImmutableArray<ResourceCommandSnapshot> For(CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text ?? "";
        var runs = state == KnownResourceStates.Running;
        var rests = state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state);
        return
        [
            Command(KnownResourceCommands.StartCommand, "Start", "Play", rests ? ResourceCommandState.Enabled : ResourceCommandState.Hidden),
            Command(KnownResourceCommands.StopCommand, "Stop", "Stop", rests ? ResourceCommandState.Hidden : runs ? ResourceCommandState.Enabled : ResourceCommandState.Disabled),
            Command(KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", runs ? ResourceCommandState.Enabled : ResourceCommandState.Disabled),
        ];
    }

    private static ResourceCommandSnapshot Command(string name, string shown, string icon, ResourceCommandState state) =>
        new(name, state, shown, $"{shown} resource", Parameter: null, ConfirmationMessage: null, icon, IconVariant.Filled, IsHighlighted: name != KnownResourceCommands.RestartCommand);
}
