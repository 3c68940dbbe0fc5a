using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Standards;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Staff;

/// <summary>A page of one case or home. Somebody else's is as unknown here as one that there is not.</summary>
public abstract class CasePage : PortalPage
{
    /// <summary>Of the address alone: no form names another case.</summary>
    [FromRoute]
    public Guid Id { get; set; }

    public override async Task<IActionResult> OnGetAsync()
    {
        try
        {
            return await base.OnGetAsync();
        }
        catch (RpcException fault) when (fault.StatusCode == Grpc.Core.StatusCode.PermissionDenied)
        {
            return NotFound();
        }
    }

    /// <summary>A time as it was typed, by the clock in London; null when nothing was.</summary>
    protected Timestamp? When(string field, string typed)
    {
        if (typed.Trim() is "")
            return null;
        if (DateTime.TryParseExact(typed, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && IsNear(DateOnly.FromDateTime(read)))
            return London.At(DateOnly.FromDateTime(read), TimeOnly.FromDateTime(read)).ToTimestamp();
        ModelState.AddModelError(field, "Enter a day and a time, such as 2026-03-27 14:30.");
        return null;
    }

    /// <summary>A day as it was typed; null when nothing was.</summary>
    protected DateOnly? Day(string field, string typed)
    {
        if (typed.Trim() is "")
            return null;
        if (DateOnly.TryParseExact(typed, ["yyyy-MM-dd", "d/M/yyyy", "d M yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && IsNear(read))
            return read;
        ModelState.AddModelError(field, "Enter a day, such as 2026-03-27.");
        return null;
    }

    /// <summary>Pounds as they were typed, in pence; null when nothing was.</summary>
    protected long? Pence(string field, string typed)
    {
        var text = typed.Trim().TrimStart('£').Replace(",", "", StringComparison.Ordinal);
        if (text is "")
            return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds) && pounds * 100 == decimal.Truncate(pounds * 100) && pounds < 1_000_000)
            return (long)(pounds * 100);
        ModelState.AddModelError(field, "Enter a sum in pounds, such as 25.50.");
        return null;
    }

    private static bool IsNear(DateOnly day) => day >= London.FirstDay && day <= London.LastDay;

    /// <summary>What is good to know beside the case; the page does without it when nobody can say.</summary>
    protected static async Task<T?> Beside<T>(Task<T> asked)
        where T : class
    {
        try
        {
            return await asked;
        }
        catch (RpcException fault) when (fault.StatusCode is Grpc.Core.StatusCode.NotFound or Grpc.Core.StatusCode.PermissionDenied or Grpc.Core.StatusCode.Unavailable or Grpc.Core.StatusCode.DeadlineExceeded or Grpc.Core.StatusCode.FailedPrecondition)
        {
            return null;
        }
    }
}
