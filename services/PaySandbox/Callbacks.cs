using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Housing.PaySandbox;

/// <summary>Tells the caller's service what happened, signed, again and again until it answers.</summary>
public sealed class Callbacks(IHttpClientFactory http, IOptions<SandboxSettings> settings, TimeProvider clock, ILogger<Callbacks> log) : BackgroundService
{
    public const string ClientName = "callbacks";

    private const int AtOnce = 16;
    private readonly Channel<byte[]> _owed = Channel.CreateUnbounded<byte[]>();

    /// <summary>The payment as it stands now; whoever asks holds its lock.</summary>
    public void Tell(string what, SandboxPayment payment)
    {
        if (settings.Value.Callback is null)
            return;
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["webhook_message_id"] = SandboxPayments.NewId(),
            ["api_version"] = 1,
            ["created_date"] = PaymentApi.Instant(clock.GetUtcNow()),
            ["resource_id"] = payment.Id,
            ["resource_type"] = "payment",
            ["event_type"] = what,
            ["resource"] = PaymentApi.Payment(payment),
        };
        _owed.Writer.TryWrite(JsonSerializer.SerializeToUtf8Bytes(body));
    }

    /// <summary>The value of Pay-Signature: HMAC-SHA256 of the body in lower-case hexadecimal.</summary>
    public static string Sign(string secret, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(_owed.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, Deliver);

    private async ValueTask Deliver(byte[] body, CancellationToken stoppingToken)
    {
        foreach (var wait in settings.Value.Retries.Append(Timeout.InfiniteTimeSpan))
        {
            if (await Answered(body, stoppingToken))
                return;
            if (wait == Timeout.InfiniteTimeSpan)
                break;
            await Task.Delay(wait, clock, stoppingToken);
        }

        log.LogWarning("A callback was not answered and is given up");
    }

    private async Task<bool> Answered(byte[] body, CancellationToken stoppingToken)
    {
        try
        {
            using var client = http.CreateClient(ClientName);
            using var request = new HttpRequestMessage(HttpMethod.Post, settings.Value.Callback);
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            request.Headers.Add("Pay-Signature", Sign(settings.Value.SigningSecret, body));
            using var response = await client.SendAsync(request, stoppingToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested && fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
