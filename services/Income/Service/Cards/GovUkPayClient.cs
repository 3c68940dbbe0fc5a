using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>GOV.UK Pay's API, version 1, as far as Income needs it.</summary>
internal sealed class GovUkPayClient(HttpClient http, IOptions<CardSettings> settings) : ICardProvider
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public async Task<ProviderPayment> Create(string landlord, NewCardPayment payment, CancellationToken cancellationToken)
    {
        using var request = Request(landlord, HttpMethod.Post, "v1/payments");
        request.Headers.Add("Idempotency-Key", payment.Key.ToString());
        request.Content = Body(new PaymentBody(payment.AmountPence, payment.Reference, payment.Description, payment.ReturnUrl, payment.Language));
        var answer = await Send<PaymentAnswer>(request, cancellationToken);
        return answer?.ToPayment() ?? throw new CardProviderException("The card provider has no address at which payments are asked for.");
    }

    public async Task<ProviderPayment?> Find(string landlord, string providerId, CancellationToken cancellationToken)
    {
        using var request = Request(landlord, HttpMethod.Get, $"v1/payments/{Uri.EscapeDataString(providerId)}");
        return (await Send<PaymentAnswer>(request, cancellationToken))?.ToPayment();
    }

    public async Task Cancel(string landlord, string providerId, CancellationToken cancellationToken)
    {
        using var request = Request(landlord, HttpMethod.Post, $"v1/payments/{Uri.EscapeDataString(providerId)}/cancel");
        // Too late, or never there: the payment itself says what it is then.
        await Answered(request, [HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.Conflict], cancellationToken);
    }

    public async Task<ProviderRefund?> Refund(string landlord, string providerId, long amountPence, long leftPence, CancellationToken cancellationToken)
    {
        using var request = Request(landlord, HttpMethod.Post, $"v1/payments/{Uri.EscapeDataString(providerId)}/refunds");
        request.Content = Body(new RefundBody(amountPence, leftPence));
        return (await Send<RefundAnswer>(request, cancellationToken, HttpStatusCode.PreconditionFailed))?.ToRefund();
    }

    public async Task<IReadOnlyList<ProviderRefund>> Refunds(string landlord, string providerId, CancellationToken cancellationToken)
    {
        using var request = Request(landlord, HttpMethod.Get, $"v1/payments/{Uri.EscapeDataString(providerId)}/refunds");
        var answer = await Send<RefundsAnswer>(request, cancellationToken);
        return [.. (answer?.Embedded?.Refunds ?? []).Select(refund => refund.ToRefund())];
    }

    private HttpRequestMessage Request(string landlord, HttpMethod method, string path)
    {
        var provider = settings.Value.Provider ?? throw new CardProviderException("No card provider is set (Cards__Provider).");
        var root = provider.AbsoluteUri.EndsWith('/') ? provider : new Uri(provider.AbsoluteUri + "/");
        return new HttpRequestMessage(method, new Uri(root, path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", settings.Value.ApiKeyOf(landlord)) } };
    }

    private static JsonContent Body<T>(T body) => JsonContent.Create(body, options: Json);

    /// <summary>The answer; null where the status is one that says there is none.</summary>
    private async Task<T?> Send<T>(HttpRequestMessage request, CancellationToken cancellationToken, HttpStatusCode none = HttpStatusCode.NotFound)
        where T : class
    {
        using var response = await Answered(request, [none], cancellationToken);
        if (response.StatusCode == none)
            return null;
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new JsonException("The body is null.");
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException or IOException or NotSupportedException)
        {
            throw new CardProviderException("The card provider's answer cannot be read.", fault);
        }
    }

    private async Task<HttpResponseMessage> Answered(HttpRequestMessage request, HttpStatusCode[] alsoRight, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && fault is HttpRequestException or OperationCanceledException)
        {
            throw new CardProviderException("The card provider does not answer.", fault);
        }

        if (response.IsSuccessStatusCode || alsoRight.Contains(response.StatusCode))
            return response;
        using (response)
        {
            // Its code says what is wrong; its words may quote what was sent.
            throw new CardProviderException($"The card provider answers {(int)response.StatusCode} {await CodeIn(response, cancellationToken)}".TrimEnd() + ".")
            {
                Refused = response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity,
            };
        }
    }

    private static async Task<string> CodeIn(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync<ErrorAnswer>(Json, cancellationToken))?.Code is { Length: <= 10 } code ? code : "";
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException or IOException or NotSupportedException)
        {
            return "";
        }
    }

    private sealed record PaymentBody(long Amount, string Reference, string Description, string ReturnUrl, string Language);

    private sealed record RefundBody(long Amount, long RefundAmountAvailable);

    private sealed record PaymentAnswer
    {
        public required string PaymentId { get; init; }
        public required long Amount { get; init; }
        public required StateAnswer State { get; init; }
        public SummaryAnswer? RefundSummary { get; init; }

        [JsonPropertyName("_links")]
        public LinksAnswer? Links { get; init; }

        public ProviderPayment ToPayment() => new(PaymentId, State.Status, State.Code, Amount, Links?.NextUrl?.Href, RefundSummary?.AmountAvailable ?? 0);
    }

    private sealed record StateAnswer
    {
        public required string Status { get; init; }
        public string? Code { get; init; }
    }

    private sealed record SummaryAnswer
    {
        public long AmountAvailable { get; init; }
    }

    private sealed record LinksAnswer
    {
        public LinkAnswer? NextUrl { get; init; }
    }

    private sealed record LinkAnswer
    {
        public string? Href { get; init; }
    }

    private sealed record RefundAnswer
    {
        public required string RefundId { get; init; }
        public required long Amount { get; init; }
        public required string Status { get; init; }

        public ProviderRefund ToRefund() => new(RefundId, Status, Amount);
    }

    private sealed record RefundsAnswer
    {
        [JsonPropertyName("_embedded")]
        public EmbeddedAnswer? Embedded { get; init; }
    }

    private sealed record EmbeddedAnswer
    {
        public IReadOnlyList<RefundAnswer> Refunds { get; init; } = [];
    }

    private sealed record ErrorAnswer
    {
        public string? Code { get; init; }
    }
}
