using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>Somebody who is away, until when, and who handles complaints of the landlord and is here.</summary>
public sealed record Away(DateOnly Through, IReadOnlyList<Handler> Others);

/// <summary>Who is here, who has how much, and who took part in what a complaint is about.</summary>
internal sealed class HandlerQuestions(ComplaintsDb db, NeighbourQuestions neighbours)
{
    /// <summary>Null for somebody who is here.</summary>
    public async Task<Away?> AwayOn(string landlord, string subject, DateOnly day, CancellationToken cancellationToken)
    {
        var away = await AwayOn(landlord, day, cancellationToken);
        if (!away.TryGetValue(subject, out var through))
            return null;
        var others = await db.Complaints.Where(c => c.Landlord == landlord && (c.Stage == Stage.One || c.Stage == Stage.Two) && c.HandlerSubject != null)
            .GroupBy(c => new { c.HandlerSubject, c.HandlerName, c.HandlerRank })
            .OrderBy(g => g.Count()).ThenBy(g => g.Key.HandlerSubject)
            .Select(g => new Handler(g.Key.HandlerSubject!, g.Key.HandlerName!, g.Key.HandlerRank!))
            .ToListAsync(cancellationToken);
        return new(through, others.FindAll(o => !away.ContainsKey(o.Subject)));
    }

    /// <summary>The last day of everybody who is away that day.</summary>
    public async Task<Dictionary<string, DateOnly>> AwayOn(string landlord, DateOnly day, CancellationToken cancellationToken) =>
        (await db.Absences.AsNoTracking().Where(a => a.Landlord == landlord && a.FromDay <= day && a.ThroughDay >= day).ToListAsync(cancellationToken))
        .Where(a => a.IsAway(day)).GroupBy(a => a.Subject, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(a => a.Last), StringComparer.Ordinal);

    /// <summary>Those on the repair's record by now; when Repairs does not answer, those known from the start have to do.</summary>
    public async Task<IReadOnlyList<string>> People(Complaint complaint, CancellationToken cancellationToken) =>
        complaint is { AboutService: "repairs", AboutCaseId: { } repair } ? (await neighbours.Repair(repair, cancellationToken)).What?.People ?? [] : [];
}
