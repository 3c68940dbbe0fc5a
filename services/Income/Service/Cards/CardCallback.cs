using System.Text.Json;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Income;

/// <summary>
/// The provider says that something happened to a payment or its refund. Signed or not, its word moves no money: it only has them looked at now rather than later, so a
/// callback that comes twice, late, out of order or is played again by somebody else does nothing. It comes over HTTP/1.1, on the port that health has.
/// </summary>
internal static class CardCallback
{
    public const string Path = "/card-payments/callback";

    private const string Signature = "Pay-Signature";
    private const int Longest = 65_536;

    public static void MapCardCallback(this IEndpointRouteBuilder app) => app.MapPost(Path, Take).AllowAnonymous();      // its signature says who it is

    private static async Task<IResult> Take(HttpContext context, IncomeDb db, IOptions<CardSettings> settings, TimeProvider clock, ILogger<CardPaymentDesk> log)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Longest;
        using var copy = new MemoryStream();
        await context.Request.Body.CopyToAsync(copy, context.RequestAborted);
        var body = copy.ToArray();
        var signature = context.Request.Headers[Signature].ToString();
        if (!settings.Value.SignedByAny(body, signature))
        {
            log.LogWarning("A callback about a card payment was not signed by its provider; it is ignored");
            return Results.Unauthorized();
        }

        if (PaymentIn(body) is not { } providerId)
            return Results.BadRequest();
        var payment = await db.CardPayments.AsNoTracking().SingleOrDefaultAsync(p => p.ProviderId == providerId, context.RequestAborted);
        if (payment is null || !settings.Value.Signed(payment.Landlord, body, signature))
        {
            // To answer otherwise would only have it sent again.
            log.LogWarning("A callback speaks of a payment that is not ours; it is ignored");
            return Results.NoContent();
        }

        // Read from the provider by the workers, in their own time: the provider does not wait long for an answer.
        var now = clock.Now();
        await db.CardPayments.Where(p => p.Id == payment.Id && p.State != CardPaymentState.Success).ExecuteUpdateAsync(p => p.SetProperty(one => one.LookAt, now), context.RequestAborted);
        await db.Refunds.Where(r => r.CardPaymentId == payment.Id && r.State == RefundState.Approved).ExecuteUpdateAsync(r => r.SetProperty(one => one.NextAttemptAt, now), context.RequestAborted);
        return Results.NoContent();
    }

    /// <summary>The payment that a callback is about, or whose refund it is about; null when it names none.</summary>
    private static string? PaymentIn(byte[] body)
    {
        try
        {
            using var callback = JsonDocument.Parse(body);
            return callback.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("resource", out var resource)
                && resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("payment_id", out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
