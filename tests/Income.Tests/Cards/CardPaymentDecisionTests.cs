using FsCheck;
using FsCheck.Fluent;
using Housing.Standards;

namespace Housing.Income.Tests.Cards;

/// <summary>What follows from a provider's word, in whatever order it comes.</summary>
public class CardPaymentDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private static readonly WaysToPay Ways = new() { Ways = [new() { By = PayBy.CardOnline, Says = "By card.", Published = false, Note = "a test's" }] };

    [Theory]
    [InlineData("created", null, CardPaymentState.Created, false)]
    [InlineData("started", null, CardPaymentState.Started, false)]
    [InlineData("submitted", null, CardPaymentState.Submitted, false)]
    [InlineData("capturable", null, CardPaymentState.Submitted, false)]
    [InlineData("success", null, CardPaymentState.Success, true)]
    [InlineData("failed", "P0010", CardPaymentState.Declined, true)]
    [InlineData("failed", "P0020", CardPaymentState.Expired, true)]
    [InlineData("failed", "P0030", CardPaymentState.Cancelled, true)]
    [InlineData("failed", null, CardPaymentState.Declined, true)]
    [InlineData("cancelled", "P0040", CardPaymentState.Cancelled, true)]
    [InlineData("error", "P0050", CardPaymentState.Error, true)]
    [InlineData("of a later version", null, CardPaymentState.Created, false)]
    public void The_providers_words_are_read(string status, string? code, CardPaymentState state, bool finished)
    {
        var payment = Opened();

        Hear(payment, status, code);

        Assert.Equal((state, finished, finished ? null : "https://pay.example/1"), (payment.State, payment.IsFinished, payment.NextUrl));
    }

    [Fact]
    public void Old_news_changes_nothing_and_money_that_comes_late_is_taken()
    {
        var payment = Opened();
        Hear(payment, "submitted");
        Hear(payment, "started");
        Assert.Equal(CardPaymentState.Submitted, payment.State);
        Hear(payment, "failed", "P0020");
        Hear(payment, "submitted");
        Assert.Equal(CardPaymentState.Expired, payment.State);

        Hear(payment, "success");
        Hear(payment, "failed", "P0010");

        Assert.Equal((CardPaymentState.Success, null), (payment.State, payment.Code));
    }

    [Fact]
    public void A_payment_the_provider_does_not_know_is_waited_for_and_then_given_up()
    {
        var payment = Opened();
        Assert.Empty(CardPaymentDecision.Decide(payment, told: null, Patience, Now + Patience - TimeSpan.FromTicks(1)).Milestones);
        Assert.Equal(new CardPaymentMilestone.Moved(CardPaymentState.Error, "unknown", Now + Patience), Assert.Single(CardPaymentDecision.Decide(payment, told: null, Patience, Now + Patience).Milestones));
    }

    [Fact]
    public void Whatever_order_news_of_some_payments_comes_in_each_that_was_paid_is_on_the_account_once()
    {
        // Each payment goes its way at the provider; what is read of it may be old, doubled and mixed with news of the others.
        string[][] ways = [["created", "started", "submitted", "success"], ["created", "started", "failed"], ["created", "failed"], ["created", "started", "submitted", "error"], ["created", "cancelled"]];
        var gen =
            from payments in Gen.Choose(0, ways.Length - 1).Select(way => way).NonEmptyListOf()
            from debt in Gen.Choose(0, 20_000)
            from news in Gen.Choose(0, 1_000_000).ListOf()
            select (Payments: payments.Take(8).ToArray(), Debt: debt, News: news.ToArray());
        Prop.ForAll(gen.ToArbitrary(), life =>
        {
            var account = Open();
            if (life.Debt > 0)
                account.Apply(new AccountMilestone.Posted(life.Debt, PostingKind.Charge, "Rent", Guid.CreateVersion7(), "run", Now));
            var payments = life.Payments.Select((way, at) => (Payment: Opened($"p{at}", 100 + at), Way: ways[way])).ToList();
            // All the news there is, in any order, and then once more the last word on each.
            var heard = life.News.Select(n => (At: n % payments.Count, Step: n / payments.Count)).Concat(payments.Select((p, at) => (At: at, Step: p.Way.Length - 1)));
            foreach (var (at, step) in heard)
                Take(account, payments[at].Payment, payments[at].Way[step % payments[at].Way.Length]);

            var paid = payments.Where(p => p.Way[^1] == "success").ToList();
            return account.BalancePence == life.Debt - paid.Sum(p => p.Payment.AmountPence)
                && account.Added.Count(p => p.Kind == PostingKind.Payment) == paid.Count
                && payments.TrueForAll(p => p.Payment.IsFinished && p.Payment.State == CardPaymentState.Success == (p.Way[^1] == "success"))
                && account.Added.All(p => p.Lines.Sum(line => line.AmountPence) == 0);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0, "https://a.example/", "", "amount_pence")]
    [InlineData(-1, "https://a.example/", "", "amount_pence")]
    [InlineData(10_000_001, "https://a.example/", "", "amount_pence")]
    [InlineData(long.MaxValue, "https://a.example/", "", "amount_pence")]
    [InlineData(1, "", "", "return_url")]
    [InlineData(1, "/paid", "", "return_url")]
    [InlineData(1, "http://a.example/", "", "return_url")]
    [InlineData(1, "javascript:alert(1)", "", "return_url")]
    [InlineData(1, "https://bank.example@a.example/", "", "return_url")]
    [InlineData(1, "https://a.example/", "fr", "language")]
    public void What_is_wrong_with_a_payment_is_named(long pence, string url, string language, string field) =>
        Assert.Equal(field, Assert.Single(Refused(new StartCardPayment(pence, url, language), Ways).Fields).Field);

    [Fact]
    public void Cards_are_taken_where_the_landlord_offers_it_and_a_provider_is_set()
    {
        var right = new StartCardPayment(10_000_000, "http://localhost:5000/paid", "cy");
        Assert.Equal("cy", Assert.IsType<CardPaymentMilestone.Asked>(Assert.Single(StartCardPaymentDecision.Decide(Open(), right, Ways, isSet: true, "ann", Now).Milestones)).Language);
        Assert.Equal(CardRefusals.NotOffered, Refused(right, new WaysToPay()));
        Assert.Equal(CardRefusals.NotSet, Refused(right, Ways, isSet: false));
        Assert.Equal(3, Refused(new StartCardPayment(0, "", "x"), Ways).Fields.Count);
    }

    [Fact]
    public void A_landlords_keys_are_its_own_where_it_has_some()
    {
        var settings = new CardSettings { Provider = new Uri("http://pay"), ApiKey = "all", SigningSecret = "s", Landlords = { ["havering"] = new() { ApiKey = "own", SigningSecret = "h" } } };
        var body = "{}"u8.ToArray();
        Assert.Equal(("own", "all"), (settings.ApiKeyOf("havering"), settings.ApiKeyOf("rosebery")));
        Assert.Equal((true, false, false), (settings.Signed("havering", body, PaySandbox.Callbacks.Sign("h", body)), settings.Signed("havering", body, PaySandbox.Callbacks.Sign("s", body)), settings.SignedByAny(body, "")));
        Assert.True(settings.SignedByAny(body, PaySandbox.Callbacks.Sign("h", body)));
        Assert.False(new CardSettings { Provider = new Uri("http://pay") }.SignedByAny(body, PaySandbox.Callbacks.Sign("", body)));
    }

    [Fact]
    public void What_is_wrong_with_the_ways_to_pay_is_named_by_its_path()
    {
        var right = Ways.Ways[0];
        Assert.Empty(Ways.Check());
        Assert.Equal(
            ["waysToPay.ways[1].by", "waysToPay.ways[1].says", "waysToPay.ways[2].clauses", "waysToPay.ways[3].note"],
            new WaysToPay { Ways = [right, right with { Says = " " }, right with { By = PayBy.CashOffice, Published = true }, right with { By = PayBy.DirectDebit, Note = null }] }.Check().Select(fault => fault.Path));
    }

    private static Refusal Refused(StartCardPayment command, WaysToPay ways, bool isSet = true) =>
        Assert.IsType<Decision<CardPaymentMilestone.Asked>.Refused>(StartCardPaymentDecision.Decide(Open(), command, ways, isSet, "ann", Now)).Why;

    private static Account Open() => Account.Open(new AccountMilestone.Opened("one-housing", Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now));

    private static CardPayment Opened(string id = "p1", long pence = 50_00)
    {
        var payment = CardPayment.Ask(new CardPaymentMilestone.Asked("one-housing", Guid.CreateVersion7(), pence, "https://a.example/", "en", "ann", Now));
        payment.Apply(new CardPaymentMilestone.Opened(id, "https://pay.example/1", Now));
        return payment;
    }

    private static IReadOnlyList<CardPaymentMilestone> Hear(CardPayment payment, string status, string? code = null)
    {
        var milestones = CardPaymentDecision.Decide(payment, new ProviderPayment(payment.ProviderId!, status, code, payment.AmountPence, "https://pay.example/1", 0), Patience, Now).Milestones;
        foreach (var milestone in milestones)
            payment.Apply(milestone);
        return milestones;
    }

    private static void Take(Account account, CardPayment payment, string status)
    {
        foreach (var paid in Hear(payment, status).OfType<CardPaymentMilestone.Paid>())
        {
            foreach (var milestone in CardPaymentDecision.Post(account, payment, paid.AmountPence, AllocationOrder.AsListed, Now).Milestones)
                account.Apply(milestone);
        }
    }
}
