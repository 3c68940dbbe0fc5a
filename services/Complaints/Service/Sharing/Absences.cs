using System.Globalization;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Who has how much to do. Each rpc sits in its operation's file.</summary>
internal sealed partial class CaseloadGrpc(
    ComplaintsDb db, CaseFiles files, CaseDesk desk, HandlerQuestions handlers, Policies<ComplaintPolicy> policies, StandardsBook standards, TimeProvider clock) : Wire.Caseload.CaseloadBase
{
    public override Task<RecordAbsenceResponse> RecordAbsence(RecordAbsenceRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireAct(request.Landlord);
        RequireLandlord(request.Landlord);
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var subject = request.Handler.Trim();
            var known = await db.Absences.Where(a => a.Landlord == request.Landlord && a.Subject == subject).ToListAsync(call.CancellationToken);
            var decision = AbsenceDecision.Record(subject, Precise.Day(request.From), Precise.Day(request.Through), known, London.DayOf(clock.Now()));
            if (decision is Decision<AbsenceRecorded>.Refused refused)
                throw refused.Why.ToRpcException();
            if (decision.Milestones is not [var recorded])
                return new RecordAbsenceResponse { Absence = Message(known.First(a => a.FromDay.ToMessage().Equals(request.From) && a.Last.ToMessage().Equals(request.Through))) };
            var absence = Absence.Of(request.Landlord, recorded, caller.Subject, clock.Now());
            db.Absences.Add(absence);
            return new RecordAbsenceResponse { Absence = Message(absence) };
        });
    }

    public override Task<EndAbsenceResponse> EndAbsence(EndAbsenceRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.AbsenceId, "absence_id");
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var absence = await db.Absences.SingleOrDefaultAsync(a => a.Id == id, call.CancellationToken) ?? throw ComplaintRefusals.AbsenceUnknown.ToRpcException();
            call.Caller().RequireAct(absence.Landlord);
            var decision = AbsenceDecision.End(absence, Precise.Day(request.BackOn), London.DayOf(clock.Now()));
            if (decision is Decision<AbsenceEnded>.Refused refused)
                throw refused.Why.ToRpcException();
            foreach (var ended in decision.Milestones)
                absence.Take(ended);
            return new EndAbsenceResponse { Absence = absence.Last < absence.FromDay ? null : Message(absence) };
        });
    }

    public override async Task<ListAbsencesResponse> ListAbsences(ListAbsencesRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        call.Caller().RequireRead(request.Landlord);
        RequireLandlord(request.Landlord);
        var today = London.DayOf(clock.Now());
        var listed = db.Absences.AsNoTracking()
            .Where(a => a.Landlord == request.Landlord && a.ThroughDay >= today && (a.BackOn == null || (a.BackOn > today && a.BackOn > a.FromDay)));
        if (request.Handler is not "")
            listed = listed.Where(a => a.Subject == request.Handler);
        if (page.After is { } key)
        {
            var (day, id) = Key(key);
            listed = listed.Where(a => a.FromDay >= day && (a.FromDay > day || a.Id > id));
        }

        var rows = await listed.OrderBy(a => a.FromDay).ThenBy(a => a.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var last = rows.Count > page.Size ? rows[page.Size - 1] : null;
        return new() { Absences = { rows.Take(page.Size).Select(Message) }, NextPageToken = Paging.Token(last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.FromDay.DayNumber} {last.Id}")) };
    }

    private void RequireLandlord(string landlord)
    {
        if (!standards.Knows(landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
    }

    private static (DateOnly Day, Guid Id) Key(string key) =>
        key.Split(' ') is [var number, var id] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && day <= London.LastDay.DayNumber && Guid.TryParseExact(id, "D", out var row)
            ? (DateOnly.FromDayNumber(day), row)
            : throw Paging.BadToken();

    private static Wire.Absence Message(Absence absence) => new()
    {
        AbsenceId = absence.Id.ToString(), Landlord = absence.Landlord, Handler = absence.Subject, From = absence.FromDay.ToMessage(), Through = absence.Last.ToMessage(),
    };
}
