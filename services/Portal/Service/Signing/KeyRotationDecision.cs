namespace Housing.Portal;

/// <summary>A key to make: the time it signs in.</summary>
public sealed record KeyWanted(DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// Which keys to make and which to forget. The next key is published long before it signs, so that every service that keeps the set for a while has it by then;
/// an old one stays published until no token of it can be valid.
/// </summary>
public static class KeyRotationDecision
{
    public static readonly TimeSpan Signs = TimeSpan.FromDays(30);

    /// <summary>Longer than anybody keeps the published set: the services read it anew at least twice a day.</summary>
    public static readonly TimeSpan PublishedBefore = TimeSpan.FromDays(3);

    public static readonly TimeSpan PublishedAfter = TimeSpan.FromHours(1);

    public static (IReadOnlyList<KeyWanted> Make, IReadOnlyList<string> Forget) Decide(IReadOnlyCollection<SigningKey> keys, DateTimeOffset now)
    {
        var until = keys.Select(key => key.SignsUntil).Append(DateTimeOffset.MinValue).Max();
        var make = new List<KeyWanted>();
        // Nothing signs now, as at the first start: the gap is closed at once. A service that does not know the key yet asks for the set again.
        if (!keys.Any(key => key.Signs(now)))
        {
            var from = now;
            var next = keys.Where(key => key.SignsFrom > now).Select(key => (DateTimeOffset?)key.SignsFrom).Min();
            make.Add(new KeyWanted(from, next ?? from + Signs));
            until = next is null ? from + Signs : until;
        }

        if (until - now <= PublishedBefore)
            make.Add(new KeyWanted(until, until + Signs));
        return (make, [.. keys.Where(key => key.SignsUntil + PublishedAfter < now).Select(key => key.Id)]);
    }
}
