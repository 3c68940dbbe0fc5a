using Housing.Standards;

namespace Housing.Performance;

/// <summary>Which promises are about the same thing, read whole before the service listens.</summary>
internal sealed class SubjectList(StandardsBook standards, IConfiguration configuration) : IHostedService
{
    public IReadOnlyList<Subject> All { get; } = Subjects.Read(configuration["Standards:Folder"] ?? StandardsFolder.BesideAssemblies, standards);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
