using System.Net;
using System.Text;
using System.Text.Json;
using Housing.Income.Contracts.V1;
using Housing.PaySandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Housing.Income.Tests.Cards;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using CardPayment = Housing.Income.Contracts.V1.CardPayment;
using CardPaymentState = Housing.Income.Contracts.V1.CardPaymentState;

/// <summary>Income with the sandbox provider beside it, both over HTTP as they run on a machine.</summary>
public abstract class CardHost : IncomeHost
{
    internal const string Success = "4444333322221111";
    internal const string Declined = "4000000000000002";
    internal const string ProcessingError = "4000000000000119";
    internal const string DuplicateCallbacks = "4000000000000259";
    internal const string NobodyComesBack = "4000000000003220";
    internal const string NeverAnswers = "4000000000000341";

    private const string Secret = "what callbacks are signed with";
    private readonly HttpClient _payer = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private WebApplication _sandbox = null!;
    private Uri _callback = null!;

    internal Trouble Provider => _sandbox.Services.GetRequiredService<Trouble>();

    internal SandboxPayments AtProvider => _sandbox.Services.GetRequiredService<SandboxPayments>();

    public override async Task InitializeAsync()
    {
        _sandbox = SandboxApp.Build([], builder =>
        {
            builder.Environment.EnvironmentName = "Development";
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection([
                new("Sandbox:ApiKey", "key"), new("Sandbox:SigningSecret", Secret)]);
            builder.Services.AddHttpClient(Callbacks.ClientName).AddHttpMessageHandler(() => new OverHttp2());
        });
        await _sandbox.StartAsync();
        Settings["Cards:Provider"] = _sandbox.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Settings["Cards:ApiKey"] = "key";
        Settings["Cards:SigningSecret"] = Secret;
        Settings["Cards:Patience"] = "00:00:03";
        await base.InitializeAsync();
        _callback = new Uri(new Uri(Host.Address), CardCallback.Path);
        _sandbox.Services.GetRequiredService<IOptions<SandboxSettings>>().Value.Callback = _callback;
    }

    public override async Task DisposeAsync()
    {
        _payer.Dispose();
        await base.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    internal Payments.PaymentsClient Holder(Account account) => PaymentsAs($"resident@{account.Landlord}", Guid.Parse(account.HouseholdId));

    internal static StartCardPaymentRequest Request(Account account, long pence = 50_00) =>
        new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, ReturnUrl = "https://portal.example/paid" };

    internal async Task<CardPayment> Start(Account account, long pence = 50_00)
    {
        Host.Clock.Advance(TimeSpan.FromMilliseconds(1));      // one after another
        return (await Holder(account).StartCardPaymentAsync(Request(account, pence))).Payment;
    }

    internal async Task<CardPayment> Get(Account account, CardPayment payment) =>
        (await Holder(account).GetCardPaymentAsync(new() { CardPaymentId = payment.CardPaymentId })).Payment;

    /// <summary>The payer opens the page, types the card in and confirms; gives where the provider leads to, if anywhere.</summary>
    internal async Task<Uri?> Pay(CardPayment payment, string card)
    {
        Assert.Contains("Enter card details", await _payer.GetStringAsync(payment.NextUrl), StringComparison.Ordinal);
        using var details = new FormUrlEncodedContent([new("number", card), new("expiry", "12/40"), new("name", "A Payer"), new("cvc", "123")]);
        using var given = await _payer.PostAsync($"{payment.NextUrl}/card", details);
        given.EnsureSuccessStatusCode();
        using var confirmed = await _payer.PostAsync($"{payment.NextUrl}/confirm", content: null);
        return confirmed.Headers.Location;
    }

    internal async Task CallOff(CardPayment payment) => (await _payer.PostAsync($"{payment.NextUrl}/cancel", content: null)).EnsureSuccessStatusCode();

    /// <summary>A callback as the provider sends it.</summary>
    internal async Task<HttpStatusCode> Callback(string providerId, string what = "card_payment_captured", string? secret = null)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { event_type = what, resource_type = "payment", resource_id = providerId, resource = new { payment_id = providerId, amount = 1, state = new { status = "success" } } });
        return await Callback(body, Callbacks.Sign(secret ?? Secret, body));
    }

    internal async Task<HttpStatusCode> Callback(byte[] body, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _callback) { Content = new ByteArrayContent(body), Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TryAddWithoutValidation("Pay-Signature", signature);
        using var response = await _payer.SendAsync(request);
        return response.StatusCode;
    }

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The account stands at this, with so many postings, and both sides of it cancel out.</summary>
    internal async Task Stands(Account account, long pence, int postings)
    {
        Assert.Equal((pence, postings), (
            await Host.Database.Scalar<long>($"select balance_pence from account where id = '{account.AccountId}'"),
            (int)await Host.Database.Scalar<long>($"select count(*) from posting where account_id = '{account.AccountId}'")));
        await AddsUp();
    }

    internal static bool IsFinished(CardPayment payment) => payment.State >= CardPaymentState.Success;

    /// <summary>A test's Income has the one port, which speaks HTTP/2.</summary>
    private sealed class OverHttp2 : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
