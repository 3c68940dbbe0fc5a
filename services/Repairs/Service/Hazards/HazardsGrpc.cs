using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.ServiceDefaults;
using Microsoft.Extensions.Options;
using Wire = Housing.Repairs.Contracts.V1;
using static Housing.ServiceDefaults.Role;

namespace Housing.Repairs;

/// <summary>Who may do what about hazards; a resident reads the own household's, a contractor works on those it is sent to.</summary>
internal static class HazardsAccess
{
    public static AccessTable Table { get; } = new AccessTable(Wire.Hazards.Descriptor)
        .Read("GetHazard", Resident, Officer, Manager, Contractor, Auditor, Service)
        .Change("NoticeHazard", Officer, Manager, Contractor, Service)
        .Change("RecordHazardStep", Officer, Manager, Contractor, Service);
}

/// <summary>The edge of hazards.</summary>
internal sealed class HazardsGrpc(CaseDesk desk, IOptions<RepairSettings> settings) : Wire.Hazards.HazardsBase
{
    private TimeSpan Tolerance => settings.Value.ClockTolerance;

    public override Task<Wire.NoticeHazardResponse> NoticeHazard(Wire.NoticeHazardRequest request, ServerCallContext call)
    {
        var level = Read(request.Level, "level") ?? throw RepairRefusals.Field("level", "must be HAZARD_LEVEL_SIGNIFICANT or HAZARD_LEVEL_EMERGENCY.").ToRpcException();
        var at = Precise.Instant(request.NoticedAt, "noticed_at");
        return desk.Change(
            call, request, request.RequestId, () => Load(request.RepairId, call), file => file.Repair.Reader,
            (file, now) => HazardDecision.Notice(file.Repair, new Hazard(request.Kind, level), at, now, Tolerance),
            file => new Wire.NoticeHazardResponse { Hazard = file.Repair.ToHazard() });
    }

    public override Task<Wire.RecordHazardStepResponse> RecordHazardStep(Wire.RecordHazardStepRequest request, ServerCallContext call)
    {
        var command = new RecordHazardStep(
            Read(request.Step), request.Text, Read(request.Investigation), Read(request.Found, "found"), Precise.Instant(request.At, "at"));
        return desk.Change(
            call, request, request.RequestId, () => Load(request.RepairId, call), file => file.Repair.Reader,
            (file, now) => HazardDecision.Decide(file.Repair, command, now, Tolerance),
            file => new Wire.RecordHazardStepResponse { Hazard = file.Repair.ToHazard() });
    }

    public override async Task<Wire.GetHazardResponse> GetHazard(Wire.GetHazardRequest request, ServerCallContext call)
    {
        var file = await desk.Load(request.RepairId, call.CancellationToken);
        call.Caller().RequireRead(file.Repair);
        var hazard = file.Repair.ToHazard() ?? throw HazardRefusals.NoHazard.ToRpcException();
        if (call.Caller().NewTo(file.Repair.ReporterHousehold, file.Repair.PassedOnAt) is { } since)
            hazard.HideBefore(since.ToTimestamp());
        return new() { Hazard = hazard };
    }

    private async Task<CaseFile> Load(string repairId, ServerCallContext call)
    {
        var file = await desk.Load(repairId, call.CancellationToken);
        call.Caller().RequireAct(file.Repair);
        return file;
    }

    private static HazardLevel? Read(Wire.HazardLevel level, string field) => level switch
    {
        Wire.HazardLevel.Unspecified => null,
        Wire.HazardLevel.Significant => HazardLevel.Significant,
        Wire.HazardLevel.Emergency => HazardLevel.Emergency,
        _ => throw RepairRefusals.Field(field, "must be HAZARD_LEVEL_SIGNIFICANT or HAZARD_LEVEL_EMERGENCY.").ToRpcException(),
    };

