using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Agreements to pay arrears back, over gRPC.</summary>
internal sealed class AgreementsGrpc(IncomeDb db, AccountDesk accounts, AgreementDesk desk, Policies<IncomePolicy> policies, StandardsBook standards, TimeProvider clock, ILogger<AgreementsGrpc> log)
    : Agreements.AgreementsBase
{
    public override Task<OfferAgreementResponse> OfferAgreement(OfferAgreementRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var today = London.DayOf(clock.Now());
        var command = new OfferAgreement(
            request.InstalmentPence, ArrearsMessages.Cycle(request.Every, "every"), ChargeMessages.Day(request.FirstOn, "first_on", today.AddYears(-1), today.AddYears(1)),
            new Means(AgreementMessages.Lines(request.Income), AgreementMessages.Lines(request.Spending)));
        return accounts.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var policy = policies.For(account.Landlord).Arrears ?? throw AgreementRefusals.ArrearsNotSet.ToRpcException();
            var standing = await desk.Stand(account, policy, London.DayOf(now), call.CancellationToken);
            var running = await desk.Running(account.Id, call.CancellationToken);
            var offered = AccountDesk.Accepted(AgreementOfferDecision.Decide(standing, running, command, policy.Agreements, call.Caller().Subject, now))[0];
            return new OfferAgreementResponse { Agreement = (await desk.Offer(account, standing, running, offered, policy, By(call), call.CancellationToken)).ToMessage() };
        });
    }

    public override Task<AnswerAgreementResponse> AnswerAgreement(AnswerAgreementRequest request, ServerCallContext call) =>
        Change(call, request, request.RequestId, request.AgreementId, async (agreement, account, policy, now) =>
        {
            foreach (var answered in AccountDesk.Accepted(AgreementAnswerDecision.Decide(agreement, request.Accepts, request.Reason, policy.Agreements, call.Caller().Subject, now)))
                await desk.Answer(account, agreement, answered, policy, By(call), call.CancellationToken);
            return new AnswerAgreementResponse { Agreement = agreement.ToMessage() };
        });

    public override Task<ReviewAgreementResponse> ReviewAgreement(ReviewAgreementRequest request, ServerCallContext call) =>
        Change(call, request, request.RequestId, request.AgreementId, async (agreement, account, policy, now) =>
        {
            var note = Given("note", request.Note, agreement);
            agreement.Review(London.DayOf(now).AddDays(policy.Agreements.ReviewDays));
            await desk.Note(account, agreement, ArrearsAct.AgreementReviewed, "agreement.reviewed", note, By(call), now, call.CancellationToken);
            return new ReviewAgreementResponse { Agreement = agreement.ToMessage() };
        });

    public override Task<EndAgreementResponse> EndAgreement(EndAgreementRequest request, ServerCallContext call) =>
        Change(call, request, request.RequestId, request.AgreementId, async (agreement, account, policy, now) =>
        {
            agreement.Finish(AgreementState.Ended, Given("reason", request.Reason, agreement), now);
            await desk.Turn(account, agreement, ArrearsAct.AgreementEnded, "agreement.ended", agreement.Why, policy, By(call), now, call.CancellationToken);
            return new EndAgreementResponse { Agreement = agreement.ToMessage() };
        });

    public override async Task<GetAgreementResponse> GetAgreement(GetAgreementRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.AgreementId, "agreement_id");
        var agreement = await db.Agreements.AsNoTracking().Include(a => a.Instalments).SingleOrDefaultAsync(a => a.Id == id, call.CancellationToken)
            ?? throw AgreementRefusals.AgreementUnknown.ToRpcException();
        Read(agreement.Landlord, agreement.HouseholdId, agreement.AccountId, call);
        return new() { Agreement = agreement.ToMessage() };
    }

    public override async Task<ListAgreementsResponse> ListAgreements(ListAgreementsRequest request, ServerCallContext call)
    {
        IQueryable<Agreement> asked;
        if (request.KeyCase == ListAgreementsRequest.KeyOneofCase.AccountId)
        {
            var accountId = Ids.Parse(request.AccountId, "account_id");
            var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
            Read(account.Landlord, account.HouseholdId, account.Id, call);
            asked = db.Agreements.Where(a => a.AccountId == accountId);
        }
        else if (request.KeyCase == ListAgreementsRequest.KeyOneofCase.ReviewOf && standards.Knows(request.ReviewOf))
        {
            call.Caller().RequireRead(request.ReviewOf);
            var today = London.DayOf(clock.Now());
            asked = db.Agreements.Where(a => a.Landlord == request.ReviewOf && a.ReviewOn <= today);
        }
        else
        {
            throw (request.KeyCase == ListAgreementsRequest.KeyOneofCase.ReviewOf ? IncomeRefusals.LandlordUnknown(standards.Landlords) : IncomeRefusals.AccountNotNamed).ToRpcException();
        }

        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var found = await asked.AsNoTracking().Include(a => a.Instalments).Where(a => a.Id > after).OrderBy(a => a.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Agreements = { found.Take(page.Size).Select(AgreementMessages.ToMessage) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
        };
    }

    private static Recording By(ServerCallContext call) => new($"{call.Caller().RoleName} {call.Caller().Subject}");

    private static string Given(string field, string given, Agreement agreement)
    {
        var fields = new FieldReader();
        var text = fields.Line(field, given, 200);
        if (fields.FoundFaults)
            throw fields.Refuse("AGREEMENT_INVALID").ToRpcException();
        return agreement.State == AgreementState.InForce ? text : throw AgreementRefusals.NotInForce(agreement.State).ToRpcException();
    }

    private async Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string agreementId, Func<Agreement, Account, ArrearsPolicy, DateTimeOffset, Task<TResponse>> work)
        where TRequest : Google.Protobuf.IMessage
        where TResponse : class, Google.Protobuf.IMessage, new()
    {
        var id = Ids.Parse(agreementId, "agreement_id");
        var accountId = await db.Agreements.Where(a => a.Id == id).Select(a => (Guid?)a.AccountId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw AgreementRefusals.AgreementUnknown.ToRpcException();
        return await accounts.Change(call, request, requestId, a => a.Id == accountId, async (account, now) =>
        {
            var agreement = await db.Agreements.Include(a => a.Instalments).SingleAsync(a => a.Id == id, call.CancellationToken);
            var policy = policies.For(account.Landlord).Arrears ?? throw AgreementRefusals.ArrearsNotSet.ToRpcException();
            return await work(agreement, account, policy, now);
        });
    }

    // Who read about a household's means is on record too.
    private void Read(string landlord, Guid householdId, Guid accountId, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(landlord, householdId);
        log.LogInformation("The agreements of account {AccountId} were read by {Role} {Subject}", accountId, caller.RoleName, caller.Subject);
    }
}
