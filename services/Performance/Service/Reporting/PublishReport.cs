using Grpc.Core;
using Housing.Performance.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

/// <summary>A report is for everybody from now on.</summary>
public sealed record Publication(DateTimeOffset At);

/// <summary>Says whether a report can be published as it is: its period was over when it was made, and all that it needs was known.</summary>
internal static class PublicationDecision
{
    /// <summary>Nothing when that has happened.</summary>
    public static Decision<Publication> Decide(PerformanceReport report, DateTimeOffset now)
    {
        if (report.PublishedAt is not null)
            return Decision<Publication>.Nothing;
        if (report.MadeAt < London.EndOf(report.ThroughDay))
            return PerformanceRefusals.PeriodRunning(report.ThroughDay);
        return report.Read().Tenants is { Homes: null } ? PerformanceRefusals.HomesUnknown : new Publication(now);
    }
}

internal sealed partial class ReportsGrpc
{
    public override Task<PublishReportResponse> PublishReport(PublishReportRequest request, ServerCallContext call) =>
        Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var id = Ids.Parse(request.ReportId, "report_id");
            var report = await db.Reports.SingleOrDefaultAsync(r => r.Id == id, call.CancellationToken) ?? throw PerformanceRefusals.ReportUnknown.ToRpcException();
            call.Caller().RequireAct(report.Landlord);
            var decision = PublicationDecision.Decide(report, clock.Now());
            if (decision is Decision<Publication>.Refused refused)
                throw refused.Why.ToRpcException();
            foreach (var publication in decision.Milestones)
                report.Publish(call.Caller().Subject, publication.At);
            return new PublishReportResponse { Report = ReportMessages.ToRow(report).ToMessage(policies.For(report.Landlord).Reports) };
        });
}
