using Housing.Standards;

namespace Housing.Performance;

/// <summary>Before the service listens: what the definitions of the tenant satisfaction measures name is there.</summary>
internal sealed class TenantMeasureCheck(TenantMeasureRules rules, Policies<PerformancePolicy> policies, StandardsBook standards) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var faults = Faults(rules, policies, standards).ToList();
        return faults.Count == 0 ? Task.CompletedTask : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static IEnumerable<string> Faults(TenantMeasureRules rules, Policies<PerformancePolicy> policies, StandardsBook standards)
    {
        var rows = standards.Law?.Account.Measures.Select(m => m.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (measure, at) in rules.Measures.Select((measure, at) => (measure, at)))
        {
            if (!rows.Contains(measure.Clause))
                yield return $"{standards.Law?.Key}.json $.performance.measures[{at}].clause: {measure.Clause} is no measure of this file";
            foreach (var stranger in measure.Parts.SelectMany(p => p.Promises.Concat(p.Before)).Where(id => standards.Law?.Standards.All(s => s.Id != id) != false))
                yield return $"{standards.Law?.Key}.json $.performance.measures[{at}]: {stranger} is no promise of this file";
        }

        foreach (var key in standards.Landlords)
        {
            var targets = policies.For(key).RepairTargets;
            foreach (var stranger in targets.Emergency.Concat(targets.NonEmergency).Where(id => standards.For(key).Standards.All(s => s.Id != id)))
                yield return $"{key}.json $.performance.repairTargets: {stranger} is no promise of this landlord";
        }
    }
}
