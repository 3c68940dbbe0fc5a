using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Housing.Demo;

/// <summary>Chance that comes out the same each time: it follows from the story's seed and the name of what it decides, and from nothing that happened elsewhere.</summary>
internal sealed class Dice(int seed, string name)
{
    private readonly byte[] _state = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {name}"));
    private int _thrown;

    /// <summary>From nothing up to, and without, one.</summary>
    public double Next()
    {
        Span<byte> block = stackalloc byte[36], thrown = stackalloc byte[32];
        _state.CopyTo(block);
        BinaryPrimitives.WriteInt32BigEndian(block[32..], _thrown++);
        SHA256.HashData(block, thrown);
        return (BinaryPrimitives.ReadUInt64BigEndian(thrown) >> 11) / (double)(1UL << 53);
    }

    /// <summary>Chance of its own for a part: what is decided there changes nothing elsewhere, whether it is decided again or not.</summary>
    public Dice For(string part) => new(seed, $"{name} {part}");

    public bool Percent(double share) => Next() * 100 < share;

    /// <summary>Both ends included.</summary>
    public int Of(int from, int to) => from + (int)(Next() * (to - from + 1));

    public double Between(double from, double to) => from + (Next() * (to - from));

    public T Of<T>(IReadOnlyList<T> choices) => choices[(int)(Next() * choices.Count)];

    public T ByWeight<T>(IReadOnlyList<T> choices, Func<T, int> weight)
    {
        var left = Next() * choices.Sum(weight);
        foreach (var choice in choices)
        {
            left -= weight(choice);
            if (left < 0)
                return choice;
        }

        return choices[^1];
    }

    /// <summary>The id by which a request is known: the same story asks the same thing under the same id.</summary>
    public static string RequestId(int seed, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"request {seed} {name}"))[..16];
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
