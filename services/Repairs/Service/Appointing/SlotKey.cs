using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Names one slot of one team on one day. Callers keep the text and give it back; what is in it is nobody's business but ours.</summary>
public sealed record SlotKey(string Contractor, string Team, DateOnly Day, string Slot)
{
    private const int Longest = 400;

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Contractor}/{Team}/{Day:yyyy-MM-dd}/{Slot}")));

    /// <summary>The slot that a text names; null when we never gave it out.</summary>
    public static SlotKey? Read(string text)
    {
        if (text.Length is 0 or > Longest || !Base64Url.IsValid(text))
            return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/') is [var contractor, var team, var day, var slot]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            && read >= London.FirstDay && read <= London.LastDay
            ? new SlotKey(contractor, team, read, slot)
            : null;
    }
}
