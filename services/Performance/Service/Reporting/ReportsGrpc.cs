using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

/// <summary>What is published about the promises. Each rpc sits in its operation's file.</summary>
internal sealed partial class ReportsGrpc(
    PerformanceDb db, TenantCases tenantCases, HomeCount homeCount, Policies<PerformancePolicy> policies, TenantMeasureRules tenantRules, StandardsBook standards, IPdfPrinter printer, TimeProvider clock, ILogger<ReportsGrpc> log) : Wire.Reports.ReportsBase;
