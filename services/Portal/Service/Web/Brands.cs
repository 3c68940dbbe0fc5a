using System.Security.Cryptography;
using System.Text;
using Housing.Standards;

namespace Housing.Portal;

/// <summary>A landlord's name and colours for its pages.</summary>
public sealed record Brand(string Key, string Name, string Phone, string Emergency, string Style)
{
    /// <summary>Where its colours are, under an address that changes with them.</summary>
    public string Href => $"/brand/{Key}.css?v={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))[..12]}";
}

/// <summary>Every landlord's, from the standards files.</summary>
public sealed class Brands(StandardsBook book, Policies<PortalPolicy> policies)
{
    private readonly Dictionary<string, Brand> _brands = book.Landlords.ToDictionary(key => key, key => Of(book.For(key), policies.For(key)), StringComparer.Ordinal);

    public Brand? Find(string? landlord) => landlord is null ? null : _brands.GetValueOrDefault(landlord);

    private static Brand Of(Landlord landlord, PortalPolicy policy) => new(
        landlord.Key,
        landlord.Name,
        policy.Contact.Phone,
        policy.Contact.Emergency,
        $":root{{--landlord-brand:{policy.Colours.Brand};--landlord-dark:{policy.Colours.Dark};--landlord-tint:{policy.Colours.Tint}}}");
}

internal static class BrandPages
{
    public static void MapBrands(this WebApplication app) => app.MapGet("/brand/{landlord}.css", (string landlord, Brands brands, HttpResponse response) =>
    {
        if (brands.Find(landlord) is not { } brand)
            return Results.NotFound();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(brand.Style, "text/css", Encoding.UTF8);
    }).AllowAnonymous();
}
