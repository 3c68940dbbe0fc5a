using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Housing.ServiceDefaults;

/// <summary>Answers a request that changes something: the same id again gets the first answer and does nothing twice.</summary>
public static class Once
{
    /// <summary>
    /// Looks the request up; if it is new, does the work and saves it, its outbox rows and the answer in one transaction. The work changes tracked
    /// entities and does not save. An id belongs to one caller and one method.
    /// </summary>
    /// <exception cref="RpcException">
    /// INVALID_ARGUMENT for an id that is no UUID or was used for another request; ABORTED when another writer was first.
    /// </exception>
    public static async Task<TResponse> Answer<TRequest, TResponse>(
        DbContext db, ServerCallContext call, string requestId, TRequest request, Func<Task<TResponse>> work)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(work);

        var key = new Key(Ids.Parse(requestId, "request_id"), call.Method, call.Caller().Subject, SHA256.HashData(request.ToByteArray()));
        if (await FirstAnswer<TResponse>(db, key, call.CancellationToken) is { } first)
            return first;

        db.SavingChanges += RefuseToSave;
        TResponse response;
        try
        {
            response = await work();
        }
        finally
        {
            db.SavingChanges -= RefuseToSave;
        }

        db.Set<AnsweredRequest>().Add(new AnsweredRequest
        {
            RequestId = key.RequestId,
            Method = key.Method,
            Subject = key.Subject,
            RequestHash = key.Hash,
            Answer = response.ToByteArray(),
            AnsweredAt = db.GetService<TimeProvider>().GetUtcNow(),
        });
        try
        {
            await db.SaveChangesAsync(call.CancellationToken);
            return response;
        }
        catch (Exception fault) when (StorageFaults.IsLostRace(fault))
        {
            // Either the same request, which then has an answer by now, or another one that changed the same thing.
            db.ChangeTracker.Clear();
            return await FirstAnswer<TResponse>(db, key, call.CancellationToken)
                ?? throw Faults.Exception(StatusCode.Aborted, "LOST_RACE", "Somebody else changed this at the same moment. Nothing was done; it is safe to try again.");
        }
    }

    // Asked at every change, so it is translated to SQL once.
    private static readonly Func<DbContext, Guid, string, string, CancellationToken, Task<AnsweredRequest?>> Find = EF.CompileAsyncQuery(
        (DbContext db, Guid requestId, string method, string subject, CancellationToken cancellationToken) => db.Set<AnsweredRequest>()
            .AsNoTracking()
            .FirstOrDefault(r => r.RequestId == requestId && r.Method == method && r.Subject == subject));

    private static async Task<TResponse?> FirstAnswer<TResponse>(DbContext db, Key key, CancellationToken cancellationToken)
        where TResponse : class, IMessage, new()
    {
        var found = await Find(db, key.RequestId, key.Method, key.Subject, cancellationToken);
        if (found is null)
            return null;
        if (!found.RequestHash.AsSpan().SequenceEqual(key.Hash))
            throw Faults.InvalidField("request_id", "was used before with other contents. Repeat the same request to get its answer, or make a new id for this one.");

        var answer = new TResponse();
        answer.MergeFrom(found.Answer);
        return answer;
    }

    private static void RefuseToSave(object? sender, SavingChangesEventArgs saving) =>
        throw new InvalidOperationException("The work given to Once.Answer must not save: its changes are saved together with the answer.");

    private sealed record Key(Guid RequestId, string Method, string Subject, byte[] Hash);
}
