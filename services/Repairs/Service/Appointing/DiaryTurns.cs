namespace Housing.Repairs;

/// <summary>
/// Those who book in one team's day go one after another, each seeing what was taken before: a lock in the database that ends with the booking's transaction,
/// so that replicas queue up as well. Only a few at a time wait for it with a connection; the others wait here.
/// </summary>
internal sealed class DiaryTurns : IDisposable
{
    private const int AtOnce = 8;
    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Runs a booking, which saves within the transaction that this opens, and commits it.</summary>
    public async Task<TResponse> Take<TResponse>(RepairsDb db, Func<Task<TResponse>> book, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var answer = await book();
            await transaction.CommitAsync(cancellationToken);
            return answer;
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
