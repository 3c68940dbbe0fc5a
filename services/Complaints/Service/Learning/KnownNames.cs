using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>Asks who the people are that a lesson came from, and where they live, so that no published text says it. Nothing of it is kept.</summary>
internal sealed class KnownNames(ComplaintsDb db, NeighbourQuestions neighbours)
{
    public async Task<KnownAs> Of(Lesson lesson, CancellationToken cancellationToken)
    {
        var (complaintIds, feedbackIds) = (lesson.Sources.Select(s => s.ComplaintId).OfType<Guid>().ToList(), lesson.Sources.Select(s => s.FeedbackId).OfType<Guid>().ToList());
        var complaints = await db.Complaints.AsNoTracking().Where(c => complaintIds.Contains(c.Id)).Select(c => new { c.HouseholdId, c.HomeId, c.RepresentativeName, c.CorrespondentName, c.CorrespondentLines }).ToListAsync(cancellationToken);
        var feedback = await db.Feedback.AsNoTracking().Where(f => feedbackIds.Contains(f.Id)).Select(f => new { f.HouseholdId, f.Enquirer }).ToListAsync(cancellationToken);

        var names = complaints.SelectMany(c => new[] { c.RepresentativeName, c.CorrespondentName }).Concat(feedback.Select(f => f.Enquirer)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var addresses = complaints.Where(c => c.CorrespondentLines.Count > 0).SelectMany(c => new[] { c.CorrespondentLines[0], c.CorrespondentLines[^1] }).ToHashSet(StringComparer.Ordinal);
        var homes = complaints.Select(c => c.HomeId).OfType<Guid>().ToHashSet();
        foreach (var household in complaints.Select(c => c.HouseholdId).Concat(feedback.Select(f => f.HouseholdId)).OfType<Guid>().Distinct())
        {
            if (Answered(await neighbours.Household(household, cancellationToken)) is not { } residence)
                continue;
            names.Add(residence.LeadName);
            homes.Add(residence.HomeId);
        }

        foreach (var home in homes)
        {
            if (Answered(await neighbours.Home(home, cancellationToken)) is { Address: [var first, .., var postcode] })
                addresses.UnionWith([first, postcode]);
        }

        return new(names, addresses);
    }

    private static T? Answered<T>(Said<T> said)
        where T : class => said.Answered ? said.What : throw ComplaintRefusals.NamesUnchecked.ToRpcException();
}
