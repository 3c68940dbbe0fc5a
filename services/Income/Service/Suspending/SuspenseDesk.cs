using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>The one way in which a landlord's incoming money is worked on, and what waits of it: one at a time, so that no entry is taken in twice.</summary>
internal sealed class SuspenseDesk(IncomeDb db, Policies<IncomePolicy> policies, TimeProvider clock)
{
    /// <summary>The suspense account in hand: looked up once, for to look through what is tracked takes the longer the more there is.</summary>
    private Account? _suspense;

    /// <summary>Checks the caller, queues up behind whoever works on this landlord's money, does the work and saves it with the answer to this request_id.</summary>
    public async Task<TResponse> Take<TRequest, TResponse>(ServerCallContext call, TRequest request, string requestId, string landlord, Func<DateTimeOffset, Task<TResponse>> work)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        call.Caller().RequireAct(landlord);
        await using var transaction = await db.Database.BeginTransactionAsync(call.CancellationToken);
        await Queue(landlord, call.CancellationToken);
        var response = await Once.Answer(db, call, requestId, request, () => work(clock.Now()));
        await transaction.CommitAsync(call.CancellationToken);
        return response;
    }

    /// <summary>Waits until nobody else works on this landlord's incoming money; held until the transaction around this ends.</summary>
    public Task Queue(string landlord, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"money-in {landlord}"}, 0))", cancellationToken);

    /// <summary>The id under which a landlord's suspense account stands for a tenancy, a household and a home, of which it has none.</summary>
    public static Guid KeyOf(string landlord) => Causes.Of("suspense", landlord);

    public Task<Guid?> IdOf(string landlord, CancellationToken cancellationToken)
    {
        var key = KeyOf(landlord);
        return db.Accounts.Where(a => a.TenancyId == key).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The landlord's suspense account, locked; opened when it is first needed.</summary>
    public async Task<Account> Account(string landlord, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = KeyOf(landlord);
        if (_suspense?.TenancyId == key)
            return _suspense;
        // One that is held already has moved since it was locked.
        _suspense = db.Accounts.Local.FirstOrDefault(a => a.TenancyId == key) ?? await db.LockAccount(a => a.TenancyId == key, cancellationToken);
        if (_suspense is null)
        {
            _suspense = Income.Account.Open(new AccountMilestone.Opened(landlord, key, key, key, now) { Kind = AccountKind.Suspense });
            db.Accounts.Add(_suspense);
        }

        return _suspense;
    }

    /// <summary>Puts money that came in on the account it is for.</summary>
    public Posting Post(Account account, MoneyIn money)
    {
        account.Apply(MoneyInDecision.Decide(account, money, policies.For(account.Landlord).Allocation));
        return account.Added[^1];
    }

    /// <summary>Keeps money that matches nobody.</summary>
    public async Task<Posting> Keep(string landlord, MoneyIn money, SuspenseSource source, Unmatched unmatched, CancellationToken cancellationToken)
    {
        var posting = Post(await Account(landlord, money.At, cancellationToken), money);
        db.SuspenseItems.Add(SuspenseItem.Put(landlord, posting, source, unmatched));
        return posting;
    }

    /// <summary>Moves an allocation back; both accounts are held.</summary>
    public async Task TakeBack(SuspenseItem item, Transfer transfer, IReadOnlyDictionary<Guid, Account> held, string reason, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sides = await db.Postings.AsNoTracking().Include(p => p.Lines).Where(p => p.Id == transfer.FromPostingId || p.Id == transfer.ToPostingId).ToListAsync(cancellationToken);
        foreach (var side in sides)
            held[side.AccountId].Apply(MoneyInDecision.TakeBack(side, Causes.Of("take-back", side.Id.ToString()), reason, by, now));
        item.TakeBack(transfer, reason);
    }
}
