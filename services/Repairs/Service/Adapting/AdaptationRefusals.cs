using Housing.Standards;

namespace Housing.Repairs;

public static partial class RepairRefusals
{
    public static Refusal AdaptationUnknown { get; } =
        Refusal.NotFound("ADAPTATION_UNKNOWN", "There is no adaptation with that id. ListAdaptations has the ids of a landlord's adaptations.");

    public static Refusal TenancyAway { get; } = Refusal.Unavailable(
        "TENANCY_AWAY", "Tenancy cannot be asked who lives in the home just now. Nothing was kept; send it again with the same request_id.");

    public static Refusal HomeEmpty { get; } =
        Refusal.Precondition("HOME_EMPTY", "Nobody lives in the home, so nobody needs it adapted. Ask once the tenancy has started.");

    public static Refusal NotMinor { get; } =
        Refusal.Precondition("ADAPTATION_IS_MAJOR", "It is a major adaptation. AssessAdaptation records what an occupational therapist or the council found.");

    public static Refusal NotMajor { get; } =
        Refusal.Precondition("ADAPTATION_IS_MINOR", "It is a minor adaptation, which the landlord fits. RecordAdaptationNeeds records what is needed.");

    public static Refusal GrantMissing { get; } = Refusal.Precondition(
        "GRANT_NOT_APPROVED", "It has been assessed, but no grant is approved. Record the grant, or say in paid_by who pays instead.");

    public static Refusal AdaptationKindUnknown(RepairPolicy policy) => Field("kind", policy.Adaptations.Count == 0
        ? "can be none, since this landlord has no list of adaptations."
        : $"must be one of {string.Join(", ", policy.Adaptations.Select(a => a.Key))}.");

    /// <summary>The step does not follow from where the case is.</summary>
    public static Refusal NotNow(Adaptation adaptation) => Refusal.Precondition("ADAPTATION_NOT_THERE", adaptation.State switch
    {
        AdaptationState.Requested when adaptation.Size == AdaptationSize.Minor => "It was asked for. Record with RecordAdaptationNeeds what is needed first.",
        AdaptationState.Requested => "It was asked for. Record with AssessAdaptation what was found first.",
        AdaptationState.Needed => "What is needed is on record. Order it with OrderAdaptation.",
        AdaptationState.Assessed => "It has been assessed. Pass it on with ReferAdaptation.",
        AdaptationState.Referred => "It has been passed on. Record with RecordAdaptationGrant that a grant was applied for.",
        AdaptationState.GrantApplied => "A grant was applied for. Record with RecordAdaptationGrant what was decided.",
        AdaptationState.GrantApproved => "The grant is approved. Order it with OrderAdaptation.",
        AdaptationState.GrantRefused => "The grant was refused. Apply again, order it with somebody else paying, or close it.",
        AdaptationState.Ordered => "It is ordered. Record with RecordAdaptationFitted that it is there.",
        AdaptationState.Fitted => "It is fitted and takes nothing more.",
        AdaptationState.Closed => "It is closed and takes nothing more. Ask for it anew if things have changed.",
    }, adaptation.Clause);
}
