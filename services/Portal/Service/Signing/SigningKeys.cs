using System.Security.Cryptography;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Housing.Portal;

/// <summary>The keys of the table as this process knows them, and their rotation. Tokens are a matter between machines: all by the machine's time.</summary>
internal sealed class SigningKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider time, ILogger<SigningKeys> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protector = protection.CreateProtector("signing-keys");
    private readonly TimeProvider _clock = time.Machine();
    private readonly SemaphoreSlim _looking = new(1);
    private Known _known = new([], DateTimeOffset.MinValue, Signer: null);

    /// <summary>What is published.</summary>
    public async Task<IReadOnlyList<SigningKey>> Published(CancellationToken cancellationToken) => (await Get(cancellationToken)).Keys;

    public async Task<SigningCredentials> Credentials(CancellationToken cancellationToken) =>
        (await Get(cancellationToken)).Signer ?? throw new InvalidOperationException("No key signs at this time, though rotation has just been done.");

    /// <summary>Makes what is needed and forgets what is over; two replicas do it one after the other.</summary>
    internal async Task Rotate(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("select pg_advisory_xact_lock(hashtext('signing_key'))", cancellationToken);
        var keys = await db.SigningKeys.ToListAsync(cancellationToken);
        var (make, forget) = KeyRotationDecision.Decide(keys, _clock.GetUtcNow());
        db.SigningKeys.AddRange(make.Select(wanted => SigningKey.Make(_protector, wanted.From, wanted.Until)));
        db.SigningKeys.RemoveRange(keys.Where(key => forget.Contains(key.Id)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (make.Count + forget.Count > 0)
            log.LogInformation("Signing keys: {Made} made, {Forgotten} forgotten", make.Count, forget.Count);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), _clock);
        do
        {
            try
            {
                await Rotate(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogWarning("The signing keys could not be looked after ({Fault}); it is tried again within the hour, and they hold for days", fault.GetBaseException().Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<Known> Get(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (_known is { Signer: not null } known && now < known.At + Look)
            return known;
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (_known is { Signer: not null } renewed && now < renewed.At + Look)
                return renewed;
            var keys = await Read(cancellationToken);
            if (!keys.Exists(key => key.Signs(now)))
            {
                await Rotate(cancellationToken);
                keys = await Read(cancellationToken);
            }

            // Overlapping keys come only of two first starts at once; all replicas then sign by the newest.
            var signing = keys.Where(key => key.Signs(now)).OrderBy(key => key.SignsFrom).ThenBy(key => key.Id, StringComparer.Ordinal).LastOrDefault();
            return _known = new Known(keys, now, signing is null ? null : CredentialsOf(signing));
        }
        finally
        {
            _looking.Release();
        }
    }

    private async Task<List<SigningKey>> Read(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDb>().SigningKeys.AsNoTracking().ToListAsync(cancellationToken);
    }

    private SigningCredentials CredentialsOf(SigningKey key)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(_protector.Unprotect(key.PrivateHalf));
        return new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = key.Id }, SecurityAlgorithms.RsaSha256);
    }

    public override void Dispose()
    {
        _looking.Dispose();
        base.Dispose();
    }

    private sealed record Known(IReadOnlyList<SigningKey> Keys, DateTimeOffset At, SigningCredentials? Signer);
}
