using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>Benefit schedules, over gRPC.</summary>
internal sealed class BenefitsGrpc(
    IncomeDb db, SuspenseDesk desk, BenefitIntake intake, Policies<IncomePolicy> policies, StandardsBook standards, TimeProvider clock, ILogger<BenefitsGrpc> log) : Benefits.BenefitsBase
{
    public override Task<ImportBenefitScheduleResponse> ImportBenefitSchedule(ImportBenefitScheduleRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireAct(request.Landlord);
        var given = Read(request);
        return desk.Take(call, request, request.RequestId, request.Landlord, async now => new ImportBenefitScheduleResponse
        {
            Schedule = Message(await intake.Import(given, call.Caller().Subject, now, call.CancellationToken)),
        });
    }

    public override async Task<ListBenefitSchedulesResponse> ListBenefitSchedules(ListBenefitSchedulesRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireRead(request.Landlord);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = db.BenefitSchedules.AsNoTracking().Where(s => s.Landlord == request.Landlord);
        if (page.AfterId is { } after)
            rows = rows.Where(s => s.Id < after);
        var found = await rows.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Schedules = { found.Take(page.Size).Select(Message) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    public override async Task<GetBenefitScheduleResponse> GetBenefitSchedule(GetBenefitScheduleRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.ScheduleId, "schedule_id");
        var schedule = await db.BenefitSchedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, call.CancellationToken) ?? throw BenefitRefusals.ScheduleUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(schedule.Landlord);
        log.LogInformation("Benefit schedule {ScheduleId} was read by {Role} {Subject}", id, caller.RoleName, caller.Subject);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.After is null ? 0 : int.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : throw Paging.BadToken();
        var found = await db.BenefitRows.AsNoTracking().Where(r => r.ScheduleId == id && r.Line > after).OrderBy(r => r.Line).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Schedule = Message(schedule),
            Rows = { found.Take(page.Size).Select(Message) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Line.ToString(CultureInfo.InvariantCulture) : null),
        };
    }

    private GivenSchedule Read(ImportBenefitScheduleRequest request)
    {
        var fields = new FieldReader();
        var payers = policies.For(request.Landlord).Benefits?.Payers ?? [];
        var kind = request.Kind switch
        {
            Wire.BenefitKind.HousingBenefit => BenefitKind.HousingBenefit,
            Wire.BenefitKind.UniversalCredit => BenefitKind.UniversalCredit,
            _ => (BenefitKind?)null,
        };
        var payer = payers.FirstOrDefault(p => p.Key == request.Payer);
        if (payer is null)
            fields.Fault("payer", $"must be one of the landlord's file: {string.Join(", ", payers.Select(p => p.Key))}.");
        if (kind is null)
            fields.Fault("kind", "must be housing benefit or Universal Credit.");
        else if (payer is not null && !payer.Pays.Contains(kind.Value))
            fields.Fault("kind", $"must be what {payer.Key} pays: {string.Join(", ", payer.Pays.Select(IncomeMessages.Word))}.");
        var reference = fields.Line("reference", request.Reference, 60);
        var today = London.DayOf(clock.Now());
        var paidOn = request.PaidOn is { } given ? fields.Day("paid_on", new GivenDay(given.Year, given.Month, given.Day), today.AddYears(-1), today) : null;
        if (request.PaidOn is null)
            fields.Fault("paid_on", "must be set.");
        var lines = BenefitFile.Read(request.Csv, request.TotalPence, fields);
        return fields.FoundFaults ? throw fields.Refuse("SCHEDULE_INVALID").ToRpcException() : new GivenSchedule(request.Landlord, payer!, kind!.Value, reference, paidOn!.Value, lines);
    }

    private void RequireLandlord(string landlord)
    {
        if (!standards.Knows(landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
    }

    private static Wire.BenefitSchedule Message(BenefitSchedule schedule) => new()
    {
        ScheduleId = schedule.Id.ToString(),
        Payer = schedule.Payer,
        Kind = schedule.Kind switch
        {
            BenefitKind.HousingBenefit => Wire.BenefitKind.HousingBenefit,
            BenefitKind.UniversalCredit => Wire.BenefitKind.UniversalCredit,
        },
        Reference = schedule.Reference,
        PaidOn = schedule.PaidOn.ToMessage(),
        Matched = Sum(schedule.Matched, schedule.MatchedPence),
        Suspense = Sum(schedule.Suspense, schedule.SuspensePence),
        Known = Sum(schedule.Known, schedule.KnownPence),
        Total = Sum(schedule.Matched + schedule.Suspense + schedule.Known, schedule.TotalPence),
        ImportedAt = Timestamp.FromDateTimeOffset(schedule.ImportedAt),
        ImportedBy = schedule.ImportedBy,
    };

    private static Wire.BenefitRow Message(BenefitRow row) => new()
    {
        Line = row.Line,
        Reference = row.Reference,
        Claim = row.Claim,
        From = row.From.ToMessage(),
        To = row.To.ToMessage(),
        AmountPence = row.AmountPence,
        Outcome = IncomeMessages.Word(row.Outcome),
        Why = row.Why,
        AccountId = row.AccountId.ToString(),
        PostingId = row.PostingId.ToString(),
    };

    private static Wire.EntrySum Sum(int entries, long pence) => new() { Entries = entries, Pence = pence };
}
