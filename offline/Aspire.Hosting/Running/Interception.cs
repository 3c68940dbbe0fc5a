using System.Reflection;

namespace Aspire.Hosting.Running;

/// <summary>
/// A test that runs an AppHost's own program on a thread of its own: the program stops at Build() until the test has changed what it wants,
/// and at Run() until the test is done with the application.
/// </summary>
internal sealed class Interception(Assembly assembly, string[] args)
{
    private static readonly AsyncLocal<Interception?> Ambient = new();
    private readonly TaskCompletionSource<DistributedApplicationBuilder> atBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Interception? Current => Ambient.Value;

    public Assembly Assembly => assembly;
    public IReadOnlyList<string> Args => args;
    public Task<DistributedApplicationBuilder> AtBuild => atBuild.Task;
    public Task<DistributedApplication> Application => built.Task;
    public Task Finished => finished.Task;

    public void Start()
    {
        var entry = assembly.EntryPoint ?? throw new InvalidOperationException($"{assembly.GetName().Name} is no AppHost: it has no program to run.");
        var thread = new Thread(() =>
        {
            Ambient.Value = this;
            try
            {
                object?[] parameters = entry.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
                entry.Invoke(null, parameters);
                Fail(new InvalidOperationException($"The program of {assembly.GetName().Name} ended without building an application."));
            }
            catch (TargetInvocationException e)
            {
                Fail(e.InnerException ?? e);
            }
        })
        {
            IsBackground = true,
            Name = $"AppHost {assembly.GetName().Name}",
        };
        thread.Start();
    }

    public void WaitForBuild(DistributedApplicationBuilder builder)
    {
        atBuild.TrySetResult(builder);
        mayBuild.Task.GetAwaiter().GetResult();
    }

    public void AllowBuild() => mayBuild.TrySetResult();

    public void Built(DistributedApplication application) => built.TrySetResult(application);

    public void Finish()
    {
        finished.TrySetResult();
        mayBuild.TrySetCanceled();
    }

    private void Fail(Exception e)
    {
        atBuild.TrySetException(e);
        built.TrySetException(e);
        finished.TrySetResult();
    }
}
