using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

/// <summary>What complaints teach. Each test has a landlord of its own, for its lists to be told from the others'.</summary>
public sealed class LearningTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Fact]
    public async Task A_justified_complaint_waits_for_a_lesson_and_the_lesson_is_followed_until_residents_read_what_was_done_HPG_CMP_05_HPG_CMP_06()
    {
        service.Reset();
        var (officer, manager) = (service.Lessons("officer@housing-plus"), service.Lessons("manager@housing-plus"));
        var (first, _, household) = await service.Receive("housing-plus");
        service.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var (second, _, _) = await service.Receive("housing-plus", "communication");
        foreach (var id in (string[])[first.ComplaintId, second.ComplaintId])
            await service.Answer(id, "housing-plus");
        Assert.Equal([first.ComplaintId, second.ComplaintId], (await officer.ListUnlearntAsync(new() { Landlord = "housing-plus" })).Complaints.Select(c => c.ComplaintId));
        var page = await officer.ListUnlearntAsync(new() { Landlord = "housing-plus", PageSize = 1 });
        Assert.Equal((first.Reference, "repairs", Noon.AddSeconds(1)), (page.Complaints[0].Reference, page.Complaints[0].Subject, page.Complaints[0].UpheldAt.ToDateTimeOffset()));
        Assert.Equal([second.ComplaintId], (await officer.ListUnlearntAsync(new() { Landlord = "housing-plus", PageToken = page.NextPageToken })).Complaints.Select(c => c.ComplaintId));

        var draw = Draw(first.ComplaintId);
        var lesson = (await officer.DrawLessonAsync(draw)).Lesson;
        Assert.Equal(lesson, (await officer.DrawLessonAsync(draw)).Lesson);
        Assert.Equal((first.Reference, "repairs", "late"), (Assert.Single(lesson.Sources).Reference, lesson.Subject, lesson.RootCause));
        lesson = (await officer.AddToLessonAsync(new() { RequestId = NewId(), LessonId = lesson.LessonId, ComplaintIds = { second.ComplaintId } })).Lesson;
        Assert.Equal(2, lesson.Sources.Count);
        Assert.Empty((await officer.ListUnlearntAsync(new() { Landlord = "housing-plus" })).Complaints);
        Assert.Equal("complaint.lesson-drawn", (await service.Get(second.ComplaintId, "officer@housing-plus")).Timeline[^1].Name);
        var seen = (await service.As("resident@housing-plus", household).GetComplaintAsync(new() { ComplaintId = first.ComplaintId })).Complaint;
        Assert.DoesNotContain(seen.Timeline, t => t.Name == "complaint.lesson-drawn");

        var named = await Refusal(() => officer.WriteImprovementAsync(new() { RequestId = NewId(), LessonId = lesson.LessonId, YouSaid = "Ms Osei of 12 High Street waited.", WeDid = "We call." }));
        Assert.Equal(["you_said", "you_said"], named.Fields);
        var improvement = (await officer.WriteImprovementAsync(new() { RequestId = NewId(), LessonId = lesson.LessonId, YouSaid = "You said that nobody calls.", WeDid = "We call an hour before." })).Improvement;
        var publish = new PublishImprovementRequest { RequestId = NewId(), LessonId = lesson.LessonId, ImprovementId = improvement.ImprovementId, NobodyRecognisable = true };
        Assert.Equal("LESSON_NOT_DONE", (await Refusal(() => manager.PublishImprovementAsync(publish))).Reason);
        await officer.CompleteLessonAsync(new() { RequestId = NewId(), LessonId = lesson.LessonId, Proof = "minutes/7" });
        Assert.Equal([lesson.LessonId], (await officer.ListLessonsAsync(new() { Landlord = "housing-plus", Unreviewed = true })).Lessons.Select(l => l.LessonId));
        await officer.ReviewLessonAsync(new() { RequestId = NewId(), LessonId = lesson.LessonId, Effect = Wire.LessonEffect.Better, Words = "Half as many wait.", Evidence = "report/4" });
        Assert.Empty((await officer.ListLessonsAsync(new() { Landlord = "housing-plus", Unreviewed = true })).Lessons);

        var resident = service.Lessons("resident@housing-plus", Guid.CreateVersion7());
        Assert.Empty((await resident.ListImprovementsAsync(new() { Landlord = "housing-plus" })).Improvements);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => officer.PublishImprovementAsync(publish))).Status);
        publish.RequestId = NewId();
        Assert.Equal(Wire.ImprovementState.Published, (await manager.PublishImprovementAsync(publish)).Improvement.State);
        var read = Assert.Single((await resident.ListImprovementsAsync(new() { Landlord = "housing-plus" })).Improvements);
        Assert.Equal(("You said that nobody calls.", "We call an hour before.", ""), (read.YouSaid, read.WeDid, read.LessonId));
        await manager.WithdrawImprovementAsync(new() { RequestId = NewId(), LessonId = lesson.LessonId, ImprovementId = improvement.ImprovementId, Reason = "It reads as a promise." });
        Assert.Empty((await resident.ListImprovementsAsync(new() { Landlord = "housing-plus" })).Improvements);
        Assert.Equal("It reads as a promise.", Assert.Single((await officer.ListImprovementsAsync(new() { Landlord = "housing-plus", All = true })).Improvements).WithdrawnBecause);
        Assert.Equal(
            ["lesson.drawn", "lesson.sources-added", "improvement.written", "lesson.done", "lesson.reviewed", "improvement.published", "improvement.withdrawn"],
            (await officer.GetLessonAsync(new() { LessonId = lesson.LessonId })).Lesson.Timeline.Select(t => t.Name));
    }

    [Fact]
    public async Task While_nobody_can_say_whose_words_they_were_nothing_is_written_for_all_to_read()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive("one-housing");
        var officer = service.Lessons("officer@one-housing");
        var lesson = (await officer.DrawLessonAsync(Draw(complaint.ComplaintId, rootCause: "late"))).Lesson;
        service.Neighbours.Away = true;
        var refused = await Refusal(() => officer.WriteImprovementAsync(new() { RequestId = NewId(), LessonId = lesson.LessonId, YouSaid = "You said.", WeDid = "We did." }));
        Assert.Equal((StatusCode.Unavailable, "NAMES_UNCHECKED"), (refused.Status, refused.Reason));
        service.Neighbours.Away = false;
        Assert.Empty((await officer.GetLessonAsync(new() { LessonId = lesson.LessonId })).Lesson.Improvements);
    }

    [Fact]
    public async Task Lessons_are_listed_by_owner_and_by_what_is_due_a_page_at_a_time_ROS_CMP_01()
    {
        service.Reset();
        var officer = service.Lessons("officer@rosebery");
        var comment = (await service.Feedback("officer@rosebery").RecordFeedbackAsync(new()
        {
            RequestId = NewId(), Kind = Wire.FeedbackKind.Comment, Channel = Wire.Channel.Email, Words = "Nobody says when they come.", Subject = "communication",
        })).Feedback;
        var (complaint, _, _) = await service.Receive("rosebery");
        var late = (await officer.DrawLessonAsync(Draw(complaint.ComplaintId, "carr", 20, "late"))).Lesson.LessonId;
        service.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var request = Draw(complaint.ComplaintId, "bell", 10, "late");
        request.FeedbackIds.Add(comment.FeedbackId);
        var early = (await officer.DrawLessonAsync(request)).Lesson.LessonId;
        Assert.Equal([early, late], await List(new()));
        Assert.Equal([late], await List(new() { Owner = "carr" }));
        Assert.Equal([early], await List(new() { DueBy = new() { Year = 2026, Month = 3, Day = 15 } }));
        Assert.Empty(await List(new() { Overdue = true }));
        service.Host.Clock.Now = Examples.Instant("2026-03-11T09:00Z");
        Assert.Equal([early], await List(new() { Overdue = true }));
        Assert.Equal([early, late], await List(new() { ComplaintId = complaint.ComplaintId }));
        var page = await officer.ListLessonsAsync(new() { Landlord = "rosebery", PageSize = 1 });
        Assert.Equal([late], await List(new() { PageToken = page.NextPageToken }));
        await officer.ChangeLessonAsync(new() { RequestId = NewId(), LessonId = early, DueOn = new() { Year = 2026, Month = 4, Day = 1 }, Reason = "The training is in April." });
        Assert.Equal([late, early], await List(new()));
        await service.Lessons("manager@rosebery").DropLessonAsync(new() { RequestId = NewId(), LessonId = late, Reason = "The same as the other." });
        Assert.Equal([early], await List(new() { State = Wire.LessonState.Open }));
        Assert.Equal("FEEDBACK_UNKNOWN", (await Refusal(() => officer.AddToLessonAsync(new() { RequestId = NewId(), LessonId = early, FeedbackIds = { NewId() } }))).Reason);

        async Task<IEnumerable<string>> List(ListLessonsRequest asked)
        {
            asked.Landlord = "rosebery";
            return [.. (await officer.ListLessonsAsync(asked)).Lessons.Select(l => l.LessonId)];
        }
    }

    [Fact]
    public async Task Themes_are_counted_by_subject_cause_team_estate_and_month_beside_the_period_before_ROS_CMP_01()
    {
        service.Reset();
        service.Host.Clock.Now = Examples.Instant("2026-01-15T12:00Z");
        var (before, _, _) = await service.Receive("havering");
        service.Host.Clock.Now = Examples.Instant("2026-02-10T12:00Z");
        var (upheld, _, _) = await service.Receive("havering", "repairs", "communication");
        await service.Receive("havering", "communication");
        var (home, _) = service.Neighbours.Let("havering");
        var request = Said(home);
        (request.AboutService, request.AboutCaseId) = ("repairs", service.Neighbours.Repair(home, service.Host.Clock.Now.AddDays(1)).ToString());
        Assert.Equal(Wire.Stage.ServiceRequest, (await service.As("officer@havering").ReceiveComplaintAsync(request)).Complaint.Stage);
        await service.Answer(upheld.ComplaintId, "havering", issues: 2);
        await service.Answer(before.ComplaintId, "havering");

        Assert.Equal([("communication", 2, 1, 1, 0), ("repairs", 1, 1, 1, 1)], await Themes(ThemeKind.Subject));
        Assert.Equal([("late", 1, 1, 1, 1)], await Themes(ThemeKind.RootCause));
        Assert.Equal([("repairs", 1, 1, 1, 1), ("complaints", 1, 0, 0, 0)], await Themes(ThemeKind.Team));
        Assert.Equal([("Harold Hill", 2, 1, 1, 1)], await Themes(ThemeKind.Estate));
        Assert.Equal([("2026-02", 2, 1, 1, 0), ("2026-01", 0, 0, 0, 1)], await Themes(ThemeKind.Month));
        Assert.Equal(["from", "through", "by"], (await Refusal(() => service.Lessons("officer@havering").GetThemesAsync(new() { Landlord = "havering" }))).Fields);

        async Task<IEnumerable<(string, long, long, long, long)>> Themes(ThemeKind by) => (await service.Lessons("auditor@havering").GetThemesAsync(new()
        {
            Landlord = "havering", From = new() { Year = 2026, Month = 2, Day = 1 }, Through = new() { Year = 2026, Month = 2, Day = 28 }, By = by,
        })).Themes.Select(t => (t.Key, t.Received, t.Answered, t.Upheld, t.ReceivedBefore));
    }

    [Fact]
    public async Task Lessons_are_the_landlords_peoples_own()
    {
        service.Reset();
        var (complaint, _, household) = await service.Receive("one-housing");
        var lesson = (await service.Lessons("officer@one-housing").DrawLessonAsync(Draw(complaint.ComplaintId, rootCause: "late"))).Lesson;
        foreach (var stranger in (Wire.Learning.LearningClient[])[service.Lessons("officer@rosebery"), service.Lessons("resident@one-housing", household), service.Lessons("contractor-smiths@one-housing")])
        {
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.GetLessonAsync(new() { LessonId = lesson.LessonId }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.CompleteLessonAsync(new() { RequestId = NewId(), LessonId = lesson.LessonId, Proof = "x" }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.DrawLessonAsync(Draw(complaint.ComplaintId)))).Status);
        }

        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Lessons("auditor@one-housing").LearnNothingAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId, Reason = "x" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Lessons("officer@one-housing").DropLessonAsync(new() { RequestId = NewId(), LessonId = lesson.LessonId, Reason = "x" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Lessons("resident@rosebery", household).ListImprovementsAsync(new() { Landlord = "one-housing" }))).Status);
        Assert.Equal(["all"], (await Refusal(() => service.Lessons("resident@one-housing", household).ListImprovementsAsync(new() { Landlord = "one-housing", All = true }))).Fields);
        Assert.Equal("LESSON_UNKNOWN", (await Refusal(() => service.Lessons("officer@one-housing").GetLessonAsync(new() { LessonId = NewId() }))).Reason);
    }

    private static DrawLessonRequest Draw(string complaint, string owner = "bell", int day = 30, string rootCause = "") => new()
    {
        RequestId = NewId(), ComplaintIds = { complaint }, Learnt = "Nobody calls before they come.", Action = "Call an hour before.", Owner = owner, DueOn = new() { Year = 2026, Month = 3, Day = day },
        RootCause = rootCause,
    };
}
