using System.Globalization;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>A report as somebody asks for it.</summary>
/// <param name="Corrects">The published one of the same period that it corrects.</param>
public sealed record MakeReport(ReportKind? Kind, GivenDay? From, Guid? Corrects, string Correction);

/// <summary>Says what is to be made: a report of a kind that the landlord has, of a period of its year; and where one is published, only a correction that says so.</summary>
internal static class ReportDecision
{
    public static Decision<ReportOrder> Decide(ReportPolicy policy, string landlord, MakeReport command, ComplaintsReport? published, DateOnly today)
    {
        var fields = new FieldReader();
        if (command.Kind is not { } kind || policy.Find(kind) is null)
            fields.Fault("kind", $"must be a report that this landlord makes: {string.Join(", ", policy.Kinds.Select(k => Keys.Of(k.Kind)))}.");
        var from = command.From is { } given ? fields.Day("from", given, London.FirstDay.AddYears(2), today) : null;
        if (command.From is null)
            fields.Fault("from", "must be set: the first day of the period.");
        if (command.Corrects is not null && Text.Fault(command.Correction) is { } fault)
            fields.Fault("correction", fault);
        if (command.Corrects is null && command.Correction is not "")
            fields.Fault("correction", "must be unset unless it corrects a published report.");
        if (fields.FoundFaults)
            return fields.Refuse("REPORT_INVALID");

        if (ReportPeriod.Of(command.Kind!.Value, from!.Value, policy.YearBegins) is not { } period)
        {
            var last = ReportPeriod.LastOver(command.Kind.Value, today, policy.YearBegins);
            return ComplaintRefusals.Field("from", string.Create(CultureInfo.InvariantCulture, $"must be the first day of a period: the last one that is over began on {last.From:yyyy-MM-dd}."));
        }

        return (published, command.Corrects) switch
        {
            ({ } last, null) => ComplaintRefusals.ReportPublished(last.Id),
            (null, { }) => ComplaintRefusals.Field("corrects", "must be unset: no report of this period is published."),
            ({ } last, { } corrects) when last.Id != corrects => ComplaintRefusals.Field("corrects", $"must be {last.Id}, the last one published of this period."),
            _ => new ReportOrder(landlord, command.Kind.Value, period, command.Corrects, command.Corrects is null ? null : command.Correction),
        };
    }
}

internal sealed partial class ReportsGrpc
{
    public override Task<MakeReportResponse> MakeReport(MakeReportRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireAct(request.Landlord);
        if (!standards.TryGet(request.Landlord, out var landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var command = new MakeReport(ReportMessages.Read(request.Kind), Precise.Day(request.From), request.Corrects is "" ? null : Ids.Parse(request.Corrects, "corrects"), request.Correction);
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var (policy, now) = (policies.For(request.Landlord), clock.Now());
            var decision = ReportDecision.Decide(policy.Reports, request.Landlord, command, await LastPublished(request.Landlord, command, call.CancellationToken), London.DayOf(now));
            if (decision is Decision<ReportOrder>.Refused refused)
                throw refused.Why.ToRpcException();
            var order = decision.Milestones[0];
            var report = await db.Reports.Include(r => r.Statements)
                .SingleOrDefaultAsync(r => r.Landlord == order.Landlord && r.Kind == order.Kind && r.FromDay == order.Period.From && r.PublishedAt == null, call.CancellationToken);
            if (report is null)
                db.Reports.Add(report = ComplaintsReport.Draft(order, now));
            var cases = report.Make(await Contents(report, policy, landlord, now, call.CancellationToken), order.Correction, caller.Subject, now);
            var before = await db.ReportCases.Where(c => c.ReportId == report.Id).Select(c => c.Id).ToListAsync(call.CancellationToken);
            db.RemoveRange(before.Select(ReportCases.Kept));
            db.AddRange(cases);
            return new MakeReportResponse { Report = report.ToMessage(policy.Reports) };
        });
    }

    /// <summary>What it says by what is known now.</summary>
    private async Task<ReportContents> Contents(ComplaintsReport report, ComplaintPolicy policy, Landlord landlord, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stock = await neighbours.Stock(landlord.Key, cancellationToken);
        if (stock.What is not { } homes)
            throw ComplaintRefusals.HomesUncounted.ToRpcException();
        var terms = MeasureTerms.Of(policy, landlord, standards.Law);
        var material = await sources.Of(landlord.Key, report.Kind, report.Period, policy, terms, homes.Homes, now, cancellationToken);
        IReadOnlyList<ReportImprovement> improvements = [.. material.Improvements.Select(i => new ReportImprovement(i.YouSaid, i.WeDid, i.PublishedAt!.Value))];
        return report.Kind switch
        {
            ReportKind.Quarterly or ReportKind.Yearly => new(landlord.Name, policy.Reports.Fewest, ReportFigures.Of(material, policy, standards), improvements, [], []),
            ReportKind.Impact => new(landlord.Name, policy.Reports.Fewest, ReportFigures.OfImpact(material, policy), improvements, material.Impacts, []),
            ReportKind.SelfAssessment => new(landlord.Name, policy.Reports.Fewest, [], [], [], CodeAssessment.Of(code, material, policy, landlord, report.Statements)),
        };
    }

    /// <summary>The published one of the same period that nothing corrects yet.</summary>
    private async Task<ComplaintsReport?> LastPublished(string landlord, MakeReport command, CancellationToken cancellationToken)
    {
        if (command is not { Kind: { } kind, From: { } given } || given is not { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: 1 })
            return null;
        var from = new DateOnly(given.Year, given.Month, given.Day);
        return await db.Reports.AsNoTracking().Where(r => r.Landlord == landlord && r.Kind == kind && r.FromDay == from && r.PublishedAt != null)
            .OrderByDescending(r => r.PublishedAt).FirstOrDefaultAsync(cancellationToken);
    }
}
