using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

internal sealed partial class LearningGrpc
{
    public override async Task<GetLessonResponse> GetLesson(GetLessonRequest request, ServerCallContext call)
    {
        var lesson = await desk.Load(request.LessonId, call.CancellationToken);
        call.Caller().RequireRead(lesson.Landlord);
        return new() { Lesson = lesson.ToMessage(await References(lesson, call.CancellationToken), London.DayOf(clock.Now())) };
    }

    public override async Task<ListLessonsResponse> ListLessons(ListLessonsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        call.Caller().RequireRead(request.Landlord);
        var (fields, today) = (new FieldReader(), London.DayOf(clock.Now()));
        var dueBy = Precise.Day(request.DueBy) is { } given ? fields.Day("due_by", given, London.FirstDay, London.LastDay) : null;
        if (fields.FoundFaults)
            throw fields.Refuse("LIST_INVALID").ToRpcException();

        var lessons = db.Lessons.AsNoTracking().Where(l => l.Landlord == request.Landlord);
        if (LessonMessages.Read(request.State) is { } state)
            lessons = lessons.Where(l => l.State == state);
        if (request.Owner is not "")
            lessons = lessons.Where(l => l.Owner == request.Owner);
        if (dueBy is not null)
            lessons = lessons.Where(l => l.State == LessonState.Open && l.DueOn <= dueBy);
        if (request.Overdue)
            lessons = lessons.Where(l => l.State == LessonState.Open && l.DueOn < today);
        if (request.Subject is not "")
            lessons = lessons.Where(l => l.Subject == request.Subject);
        if (request.Team is not "")
            lessons = lessons.Where(l => l.Team == request.Team);
        if (request.ComplaintId is not "" && Ids.Parse(request.ComplaintId, "complaint_id") is var complaint)
            lessons = lessons.Where(l => l.Sources.Any(s => s.ComplaintId == complaint));
        if (request.Unreviewed)
            lessons = lessons.Where(l => l.State == LessonState.Done && (l.LastEffect == null || l.LastEffect == Complaints.LessonEffect.TooEarly));
        if (page.After is { } key)
        {
            var (day, id) = Parse(key);
            lessons = lessons.Where(l => l.DueOn >= day && (l.DueOn > day || l.Id > id));
        }

        var rows = await lessons.OrderBy(l => l.DueOn).ThenBy(l => l.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var last = rows.Count > page.Size ? rows[page.Size - 1] : null;
        return new()
        {
            Lessons = { rows.Take(page.Size).Select(l => l.ToSummary(today)) },
            NextPageToken = Paging.Token(last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.DueOn:yyyy-MM-dd} {last.Id}")),
        };
    }

    public override async Task<ListUnlearntResponse> ListUnlearnt(ListUnlearntRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        call.Caller().RequireRead(request.Landlord);
        var upheld = db.Complaints.AsNoTracking().Where(c => c.Landlord == request.Landlord && c.ToLearnSince != null);
        if (request.Team is not "")
            upheld = upheld.Where(c => c.Team == request.Team);
        if (page.AfterId is { } after)
            upheld = upheld.Where(c => c.Id > after);
        var rows = await upheld.OrderBy(c => c.Id).Take(page.Size + 1)
            .Select(c => new { c.Id, c.Reference, c.Team, Subject = c.Issues.OrderBy(i => i.Number).Select(i => i.Subject).First(), c.ToLearnSince }).ToListAsync(call.CancellationToken);
        return new()
        {
            Complaints =
            {
                rows.Take(page.Size).Select(c => new UnlearntComplaint
                {
                    ComplaintId = c.Id.ToString(), Reference = c.Reference, Team = c.Team, Subject = c.Subject, UpheldAt = c.ToLearnSince!.Value.ToTimestamp(),
                }),
            },
            NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Id : null),
        };
    }

    private static (DateOnly Day, Guid Id) Parse(string key) =>
        key.Split(' ') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) && Guid.TryParseExact(id, "D", out var row)
            ? (due, row)
            : throw Paging.BadToken();
}
