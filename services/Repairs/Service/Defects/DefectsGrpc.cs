using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>The edge of defects; each rpc that changes something sits in its operation's file.</summary>
internal sealed partial class DefectsGrpc(
    RepairsDb db, CaseDesk desk, StandardsBook standards, Policies<RepairPolicy> policies, IOptions<RepairSettings> settings, TimeProvider clock)
    : Wire.Defects.DefectsBase
{
    private TimeSpan ClockTolerance => settings.Value.ClockTolerance;

    private Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string repairId,
        Func<Repair, DateTimeOffset, Decision<RepairMilestone>> decide, Func<Wire.Defect, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        desk.Change(
            call, request, requestId, () => desk.Load(repairId, call.CancellationToken), file => file.Repair.Reader,
            (file, now) => decide(file.Repair, now), file => answer(file.Repair.Defect!.ToMessage()));

    public override async Task<Wire.GetDefectResponse> GetDefect(Wire.GetDefectRequest request, ServerCallContext call)
    {
        var file = await desk.Load(request.RepairId, call.CancellationToken);
        call.Caller().RequireRead(file.Repair.Landlord, file.Repair.Reader);
        return new() { Defect = (file.Repair.Defect ?? throw RepairRefusals.DefectUnknown.ToRpcException()).ToMessage() };
    }

    public override async Task<Wire.ListDefectsResponse> ListDefects(Wire.ListDefectsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        call.Caller().RequireRead(request.Landlord);
        if (!standards.Knows(request.Landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var defects = db.Defects.AsNoTracking().Where(d => d.Landlord == request.Landlord);
        if (request.ToChase)
        {
            var today = London.DayOf(clock.Now());
            defects = defects.Where(d => d.State == DefectState.Sent && d.ContactBy < today);
        }

        if (page.After is { } token)
        {
            var (day, id) = Read(token);
            defects = defects.Where(d => d.ContactBy > day || (d.ContactBy == day && d.RepairId > id));
        }

        var rows = await defects.OrderBy(d => d.ContactBy).ThenBy(d => d.RepairId).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var response = new Wire.ListDefectsResponse { NextPageToken = Paging.Token(rows.Count > page.Size ? Write(rows[page.Size - 1]) : null) };
        response.Defects.AddRange(rows.Take(page.Size).Select(d => d.ToMessage()));
        return response;
    }

    private static string Write(Defect last) => string.Create(CultureInfo.InvariantCulture, $"{last.ContactBy:yyyy-MM-dd} {last.RepairId}");

    private static (DateOnly Day, Guid Id) Read(string token) =>
        token.Split(' ') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && Guid.TryParseExact(id, "D", out var repair)
            ? (read, repair)
            : throw RepairRefusals.Field("page_token", "must be the next_page_token of the page before, unchanged, or empty for the first page.").ToRpcException();
}

/// <summary>A defect as callers see it.</summary>
internal static class DefectMessages
{
    public static Wire.Defect ToMessage(this Defect defect) => new()
    {
        RepairId = defect.RepairId.ToString(),
        Landlord = defect.Landlord,
        HomeId = defect.HomeId.ToString(),
        State = defect.State switch
        {
            DefectState.Sent => Wire.DefectState.Sent,
            DefectState.Appointed => Wire.DefectState.Appointed,
            DefectState.Fixed => Wire.DefectState.Fixed,
            DefectState.Checked => Wire.DefectState.Checked,
        },
        Developer = defect.Developer,
        Reference = defect.Reference,
        SentAt = defect.SentAt.ToTimestamp(),
        AgreedFor = defect.AgreedFor.ToMessage(),
        ContactBy = defect.ContactBy.ToMessage(),
        AppointmentAt = defect.AppointmentAt?.ToTimestamp(),
        LastChasedAt = defect.LastChasedAt?.ToTimestamp(),
        FixedAt = defect.FixedAt?.ToTimestamp(),
        Round = defect.Round,
    };
}
