using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

public enum UndertakingKind
{
    Works,
    Agreement,
}

public enum ConsultationOutcome
{
    NotConsulted,
    Consulted,

    /// <summary>A tribunal allowed it without.</summary>
    Dispensed,
}

/// <summary>Works, or an agreement of some length, that the law may want leaseholders consulted on. How the consultation went is recorded as it was given.</summary>
public sealed class Undertaking
{
    private Undertaking() { }

    public Guid Id { get; private set; }
    public Guid SchemeId { get; private set; }
    public UndertakingKind Kind { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Of an agreement: for how long it binds.</summary>
    public int Months { get; private set; }

    public ConsultationOutcome Outcome { get; private set; }

    /// <summary>What shows it.</summary>
    public string? Evidence { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";

    internal static Undertaking Record(Guid schemeId, UndertakingKind kind, string name, int months, string by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), SchemeId = schemeId, Kind = kind, Name = name, Months = months, RecordedAt = now, RecordedBy = by };

    internal void Say(ConsultationOutcome outcome, string evidence, string by, DateTimeOffset now) => (Outcome, Evidence, RecordedBy, RecordedAt) = (outcome, evidence, by, now);
}

/// <summary>
/// What each lease can be asked for where nobody was consulted: the law's sums, for works in all (ENG-S20-05) and for a long agreement by the year (ENG-S20-06).
/// </summary>
/// <param name="WorksPence">For works; null where the law's file sets none.</param>
/// <param name="AgreementPence">For an agreement, by the year.</param>
/// <param name="AgreementMonths">An agreement that binds no longer than this is none of those meant.</param>
public sealed record Section20(long? WorksPence, long? AgreementPence, int AgreementMonths)
{
    public static Section20 Of(StandardsBook standards)
    {
        var works = Rule(standards, "ENG-S20-05");
        var agreement = Rule(standards, "ENG-S20-06");
        return new(Over(works), Over(agreement), agreement?.Limit is { Unit: LimitUnit.Months, Count: var months } ? months : 0);
    }

    /// <summary>The most a lease can be asked for; null where there is no such sum.</summary>
    public long? CapOf(Undertaking undertaking) => undertaking switch
    {
        { Outcome: ConsultationOutcome.Consulted or ConsultationOutcome.Dispensed } => null,
        { Kind: UndertakingKind.Works } => WorksPence,
        { Kind: UndertakingKind.Agreement } => undertaking.Months > AgreementMonths ? AgreementPence : null,
    };

    private static PublishedRule? Rule(StandardsBook standards, string id) => standards.Law?.Account.Rules.FirstOrDefault(rule => rule.Id == id);

    private static long? Over(PublishedRule? rule) => rule?.Threshold is Condition.Number { Over: { } over } ? (long)over : null;
}

internal sealed partial class HomeownersGrpc
{
    public override Task<RecordUndertakingResponse> RecordUndertaking(RecordUndertakingRequest request, ServerCallContext call)
    {
        var kind = HomeownerMessages.Read(request.Kind);
        return desk.Change(call, request, request.RequestId, Ids.Parse(request.SchemeId, "scheme_id"), (scheme, now) =>
        {
            var fields = new FieldReader();
            var name = fields.Line("name", request.Name, 100);
            if (kind == UndertakingKind.Agreement ? request.Months is < 1 or > 1_200 : request.Months != 0)
                fields.Fault("months", $"must be 1 to 1200 for an agreement and 0 for works; it is {request.Months}.");
            if (fields.FoundFaults)
                throw fields.Refuse("UNDERTAKING_INVALID").ToRpcException();
            var undertaking = Undertaking.Record(scheme.Id, kind, name, request.Months, call.Caller().Subject, now);
            db.Undertakings.Add(undertaking);
            return Task.FromResult(new RecordUndertakingResponse { Undertaking = undertaking.ToMessage(Section20.Of(standards)) });
        });
    }

    public override async Task<RecordConsultationResponse> RecordConsultation(RecordConsultationRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.UndertakingId, "undertaking_id");
        var outcome = HomeownerMessages.Read(request.Outcome);
        var schemeId = await db.Undertakings.Where(u => u.Id == id).Select(u => (Guid?)u.SchemeId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw HomeownerRefusals.UndertakingUnknown.ToRpcException();
        return await desk.Change(call, request, request.RequestId, schemeId, async (_, now) =>
        {
            var fields = new FieldReader();
            var evidence = fields.Line("evidence", request.Evidence, 200);
            if (fields.FoundFaults)
                throw fields.Refuse("CONSULTATION_INVALID").ToRpcException();
            var undertaking = await db.Undertakings.SingleAsync(u => u.Id == id, call.CancellationToken);
            undertaking.Say(outcome, evidence, call.Caller().Subject, now);
            return new RecordConsultationResponse { Undertaking = undertaking.ToMessage(Section20.Of(standards)) };
        });
    }

    public override async Task<ListUndertakingsResponse> ListUndertakings(ListUndertakingsRequest request, ServerCallContext call)
    {
        var scheme = await ReadScheme(request.SchemeId, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var found = await db.Undertakings.AsNoTracking().Where(u => u.SchemeId == scheme.Id && u.Id > after).OrderBy(u => u.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var law = Section20.Of(standards);
        return new() { Undertakings = { found.Take(page.Size).Select(u => u.ToMessage(law)) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }
}
