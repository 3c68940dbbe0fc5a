using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Housing.Performance.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

internal sealed partial class ReportsGrpc
{
    public override async Task<GetReportResponse> GetReport(GetReportRequest request, ServerCallContext call)
    {
        var (report, staff) = await Read(request.ReportId, call);
        var contents = report.Read();
        var (page, mediaType) = await Printed(report, request, call.CancellationToken);
        return new()
        {
            Report = ReportMessages.ToRow(report).ToMessage(policies.For(report.Landlord).Reports),
            Figures = { contents.Figures.Select(f => f.ToMessage(contents.Fewest, staff)) },
            TenantMeasures = { contents.Tenants?.Measures.Select(m => m.ToMessage(contents.Fewest, staff)) ?? [] },
            Page = page,
            MediaType = mediaType,
        };
    }

    public override async Task<ListReportsResponse> ListReports(ListReportsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household);       // what is published is for everybody of the landlord
        if (!standards.Knows(request.Landlord))
            throw PerformanceRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var (staff, policy) = (caller.Role != Role.Resident, policies.For(request.Landlord).Reports);
        var reports = db.Reports.AsNoTracking().Where(r => r.Landlord == request.Landlord);
        if (!staff)
            reports = reports.Where(r => r.PublishedAt != null);
        if (ReportMessages.Read(request.Kind) is { } kind)
            reports = reports.Where(r => r.Kind == kind);
        if (page.AfterId is { } after)
            reports = reports.Where(r => r.Id < after);
        var rows = await reports.OrderByDescending(r => r.Id).Take(page.Size + 1).Select(ReportMessages.AsRow).ToListAsync(call.CancellationToken);
        var response = new ListReportsResponse { NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Id : null) };
        response.Reports.AddRange(rows.Take(page.Size).Select(r => r.ToMessage(policy)));
        if (staff && page.After is null)
            response.Owed.AddRange(await Owed(request.Landlord, policy, call.CancellationToken));
        return response;
    }

    public override async Task<ListReportCasesResponse> ListReportCases(ListReportCasesRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var (report, _) = await Read(request.ReportId, call);
        var contents = report.Read();
        var tenants = contents.Tenants?.Measures.SelectMany(m => m.Figures).FirstOrDefault(f => f.Id == request.StandardId);
        if (tenants is null && !contents.Figures.Any(f => f.Id == request.StandardId))
            throw PerformanceRefusals.FigureUnknown.ToRpcException();
        var of = standards.TryGet(report.Landlord, out var landlord) && ShareTerms.Of(landlord, standards.Law).FirstOrDefault(t => t.Id == request.StandardId) is { } term ? term.Of : [request.StandardId];
        var kept = await db.ReportCases.AsNoTracking().Where(c => c.ReportId == report.Id && of.Contains(c.StandardId)).ToListAsync(call.CancellationToken);
        var listed = kept.SelectMany(c => c.Ids.Zip(c.Parts, (id, part) => (c.StandardId, Id: id, Part: part)))
            .Where(c => request.Part is "" || c.Part == request.Part).OrderBy(c => c.Id).SkipWhile(c => page.AfterId is { } after && c.Id <= after).Take(page.Size + 1).ToList();
        var ids = listed.Select(c => c.Id).ToList();
        var cases = await db.Promises.Where(p => ids.Contains(p.CommitmentId)).Select(p => new { p.CommitmentId, p.Service, p.CaseId }).ToDictionaryAsync(p => p.CommitmentId, call.CancellationToken);
        return new()
        {
            Cases =
            {
                // Behind a tenant satisfaction measure are cases, behind all others promises on them.
                listed.Take(page.Size).Select(c => tenants is not null ? new ReportCase { StandardId = c.StandardId, Part = c.Part, Service = tenants.Service, CaseId = c.Id.ToString() } : new ReportCase
                {
                    CommitmentId = c.Id.ToString(), StandardId = c.StandardId, Part = c.Part, Service = cases.GetValueOrDefault(c.Id)?.Service ?? "", CaseId = cases.GetValueOrDefault(c.Id)?.CaseId.ToString() ?? "",
                }),
            },
            NextPageToken = Paging.Token(listed.Count > page.Size ? listed[page.Size - 1].Id : null),
        };
    }

    /// <summary>A resident reads what the landlord published; the landlord's people read drafts too. Who read one is on record.</summary>
    private async Task<(PerformanceReport Report, bool Staff)> Read(string reportId, ServerCallContext call)
    {
        var (caller, id) = (call.Caller(), Ids.Parse(reportId, "report_id"));
        var report = await db.Reports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, call.CancellationToken) ?? throw PerformanceRefusals.ReportUnknown.ToRpcException();
        caller.RequireRead(report.Landlord, caller.Household);
        if (caller.Role == Role.Resident && report.PublishedAt is null)
            throw PerformanceRefusals.ReportUnknown.ToRpcException();
        log.LogInformation("Report {ReportId} was read by {Role} {Subject}", report.Id, caller.RoleName, caller.Subject);
        return (report, caller.Role != Role.Resident);
    }

    private async Task<(ByteString Page, string MediaType)> Printed(PerformanceReport report, GetReportRequest request, CancellationToken cancellationToken)
    {
        var html = request.LargePrint ? PrintedPage.InLargePrint(report.Html()) : report.Html();
        return request.Format switch
        {
            ReportFormat.Html => (ByteString.CopyFrom(html, Encoding.UTF8), "text/html; charset=utf-8"),
            ReportFormat.Pdf => (UnsafeByteOperations.UnsafeWrap(await printer.Print(html, cancellationToken)), "application/pdf"),
            ReportFormat.Csv => (ByteString.CopyFrom(report.CsvText(), Encoding.UTF8), "text/csv; charset=utf-8"),
            ReportFormat.Unspecified => (ByteString.Empty, ""),
            _ => throw PerformanceRefusals.Field("REPORT_INVALID", "format", "must be REPORT_FORMAT_HTML, REPORT_FORMAT_PDF or REPORT_FORMAT_CSV, or unset for no page.").ToRpcException(),
        };
    }

    /// <summary>The last period of each kind that is over and has no published report.</summary>
    private async Task<IReadOnlyList<OwedReport>> Owed(string landlord, ReportPolicy policy, CancellationToken cancellationToken)
    {
        var today = London.DayOf(clock.Now());
        var owed = new List<OwedReport>();
        foreach (var row in policy.Kinds)
        {
            var (kind, period) = (row.Kind, ReportPeriod.LastOver(row.Kind, today, policy.YearBegins));
            if (!await db.Reports.AnyAsync(r => r.Landlord == landlord && r.Kind == kind && r.FromDay == period.From && r.PublishedAt != null, cancellationToken))
                owed.Add(new() { Kind = ReportMessages.ToMessage(kind), From = period.From.ToMessage(), Through = period.Through.ToMessage(), Clause = row.Clause ?? "" });
        }

        return owed;
    }
}
