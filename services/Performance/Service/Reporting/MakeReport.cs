using System.Data;
using System.Globalization;
using Grpc.Core;
using Housing.Performance.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

/// <summary>A report as somebody asks for it.</summary>
/// <param name="Corrects">The published one of the same period that it corrects.</param>
public sealed record MakeReport(ReportKind? Kind, GivenDay? From, Guid? Corrects, string Correction);

/// <summary>Says what is to be made: a report of a kind that the landlord has, of a period of its year; and where one is published, only a correction that says so.</summary>
internal static class ReportDecision
{
    private const int LongestCorrection = 4_000;

    public static Decision<ReportOrder> Decide(ReportPolicy policy, string landlord, MakeReport command, Guid? published, DateOnly today)
    {
        var fields = new FieldReader();
        if (command.Kind is not { } kind || policy.Find(kind) is null)
            fields.Fault("kind", $"must be a report that this landlord makes: {string.Join(", ", policy.Kinds.Select(k => ReportMessages.Word(k.Kind)))}.");
        var from = command.From is { } given ? fields.Day("from", given, London.FirstDay.AddYears(2), today) : null;
        if (command.From is null)
            fields.Fault("from", "must be set: the first day of the period.");
        if (command.Corrects is not null && (string.IsNullOrWhiteSpace(command.Correction) || command.Correction.Length > LongestCorrection || command.Correction.Any(c => char.IsControl(c) && c != '\n')))
            fields.Fault("correction", $"must say what was wrong, in at most {LongestCorrection} characters.");
        if (command.Corrects is null && command.Correction is not "")
            fields.Fault("correction", "must be unset unless it corrects a published report.");
        if (fields.FoundFaults)
            return fields.Refuse("REPORT_INVALID");

        if (ReportPeriod.Of(command.Kind!.Value, from!.Value, policy.YearBegins) is not { } period)
        {
            var last = ReportPeriod.LastOver(command.Kind.Value, today, policy.YearBegins);
            return PerformanceRefusals.Field("REPORT_INVALID", "from", string.Create(CultureInfo.InvariantCulture, $"must be the first day of a period: the last one that is over began on {last.From:yyyy-MM-dd}."));
        }

        return (published, command.Corrects) switch
        {
            ({ } last, null) => PerformanceRefusals.ReportPublished(last),
            (null, { }) => PerformanceRefusals.Field("REPORT_INVALID", "corrects", "must be unset: no report of this period is published."),
            ({ } last, { } corrects) when last != corrects => PerformanceRefusals.Field("REPORT_INVALID", "corrects", $"must be {last}, the last one published of this period."),
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
            throw PerformanceRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var given = request.From is { } day ? new GivenDay(day.Year, day.Month, day.Day) : null;
        var command = new MakeReport(ReportMessages.Read(request.Kind), given, request.Corrects is "" ? null : Ids.Parse(request.Corrects, "corrects"), request.Correction);
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var (policy, now) = (policies.For(request.Landlord).Reports, clock.Now());
            var decision = ReportDecision.Decide(policy, request.Landlord, command, await LastPublished(request.Landlord, command, call.CancellationToken), London.DayOf(now));
            if (decision is Decision<ReportOrder>.Refused refused)
                throw refused.Why.ToRpcException();
            var order = decision.Milestones[0];
            var report = await db.Reports.Include(r => r.Cases)
                .SingleOrDefaultAsync(r => r.Landlord == order.Landlord && r.Kind == order.Kind && r.FromDay == order.Period.From && r.PublishedAt == null, call.CancellationToken);
            if (report is null)
                db.Reports.Add(report = PerformanceReport.Draft(order, now));
            // The regulator's measures are of its year, which need not be the landlord's.
            var ofTenants = order.Kind == ReportKind.Yearly && order.Period.From.Month == tenantRules.YearBegins;
            var homes = ofTenants ? await homeCount.Of(order.Landlord, call.CancellationToken) : null;
            var (counted, cases) = await Count(landlord, order.Period, ofTenants, call.CancellationToken);
            var behind = counted.Select(c => (c.Key, c.Value.Select(p => new CountedCase(p.Id, ReportFigures.PartOf(p, now))).ToArray()));
            var contents = ReportFigures.Of(landlord, standards.Law, policy.Fewest, counted, now);
            if (cases is not null)
            {
                var (tenants, behindTenants) = TenantMeasures.Of(tenantRules, standards.Law!, policies.For(order.Landlord).RepairTargets, order.Period, homes, part => cases[part], now);
                // One figure of a name: what is worked out as a measure is not said again as the share of its promises.
                var shares = contents.Figures.Where(f => !tenants.Measures.Any(m => m.Clause == f.Id));
                (contents, behind) = (contents with { Figures = [.. shares], Tenants = tenants }, behind.Concat(behindTenants));
            }

            report.Make(contents, behind, order.Correction, caller.Subject, now);
            return new MakeReportResponse { Report = ReportMessages.ToRow(report).ToMessage(policy) };
        });
    }

    /// <summary>Every promise that fell due in the period, once, and the cases of the regulator's measures: the figures are counted from the same rows that stand behind them, as they were at one instant.</summary>
    private async Task<(Dictionary<string, CountedPromise[]> Promises, Dictionary<MeasuredPart, IReadOnlyList<MeasuredCase>>? Cases)> Count(
        Landlord landlord, ReportPeriod period, bool ofTenants, CancellationToken cancellationToken)
    {
        var (key, after, until) = (landlord.Key, London.StartOf(period.From), London.StartOf(period.Through.AddDays(1)));
        var wanted = ShareTerms.Of(landlord, standards.Law).Where(term => term.Published).SelectMany(term => term.Of).Distinct(StringComparer.Ordinal).ToArray();
        var counted = new Dictionary<string, CountedPromise[]>(StringComparer.Ordinal);
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        foreach (var standard in wanted)
        {
            counted[standard] = await db.Promises.AsNoTracking().Where(p => p.Landlord == key && p.StandardId == standard && p.DueAt > after && p.DueAt <= until)
                .OrderBy(p => p.CommitmentId).Select(p => new CountedPromise(p.CommitmentId, p.Outcome, p.DueAt, p.MetByExtension, p.DueAt != p.OriginalDueAt, p.StartedAt, p.DoneAt)).ToArrayAsync(cancellationToken);
        }

        var cases = ofTenants ? await tenantCases.Find(key, period, tenantRules, cancellationToken) : null;
        await snapshot.CommitAsync(cancellationToken);
        return (counted, cases);
    }

    /// <summary>The published one of the same period that nothing corrects yet.</summary>
    private async Task<Guid?> LastPublished(string landlord, MakeReport command, CancellationToken cancellationToken)
    {
        if (command is not { Kind: { } kind, From: { } given } || given is not { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: 1 })
            return null;
        var from = new DateOnly(given.Year, given.Month, given.Day);
        return await db.Reports.Where(r => r.Landlord == landlord && r.Kind == kind && r.FromDay == from && r.PublishedAt != null)
            .OrderByDescending(r => r.PublishedAt).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
