using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Takes statements in, entry by entry. Whoever asks holds the landlord's queue (<see cref="SuspenseDesk"/>) and saves.</summary>
internal sealed class StatementImport(IncomeDb db, SuspenseDesk desk, ResidentMessages messages, Policies<IncomePolicy> policies)
{
    /// <summary>The statements as they were taken in, now or the first time.</summary>
    public async Task<IReadOnlyList<BankStatement>> Import(string landlord, IReadOnlyList<CamtStatement> read, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answers = new List<BankStatement>();
        var fresh = new List<(CamtStatement Read, BankStatement Kept)>();
        foreach (var statement in read)
        {
            var before = await db.BankStatements.AsNoTracking()
                .SingleOrDefaultAsync(s => s.Landlord == landlord && s.BankAccount == statement.Account && s.BankId == statement.BankId, cancellationToken);
            if (before is not null && before.Digest != statement.Digest())
                throw BankRefusals.StatementDiffers(statement.BankId, before.ImportedAt).ToRpcException();
            if (before is null)
                fresh.Add((statement, BankStatement.Of(landlord, statement, by, now)));
            answers.Add(before ?? fresh[^1].Kept);
        }

        foreach (var account in fresh.GroupBy(one => one.Read.Account, StringComparer.Ordinal))
            await new EntryIntake(db, desk, messages, landlord, account.Key, policies.For(landlord).Benefits?.Payers ?? [], by, now).Import([.. account], cancellationToken);
        return answers;
    }
}
