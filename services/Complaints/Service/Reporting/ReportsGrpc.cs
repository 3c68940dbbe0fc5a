using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What is published about complaints. Each rpc sits in its operation's file.</summary>
internal sealed partial class ReportsGrpc(
    ComplaintsDb db, ReportSources sources, NeighbourQuestions neighbours, Policies<ComplaintPolicy> policies, StandardsBook standards, ComplaintCode code, ServiceDefaults.IPdfPrinter printer,
    TimeProvider clock, ILogger<ReportsGrpc> log)
    : Wire.Reports.ReportsBase;
