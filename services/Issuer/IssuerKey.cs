using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Housing.Issuer;

/// <summary>The issuer's RSA key pair: made at first start, kept in a file that only its owner can read.</summary>
public sealed class IssuerKey : IDisposable
{
    private const int Bits = 2048;
    private readonly RSA _rsa;

    private IssuerKey(RSA rsa)
    {
        _rsa = rsa;
        var modulus = rsa.ExportParameters(includePrivateParameters: false).Modulus!;
        Id = Base64UrlEncoder.Encode(SHA256.HashData(modulus))[..16];
    }

    /// <summary>The key's name in tokens and in the published set, so that a new key is told from an old one.</summary>
    public string Id { get; }

    public SigningCredentials Credentials => new(new RsaSecurityKey(_rsa) { KeyId = Id }, SecurityAlgorithms.RsaSha256);

    /// <summary>The public half, as a JSON Web Key.</summary>
    public IReadOnlyDictionary<string, string> Public()
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = SecurityAlgorithms.RsaSha256,
            ["kid"] = Id,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }

    /// <summary>The folder's key; made when there is none.</summary>
    public static IssuerKey In(string folder)
    {
        var file = Path.Combine(folder, "key.pem");
        if (!File.Exists(file))
        {
            Make(folder, file);
        }

        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(File.ReadAllText(file));
            return new IssuerKey(rsa);
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new IssuerException($"{file} is not an RSA private key in PEM. Remove it and the next start makes a new one; tokens made before are then no longer accepted.");
        }
    }

    /// <summary>Written whole under another name and then given its own: two that start together end up with one key.</summary>
    private static void Make(string folder, string file)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Guid.CreateVersion7():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var rsa = RSA.Create(Bits))
        using (var writer = new StreamWriter(new FileStream(draft, options)))
        {
            writer.Write(rsa.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }

    public void Dispose() => _rsa.Dispose();
}
