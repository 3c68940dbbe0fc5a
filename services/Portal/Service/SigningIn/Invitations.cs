using System.Security.Cryptography;
using System.Text;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Portal;

/// <summary>Codes by which people come by an account, or by a new password: the landlord's people make them and give them to whom they are for.</summary>
public sealed class Invitations(PortalDb db, TimeProvider time)
{
    /// <summary>Without letters and digits that are taken for one another.</summary>
    private const string Signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;

    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    private readonly TimeProvider _clock = time.Machine();

    /// <summary>A new code, “ABCD-EFGH-JKMN-PQRS”; it is told once and kept nowhere.</summary>
    public async Task<string> Make(Person by, Role role, Guid? household, string? contractor, string name, CancellationToken cancellationToken)
    {
        var code = RandomNumberGenerator.GetString(Signs, Length);
        var now = _clock.GetUtcNow();
        db.Invitations.Add(new Invitation
        {
            CodeHash = Hash(code),
            Landlord = by.Landlord,
            Role = role,
            Household = household,
            Contractor = contractor,
            Name = name,
            MadeBy = by.Subject,
            MadeAt = now,
            ExpiresAt = now + Life,
        });
        await db.SaveChangesAsync(cancellationToken);
        return string.Join('-', code.Chunk(4).Select(part => new string(part)));
    }

    /// <summary>What a code is for, while it is good; null otherwise, and nobody learns why.</summary>
    public async Task<Invitation?> Find(string code, CancellationToken cancellationToken)
    {
        var signs = new string([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        var (hash, now) = (Hash(signs), _clock.GetUtcNow());
        return signs.Length != Length ? null : await db.Invitations.FirstOrDefaultAsync(one => one.CodeHash == hash && one.UsedAt == null && one.ExpiresAt > now, cancellationToken);
    }

    /// <summary>Marks it as used; false when somebody else was quicker.</summary>
    public async Task<bool> Use(Invitation invitation, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        return await db.Invitations.Where(one => one.CodeHash == invitation.CodeHash && one.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.UsedAt, now), cancellationToken) == 1;
    }

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
