using System.Globalization;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Takes in the entries of statements of one bank account, each once.</summary>
internal sealed class EntryIntake(IncomeDb db, SuspenseDesk desk, ResidentMessages messages, string landlord, string bankAccount, IReadOnlyList<BenefitPayer> benefits, string by, DateTimeOffset now)
{
    /// <summary>What a household is told when the bank takes a payment of theirs back.</summary>
    public const string Returned = "payment.returned";

    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly List<BankEntry> _payments = [];
    private readonly List<BankEntry> _waiting = [];
    private readonly Dictionary<Guid, Posting> _postings = [];
    private readonly HashSet<Guid> _reversed = [];
    private Dictionary<Guid, Account> _held = [];

    public async Task Import(IReadOnlyList<(CamtStatement Read, BankStatement Kept)> statements, CancellationToken cancellationToken)
    {
        var entries = statements.SelectMany(statement => statement.Read.Entries).ToList();
        await LookUp(entries, cancellationToken);
        var (byNumber, byPayer) = await Payees(entries, cancellationToken);
        var matches = entries.Select(entry => MatchDecision.Decide(entry, byNumber, byPayer, benefits)).ToList();
        await Hold(matches, cancellationToken);

        var at = 0;
        foreach (var (read, kept) in statements)
        {
            db.BankStatements.Add(kept);
            for (var number = 1; number <= read.Entries.Count; number++)
                await Take(kept, number, read.Entries[number - 1], matches[at++], cancellationToken);
        }
    }

    // What is known of these entries already, and of the payments that they take back.
    private async Task LookUp(List<CamtEntry> entries, CancellationToken cancellationToken)
    {
        string[] references = [.. entries.Select(entry => entry.Reference)];
        foreach (var before in await db.BankEntries.Where(e => e.Landlord == landlord && e.BankAccount == bankAccount && references.Contains(e.Reference))
            .Select(e => new { e.Reference, e.AmountPence }).ToListAsync(cancellationToken))
            _known[before.Reference] = before.AmountPence;

        _waiting.AddRange(await Waiting(entries, cancellationToken));
        string[] named = [.. entries.Where(entry => entry is { TakesBack: true, Pence: < 0 }).SelectMany(entry => entry.References.Append(entry.Reference)).Distinct()];
        if (named.Length == 0)
            return;
        _payments.AddRange(await db.BankEntries.AsNoTracking()
            .Where(e => e.Landlord == landlord && e.BankAccount == bankAccount && e.AmountPence > 0 && e.PostingId != null)
            .Where(e => named.Contains(e.Reference) || e.References.Any(reference => named.Contains(reference)))
            .ToListAsync(cancellationToken));
        Guid[] postings = [.. _payments.Select(payment => payment.PostingId!.Value)];
        foreach (var posting in await db.Postings.AsNoTracking().Include(p => p.Lines).Where(p => postings.Contains(p.Id)).ToListAsync(cancellationToken))
            _postings[posting.Id] = posting;
        _reversed.UnionWith(await db.Postings.Where(p => p.Reverses != null && postings.Contains(p.Reverses.Value)).Select(p => p.Reverses!.Value).ToListAsync(cancellationToken));
    }

    // What came before the payment that it takes back, and has not found it yet.
    private async Task<List<BankEntry>> Waiting(List<CamtEntry> entries, CancellationToken cancellationToken)
    {
        string[] named = [.. entries.Where(entry => entry.Pence > 0).SelectMany(entry => entry.References.Append(entry.Reference)).Distinct()];
        var waiting = await db.BankEntries.AsNoTracking()
            .Where(e => e.Landlord == landlord && e.BankAccount == bankAccount && e.Outcome == EntryOutcome.Waiting)
            .Where(e => named.Contains(e.Reference) || e.References.Any(reference => named.Contains(reference)))
            .ToListAsync(cancellationToken);
        Guid[] causes = [.. waiting.Select(entry => CauseOf(entry.Reference))];
        var done = await db.Postings.Where(p => p.Kind == PostingKind.Reversal && causes.Contains(p.Cause)).Select(p => p.Cause).ToListAsync(cancellationToken);
        waiting.RemoveAll(entry => done.Contains(CauseOf(entry.Reference)));
        return waiting;
    }

