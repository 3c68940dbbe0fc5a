using Housing.Standards;

namespace Housing.Income;

/// <summary>Says whether an offer can be accepted or declined: in its time, once. The same answer said again changes nothing.</summary>
public static class AgreementAnswerDecision
{
    public static Decision<AgreementMilestone> Decide(Agreement agreement, bool accepts, string reason, AgreementTerms terms, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var why = accepts ? "" : fields.Line("reason", reason, 200);
        if (fields.FoundFaults)
            return fields.Refuse("ANSWER_INVALID");
        return agreement.State switch
        {
            AgreementState.Offered when London.DayOf(now) > agreement.AnswerBy => AgreementRefusals.OfferOver(AgreementState.Lapsed),
            AgreementState.Offered when accepts => new AgreementMilestone.Accepted(London.DayOf(now).AddDays(terms.ReviewDays), by, now),
            AgreementState.Offered => new AgreementMilestone.Declined(why, by, now),
            AgreementState.InForce when accepts => Decision<AgreementMilestone>.Nothing,
            AgreementState.Declined when !accepts => Decision<AgreementMilestone>.Nothing,
            _ => AgreementRefusals.OfferOver(agreement.State),
        };
    }
}
