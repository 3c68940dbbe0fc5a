using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Configuration;

namespace Housing.Hosting.Tests.Dashboard;

/// <summary>A test of the real dashboard: skipped, with the reason, where set-up could not lay it out.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DashboardFactAttribute : FactAttribute
{
    public DashboardFactAttribute() => Skip = DashboardProgram.Find(new ConfigurationBuilder().AddEnvironmentVariables().Build()).WhyNot;
}
