using System.Globalization;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

internal sealed partial class SatisfactionGrpc
{
    public override async Task<ListSatisfactionResponse> ListSatisfaction(ListSatisfactionRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var caller = call.Caller();
        caller.RequireRead(request.Landlord);
        if (!standards.Knows(request.Landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        if (request.ScoreAtMost is not 0 and (< Survey.Worst or > Survey.Best))
            throw ComplaintRefusals.Field("score_at_most", $"must be {Survey.Worst} to {Survey.Best}, or 0 for all.").ToRpcException();

        var answered = db.Surveys.AsNoTracking().Where(s => s.Landlord == request.Landlord && s.AnsweredAt != null);
        if (request.ScoreAtMost > 0)
            answered = answered.Where(s => s.Score <= request.ScoreAtMost);
        if (page.After is { } key)
        {
            var (at, id) = Key(key);
            answered = answered.Where(s => s.AnsweredAt <= at && (s.AnsweredAt < at || s.Id < id));
        }

        var joined = answered.Join(db.Complaints.AsNoTracking().Include(c => c.Issues), s => s.ComplaintId, c => c.Id, (survey, complaint) => new { Survey = survey, Complaint = complaint });
        if (request.Team is not "")
            joined = joined.Where(row => row.Complaint.Team == request.Team);
        var rows = await joined.OrderByDescending(row => row.Survey.AnsweredAt).ThenByDescending(row => row.Survey.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        log.LogInformation("{Role} {Subject} read {Count} answers of households", caller.RoleName, caller.Subject, Math.Min(rows.Count, page.Size));

        var last = rows.Count > page.Size ? rows[page.Size - 1].Survey : null;
        // Whoever may have handled it reads what was said, not by whom.
        var named = caller.Role is not Role.Officer;
        var response = new ListSatisfactionResponse
        {
            NextPageToken = Paging.Token(last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.AnsweredAt!.Value.UtcTicks} {last.Id}")),
        };
        response.Answers.AddRange(rows.Take(page.Size).Select(row => Message(row.Survey, row.Complaint, named)));
        return response;
    }

    private static (DateTimeOffset At, Guid Id) Key(string key) =>
        key.Split(' ') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks && Guid.TryParseExact(id, "D", out var row)
            ? (new DateTimeOffset(at, TimeSpan.Zero), row)
            : throw Paging.BadToken();
}
