using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>Ways to pay and payments by card, over gRPC. What begins or ends a payment is in its operation's file.</summary>
internal sealed partial class PaymentsGrpc(
    IncomeDb db, AccountDesk desk, CardPaymentDesk cards, Policies<IncomePolicy> policies, StandardsBook standards, IOptions<CardSettings> settings, ILogger<PaymentsGrpc> log)
    : Payments.PaymentsBase
{
    public override Task<GetWaysToPayResponse> GetWaysToPay(GetWaysToPayRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household ?? Guid.Empty);      // it is for anybody of this landlord
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var ways = policies.For(request.Landlord).WaysToPay.Ways;
        return Task.FromResult(new GetWaysToPayResponse
        {
            Ways = { ways.Select(way => new Contracts.V1.WayToPay { Way = IncomeMessages.Word(way.By), Says = way.Says, Published = way.Published, Clauses = { way.Clauses } }) },
        });
    }

    public override async Task<GetCardPaymentResponse> GetCardPayment(GetCardPaymentRequest request, ServerCallContext call)
    {
        var payment = await Known(request.CardPaymentId, call.CancellationToken);
        await Read(payment.AccountId, call);
        if (!payment.IsFinished)
        {
            try
            {
                payment = await cards.Look(payment.Id, call.CancellationToken);
            }
            catch (CardProviderException fault)
            {
                log.LogWarning("Card payment {PaymentId} is shown as it was last known: {Fault}", payment.Id, fault.Message);
            }
        }

        return new() { Payment = CardMessages.ToMessage(payment, MayPay(call)) };
    }

    public override async Task<ListCardPaymentsResponse> ListCardPayments(ListCardPaymentsRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        await Read(accountId, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var before = page.AfterId;
        var found = await db.CardPayments.AsNoTracking()
            .Where(p => p.AccountId == accountId && (before == null || p.Id < before))
            .OrderByDescending(p => p.Id)      // made in the order of their start
            .Take(page.Size + 1)
            .ToListAsync(call.CancellationToken);
        return new()
        {
            Payments = { found.Take(page.Size).Select(payment => CardMessages.ToMessage(payment, MayPay(call))) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id.ToString() : null),
        };
    }

    private static bool MayPay(ServerCallContext call) => call.Caller().Role is Role.Resident or Role.Income;

    private async Task<CardPayment> Known(string id, CancellationToken cancellationToken)
    {
        var paymentId = Ids.Parse(id, "card_payment_id");
        return await db.CardPayments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == paymentId, cancellationToken) ?? throw CardRefusals.PaymentUnknown.ToRpcException();
    }

    // Who read a person's payments is on record too.
    private async Task Read(Guid accountId, ServerCallContext call)
    {
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        log.LogInformation("The card payments of account {AccountId} were read by {Role} {Subject}", account.Id, caller.RoleName, caller.Subject);
    }
}
