using System.Text.Json;
using Grpc.Core;
using Grpc.Net.ClientFactory;
using Housing.Standards.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

/// <summary>What one service has handed out.</summary>
internal sealed record HandedOut(string Service, long Commitments, long Milestones, bool Finished, bool Unreachable);

/// <summary>Takes in what the services have on record, page by page, beside what they say as it happens; both are kept by the same comparison.</summary>
internal sealed class Histories(PerformanceDb db, KeptPromises promises, CaseMilestones milestones, GrpcClientFactory clients, TimeProvider time)
{
    /// <summary>Those with promises of their own.</summary>
    public static readonly string[] Services = ["complaints", "income", "repairs"];

    private const int PageSize = 200;
    private const string Milestones = "milestones";
    private const string Commitments = "commitments";

    /// <summary>Goes on where it stopped, for so long; from the beginning when all was handed out before.</summary>
    public async Task<IReadOnlyList<HandedOut>> TakeIn(string landlord, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var known = await Read(landlord, cancellationToken);
        if (Services.All(service => Finished(known, service)))
        {
            await db.Database.ExecuteSqlAsync($"delete from replay where landlord = {landlord}", cancellationToken);
            known = [];
        }

        var handedOut = new List<HandedOut>();
        foreach (var service in Services)
        {
            var (counted, unreachable) = (new Dictionary<string, long> { [Milestones] = 0, [Commitments] = 0 }, false);
            // Milestones first: they say of which estate the promises are.
            foreach (var what in (string[])[Milestones, Commitments])
            {
                var at = known.GetValueOrDefault((service, what)) ?? new Place(service, what, "", Finished: false);
                try
                {
                    while (!at.Finished && time.GetElapsedTime(begun) < patience)
                    {
                        var (next, count) = await (what == Milestones ? Page(landlord, at, KeepMilestones, cancellationToken) : Page(landlord, at, KeepCommitments, cancellationToken));
                        at = at with { NextPage = next, Finished = next is "" };
                        counted[what] += count;
                        await Write(landlord, at, cancellationToken);
                    }
                }
                catch (RpcException fault) when (fault.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
                {
                    unreachable = true;
                }

                known[(service, what)] = at;
            }

            handedOut.Add(new(service, counted[Commitments], counted[Milestones], Finished(known, service), unreachable));
        }

        return handedOut;
    }

    private static bool Finished(Dictionary<(string Service, string What), Place> known, string service) =>
        known.GetValueOrDefault((service, Milestones))?.Finished == true && known.GetValueOrDefault((service, Commitments))?.Finished == true;

    private Task<(string Next, int Count)> Page(string landlord, Place at, Func<PromiseHistory.PromiseHistoryClient, string, string, CancellationToken, Task<(string Next, int Count)>> keep, CancellationToken cancellationToken) =>
        keep(clients.CreateClient<PromiseHistory.PromiseHistoryClient>(at.Service), landlord, at.NextPage, cancellationToken);

    private async Task<(string Next, int Count)> KeepMilestones(PromiseHistory.PromiseHistoryClient history, string landlord, string after, CancellationToken cancellationToken)
    {
        var page = await history.ListRecordedMilestonesAsync(new() { Landlord = landlord, PageSize = PageSize, PageToken = after }, cancellationToken: cancellationToken);
        await milestones.Keep(
            [
                .. page.Milestones.Select(m => new MilestoneRecorded
                {
                    Service = page.Service, Landlord = landlord, CaseId = Guid.Parse(m.CaseId), Name = m.Name, At = m.At.ToDateTimeOffset(), RecordedAt = m.RecordedAt.ToDateTimeOffset(),
                    Facts = JsonElement.Parse(m.Facts),
                }),
            ],
            cancellationToken);
        return (page.NextPageToken, page.Milestones.Count);
    }

    private async Task<(string Next, int Count)> KeepCommitments(PromiseHistory.PromiseHistoryClient history, string landlord, string after, CancellationToken cancellationToken)
    {
        var page = await history.ListRecordedCommitmentsAsync(new() { Landlord = landlord, PageSize = PageSize, PageToken = after }, cancellationToken: cancellationToken);
        await promises.Keep([.. page.Commitments.Select(c => new HeardPromise(page.Service, landlord, Guid.Parse(c.CaseId), StateOf(c), c.Position))], cancellationToken);
        return (page.NextPageToken, page.Commitments.Count);
    }

    private static CommitmentState StateOf(RecordedCommitment recorded) => new()
    {
        CommitmentId = Guid.Parse(recorded.CommitmentId),
        Change = recorded.Change,
        StandardId = recorded.StandardId,
        StandardVersion = recorded.StandardVersion,
        StartedAt = recorded.StartedAt.ToDateTimeOffset(),
        DueAt = recorded.DueAt.ToDateTimeOffset(),
        OriginalDueAt = recorded.OriginalDueAt.ToDateTimeOffset(),
        Outcome = recorded.Outcome,
        DoneAt = recorded.DoneAt?.ToDateTimeOffset(),
        Reason = recorded.HasReason ? recorded.Reason : null,
        RecordedAt = recorded.RecordedAt.ToDateTimeOffset(),
    };

    private async Task<Dictionary<(string Service, string What), Place>> Read(string landlord, CancellationToken cancellationToken) => (await db.Database.SqlQuery<Place>($"""
        select service as "Service", what as "What", next_page as "NextPage", finished as "Finished" from replay where landlord = {landlord}
        """).ToListAsync(cancellationToken)).ToDictionary(place => (place.Service, place.What));

    private Task Write(string landlord, Place at, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"""
        insert into replay (landlord, service, what, next_page, finished) values ({landlord}, {at.Service}, {at.What}, {at.NextPage}, {at.Finished})
        on conflict (landlord, service, what) do update set next_page = excluded.next_page, finished = excluded.finished
        """, cancellationToken);

    private sealed record Place(string Service, string What, string NextPage, bool Finished);
}
