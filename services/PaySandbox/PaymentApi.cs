using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Housing.PaySandbox;

/// <summary>GOV.UK Pay's API, version 1: payments by card on the web, their cancelling and their refunds.</summary>
internal static class PaymentApi
{
    private const long Largest = 10_000_000;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapPaymentApi(this WebApplication app)
    {
        var trouble = app.Services.GetRequiredService<Trouble>();
        var api = app.MapGroup("/v1").AddEndpointFilter(trouble.Around).AddEndpointFilter(Authorise);
        api.MapPost("/payments", Create);
        api.MapGet("/payments/{id}", (string id, HttpRequest request, SandboxPayments payments) => One(id, payments, "P0200", payment =>
        {
            payments.Expire(payment);
            return Answer(Payment(payment, Here(request)));
        }));
        api.MapPost("/payments/{id}/cancel", (string id, SandboxPayments payments) => One(id, payments, "P0500", payment =>
            payments.Cancel(payment, byPayer: false) ? Results.NoContent() : Fault(StatusCodes.Status400BadRequest, "P0501", "Cancellation of payment failed")));
        api.MapPost("/payments/{id}/refunds", Refund);
        api.MapGet("/payments/{id}/refunds", (string id, SandboxPayments payments) => One(id, payments, "P0800", payment => Answer(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["payment_id"] = payment.Id,
            ["_embedded"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["refunds"] = payment.Refunds.Select(refund => RefundOf(refund, "success")).ToList() },
        })));
        api.MapGet("/payments/{id}/refunds/{refundId}", (string id, string refundId, SandboxPayments payments) => One(id, payments, "P0700", payment =>
            payment.Refunds.FirstOrDefault(refund => refund.Id == refundId) is { } found ? Answer(RefundOf(found, "success")) : Fault(StatusCodes.Status404NotFound, "P0700", "Not found")));
    }

    /// <summary>A payment as the API says it; without an address of ours, as callbacks say it.</summary>
    public static Dictionary<string, object?> Payment(SandboxPayment payment, string? here = null)
    {
        var said = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["amount"] = payment.Wanted.Amount,
            ["description"] = payment.Wanted.Description,
            ["reference"] = payment.Wanted.Reference,
            ["language"] = payment.Wanted.Language,
            ["state"] = StateOf(payment),
            ["payment_id"] = payment.Id,
            ["payment_provider"] = "sandbox",
            ["created_date"] = Instant(payment.CreatedAt),
            ["refund_summary"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["status"] = payment.Status == "success" ? payment.Left > 0 ? "available" : "full" : payment.IsFinished ? "unavailable" : "pending",
                ["amount_available"] = payment.Left,
                ["amount_submitted"] = payment.Wanted.Amount - payment.Left,
            },
            ["settlement_summary"] = new Dictionary<string, object?>(StringComparer.Ordinal),
            ["delayed_capture"] = false,
            ["moto"] = false,
            ["return_url"] = payment.Wanted.ReturnUrl,
        };
        if (here is not null)
            said["_links"] = Links(payment, here);
        return said;
    }

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static IResult Fault(int status, string code, string description, string? field = null) =>
        Results.Json(new { Field = field, Code = code, Description = description }, Json, statusCode: status);

    private static async ValueTask<object?> Authorise(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var settings = call.HttpContext.RequestServices.GetRequiredService<IOptions<SandboxSettings>>().Value;
        var given = call.HttpContext.Request.Headers.Authorization.ToString();
        var right = $"Bearer {settings.ApiKey}";
        return settings.ApiKey is not "" && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right))
            ? await next(call)
            : Fault(StatusCodes.Status401Unauthorized, "P0920", "Credentials are required to access this resource");
    }

    private static async Task<IResult> Create(HttpRequest request, SandboxPayments payments, CancellationToken cancellationToken)
    {
        var body = await Read<PaymentBody>(request, cancellationToken);
        if (body is null)
            return Fault(StatusCodes.Status400BadRequest, "P0197", "Unable to parse JSON");
        if (Missing(body) is { } missing)
            return Fault(StatusCodes.Status400BadRequest, "P0101", $"Missing mandatory attribute: {missing}", missing);
        if (Wrong(body) is { } wrong)
            return Fault(StatusCodes.Status422UnprocessableEntity, "P0102", $"Invalid attribute value: {wrong}", wrong);

        var wanted = new Wanted(body.Amount!.Value, body.Reference!, body.Description!, body.ReturnUrl!, body.Language ?? "en");
        var key = request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } given ? given : null;
        var payment = payments.Ask(wanted, key);
        if (payment.Wanted != wanted)
            return Fault(StatusCodes.Status409Conflict, "P0191", "The Idempotency-Key has already been used to create a payment");
        lock (payment.Lock)
            return Answer(Payment(payment, Here(request)), StatusCodes.Status201Created);
    }

    private static async Task<IResult> Refund(string id, HttpRequest request, SandboxPayments payments, CancellationToken cancellationToken)
    {
        var body = await Read<RefundBody>(request, cancellationToken);
        if (body is null)
            return Fault(StatusCodes.Status400BadRequest, "P0697", "Unable to parse JSON");
        return One(id, payments, "P0600", payment =>
        {
            if (body.Amount is not { } amount)
                return Fault(StatusCodes.Status400BadRequest, "P0601", "Missing mandatory attribute: amount", "amount");
            if (payment.Status != "success")
                return Fault(StatusCodes.Status400BadRequest, "P0603", "The payment is not available for refund");
            if (body.RefundAmountAvailable is { } left && left != payment.Left)
                return Fault(StatusCodes.Status412PreconditionFailed, "P0604", "Refund amount available mismatch");
            if (amount < 1 || amount > payment.Left)
                return Fault(StatusCodes.Status422UnprocessableEntity, "P0602", "Invalid attribute value: amount", "amount");
            return Answer(RefundOf(payments.Refund(payment, amount), "submitted"), StatusCodes.Status202Accepted);
        });
    }

    private static IResult One(string id, SandboxPayments payments, string unknown, Func<SandboxPayment, IResult> work)
    {
        if (payments.Find(id) is not { } payment)
            return Fault(StatusCodes.Status404NotFound, unknown, "Not found");
        lock (payment.Lock)
            return work(payment);
    }

    private static string? Missing(PaymentBody body) =>
        body.Amount is null ? "amount" : string.IsNullOrEmpty(body.Reference) ? "reference" : string.IsNullOrEmpty(body.Description) ? "description" : string.IsNullOrEmpty(body.ReturnUrl) ? "return_url" : null;

    private static string? Wrong(PaymentBody body) =>
        body.Amount is < 1 or > Largest ? "amount"
        : body.Reference!.Length > 255 ? "reference"
        : body.Description!.Length > 255 ? "description"
        : body.ReturnUrl!.Length > 2000 || !Uri.TryCreate(body.ReturnUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") ? "return_url"
        : body.Language is not (null or "en" or "cy") ? "language" : null;

    private static Dictionary<string, object?> StateOf(SandboxPayment payment)
    {
        var state = new Dictionary<string, object?>(StringComparer.Ordinal) { ["status"] = payment.Status, ["finished"] = payment.IsFinished };
        if (payment.Code is not null)
            (state["code"], state["message"]) = (payment.Code, payment.Message);
        return state;
    }

    private static Dictionary<string, object?> Links(SandboxPayment payment, string here)
    {
        var self = $"{here}/v1/payments/{payment.Id}";
        var links = new Dictionary<string, object?>(StringComparer.Ordinal) { ["self"] = Link(self, "GET"), ["refunds"] = Link($"{self}/refunds", "GET") };
        if (!payment.IsFinished)
            (links["next_url"], links["cancel"]) = (Link($"{here}{PaymentPages.Path}/{payment.Token}", "GET"), Link($"{self}/cancel", "POST"));
        return links;
    }

    private static Dictionary<string, string> Link(string href, string method) => new(StringComparer.Ordinal) { ["href"] = href, ["method"] = method };

    private static Dictionary<string, object?> RefundOf(SandboxRefund refund, string status) => new(StringComparer.Ordinal)
    {
        ["refund_id"] = refund.Id,
        ["created_date"] = Instant(refund.CreatedAt),
        ["amount"] = refund.Amount,
        ["status"] = status,
    };

    private static string Here(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static IResult Answer(Dictionary<string, object?> body, int status = StatusCodes.Status200OK) => Results.Json(body, Json, statusCode: status);

    private static async Task<T?> Read<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await request.ReadFromJsonAsync<T>(Json, cancellationToken);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record PaymentBody(long? Amount, string? Reference, string? Description, string? ReturnUrl, string? Language);

    private sealed record RefundBody(long? Amount, long? RefundAmountAvailable);
}
