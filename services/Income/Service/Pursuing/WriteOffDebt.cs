using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>A write-off as it is proposed.</summary>
public sealed record ProposeWriteOff(long AmountPence, string Reason, string Note);

/// <summary>Says whether a former tenant's debt can be written off: never more than is owed, never by one person alone, and back again when the household pays.</summary>
public static class WriteOffDecision
{
    public static Decision<WriteOffMilestone.Proposed> Propose(Account account, ProposeWriteOff command, bool proposed, bool agreementKept, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.AmountPence is < 1 or > ChargeDecision.Largest)
            fields.Fault("amount_pence", $"must be 1 to {ChargeDecision.Largest} pence; it is {command.AmountPence}.");
        var reason = fields.Word<WriteOffReason>("reason", command.Reason);
        var note = fields.Line("note", command.Note, PursuingRefusals.LongestNote);
        if (fields.FoundFaults)
            return fields.Refuse("WRITE_OFF_INVALID");
        if (account.ClosedAt is not null)
            return IncomeRefusals.AccountClosed;
        if (account.Kind != AccountKind.FormerTenant)
            return PursuingRefusals.NotLeft;
        if (proposed)
            return PursuingRefusals.ProposedAlready;
        if (agreementKept)
            return PursuingRefusals.AgreementKept;
        return command.AmountPence > account.BalancePence
            ? PursuingRefusals.MoreThanOwed(account.BalancePence)
            : new WriteOffMilestone.Proposed(command.AmountPence, reason!.Value, note, by, now);
    }

    public static Decision<WriteOffMilestone> Decide(Account account, WriteOff writeOff, bool approve, string note, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var why = fields.Line("note", note, PursuingRefusals.LongestNote);
        if (fields.FoundFaults)
            return fields.Refuse("WRITE_OFF_INVALID");
        if (writeOff.Stage != WriteOffStage.Proposed)
            return (writeOff.Stage, approve) is (WriteOffStage.Approved, true) or (WriteOffStage.Rejected, false) ? Decision<WriteOffMilestone>.Nothing : PursuingRefusals.Decided;
        if (by == writeOff.ProposedBy)
            return PursuingRefusals.SamePerson;
        if (!approve)
            return new WriteOffMilestone.Rejected(why, by, now);
        return writeOff.AmountPence > account.BalancePence ? PursuingRefusals.MoreThanOwed(account.BalancePence) : new WriteOffMilestone.Approved(why, by, now);
    }

    public static Decision<WriteOffMilestone> Reinstate(WriteOff writeOff, string reason, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var why = fields.Line("reason", reason, 200);
        if (fields.FoundFaults)
            return fields.Refuse("WRITE_OFF_INVALID");
        return writeOff.Stage switch
        {
            WriteOffStage.Approved => new WriteOffMilestone.Reinstated(why, by, now),
            WriteOffStage.Reinstated => Decision<WriteOffMilestone>.Nothing,
            WriteOffStage.Proposed or WriteOffStage.Rejected => PursuingRefusals.NotWrittenOff,
        };
    }

    /// <summary>What is given up, set against what is owed in the landlord's order.</summary>
    public static AccountMilestone.Posted Posting(Account account, WriteOff writeOff, AllocationOrder order, string by, DateTimeOffset now) =>
        new(-writeOff.AmountPence, PostingKind.WriteOff, "Written off", writeOff.Id, by, now)
        {
            Entries = Bookkeeping.Allocate(PostingKind.WriteOff, writeOff.AmountPence, account.Owed, order),
            Evidence = $"write-off {writeOff.Id}: {writeOff.Note}",
        };
}

