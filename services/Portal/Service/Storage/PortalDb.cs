using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Housing.Portal;

/// <summary>Sign-ins and keys; nothing of any case.</summary>
public sealed class PortalDb(DbContextOptions<PortalDb> options) : IdentityUserContext<PortalUser, Guid>(options)
{
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<PortalUser>(user =>
        {
            user.ToTable("portal_user");
            user.Property(u => u.Role).HasConversion(role => Caller.Name(role), name => Enum.Parse<Role>(name, ignoreCase: true));
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("portal_user_claim");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("portal_user_login");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("portal_user_token");
        builder.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitation");
            invitation.HasKey(i => i.CodeHash);
            invitation.Property(i => i.Role).HasConversion(role => Caller.Name(role), name => Enum.Parse<Role>(name, ignoreCase: true));
        });
        builder.Entity<ProtectionKey>().ToTable("protection_key");
        builder.Entity<SigningKey>().ToTable("signing_key");
        builder.AddSharedTables();
        InLowerCase(builder);
    }

    /// <summary>normalized_email for NormalizedEmail: Identity's own columns are named as ours are.</summary>
    private static void InLowerCase(ModelBuilder builder)
    {
        foreach (var property in builder.Model.GetEntityTypes().Where(type => type.ClrType.Namespace != typeof(Caller).Namespace).SelectMany(type => type.GetProperties()))
            property.SetColumnName(string.Concat(property.Name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")));
    }
}
