using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

internal sealed partial class ReportsGrpc
{
    public override async Task<GetReportResponse> GetReport(GetReportRequest request, ServerCallContext call)
    {
        var (report, staff) = await Read(request.ReportId, call);
        var contents = report.Read();
        var (page, mediaType) = await Printed(report, request, call.CancellationToken);
        return new()
        {
            Report = report.ToMessage(policies.For(report.Landlord).Reports),
            Figures = { Disclosure.Of(contents.Figures, contents.Fewest).Select(f => f.ToMessage(staff)) },
            Improvements = { contents.Improvements.Select(ReportMessages.ToMessage) },
            Provisions = { contents.Provisions.Select(ReportMessages.ToMessage) },
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
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var (staff, policy) = (caller.Role != Role.Resident, policies.For(request.Landlord).Reports);
        var reports = db.Reports.AsNoTracking().Where(r => r.Landlord == request.Landlord);
        if (!staff)
            reports = reports.Where(r => r.PublishedAt != null);
        if (ReportMessages.Read(request.Kind) is { } kind)
            reports = reports.Where(r => r.Kind == kind);
        if (page.AfterId is { } after)
            reports = reports.Where(r => r.Id < after);
        var rows = await reports.OrderByDescending(r => r.Id).Take(page.Size + 1).Select(ReportMessages.ToRow).ToListAsync(call.CancellationToken);
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
        if (request.Key is "satisfied" or "satisfaction-answered" && call.Caller().Role == Role.Officer)
            throw ComplaintRefusals.SatisfactionNotYours.ToRpcException();
        var (within, seal, others) = (contents.Figures.FirstOrDefault(f => f.Key == request.Key), contents.Provisions.FirstOrDefault(p => p.Number == request.Key)) switch
        {
            ({ } figure, _) when request.Others => (figure.Others, figure.OthersSeal, true),
            ({ } figure, _) => (figure.Cases, figure.CasesSeal, false),
            (_, { } provision) => (provision.Cases, provision.CasesSeal, false),
            _ => throw ComplaintRefusals.FigureUnknown.ToRpcException(),
        };
        var ids = seal is null ? within : await Kept(report.Id, request.Key, others, seal, call.CancellationToken);
        var listed = ids.Order().SkipWhile(id => page.AfterId is { } after && id <= after).Take(page.Size + 1).ToList();
        var shown = listed.Take(page.Size).ToList();
        var references = await db.Complaints.Where(c => shown.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Reference, call.CancellationToken);
        return new()
        {
            Cases = { shown.Select(id => new ReportCase { Id = id.ToString(), Reference = references.GetValueOrDefault(id, "") }) },
            NextPageToken = Paging.Token(listed.Count > page.Size ? shown[^1] : null),
        };
    }

    private async Task<IReadOnlyList<Guid>> Kept(Guid report, string key, bool others, CaseSeal seal, CancellationToken cancellationToken) => ReportCases.Checked(
        await db.ReportCases.Where(c => c.ReportId == report && c.Key == key && c.Others == others).OrderBy(c => c.Number).Select(c => c.Ids).ToListAsync(cancellationToken), seal, report);

    /// <summary>A resident reads what the landlord published; the landlord's people read drafts too. Who read one is on record.</summary>
    private async Task<(ComplaintsReport Report, bool Staff)> Read(string reportId, ServerCallContext call)
    {
        var caller = call.Caller();
        var report = await Load(reportId, call);
        caller.RequireRead(report.Landlord, caller.Household);
        if (caller.Role == Role.Resident && report.PublishedAt is null)
            throw ComplaintRefusals.ReportUnknown.ToRpcException();
        log.LogInformation("Report {ReportId} was read by {Role} {Subject}", report.Id, caller.RoleName, caller.Subject);
        return (report, caller.Role != Role.Resident);
    }

    private async Task<(ByteString Page, string MediaType)> Printed(ComplaintsReport report, GetReportRequest request, CancellationToken cancellationToken)
    {
        var html = request.LargePrint ? PrintedPage.InLargePrint(report.Html()) : report.Html();
        return request.Format switch
        {
            ReportFormat.Html => (ByteString.CopyFrom(html, Encoding.UTF8), "text/html; charset=utf-8"),
            ReportFormat.Pdf => (UnsafeByteOperations.UnsafeWrap(await printer.Print(html, cancellationToken)), "application/pdf"),
            ReportFormat.Csv => (ByteString.CopyFrom(report.CsvText(), Encoding.UTF8), "text/csv; charset=utf-8"),
            ReportFormat.Unspecified => (ByteString.Empty, ""),
            _ => throw ComplaintRefusals.Field("format", "must be REPORT_FORMAT_HTML, REPORT_FORMAT_PDF or REPORT_FORMAT_CSV, or unset for no page.").ToRpcException(),
        };
    }

    /// <summary>The last period of each kind that is over and has no published report.</summary>
    private async Task<IReadOnlyList<OwedReport>> Owed(string landlord, ReportPolicy policy, CancellationToken cancellationToken)
    {
        var today = London.DayOf(clock.Now());
        var over = policy.Kinds.Select(k => (k.Kind, Period: ReportPeriod.LastOver(k.Kind, today, policy.YearBegins), k.Clause)).ToList();
        var earliest = over.Select(o => o.Period.From).DefaultIfEmpty(today).Min();
        var published = await db.Reports.Where(r => r.Landlord == landlord && r.PublishedAt != null && r.FromDay >= earliest).Select(r => new { r.Kind, r.FromDay }).ToListAsync(cancellationToken);
        return
        [
            .. over.Where(o => !published.Exists(p => p.Kind == o.Kind && p.FromDay == o.Period.From))
                .Select(o => new OwedReport { Kind = ReportMessages.ToMessage(o.Kind), From = o.Period.From.ToMessage(), Through = o.Period.Through.ToMessage(), Clause = o.Clause ?? "" }),
        ];
    }
}
