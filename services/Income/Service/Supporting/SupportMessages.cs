using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How help, consents and claims are said on the wire.</summary>
internal static class SupportMessages
{
    public static Wire.Agency ToMessage(this SupportAgency agency) => new()
    {
        Key = agency.Key,
        Name = agency.Name,
        Helps = { agency.Helps.Select(IncomeMessages.Word) },
        Free = agency.Free,
    };

    public static Wire.SupportOffer ToMessage(this SupportOffer offer) => new()
    {
        SupportId = offer.Id.ToString(),
        AccountId = offer.AccountId.ToString(),
        Kind = IncomeMessages.Word(offer.Kind),
        Stage = IncomeMessages.Word(offer.Stage),
        Agency = offer.AgencyName ?? "",
        Why = offer.Why,
        BeganAt = Timestamp.FromDateTimeOffset(offer.BeganAt),
        OfferedAt = IncomeMessages.Stamp(offer.OfferedAt),
        Answer = offer.Answer is { } answer ? IncomeMessages.Word(answer) : "",
        AnsweredAt = IncomeMessages.Stamp(offer.AnsweredAt),
        Outcome = offer.Outcome ?? "",
        EndedAt = IncomeMessages.Stamp(offer.EndedAt),
        By = offer.By,
    };

    public static Wire.Consent ToMessage(this Consent consent, IEnumerable<ThirdPartyContact> contacts) => new()
    {
        ConsentId = consent.Id.ToString(),
        AccountId = consent.AccountId.ToString(),
        Body = IncomeMessages.Word(consent.Body),
        Name = consent.Name,
        About = { consent.About.Select(IncomeMessages.Word) },
        GivenOn = consent.GivenOn.ToMessage(),
        Until = consent.Until.ToMessage(),
        How = IncomeMessages.Word(consent.How),
        Evidence = consent.Evidence ?? "",
        WithdrawnAt = IncomeMessages.Stamp(consent.WithdrawnAt),
        Contacts = { contacts.OrderBy(contact => contact.Id).Select(ToMessage) },
    };

    public static Wire.ThirdPartyContact ToMessage(this ThirdPartyContact contact) => new()
    {
        ContactId = contact.Id.ToString(),
        ConsentId = contact.ConsentId.ToString(),
        About = IncomeMessages.Word(contact.About),
        On = contact.On.ToMessage(),
        Channel = IncomeMessages.Word(contact.Channel),
        Note = contact.Note,
        By = contact.By,
    };

    public static Wire.BenefitClaim ToMessage(this BenefitClaim claim) => new()
    {
        ClaimId = claim.Id.ToString(),
        AccountId = claim.AccountId.ToString(),
        Kind = IncomeMessages.Word(claim.Kind),
        ClaimedOn = claim.ClaimedOn.ToMessage(),
        DecidedOn = claim.DecidedOn?.ToMessage(),
        Decision = claim.Outcome is { } outcome ? IncomeMessages.Word(outcome) : "",
    };
}
