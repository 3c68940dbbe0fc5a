using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Options;

namespace Housing.PaySandbox;

/// <summary>The pages a payer sees: the card, the confirmation, what came of it; and a first page for whoever tries things out.</summary>
internal static class PaymentPages
{
    public const string Path = "/secure";

    private static readonly HtmlEncoder Html = HtmlEncoder.Default;

    public static void MapPaymentPages(this WebApplication app)
    {
        app.MapGet("/", (SandboxPayments payments, Trouble trouble) => Page("Card payments sandbox", Home(payments, trouble)));
        app.MapPost("/mood", SetMood).DisableAntiforgery();
        app.MapGet(Path + "/{token}", (string token, SandboxPayments payments) => One(token, payments, payment =>
        {
            payment.Start();
            return Now(payment);
        }));
        app.MapPost(Path + "/{token}/card", (string token, HttpRequest request, SandboxPayments payments, TimeProvider clock) => Submit(token, request, payments, clock)).DisableAntiforgery();
        app.MapPost(Path + "/{token}/confirm", (string token, SandboxPayments payments) => One(token, payments, payment =>
        {
            payments.Confirm(payment);
            return payment is { Status: "success", Card.Outcome: not CardOutcome.NobodyComesBack } ? Results.Redirect(payment.Wanted.ReturnUrl) : Now(payment);
        })).DisableAntiforgery();
        app.MapPost(Path + "/{token}/cancel", (string token, SandboxPayments payments) => One(token, payments, payment =>
        {
            payments.Cancel(payment, byPayer: true);
            return Now(payment);
        })).DisableAntiforgery();
    }

