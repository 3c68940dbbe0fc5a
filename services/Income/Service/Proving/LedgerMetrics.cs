using System.Diagnostics.Metrics;
using Housing.ServiceDefaults;

namespace Housing.Income;

/// <summary>What is counted of the ledger: meter "Housing".</summary>
internal sealed class LedgerMetrics
{
    private readonly Counter<long> _differences;
    private readonly Counter<long> _charged;

    public LedgerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        _differences = meter.CreateCounter<long>("housing.ledger.differences", "{difference}", "Balances that were recorded otherwise than their postings come to");
        _charged = meter.CreateCounter<long>("housing.ledger.charged_accounts", "{account}", "Accounts on which the charging run had something to do");
    }

    public void Different(string landlord) => _differences.Add(1, new KeyValuePair<string, object?>("housing.landlord", landlord));

    public void Charged(int accounts) => _charged.Add(accounts);
}
