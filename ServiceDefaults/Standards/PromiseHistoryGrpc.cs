using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Standards;
using Housing.Standards.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.ServiceDefaults;

/// <summary>What is on record about this service's promises, handed out case by case: whoever begins to listen late, or lost what it heard, takes it in beside the events.</summary>
internal sealed class PromiseHistoryGrpc(DbContext db, PromiseService service) : PromiseHistory.PromiseHistoryBase
{
    public static AccessTable Access { get; } = new AccessTable(PromiseHistory.Descriptor).Read("ListRecordedCommitments", Role.Service).Read("ListRecordedMilestones", Role.Service);

    public override async Task<ListRecordedCommitmentsResponse> ListRecordedCommitments(ListRecordedCommitmentsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var commitments = db.Set<Commitment>().AsNoTracking().Where(c => c.Landlord == request.Landlord);
        if (After(page) is var (caseId, id))
            commitments = commitments.Where(c => EF.Functions.GreaterThan(ValueTuple.Create(c.CaseId, c.Id), ValueTuple.Create(caseId, id)));
        var listed = await commitments.OrderBy(c => c.CaseId).ThenBy(c => c.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var more = listed.Count > page.Size;
        if (more)
            listed.RemoveAt(page.Size);

        // Of each case what was said of its promises, and which of what was recorded at one instant it was, as its event has it.
        var cases = listed.Select(c => c.CaseId).Distinct().ToArray();
        var said = await db.Database.SqlQuery<Said>($"""
            select distinct on (commitment_id) commitment_id as "CommitmentId", what as "What", recorded_at as "RecordedAt", reason as "Reason", position::integer as "Position"
            from (select *, row_number() over (partition by case_id, recorded_at order by number) - 1 as position from commitment_change where case_id = any({cases})) line
            order by commitment_id, number desc
            """).ToDictionaryAsync(line => line.CommitmentId, call.CancellationToken);
        return new()
        {
            Service = service.Name,
            Commitments = { listed.Select(c => Message(c, said.GetValueOrDefault(c.Id))) },
            NextPageToken = Paging.Token(more ? $"{listed[^1].CaseId} {listed[^1].Id}" : null),
        };
    }

    public override async Task<ListRecordedMilestonesResponse> ListRecordedMilestones(ListRecordedMilestonesRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        // What was recorded before milestones had a landlord is whose the promises of its case are.
        var milestones = db.Set<CaseMilestone>().AsNoTracking()
            .Where(m => m.Landlord == request.Landlord || (m.Landlord == null && db.Set<Commitment>().Any(c => c.CaseId == m.CaseId && c.Landlord == request.Landlord)));
        if (AfterMilestone(page) is var (caseId, name, at))
            milestones = milestones.Where(m => EF.Functions.GreaterThan(ValueTuple.Create(m.CaseId, m.Name, m.At), ValueTuple.Create(caseId, name, at)));
        var listed = await milestones.OrderBy(m => m.CaseId).ThenBy(m => m.Name).ThenBy(m => m.At).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var last = listed.Count > page.Size ? listed[page.Size - 1] : null;
        return new()
        {
            Service = service.Name,
            Milestones =
            {
                listed.Take(page.Size).Select(m => new RecordedMilestone
                {
                    CaseId = m.CaseId.ToString(), Name = m.Name, At = m.At.ToTimestamp(), RecordedAt = m.RecordedAt.ToTimestamp(), Facts = m.FactsJson,
                }),
            },
            NextPageToken = Paging.Token(last is null ? null : $"{last.CaseId} {last.At.UtcTicks} {last.Name}"),
        };
    }

    private static RecordedCommitment Message(Commitment commitment, Said? said)
    {
        // Promises from before their history was kept have no line; what they are is said all the same.
        var message = new RecordedCommitment
        {
            CommitmentId = commitment.Id.ToString(),
            CaseId = commitment.CaseId.ToString(),
            Change = said is { } line ? Promises.Word(System.Enum.Parse<Change>(line.What)) : commitment.Outcome == Outcome.Open ? Promises.Word(Change.Opened) : Promises.Word(commitment.Outcome),
            StandardId = commitment.StandardId,
            StandardVersion = commitment.StandardVersion,
            StartedAt = commitment.StartedAt.ToTimestamp(),
            DueAt = commitment.DueAt.ToTimestamp(),
            OriginalDueAt = commitment.OriginalDueAt.ToTimestamp(),
            Outcome = Promises.Word(commitment.Outcome),
            DoneAt = commitment.DoneAt?.ToTimestamp(),
            RecordedAt = (said?.RecordedAt ?? commitment.DoneAt ?? commitment.StartedAt).ToTimestamp(),
            Position = said?.Position ?? 0,
        };
        if ((said is null ? commitment.Reason : said.Reason) is { } reason)
            message.Reason = reason;
        return message;
    }

    private static (Guid CaseId, Guid Id)? After(Page page)
    {
        if (page.After is not { } key)
            return null;
        return key.Split(' ') is [var caseId, var id] && Guid.TryParseExact(caseId, "D", out var of) && Guid.TryParseExact(id, "D", out var row) ? (of, row) : throw Paging.BadToken();
    }

    private static (Guid CaseId, string Name, DateTimeOffset At)? AfterMilestone(Page page)
    {
        if (page.After is not { } key)
            return null;
        return key.Split(' ', 3) is [var caseId, var ticks, var name] && Guid.TryParseExact(caseId, "D", out var of)
            && long.TryParse(ticks, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
            ? (of, name, new DateTimeOffset(at, TimeSpan.Zero))
            : throw Paging.BadToken();
    }

    private sealed record Said(Guid CommitmentId, string What, DateTimeOffset RecordedAt, string? Reason, int Position);
}
