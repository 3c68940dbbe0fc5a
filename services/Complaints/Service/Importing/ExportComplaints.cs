using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

internal sealed partial class RecordsGrpc
{
    private const int Part = 500;

    private static readonly (string Heading, Func<Complaint, string?> Cell)[] Columns =
    [
        ("reference", c => c.Reference), ("old_system", c => c.OldSystem), ("old_reference", c => c.OldReference), ("stage", c => Keys.Of(c.Stage)), ("channel", c => Keys.Of(c.Channel)),
        ("subjects", c => string.Join(' ', c.Issues.OrderBy(i => i.Number).Select(i => i.Subject))), ("team", c => c.Team), ("estate", c => c.Estate), ("handler", c => c.HandlerName),
        ("received_at", c => Instant(c.ReceivedAt)), ("acknowledged_at", c => Instant(c.AcknowledgedAt)), ("decide_by", c => c.DecideBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("answered_at", c => Instant(c.AnsweredAt)), ("outcome", c => Outcome(c, 1)), ("escalated_at", c => Instant(c.EscalatedAt)),
        ("escalation_acknowledged_at", c => Instant(c.EscalationAcknowledgedAt)), ("final_answered_at", c => Instant(c.FinalAnsweredAt)), ("final_outcome", c => Outcome(c, 2)),
        ("ended_at", c => Instant(c.EndedAt)), ("next_due_at", c => Instant(c.NextDueAt)), ("words", c => c.Words),
    ];

    public override async Task ExportComplaints(ExportComplaintsRequest request, IServerStreamWriter<ExportComplaintsResponse> answers, ServerCallContext call)
    {
        var list = request.List ?? throw ComplaintRefusals.Field("list", "must be set: which complaints, as ListComplaints reads it.").ToRpcException();
        if (list.PageSize != 0 || list.PageToken is not "")
            throw ComplaintRefusals.Field("list.page_size", "must be unset, as must be page_token: the file has them all.").ToRpcException();
        var filter = ComplaintFilter.Read(list);
        var (caller, now) = (call.Caller(), clock.Now());
        caller.RequireRead(list.Landlord);
        if (!standards.Knows(list.Landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var (page, lines) = (new Page(Part, null), 0);
        for (var heading = true; heading || page.After is not null; heading = false)
        {
            var rows = await filter.Of(db.Complaints.AsNoTracking(), page, now).Include(c => c.Issues).Include(c => c.Replies).Take(Part).AsSplitQuery().ToListAsync(call.CancellationToken);
            if (heading || rows.Count > 0)
                await answers.WriteAsync(new() { Csv = Lines(rows, heading) }, call.CancellationToken);
            lines += rows.Count;
            page = page with { After = rows.Count < Part ? null : filter.Key(rows[^1].Id, rows[^1].NextDueAt) };
        }

        log.LogInformation("{Role} {Subject} took {Count} complaints of {Landlord} as a file", caller.RoleName, caller.Subject, lines, list.Landlord);
    }

    /// <summary>As a file has them. A cell that a spreadsheet would work out is made text.</summary>
    internal static string Lines(IEnumerable<Complaint> complaints, bool heading)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape });
        if (heading)
            Write(Columns.Select(column => (string?)column.Heading));
        foreach (var complaint in complaints)
            Write(Columns.Select(column => column.Cell(complaint)));
        csv.Flush();
        return text.ToString();

        void Write(IEnumerable<string?> cells)
        {
            foreach (var cell in cells)
                csv.WriteField(cell);
            csv.NextRecord();
        }
    }

    private static string? Outcome(Complaint complaint, int stage) => complaint.Replies.FirstOrDefault(r => r.Stage == stage) is { } reply ? Keys.Of(reply.Outcome) : null;

    private static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