    private static HazardStepKind Read(Wire.HazardStepKind step) => step switch
    {
        Wire.HazardStepKind.Noticed => HazardStepKind.Noticed,
        Wire.HazardStepKind.Investigated => HazardStepKind.Investigated,
        Wire.HazardStepKind.SummarySent => HazardStepKind.SummarySent,
        Wire.HazardStepKind.MadeSafe => HazardStepKind.MadeSafe,
        Wire.HazardStepKind.WorkBegun => HazardStepKind.WorkBegun,
        Wire.HazardStepKind.WorkFinished => HazardStepKind.WorkFinished,
        Wire.HazardStepKind.AccommodationOffered => HazardStepKind.AccommodationOffered,
        Wire.HazardStepKind.Attempted => HazardStepKind.Attempted,
        _ => throw RepairRefusals.Field("step", "must be what was done, such as HAZARD_STEP_KIND_INVESTIGATED.").ToRpcException(),
    };

    private static Investigation? Read(Wire.Investigation investigation) => investigation switch
    {
        Wire.Investigation.Unspecified => null,
        Wire.Investigation.Standard => Investigation.Standard,
        Wire.Investigation.Emergency => Investigation.Emergency,
        Wire.Investigation.Renewed => Investigation.Renewed,
        Wire.Investigation.Further => Investigation.Further,
        _ => throw RepairRefusals.Field("investigation", "must be INVESTIGATION_STANDARD, _EMERGENCY, _RENEWED or _FURTHER, or unset.").ToRpcException(),
    };
}

/// <summary>A hazard as callers see it.</summary>
internal static class HazardMessages
{
    public static Wire.Hazard? ToHazard(this Repair repair) => repair.Hazard is not { } hazard ? null : new()
    {
        RepairId = repair.Id.ToString(),
        Kind = hazard.Kind,
        Level = ToMessage(hazard.Level),
        NoticedAt = repair.HazardNoticedAt!.Value.ToTimestamp(),
        WorkUnfinishedSince = repair.HazardWorkUnfinishedSince?.ToTimestamp(),
        Steps =
        {
            repair.HazardSteps.OrderBy(s => s.At).ThenBy(s => s.Number).Select(s => new Wire.HazardStep
            {
                Step = ToMessage(s.Step),
                At = s.At.ToTimestamp(),
                Text = s.Text,
                Investigation = s.Investigation is { } kind ? ToMessage(kind) : Wire.Investigation.Unspecified,
                Found = s.Step == HazardStepKind.Investigated && s.Level is { } found ? ToMessage(found) : Wire.HazardLevel.Unspecified,
            }),
        },
    };

    /// <summary>Takes out what was written about whoever lived there before.</summary>
    public static void HideBefore(this Wire.Hazard hazard, Timestamp since)
    {
        foreach (var step in hazard.Steps.Where(s => s.At < since))
            step.Text = "";
    }

    private static Wire.HazardStepKind ToMessage(HazardStepKind step) => step switch
    {
        HazardStepKind.Noticed => Wire.HazardStepKind.Noticed,
        HazardStepKind.Investigated => Wire.HazardStepKind.Investigated,
        HazardStepKind.SummarySent => Wire.HazardStepKind.SummarySent,
        HazardStepKind.MadeSafe => Wire.HazardStepKind.MadeSafe,
        HazardStepKind.WorkBegun => Wire.HazardStepKind.WorkBegun,
        HazardStepKind.WorkFinished => Wire.HazardStepKind.WorkFinished,
        HazardStepKind.AccommodationOffered => Wire.HazardStepKind.AccommodationOffered,
        HazardStepKind.Attempted => Wire.HazardStepKind.Attempted,
    };

    private static Wire.Investigation ToMessage(Investigation investigation) => investigation switch
    {
        Investigation.Standard => Wire.Investigation.Standard,
        Investigation.Emergency => Wire.Investigation.Emergency,
        Investigation.Renewed => Wire.Investigation.Renewed,
        Investigation.Further => Wire.Investigation.Further,
    };

    private static Wire.HazardLevel ToMessage(HazardLevel level) => level switch
    {
        HazardLevel.Significant => Wire.HazardLevel.Significant,
        HazardLevel.Emergency => Wire.HazardLevel.Emergency,
    };
}
