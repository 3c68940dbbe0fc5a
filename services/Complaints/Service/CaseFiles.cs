using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>A complaint and the promises that run on it.</summary>
internal sealed record CaseFile(Complaint Complaint, CasePromises Promises)
{
    public List<Commitment> Commitments => Promises.Commitments;

    /// <summary>What has a day of its own at the Ombudsman, by its id.</summary>
    public Dictionary<Guid, CasePromises> Clocks { get; init; } = [];

    /// <summary>The promises on those days.</summary>
    public IEnumerable<Commitment> OfOmbudsman => Clocks.Values.SelectMany(clock => clock.Commitments);

    /// <summary>The case that a milestone is recorded on, and its promises.</summary>
    public (Guid Id, CasePromises Promises) Of(ComplaintMilestone milestone)
    {
        if (milestone is not ComplaintMilestone.OfOmbudsman { Clock: { } id })
            return (Complaint.Id, Promises);
        if (!Clocks.TryGetValue(id, out var clock))
            Clocks[id] = clock = new CasePromises();
        return (id, clock);
    }
}

/// <summary>Writes what was decided: the timeline, the promises it opens and keeps, the letter of the step, the events it is told by. Whoever asked for it saves, once.</summary>
internal sealed class CaseFiles(ComplaintsDb db, Promises promises, Policies<ComplaintPolicy> policies, StandardsBook standards)
{
    public async Task<CaseFile?> Find(Guid id, CancellationToken cancellationToken)
    {
        var complaint = await db.Complaints
            .Include(c => c.Issues).Include(c => c.Timeline).Include(c => c.Handlers).Include(c => c.Contacts).Include(c => c.Extensions)
            .Include(c => c.Evidence).Include(c => c.Findings).Include(c => c.Remedies).Include(c => c.Replies)
            .AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (complaint is null)
            return null;
        var clocks = new Dictionary<Guid, CasePromises>();
        if (complaint.TakenToOmbudsmanAt is not null)       // few are
        {
            await db.Entry(complaint).Collection(c => c.Ombudsman).Query().Include(o => o.Requests).Include(o => o.Determinations).Include(o => o.Orders).AsSplitQuery().LoadAsync(cancellationToken);
            foreach (var own in complaint.Ombudsman.SelectMany(o => o.Requests.Select(r => r.Id).Concat(o.Orders.Select(order => order.Id))))
                clocks[own] = await promises.Find(own, cancellationToken);
        }

        complaint.InOrder();
        return new CaseFile(complaint, await promises.Find(id, cancellationToken)) { Clocks = clocks };
    }

    public CaseFile Open(ComplaintMilestone.Opened opened, Recorder by, DateTimeOffset now)
    {
        var complaint = Complaint.Open(opened, by, now);
        db.Complaints.Add(complaint);
        var file = new CaseFile(complaint, new());
        Keep(file, opened, by, now);
        return file;
    }

    /// <summary>Takes in what was decided, and writes it.</summary>
    /// <param name="file">The case.</param>
    /// <param name="milestones">What was decided.</param>
    /// <param name="by">By whom.</param>
    /// <param name="now">When.</param>
    /// <param name="addressee">Whom a letter of it is for; null where nothing of it is told in writing, or nobody is known.</param>
    public void Record(CaseFile file, IReadOnlyList<ComplaintMilestone> milestones, Recorder by, DateTimeOffset now, Addressee? addressee = null)
    {
        foreach (var milestone in milestones)
        {
            file.Complaint.Apply(milestone, by, now);
            Keep(file, milestone, by, now, addressee);
        }
    }

