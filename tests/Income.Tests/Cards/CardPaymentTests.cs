using System.Net;
using Grpc.Core;
using Housing.Income.Storage;
using Housing.PaySandbox;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Income.Tests.Cards;

using CardPaymentState = Housing.Income.Contracts.V1.CardPaymentState;

/// <summary>Payments by card, from the household's wish to pay to the line on its account, whoever brings the news of it.</summary>
public sealed class CardPaymentTests : CardHost
{
    [Fact]
    public async Task A_household_pays_by_card_online_and_is_told_that_it_arrived_OHO_INC_05()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Open(Started());
        var payment = await Start(account, 123_45);
        Assert.Equal((CardPaymentState.Created, 123_45, ""), (payment.State, payment.AmountPence, payment.PostingId));

        Assert.Equal("https://portal.example/paid", (await Pay(payment, Success))!.ToString());

        var paid = await Get(account, payment);
        Assert.Equal((CardPaymentState.Success, ""), (paid.State, paid.NextUrl));
        var posting = Assert.Single((await As("resident@one-housing", Guid.Parse(account.HouseholdId)).ListPostingsAsync(new() { AccountId = account.AccountId })).Postings);
        Assert.Equal((paid.PostingId, -123_45, "payment", $"card payment {payment.ProviderId}"), (posting.PostingId, posting.AmountPence, posting.Kind, posting.Evidence));
        await Stands(account, -123_45, 1);
        await Eventually.Holds(() => Assert.Equal(("card-payment.received", "12345"), (Assert.Single(told.Events).Template, told.Events[0].Facts["amount-pence"])));
    }

    [Theory]
    [InlineData(Declined, CardPaymentState.Declined)]
    [InlineData(ProcessingError, CardPaymentState.Error)]
    public async Task A_card_that_is_not_taken_moves_nothing_and_another_try_is_another_payment(string card, CardPaymentState state)
    {
        var account = await Open(Started());
        var payment = await Start(account);
        await Pay(payment, card);

        // Brought by the callback: nobody asks.
        await Eventually.Holds(async () => Assert.Equal(state, (await Listed(account)).Single().State));
        await Stands(account, 0, 0);

        await Pay(await Start(account), Success);
        await Eventually.Holds(async () => Assert.Equal([CardPaymentState.Success, state], (await Listed(account)).Select(p => p.State)));
        await Stands(account, -50_00, 1);
    }

    [Fact]
    public async Task A_payer_who_cancels_pays_nothing_and_neither_does_one_who_is_called_off()
    {
        var account = await Open(Started());
        var (first, second) = (await Start(account), await Start(account));
        await CallOff(first);
        var cancel = new Contracts.V1.CancelCardPaymentRequest { RequestId = NewId(), CardPaymentId = second.CardPaymentId };

        Assert.Equal(CardPaymentState.Cancelled, (await Holder(account).CancelCardPaymentAsync(cancel)).Payment.State);
        Assert.Equal(CardPaymentState.Cancelled, (await Holder(account).CancelCardPaymentAsync(cancel)).Payment.State);
        Assert.Equal(CardPaymentState.Cancelled, (await Get(account, first)).State);

        var third = await Start(account);
        await Pay(third, Success);
        Assert.Equal(CardPaymentState.Success, (await Holder(account).CancelCardPaymentAsync(new() { RequestId = NewId(), CardPaymentId = third.CardPaymentId })).Payment.State);
        await Stands(account, -50_00, 1);
    }

    [Fact]
    public async Task A_payer_who_never_comes_back_has_paid_all_the_same()
    {
        var account = await Open(Started());
        var payment = await Start(account);
        Assert.Null(await Pay(payment, NobodyComesBack));
        await Stands(account, 0, 0);

        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.Holds(async () => Assert.Equal(CardPaymentState.Success, (await Listed(account)).Single().State));
        await Stands(account, -50_00, 1);
    }

    [Fact]
    public async Task Callbacks_that_come_twice_and_out_of_order_post_once()
    {
        var account = await Open(Started());
        var payment = await Start(account);
        await Pay(payment, DuplicateCallbacks);
        await Eventually.Holds(async () => Assert.Equal(CardPaymentState.Success, (await Listed(account)).Single().State));

        // Played again later.
        Assert.Equal(HttpStatusCode.NoContent, await Callback(payment.ProviderId));
        Assert.Equal(HttpStatusCode.NoContent, await Callback(payment.ProviderId, "card_payment_failed"));
        Assert.Equal(CardPaymentState.Success, (await Get(account, payment)).State);
        await Stands(account, -50_00, 1);
    }

    [Fact]
    public async Task A_callback_is_believed_by_its_signature_only_and_even_then_only_to_look()
    {
        var account = await Open(Started());
        var payment = await Start(account);
        var body = Bytes($$"""{ "event_type": "card_payment_captured", "resource": { "payment_id": "{{payment.ProviderId}}", "state": { "status": "success" } } }""");
        Assert.Equal(HttpStatusCode.Unauthorized, await Callback(payment.ProviderId, secret: "another"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Callback(body, ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await Callback(body, Callbacks.Sign("what callbacks are signed with", body).ToUpperInvariant()));
        Assert.Equal(HttpStatusCode.Unauthorized, await Callback([.. body, (byte)' '], Callbacks.Sign("what callbacks are signed with", body)));
        Assert.Equal(HttpStatusCode.BadRequest, await Signed("[]"));
        Assert.Equal(HttpStatusCode.BadRequest, await Signed("{\"resource\":{\"payment_id\":7}}"));
        Assert.Equal(HttpStatusCode.BadRequest, await Signed("{"));
        // Signed, and of a payment that is not ours.
        Assert.Equal(HttpStatusCode.NoContent, await Callback("another-payment"));
        Assert.Null((await Listed(account)).Single().LookedAt);

        // Signed and says that it was paid; the provider itself says that it was not.
        Assert.Equal(HttpStatusCode.NoContent, await Callback(payment.ProviderId));
        await Eventually.Holds(async () => Assert.NotNull((await Listed(account)).Single().LookedAt));
        Assert.Equal(CardPaymentState.Created, (await Listed(account)).Single().State);
        await Stands(account, 0, 0);
    }

    [Fact]
    public async Task Two_callbacks_the_payers_return_and_the_worker_at_once_post_once()
    {
        var account = await Open(Started());
        for (var round = 1; round <= 5; round++)
        {
            var payment = await Start(account, 10_00);
            await Pay(payment, NobodyComesBack);
            Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(
                Callback(payment.ProviderId), Callback(payment.ProviderId), Get(account, payment), Get(account, payment),
                Look(payment), Look(payment), Pay(await Start(account, 1), Declined));

            Assert.Equal(CardPaymentState.Success, (await Get(account, payment)).State);
            await Stands(account, -10_00 * round, round);
        }
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_asked_again_for_the_same_payment()
    {
        var account = await Open(Started());
        var request = Request(account);
        foreach (var mood in new[] { ApiMood.Fails, ApiMood.Silent, ApiMood.LosesAnswers })
        {
            Provider.Mood = mood;
            await Refused(StatusCode.Unavailable, "card provider does not answer", Holder(account).StartCardPaymentAsync(request));
        }

        Assert.Equal(CardPaymentState.Asked, (await Listed(account)).Single().State);
        Provider.Mood = ApiMood.Usual;
        var payment = (await Holder(account).StartCardPaymentAsync(request)).Payment;
        Assert.Equal(payment, (await Holder(account).StartCardPaymentAsync(request)).Payment);
        // The one whose answer was lost.
        Assert.Equal(payment.ProviderId, Assert.Single(AtProvider.All).Id);
        var other = request.Clone();
        other.AmountPence++;
        await Refused(StatusCode.InvalidArgument, "request_id", Holder(account).StartCardPaymentAsync(other));

        await Pay(payment, NobodyComesBack);
        Provider.Mood = ApiMood.Silent;
        Assert.Equal(CardPaymentState.Created, (await Get(account, payment)).State);
        Provider.Mood = ApiMood.Usual;
        Assert.Equal(CardPaymentState.Success, (await Holder(account).StartCardPaymentAsync(request)).Payment is { } again ? (await Get(account, again)).State : default);
        await Stands(account, -50_00, 1);
    }

    [Fact]
    public async Task Two_starts_of_one_request_at_once_are_one_payment()
    {
        var account = await Open(Started());
        var request = Request(account);
        var payments = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => (await Holder(account).StartCardPaymentAsync(request)).Payment));

        Assert.Single(payments.Select(p => (p.CardPaymentId, p.ProviderId, p.NextUrl)).Distinct());
        Assert.Single(AtProvider.All);
    }

    [Fact]
    public async Task A_payment_nobody_finishes_expires_and_one_the_provider_never_had_is_given_up()
    {
        var account = await Open(Started());
        var payment = await Start(account);
        await Pay(payment, NeverAnswers);
        Assert.Equal(CardPaymentState.Submitted, (await Get(account, payment)).State);
        Provider.Mood = ApiMood.Fails;
        Host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Refused(StatusCode.Unavailable, "repeat", Holder(account).StartCardPaymentAsync(Request(account)));
        Provider.Mood = ApiMood.Usual;

        AtProvider.Find(payment.ProviderId)!.End("failed", "P0020", "Payment expired");
        Host.Clock.Advance(TimeSpan.FromDays(1));

        await Eventually.Holds(async () => Assert.Equal([CardPaymentState.Error, CardPaymentState.Expired], (await Listed(account)).Select(p => p.State)));
        await Stands(account, 0, 0);
    }

    [Fact]
    public async Task Money_for_an_account_that_was_closed_meanwhile_is_put_on_it_and_it_is_open_again()
    {
        var account = await Open(Started());
        var payment = await Start(account);
        var ledger = LedgerAs("income@one-housing");
        await ledger.EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 2) });
        await ledger.CloseAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId });
        await Refused(StatusCode.FailedPrecondition, "closed", Holder(account).StartCardPaymentAsync(Request(account)));

        await Pay(payment, Success);

        Assert.Equal(CardPaymentState.Success, (await Get(account, payment)).State);
        await Stands(account, -50_00, 1);
        Assert.Null((await As("income@one-housing").GetAccountAsync(new() { AccountId = account.AccountId })).Account.ClosedAt);
    }

    [Fact]
    public async Task A_payment_is_begun_by_its_household_or_the_income_team_and_read_by_those_who_see_the_account()
    {
        var account = await Open(Started());
        var stranger = PaymentsAs("resident@one-housing", Guid.CreateVersion7());
        await Refused(StatusCode.PermissionDenied, "not yours", stranger.StartCardPaymentAsync(Request(account)));
        await Refused(StatusCode.PermissionDenied, "", PaymentsAs("officer@one-housing").StartCardPaymentAsync(Request(account)));
        await Refused(StatusCode.PermissionDenied, "not yours", PaymentsAs("income@havering").StartCardPaymentAsync(Request(account)));
        var payment = (await PaymentsAs("income@one-housing").StartCardPaymentAsync(Request(account))).Payment;
        Assert.NotEqual("", payment.NextUrl);

        Assert.Equal("", (await PaymentsAs("auditor@one-housing").GetCardPaymentAsync(new() { CardPaymentId = payment.CardPaymentId })).Payment.NextUrl);
        await Refused(StatusCode.PermissionDenied, "not yours", stranger.GetCardPaymentAsync(new() { CardPaymentId = payment.CardPaymentId }));
        await Refused(StatusCode.PermissionDenied, "not yours", stranger.ListCardPaymentsAsync(new() { AccountId = account.AccountId }));
        await Refused(StatusCode.PermissionDenied, "not yours", stranger.CancelCardPaymentAsync(new() { RequestId = NewId(), CardPaymentId = payment.CardPaymentId }));
        await Refused(StatusCode.NotFound, "no such card payment", Holder(account).GetCardPaymentAsync(new() { CardPaymentId = NewId() }));
        await Refused(StatusCode.NotFound, "no such account", Holder(account).StartCardPaymentAsync(new() { RequestId = NewId(), AccountId = NewId(), AmountPence = 1, ReturnUrl = "https://a.example/" }));

        await Start(account);
        var first = await Holder(account).ListCardPaymentsAsync(new() { AccountId = account.AccountId, PageSize = 1 });
        var second = await Holder(account).ListCardPaymentsAsync(new() { AccountId = account.AccountId, PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal((payment.CardPaymentId, ""), (second.Payments.Single().CardPaymentId, second.NextPageToken));
    }

    [Theory]
    [InlineData("one-housing", "OHO-INC-05")]
    [InlineData("one-housing", "OHO-LSE-26")]
    [InlineData("housing-plus", "HPG-INC-02")]
    [InlineData("rosebery", "ROS-INC-05")]
    public async Task A_landlords_ways_to_pay_are_told_with_what_they_rest_on_OHO_LSE_26_HPG_INC_02_ROS_INC_05(string landlord, string clause)
    {
        var ways = (await PaymentsAs($"resident@{landlord}", Guid.CreateVersion7()).GetWaysToPayAsync(new() { Landlord = landlord })).Ways;

        Assert.True(ways.Count(way => way.Clauses.Contains(clause)) >= 3);
        Assert.All(ways, way => Assert.True(way.Says.EndsWith('.') && (!way.Published || way.Clauses.Count > 0)));
        await Refused(StatusCode.PermissionDenied, "not yours", PaymentsAs("officer@havering").GetWaysToPayAsync(new() { Landlord = landlord }));
    }

    private async Task<IEnumerable<Contracts.V1.CardPayment>> Listed(Contracts.V1.Account account) =>
        (await Holder(account).ListCardPaymentsAsync(new() { AccountId = account.AccountId })).Payments;

    private Task<HttpStatusCode> Signed(string body) => Callback(Bytes(body), Callbacks.Sign("what callbacks are signed with", Bytes(body)));

    // As the worker of a replica does it.
    private async Task Look(Contracts.V1.CardPayment payment)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CardPaymentDesk>().Look(Guid.Parse(payment.CardPaymentId), CancellationToken.None);
    }
}