internal sealed partial class FormerTenantsGrpc
{
    public override Task<ProposeWriteOffResponse> ProposeWriteOff(ProposeWriteOffRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        return accounts.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var proposed = await db.WriteOffs.AnyAsync(w => w.AccountId == account.Id && w.Stage == WriteOffStage.Proposed, call.CancellationToken);
            var kept = await db.ArrearsCases.AnyAsync(c => c.AccountId == account.Id && c.ClosedAt == null && c.AgreementHolds, call.CancellationToken);
            var command = new ProposeWriteOff(request.AmountPence, request.Reason, request.Note);
            var writeOff = WriteOff.Propose(account, AccountDesk.Accepted(WriteOffDecision.Propose(account, command, proposed, kept, call.Caller().Subject, now))[0]);
            db.WriteOffs.Add(writeOff);
            return new ProposeWriteOffResponse { WriteOff = ToMessage(writeOff) };
        });
    }

    public override Task<DecideWriteOffResponse> DecideWriteOff(DecideWriteOffRequest request, ServerCallContext call) =>
        OnWriteOff(request.WriteOffId, call, request, request.RequestId, (writeOff, account, now) =>
        {
            foreach (var decided in AccountDesk.Accepted(WriteOffDecision.Decide(account, writeOff, request.Approve, request.Note, call.Caller().Subject, now)))
            {
                if (decided is WriteOffMilestone.Approved)
                    account.Apply(WriteOffDecision.Posting(account, writeOff, policies.For(account.Landlord).Allocation, decided.By, now));
                writeOff.Apply(decided, account.Added.Count > 0 ? account.Added[^1].Id : null);
            }

            return Task.FromResult(new DecideWriteOffResponse { WriteOff = ToMessage(writeOff), BalancePence = account.BalancePence });
        });

    public override Task<ReinstateWriteOffResponse> ReinstateWriteOff(ReinstateWriteOffRequest request, ServerCallContext call) =>
        OnWriteOff(request.WriteOffId, call, request, request.RequestId, async (writeOff, account, now) =>
        {
            foreach (var reinstated in AccountDesk.Accepted(WriteOffDecision.Reinstate(writeOff, request.Reason, call.Caller().Subject, now)))
            {
                var posted = await db.Postings.AsNoTracking().Include(p => p.Lines).SingleAsync(p => p.Id == writeOff.PostingId, call.CancellationToken);
                var reversed = await db.Postings.AnyAsync(p => p.Reverses == posted.Id, call.CancellationToken);
                var cause = Causes.Of("write-off-reinstated", writeOff.Id.ToString());
                AccountDesk.Post(account, ReversalDecision.Decide(posted, reversed, cause, request.Reason, reinstated.By, now));
                writeOff.Apply(reinstated);
            }

            return new ReinstateWriteOffResponse { WriteOff = ToMessage(writeOff), BalancePence = account.BalancePence };
        });

    public override async Task<ListWriteOffsResponse> ListWriteOffs(ListWriteOffsRequest request, ServerCallContext call)
    {
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(request.Landlord);
        log.LogInformation("The write-offs of {Landlord} were listed by {Role} {Subject}", request.Landlord, caller.RoleName, caller.Subject);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var writeOffs = db.WriteOffs.AsNoTracking().Where(w => w.Landlord == request.Landlord && w.Id > after);
        if (request.Stage is not "")
        {
            var fields = new FieldReader();
            var stage = fields.Word<WriteOffStage>("stage", request.Stage) ?? throw fields.Refuse("INVALID_FIELD").ToRpcException();
            writeOffs = writeOffs.Where(w => w.Stage == stage);
        }

        var found = await writeOffs.OrderBy(w => w.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { WriteOffs = { found.Take(page.Size).Select(ToMessage) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    private static Wire.WriteOff ToMessage(WriteOff writeOff) => new()
    {
        WriteOffId = writeOff.Id.ToString(),
        AccountId = writeOff.AccountId.ToString(),
        Landlord = writeOff.Landlord,
        AmountPence = writeOff.AmountPence,
        Reason = IncomeMessages.Word(writeOff.Reason),
        Note = writeOff.Note,
        Stage = IncomeMessages.Word(writeOff.Stage),
        ProposedBy = writeOff.ProposedBy,
        ProposedAt = IncomeMessages.Stamp(writeOff.ProposedAt),
        DecidedBy = writeOff.DecidedBy ?? "",
        DecidedAt = IncomeMessages.Stamp(writeOff.DecidedAt),
        PostingId = writeOff.PostingId?.ToString() ?? "",
    };

    private async Task<TResponse> OnWriteOff<TRequest, TResponse>(
        string id, ServerCallContext call, TRequest request, string requestId, Func<WriteOff, Account, DateTimeOffset, Task<TResponse>> work)
        where TRequest : Google.Protobuf.IMessage
        where TResponse : class, Google.Protobuf.IMessage, new()
    {
        var writeOffId = Ids.Parse(id, "write_off_id");
        var accountId = await db.WriteOffs.Where(w => w.Id == writeOffId).Select(w => (Guid?)w.AccountId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw PursuingRefusals.WriteOffUnknown.ToRpcException();
        return await accounts.Change(call, request, requestId, a => a.Id == accountId, async (account, now) =>
            await work(await db.WriteOffs.SingleAsync(w => w.Id == writeOffId, call.CancellationToken), account, now));
    }
}
