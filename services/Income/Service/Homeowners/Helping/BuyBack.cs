using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

public enum BuyBackAnswer
{
    Willing,
    Declined,

    /// <summary>The homeowner does not want it any more.</summary>
    Withdrawn,
}

/// <summary>A homeowner's question whether the landlord would buy the home back, and its answer (OHO-LSE-27).</summary>
public sealed class BuyBack
{
    private BuyBack() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public string Landlord { get; private set; } = "";

    /// <summary>Why it is asked for, in the homeowner's words.</summary>
    public string Words { get; private set; } = "";

    public DateTimeOffset AskedAt { get; private set; }
    public string AskedBy { get; private set; } = "";
    public BuyBackAnswer? Answer { get; private set; }
    public string? Reason { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public string? AnsweredBy { get; private set; }

    internal static BuyBack Ask(Account account, string words, string by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(), AccountId = account.Id, Landlord = account.Landlord, Words = words, AskedBy = by, AskedAt = now };

    internal void Say(BuyBackAnswer answer, string reason, string by, DateTimeOffset now) => (Answer, Reason, AnsweredBy, AnsweredAt) = (answer, reason, by, now);
}

/// <summary>Says whether a homeowner can ask to be bought back: where the landlord offers it, and one question at a time.</summary>
public static class BuyBackDecision
{
    /// <summary>The option of a landlord's file that the question belongs to.</summary>
    public const string Option = "buy-back";

    /// <summary>The question, or why it cannot be asked.</summary>
    /// <param name="account">The account.</param>
    /// <param name="words">Why it is asked for.</param>
    /// <param name="hardship">What the landlord offers.</param>
    /// <param name="waits">Whether one waits for its answer already.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">The instant.</param>
    public static Decision<BuyBack> Ask(Account account, string words, HardshipPolicy? hardship, bool waits, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var said = fields.Line("words", words, 200);
        if (fields.FoundFaults)
            return fields.Refuse("BUY_BACK_INVALID");
        if (!TellOptionsDecision.IsHomeowners(account) || account.EndedOn < London.DayOf(now))
            return HomeownerRefusals.NoHomeowner;
        if (hardship?.Options.Any(option => option.Key == Option) != true)
            return HomeownerRefusals.BuyBackNotOffered;
        return waits ? HomeownerRefusals.BuyBackWaits : BuyBack.Ask(account, said, by, now);
    }
}

internal sealed partial class HomeownerHelpGrpc
{
    public override Task<AskBuyBackResponse> AskBuyBack(AskBuyBackRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var waits = await db.BuyBacks.AnyAsync(b => b.AccountId == account.Id && b.AnsweredAt == null, call.CancellationToken);
            var asked = AccountDesk.Accepted(BuyBackDecision.Ask(account, request.Words, policies.For(account.Landlord).Homeowners?.Hardship, waits, call.Caller().Subject, now)).Single();
            db.BuyBacks.Add(asked);
            await cases.Record(account, new Milestone("buy-back.asked", now, Facts.None), now, By(call), call.CancellationToken);
            return new AskBuyBackResponse { BuyBack = asked.ToMessage() };
        });
    }

    public override async Task<AnswerBuyBackResponse> AnswerBuyBack(AnswerBuyBackRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.BuyBackId, "buy_back_id");
        var answer = HomeownerMessages.Read(request.Answer);
        var accountId = await db.BuyBacks.Where(b => b.Id == id).Select(b => (Guid?)b.AccountId).SingleOrDefaultAsync(call.CancellationToken) ?? throw HomeownerRefusals.BuyBackUnknown.ToRpcException();
        return await desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var asked = await db.BuyBacks.SingleAsync(b => b.Id == id, call.CancellationToken);
            if (asked.AnsweredAt is not null)
                throw HomeownerRefusals.AnsweredAlready.ToRpcException();
            var fields = new FieldReader();
            var reason = fields.Line("reason", request.Reason, 200);
            if (fields.FoundFaults)
                throw fields.Refuse("BUY_BACK_INVALID").ToRpcException();
            asked.Say(answer, reason, call.Caller().Subject, now);
            await cases.Record(account, new Milestone("buy-back.answered", now, Facts.Of(("answer", IncomeMessages.Word(answer)))), now, By(call), call.CancellationToken);
            await messages.Tell(
                account, "buy-back.answered", account.Id, asked.Id, new Dictionary<string, string>(StringComparer.Ordinal) { ["answer"] = IncomeMessages.Word(answer), ["reason"] = reason }, now, call.CancellationToken);
            return new AnswerBuyBackResponse { BuyBack = asked.ToMessage() };
        });
    }

    public override async Task<ListBuyBacksResponse> ListBuyBacks(ListBuyBacksRequest request, ServerCallContext call)
    {
        var asked = db.BuyBacks.AsNoTracking();
        switch (request.KeyCase)
        {
            case ListBuyBacksRequest.KeyOneofCase.AccountId:
                var account = await Read(request.AccountId, call);
                asked = asked.Where(b => b.AccountId == account.Id);
                break;
            case ListBuyBacksRequest.KeyOneofCase.Landlord:
                call.Caller().RequireRead(request.Landlord);
                asked = asked.Where(b => b.Landlord == request.Landlord && b.AnsweredAt == null);
                break;
            default:
                throw NeitherAsked();
        }

        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var found = await asked.Where(b => b.Id > after).OrderBy(b => b.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { BuyBacks = { found.Take(page.Size).Select(b => b.ToMessage()) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }
}
