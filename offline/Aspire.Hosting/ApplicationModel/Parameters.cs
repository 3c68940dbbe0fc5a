using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}

/// <summary>A made-up value with as many of each kind of character as asked for.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    public int MinLength { get; set; }
    public bool Lower { get; set; } = true;
    public bool Upper { get; set; } = true;
    public bool Numeric { get; set; } = true;
    public bool Special { get; set; } = true;
    public int MinLower { get; set; }
    public int MinUpper { get; set; }
    public int MinNumeric { get; set; }
    public int MinSpecial { get; set; }

    public override string GetDefaultValue()
    {
        // Letters that are mistaken for one another are left out.
        (bool Used, int Least, string Letters)[] kinds =
        [
            (Lower, MinLower, "abcdefghjkmnpqrstuvwxyz"),
            (Upper, MinUpper, "ABCDEFGHJKMNPQRSTUVWXYZ"),
            (Numeric, MinNumeric, "0123456789"),
            (Special, MinSpecial, "-_.{}~()*+!"),
        ];
        var all = string.Concat(kinds.Where(k => k.Used).Select(k => k.Letters));
        if (all.Length == 0)
            throw new InvalidOperationException("A generated value needs at least one kind of character: Lower, Upper, Numeric or Special.");

        var made = string.Concat(kinds.Where(k => k.Used).Select(k => RandomNumberGenerator.GetString(k.Letters, k.Least)));
        var value = (made + RandomNumberGenerator.GetString(all, Math.Max(0, MinLength - made.Length))).ToCharArray();
        RandomNumberGenerator.Shuffle(value.AsSpan());
        return new(value);
    }
}

public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : Resource(name), IValueProvider, IManifestExpressionProvider
{
    private readonly Lock gate = new();
    private string? value;

    public ParameterDefault? Default { get; set; }

    public bool Secret { get; } = secret;

    public string ValueExpression => $"{{{Name}.value}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Value());

    internal string Value()
    {
        lock (gate)
            return value ??= callback(Default);
    }
}