    private static async Task<IResult> SetMood(HttpRequest request, Trouble trouble)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        if (!Enum.TryParse<ApiMood>(form["mood"].ToString(), out var mood) || !Enum.IsDefined(mood))
            return Results.BadRequest();
        trouble.Mood = mood;
        return Results.Redirect("/");
    }

    private static async Task<IResult> Submit(string token, HttpRequest request, SandboxPayments payments, TimeProvider clock)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var number = form["number"].ToString().Replace(" ", "", StringComparison.Ordinal);
        return One(token, payments, payment =>
        {
            var faults = Faults(form, clock.GetUtcNow());
            var card = TestCard.Of(number);
            if (card is null)
                faults.Insert(0, ("number", "Enter the number of one of the test cards below. Never a real one."));
            if (faults.Count > 0)
                return payment.IsFinished || payment.Status == "submitted" ? Now(payment) : Page("Error: Enter card details", CardForm(payment, faults), StatusCodes.Status422UnprocessableEntity);
            payments.Submit(payment, card!);
            return Now(payment);
        });
    }

    private static List<(string Field, string Says)> Faults(IFormCollection form, DateTimeOffset now)
    {
        var faults = new List<(string, string)>();
        var expiry = form["expiry"].ToString().Split('/', StringSplitOptions.TrimEntries);
        if (expiry is not [var month, var year] || !int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m) || m is < 1 or > 12
            || !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) || y is < 0 or > 99 || ((2000 + y) * 12) + m < (now.Year * 12) + now.Month)
            faults.Add(("expiry", "Enter a month and year that are not over, like 12/30"));
        if (form["name"].ToString().Trim() is { Length: 0 or > 255 })
            faults.Add(("name", "Enter a name, as on the card"));
        if (form["cvc"].ToString() is not { Length: 3 or 4 } cvc || !cvc.All(char.IsAsciiDigit))
            faults.Add(("cvc", "Enter a security code of 3 or 4 digits"));
        return faults;
    }

    private static IResult One(string token, SandboxPayments payments, Func<SandboxPayment, IResult> work)
    {
        if (payments.FindByToken(token) is not { } payment)
            return Page("There is no such payment", "<h1>There is no such payment</h1><p>The sandbox may have been started anew: it keeps nothing.</p>", StatusCodes.Status404NotFound);
        lock (payment.Lock)
        {
            payments.Expire(payment);
            return work(payment);
        }
    }

    /// <summary>The page for what a payment is just now.</summary>
    private static IResult Now(SandboxPayment payment) => payment.Status switch
    {
        "created" or "started" => Page("Enter card details", CardForm(payment, [])),
        "submitted" when payment.Card!.Outcome == CardOutcome.NeverAnswers => Page("Waiting for the bank", $"<h1>Waiting for the bank</h1><p>This card's bank never answers. The payment of {Money(payment.Wanted.Amount)} runs until it expires.</p>"),
        "submitted" => Page("Confirm your payment", Confirm(payment)),
        "success" => Page("Payment made", $"<h1>You have paid {Money(payment.Wanted.Amount)}</h1>{Back(payment)}"),
        "failed" when payment.Code == "P0010" => Page("Payment declined", $"<h1>Your payment was declined</h1><p>No money was taken. {Html.Encode(payment.Card!.Says)}.</p>{Back(payment)}"),
        "failed" when payment.Code == "P0020" => Page("Payment expired", $"<h1>Your payment has expired</h1><p>No money was taken.</p>{Back(payment)}"),
        "failed" or "cancelled" => Page("Payment cancelled", $"<h1>Your payment was cancelled</h1><p>No money was taken.</p>{Back(payment)}"),
        _ => Page("Something went wrong", $"<h1>Something went wrong at the provider</h1><p>No money was taken.</p>{Back(payment)}"),
    };

    private static string CardForm(SandboxPayment payment, List<(string Field, string Says)> faults)
    {
        string Field(string name, string label, string hint, string autocomplete, string size, string mode = "numeric")
        {
            var fault = faults.Find(f => f.Field == name).Says;
            var said = fault is null ? "" : $"""<p class="fault" id="{name}-fault"><span class="unseen">Error: </span>{Html.Encode(fault)}</p>""";
            var described = (hint is "" ? "" : $"{name}-hint ") + (fault is null ? "" : $"{name}-fault");
            return $"""
                <div class="field{(fault is null ? "" : " wrong")}"><label for="{name}">{label}</label>{(hint is "" ? "" : $"""<p class="hint" id="{name}-hint">{hint}</p>""")}{said}
                <input id="{name}" name="{name}" autocomplete="{autocomplete}" inputmode="{mode}" class="{size}"{(described is "" ? "" : $""" aria-describedby="{described.Trim()}" """)}{(fault is null ? "" : """ aria-invalid="true" """)}></div>
                """;
        }

        var summary = faults.Count == 0 ? "" : $"""
            <div class="summary" role="alert" aria-labelledby="summary"><h2 id="summary">There is a problem</h2><ul>{string.Concat(faults.Select(f => $"""<li><a href="#{f.Field}">{Html.Encode(f.Says)}</a></li>"""))}</ul></div>
            """;
        return $"""
            {summary}<h1>Enter card details</h1>
            {Summary(payment)}
            <form method="post" action="{Path}/{payment.Token}/card" novalidate>
            {Field("number", "Card number", "One of the test cards below", "cc-number", "wide")}
            {Field("expiry", "Expiry date", "For example, 12/30", "cc-exp", "short", "text")}
            {Field("name", "Name on card", "", "cc-name", "wide", "text")}
            {Field("cvc", "Card security code", "Any 3 or 4 digits", "cc-csc", "short")}
            <button type="submit">Continue</button></form>
            {CancelForm(payment)}
            {Cards()}
            """;
    }

    private static string Confirm(SandboxPayment payment) => $"""
        <h1>Confirm your payment</h1>
        {Summary(payment, ("Card", $"ending {payment.Card!.Number[^4..]}"))}
        <form method="post" action="{Path}/{payment.Token}/confirm"><button type="submit">Confirm payment</button></form>
        {CancelForm(payment)}
        """;

    private static string CancelForm(SandboxPayment payment) =>
        $"""<form method="post" action="{Path}/{payment.Token}/cancel"><button type="submit" class="quiet">Cancel payment</button></form>""";

    private static string Summary(SandboxPayment payment, params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] lines = [("Payment for", payment.Wanted.Description), ("Total amount", Money(payment.Wanted.Amount)), .. more];
        return $"<dl>{string.Concat(lines.Select(line => $"<div><dt>{line.Name}</dt><dd>{Html.Encode(line.Value)}</dd></div>"))}</dl>";
    }

    private static string Cards()
    {
        var rows = TestCard.All.Select(card => $"""<tr><th scope="row" class="number">{card.Shown}</th><td>{Html.Encode(card.Says)}</td></tr>""");
        return $"""<table><caption>Test cards</caption><thead><tr><th scope="col">Card number</th><th scope="col">What comes of it</th></tr></thead><tbody>{string.Concat(rows)}</tbody></table>""";
    }

    private static string Back(SandboxPayment payment) => $"""<p><a href="{Html.Encode(payment.Wanted.ReturnUrl)}">Go back to where you came from</a></p>""";

    private static string Home(SandboxPayments payments, Trouble trouble)
    {
        var moods = new (ApiMood Mood, string Says)[]
        {
            (ApiMood.Usual, "answers as usual"), (ApiMood.Fails, "answers 500 and does nothing"), (ApiMood.Silent, "does nothing and never answers"), (ApiMood.LosesAnswers, "does what it is asked, but the answer is lost"),
        };
        var choices = moods.Select(one => $"""<div class="choice"><input type="radio" id="{one.Mood}" name="mood" value="{one.Mood}"{(one.Mood == trouble.Mood ? " checked" : "")}><label for="{one.Mood}">{one.Says}</label></div>""");
        var rows = payments.All.Take(50).Select(payment => $"""<tr><th scope="row" class="number">{payment.Id}</th><td>{Money(payment.Wanted.Amount)}</td><td>{payment.Status} {payment.Code}</td><td>{Money(payment.Wanted.Amount - payment.Left)}</td></tr>""");
        return $"""
            <h1>Card payments sandbox</h1>
            <p>It behaves as GOV.UK Pay does, as far as Income needs it, and takes no money. What it knows is gone when it stops.</p>
            <form method="post" action="/mood"><fieldset><legend>The API</legend>{string.Concat(choices)}</fieldset><button type="submit">Set</button></form>
            {Cards()}
            <table><caption>Payments of this run</caption><thead><tr><th scope="col">Payment</th><th scope="col">Amount</th><th scope="col">State</th><th scope="col">Refunded</th></tr></thead><tbody>{string.Concat(rows)}</tbody></table>
            """;
    }

    private static string Money(long pence) => string.Create(CultureInfo.InvariantCulture, $"£{pence / 100:N0}.{pence % 100:00}");

    private static IResult Page(string title, string body, int status = StatusCodes.Status200OK) => Results.Content(
        $$"""
        <!doctype html>
        <html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{Html.Encode(title)}} - payment sandbox</title>
        <style>
        :root { --ink: #14213d; --line: #5b6472; --paper: #fff; --tint: #f3f4f1; --deep: #0b5c4a; --bad: #a4161a; }
        * { box-sizing: border-box; } body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        header { background: var(--ink); color: #fff; padding: .75rem 0; } header p { margin: 0 auto; max-width: 44rem; padding: 0 1rem; font-weight: 700; }
        main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; } h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1.25rem; }
        .field { margin: 0 0 1.25rem; } .wrong { border-left: .3rem solid var(--bad); padding-left: .75rem; } label { display: block; font-weight: 700; }
        .hint { margin: 0; color: var(--line); } .fault { margin: 0; color: var(--bad); font-weight: 700; }
        input:not([type=radio]) { font: inherit; padding: .4rem .5rem; border: 2px solid var(--ink); border-radius: 0; width: 100%; } .wide { max-width: 22rem; } .short { max-width: 7rem; }
        button { font: inherit; font-weight: 700; color: #fff; background: var(--deep); border: 2px solid var(--deep); padding: .55rem 1.25rem; min-height: 2.75rem; cursor: pointer; }
        .quiet { color: var(--ink); background: #fff; border-color: var(--ink); margin-top: .75rem; }
        :focus-visible { outline: .25rem solid #f2a900; outline-offset: 2px; } .summary { border: .3rem solid var(--bad); padding: 1rem 1.25rem; margin-bottom: 1.5rem; } .summary h2 { margin: 0 0 .5rem; font-size: 1.25rem; } .summary a { color: var(--bad); font-weight: 700; }
        dl { background: var(--tint); padding: .75rem 1rem; margin: 0 0 1.5rem; } dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; } dt { font-weight: 700; min-width: 9rem; } dd { margin: 0; }
        table { border-collapse: collapse; width: 100%; margin: 2.5rem 0 0; font-size: 1rem; } caption { text-align: left; font-weight: 700; font-size: 1.25rem; padding-bottom: .5rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid #c5c9c2; } .number { font-variant-numeric: tabular-nums; white-space: nowrap; font-weight: 400; }
        fieldset { border: 0; padding: 0; margin: 0 0 1rem; } legend { font-weight: 700; font-size: 1.25rem; padding: 0; } .choice { display: flex; gap: .6rem; align-items: center; min-height: 2.5rem; } .choice label { font-weight: 400; } .choice input { width: 1.4rem; height: 1.4rem; margin: 0; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        </style></head>
        <body><header><p>Sandbox: no money is taken. Never type in a real card.</p></header><main>{{body}}</main></body></html>
        """,
        "text/html; charset=utf-8", statusCode: status);
}
