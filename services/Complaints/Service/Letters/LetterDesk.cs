namespace Housing.Complaints;

/// <summary>Finds out whom a letter is for. A letter is never held up by that: without an answer it is written without a name or an address.</summary>
internal sealed class LetterDesk(NeighbourQuestions neighbours)
{
    /// <summary>Whom a letter of what was decided is for; null where nothing of it is told in writing.</summary>
    public async Task<Addressee?> AddresseeOf(Complaint complaint, IReadOnlyList<ComplaintMilestone> decided, CancellationToken cancellationToken) =>
        decided.Any(milestone => LetterKinds.Of(milestone) is not null) ? await AddresseeOf(complaint, cancellationToken) : null;

    /// <summary>The correspondent who was named; else whoever speaks for the household; else the household itself, at its home.</summary>
    public async Task<Addressee> AddresseeOf(Complaint complaint, CancellationToken cancellationToken)
    {
        var residence = complaint.HouseholdId is { } household ? (await neighbours.Household(household, cancellationToken)).What : null;
        var resident = residence is { LeadName: { Length: > 0 } lead } ? lead : null;
        if (complaint.Correspondent is { } correspondent)
            return new(correspondent.Name, correspondent.Lines) { For = resident == correspondent.Name ? null : resident, Reading = Reading.AsAll with { Form = correspondent.LargePrint ? LetterForm.LargePrint : LetterForm.Print } };
        if (complaint.RepresentativeName is { } representative)
            return new(representative, []) { For = resident };
        if (complaint.HouseholdId is null)
            return Addressee.Unknown;
        var home = (residence?.HomeId ?? complaint.HomeId) is { } at ? (await neighbours.Home(at, cancellationToken)).What : null;
        return new(resident, home?.Address ?? []) { Reading = residence?.Reading ?? Reading.AsAll };
    }
}
