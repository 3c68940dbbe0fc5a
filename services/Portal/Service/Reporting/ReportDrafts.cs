using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Housing.Portal;

/// <summary>Keeps a draft in a cookie of whoever writes it, protected, for as long as their session lasts.</summary>
public sealed class ReportDrafts(IDataProtectionProvider protection, IHttpContextAccessor accessor, IWebHostEnvironment environment)
{
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("report-draft").ToTimeLimitedDataProtector();

    private string Name => environment.IsDevelopment() ? "portal-report" : "__Host-portal-report";

    private HttpContext Context => accessor.HttpContext!;

    public ReportDraft Read()
    {
        if (Context.Request.Cookies[Name] is not { Length: > 0 } cookie)
            return new ReportDraft();
        try
        {
            var (owner, draft) = JsonSerializer.Deserialize<Kept>(_protector.Unprotect(cookie))!;
            // Whoever signs in next at the same browser begins anew.
            return owner == Person.Of(Context.User)?.Subject ? draft : new ReportDraft();
        }
        catch (Exception fault) when (fault is CryptographicException or JsonException)
        {
            return new ReportDraft();
        }
    }

    public void Write(ReportDraft draft) => Context.Response.Cookies.Append(
        Name,
        _protector.Protect(JsonSerializer.Serialize(new Kept(Person.Of(Context.User)!.Subject, draft)), TimeSpan.FromHours(2)),
        new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = Context.Request.IsHttps, Path = "/" });

    public void Forget() => Context.Response.Cookies.Delete(Name, new CookieOptions { Path = "/", Secure = Context.Request.IsHttps });

    private sealed record Kept(string Owner, ReportDraft Draft);
}