    private async Task<(Dictionary<long, Payee> ByNumber, Dictionary<string, Payee> ByPayer)> Payees(List<CamtEntry> entries, CancellationToken cancellationToken)
    {
        long[] numbers = [.. entries.SelectMany(entry => PaymentReference.NumbersIn(entry.Quoted)).Distinct()];
        string[] payers = [.. entries.Select(entry => entry.PayerAccount).OfType<string>().Distinct()];
        var byNumber = await db.Accounts.Where(a => a.Landlord == landlord && a.Kind != AccountKind.Suspense && numbers.Contains(a.PaymentNumber))
            .Select(a => new { a.PaymentNumber, a.Id, Closed = a.ClosedAt != null }).ToListAsync(cancellationToken);
        var byPayer = await db.Payers.Where(p => p.Landlord == landlord && payers.Contains(p.PayerAccount))
            .Join(db.Accounts, p => p.AccountId, a => a.Id, (p, a) => new { p.PayerAccount, a.Id, Closed = a.ClosedAt != null }).ToListAsync(cancellationToken);
        return (byNumber.ToDictionary(a => a.PaymentNumber, a => new Payee(a.Id, a.Closed)), byPayer.ToDictionary(p => p.PayerAccount, p => new Payee(p.Id, p.Closed), StringComparer.Ordinal));
    }

    // All at once and in one order, so that nobody waits for one that waits for him.
    private async Task Hold(IReadOnlyList<EntryMatch> matches, CancellationToken cancellationToken)
    {
        var ids = matches.OfType<EntryMatch.To>().Select(match => match.AccountId).Concat(_payments.Select(payment => payment.AccountId!.Value)).ToList();
        Guid[] waiting = [.. _payments.Where(payment => payment.Outcome == EntryOutcome.Suspense).Select(payment => payment.PostingId!.Value)];
        var items = await db.SuspenseItems.Include(i => i.Transfers).Where(i => waiting.Contains(i.PostingId)).ToListAsync(cancellationToken);
        ids.AddRange(items.SelectMany(item => item.Transfers).Select(transfer => transfer.AccountId));
        if (await desk.IdOf(landlord, cancellationToken) is { } suspense)
            ids.Add(suspense);
        _held = await db.LockAccounts(ids, cancellationToken);
    }

    private async Task Take(BankStatement statement, int number, CamtEntry entry, EntryMatch match, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(entry.Reference, out var before))
        {
            if (before != entry.Pence)
                throw BankRefusals.EntryDiffers(entry.Reference, before, entry.Pence).ToRpcException();
            statement.Count(null, entry.Pence);
            return;
        }