    private void Keep(CaseFile file, ComplaintMilestone milestone, Recorder by, DateTimeOffset now, Addressee? addressee = null)
    {
        var complaint = file.Complaint;
        var recorder = $"{by.Role} {by.Subject}";
        var (caseId, running) = file.Of(milestone);
        promises.Record(running, complaint.Landlord, caseId, new(milestone.Name, milestone.At, ComplaintFacts.Of(complaint, milestone)), now, new Recording(recorder));
        if (milestone is ComplaintMilestone.OrderMoved moved)
        {
            foreach (var commitment in running.Commitments.FindAll(c => c.IsOwed))
                promises.Extend(commitment, London.EndOf(moved.NewDay), now, new Recording(recorder, moved.Reason));
        }

        if (complaint.FindOrder(caseId) is var (_, order))
            order.Warn(running.Commitments.FindAll(c => c.IsOwed).Min(promises.AtRiskFrom));
        foreach (var (commitment, why) in Ended(file, milestone, now))
            promises.Cancel(commitment, now, new Recording(recorder, why));
        if (milestone is ComplaintMilestone.Extended extended)
        {
            foreach (var commitment in file.Commitments.FindAll(c => extended.Promises.Contains(c.StandardId, StringComparer.Ordinal)))
                promises.Extend(commitment, London.EndOf(extended.NewDay), now, new Recording(recorder, extended.Reason));
        }

        List<Commitment> owed = [.. Owed(file), .. file.OfOmbudsman.Where(c => c.IsOwed)];       // these whether or not it has ended
        complaint.Owe(owed.Min(c => (DateTimeOffset?)c.DueAt), owed.Min(promises.AtRiskFrom));

        if (ComplaintEvents.Of(complaint, milestone) is { } told)
            db.Tell(told);
        if (!by.TellsResidents)
            return;
        if (milestone is ComplaintMilestone.Closed closed && Survey.After(complaint, closed, now) is { } survey)
        {
            db.Surveys.Add(survey);
            db.Tell(ResidentMessages.Asking(complaint, survey, now));
        }

        var letter = Write(complaint, milestone, by, now, addressee ?? Addressee.Unknown);
        if (ResidentMessages.Of(policies.For(complaint.Landlord), complaint, milestone, now, letter?.Id) is { } message)
            db.Tell(message);
    }

    /// <summary>The letter of the step, kept with it; null for a step without one.</summary>
    private Letter? Write(Complaint complaint, ComplaintMilestone milestone, Recorder by, DateTimeOffset now, Addressee addressee)
    {
        if (LetterPage.Of(complaint, milestone, policies.For(complaint.Landlord), standards.For(complaint.Landlord).Name, addressee, now) is not { } draft)
            return null;
        var letter = Letter.Of(Guid.CreateVersion7(now), complaint, draft.Kind, draft.Page, addressee, draft.Readability, by, now);
        db.Letters.Add(letter);
        return letter;
    }

    /// <summary>The promises that nobody keeps any more, each with the reason; one that ran out before stays missed.</summary>
    internal static IEnumerable<(Commitment Commitment, string Why)> Ended(CaseFile file, ComplaintMilestone milestone, DateTimeOffset now) => milestone switch
    {
        ComplaintMilestone.Excluded excluded => file.Commitments.FindAll(c => c.OutcomeAt(now) == Outcome.Open).Select(c => (c, excluded.Explanation)),
        ComplaintMilestone.Withdrawn withdrawn => file.Commitments.FindAll(c => c.OutcomeAt(now) == Outcome.Open).Select(c => (c, withdrawn.Words)),
        ComplaintMilestone.NotOurs stranger => file.Commitments.FindAll(c => c.OutcomeAt(now) == Outcome.Open).Select(c => (c, stranger.Why)),
        ComplaintMilestone.Escalated => file.Commitments.FindAll(c => c.OutcomeAt(now) == Outcome.Open && OfStageOne(c))
            .Select(c => (c, "The complaint went to stage two, which answers in place of stage one.")),
        _ => [],
    };

    /// <summary>What is still to be done: nothing once it has ended, and of stage one nothing once stage two answers.</summary>
    internal static List<Commitment> Owed(CaseFile file) => file.Complaint.HasEnded
        ? []
        : file.Commitments.FindAll(c => c.IsOwed && (file.Complaint.StageNumber == 1 || !OfStageOne(c)));

    private static bool OfStageOne(Commitment commitment) => commitment.StartedBy is "complaint.received" or "complaint.acknowledged";
}
