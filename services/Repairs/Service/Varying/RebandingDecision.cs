namespace Housing.Repairs;

/// <summary>Says which band a job of some size belongs in (HPG-REP-07): an emergency first, then major, then external, then routine (F3).</summary>
public static class RebandingDecision
{
    /// <summary>The key of the band.</summary>
    /// <param name="policy">The landlord's bands and its rule, if it has one.</param>
    /// <param name="band">The band it is in by its fault and its household.</param>
    /// <param name="estimate">Its size; null while nobody has said.</param>
    public static string Decide(RepairPolicy policy, string band, Estimate? estimate) =>
        policy.Rebanding is { } rule && rule.From.Contains(band, StringComparer.Ordinal) && (estimate?.Minutes > rule.OverMinutes || estimate?.Pence > rule.OverPence) ? rule.To : band;

    /// <summary>The sentence that the clocks of the band before end with.</summary>
    public static string Why(RepairPolicy policy, string band) =>
        $"By its size it belongs in the band “{policy.NameOf(band)}” ({policy.Rebanding?.Clause}).";
}