        _known[entry.Reference] = entry.Pence;
        (EntryOutcome outcome, string why, Posting? posting) = match switch
        {
            // Closed since it was matched: nobody closes it now that it is held.
            EntryMatch.To to when _held[to.AccountId].ClosedAt is null => (EntryOutcome.Matched, to.Why, desk.Post(_held[to.AccountId], Money(entry))),
            EntryMatch.To to => await Keep(entry, $"The account is closed ({to.Why}).", cancellationToken),
            EntryMatch.Nobody nobody => await Keep(entry, nobody.Why, cancellationToken),
            EntryMatch.Back back => await TakeBack(BankEntry.Of(statement, number, entry, EntryOutcome.Waiting, back.Why, null), back.Why, cancellationToken),
            _ => (EntryOutcome.Refused, match.Why, null),
        };
        var kept = BankEntry.Of(statement, number, entry, outcome, why, posting);
        db.BankEntries.Add(kept);
        statement.Count(outcome, entry.Pence);
        if (outcome == EntryOutcome.Waiting)
            _waiting.Add(kept);
        if (entry.Pence < 0 || posting is null)
            return;
        _payments.Add(kept);
        _postings[posting.Id] = posting;
        if (_waiting.FirstOrDefault(first => first.TakesBack(kept)) is { } earlier)
        {
            _waiting.Remove(earlier);
            await Undo(kept, earlier, earlier.Why, cancellationToken);
        }
    }

    private async Task<(EntryOutcome, string, Posting?)> Keep(CamtEntry entry, string why, CancellationToken cancellationToken)
    {
        var unmatched = new Unmatched(why, entry.PayerName, entry.PayerAccount, entry.Quoted, entry.BookedOn);
        return (EntryOutcome.Suspense, why, await desk.Keep(landlord, Money(entry), SuspenseSource.BankStatement, unmatched, cancellationToken));
    }

    private async Task<(EntryOutcome, string, Posting?)> TakeBack(BankEntry taking, string why, CancellationToken cancellationToken)
    {
        // Some payers give every payment the same reference: the last one before it is meant.
        var same = _payments.Where(taking.TakesBack).ToList();
        var left = same.Where(payment => !_reversed.Contains(payment.PostingId!.Value)).ToList();
        var last = left.Where(payment => payment.BookedOn == left.Max(p => p.BookedOn)).ToList();
        return last switch
        {
            [] when same.Count > 0 => (EntryOutcome.Refused, "The payment that it takes back was taken back before.", null),
            [] => (EntryOutcome.Waiting, why, null),
            [var one] => await Undo(one, taking, why, cancellationToken) is { } posting
                ? (EntryOutcome.TakenBack, why, posting)
                : (EntryOutcome.Refused, "The money was returned to its payer by hand before.", null),
            _ => (EntryOutcome.Refused, "Several payments of that day and sum are known by its references.", null),
        };
    }

    // Null when the money is gone already.
    private async Task<Posting?> Undo(BankEntry one, BankEntry taking, string why, CancellationToken cancellationToken)
    {
        var payment = _postings[one.PostingId!.Value];
        var account = _held.GetValueOrDefault(payment.AccountId) ?? await desk.Account(landlord, now, cancellationToken);
        if (account.Kind == AccountKind.Suspense && !await Withdraw(payment, why, cancellationToken))
            return null;
        _reversed.Add(payment.Id);
        account.Apply(MoneyInDecision.TakeBack(payment, CauseOf(taking.Reference), $"bank entry {taking.Reference}, {why}", by, now));
        var posting = account.Added[^1];
        if (account.Kind != AccountKind.Suspense)
            await Tell(account, taking, cancellationToken);
        return posting;
    }

    // What was allocated of it comes back first; what went back to the payer cannot come back twice.
    private async Task<bool> Withdraw(Posting payment, string why, CancellationToken cancellationToken)
    {
        var item = db.SuspenseItems.Local.Single(i => i.PostingId == payment.Id);
        if (item.ReturnApprovedBy is not null)
            return false;
        foreach (var transfer in item.Transfers.Where(transfer => transfer.Stands))
            await desk.TakeBack(item, transfer, _held, $"the bank took the money back: {why}", by, now, cancellationToken);
        item.Withdraw();
        return true;
    }

    private Task Tell(Account account, BankEntry taking, CancellationToken cancellationToken) => messages.Tell(
        account, Returned, account.Id, CauseOf(taking.Reference),
        new Dictionary<string, string>(StringComparer.Ordinal) { ["amount-pence"] = ResidentMessages.Pence(-taking.AmountPence), ["returned-on"] = ResidentMessages.Day(taking.BookedOn) },
        now, cancellationToken);

    private MoneyIn Money(CamtEntry entry) => new(entry.Pence, $"{Name(entry.Source)}, {Day(entry.BookedOn)}", CauseOf(entry.Reference), Evidence(entry), by, now);

    private Guid CauseOf(string reference) => Causes.Of("bank-entry", bankAccount, reference);

    private static string Evidence(CamtEntry entry) => $"bank entry {entry.Reference}, {IncomeMessages.Word(entry.Source)}";

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Name(BankSource source) => source switch
    {
        BankSource.StandingOrder => "Standing order",
        BankSource.CreditTransfer => "Bank transfer",
        BankSource.DirectDebit => "Direct debit",
        BankSource.Cheque => "Cheque",
        BankSource.Cash => "Cash paid in",
        BankSource.Other => "Paid at the bank",
    };
}
