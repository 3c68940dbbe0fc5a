using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>A report is for everybody from now on.</summary>
public sealed record Publication(DateTimeOffset At);

/// <summary>Says whether a report can be published as it is: its period was over when it was made, and nothing in it is left open (ROS-PER-02, ROS-PER-03, OHC-PER-08, OHC-PER-09).</summary>
internal static class PublicationDecision
{
    /// <summary>Nothing when that has happened.</summary>
    public static Decision<Publication> Decide(ComplaintsReport report, DateTimeOffset now)
    {
        if (report.PublishedAt is not null)
            return Decision<Publication>.Nothing;
        if (report.MadeAt < London.EndOf(report.ThroughDay))
            return ComplaintRefusals.PeriodRunning(report.ThroughDay);
        var open = report.Read().Provisions.Where(p => p.Answer is null).Select(p => p.Number).ToList();
        return open.Count > 0 ? ComplaintRefusals.ProvisionsOpen(open) : new Publication(now);
    }
}

internal sealed partial class ReportsGrpc
{
    public override Task<PublishReportResponse> PublishReport(PublishReportRequest request, ServerCallContext call) =>
        Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var report = await Load(request.ReportId, call);
            call.Caller().RequireAct(report.Landlord);
            var decision = PublicationDecision.Decide(report, clock.Now());
            if (decision is Decision<Publication>.Refused refused)
                throw refused.Why.ToRpcException();
            var policy = policies.For(report.Landlord).Reports;
            foreach (var publication in decision.Milestones)
            {
                report.Publish(call.Caller().Subject, publication.At);
                db.Tell(new ComplaintsReportPublished
                {
                    ReportId = report.Id,
                    Landlord = report.Landlord,
                    Kind = Keys.Of(report.Kind),
                    From = report.FromDay,
                    Through = report.ThroughDay,
                    Corrects = report.Corrects,
                    Clause = policy.Find(report.Kind)?.Clause,
                    PublishedAt = publication.At,
                });
            }

            return new PublishReportResponse { Report = report.ToMessage(policy) };
        });

    private async Task<ComplaintsReport> Load(string reportId, ServerCallContext call)
    {
        var id = Ids.Parse(reportId, "report_id");
        CaseTrace.Case(id);
        return await db.Reports.Include(r => r.Statements).SingleOrDefaultAsync(r => r.Id == id, call.CancellationToken) ?? throw ComplaintRefusals.ReportUnknown.ToRpcException();
    }
}
