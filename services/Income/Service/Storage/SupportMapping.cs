using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class SupportOfferMapping : IEntityTypeConfiguration<SupportOffer>
{
    public void Configure(EntityTypeBuilder<SupportOffer> offer)
    {
        offer.ToTable("support_offer");
        offer.Property(o => o.Id).HasColumnName("id").ValueGeneratedNever();
        offer.Property(o => o.AccountId).HasColumnName("account_id");
        offer.Property(o => o.Kind).HasColumnName("kind").HasConversion<string>();      // readable rows
        offer.Property(o => o.Stage).HasColumnName("stage").HasConversion<string>();
        offer.Property(o => o.AgencyKey).HasColumnName("agency_key");
        offer.Property(o => o.AgencyName).HasColumnName("agency_name");
        offer.Property(o => o.Why).HasColumnName("why");
        offer.Property(o => o.Channel).HasColumnName("channel").HasConversion<string>();
        offer.Property(o => o.BeganAt).HasColumnName("began_at");
        offer.Property(o => o.OfferedAt).HasColumnName("offered_at");
        offer.Property(o => o.Answer).HasColumnName("answer").HasConversion<string>();
        offer.Property(o => o.AnsweredAt).HasColumnName("answered_at");
        offer.Property(o => o.Outcome).HasColumnName("outcome");
        offer.Property(o => o.EndedAt).HasColumnName("ended_at");
        offer.Property(o => o.By).HasColumnName("by");
        offer.Property(o => o.Version).IsRowVersion();
    }
}

internal sealed class SupportSchemeMapping : IEntityTypeConfiguration<SupportScheme>
{
    public void Configure(EntityTypeBuilder<SupportScheme> scheme)
    {
        scheme.ToTable("support_scheme");
        scheme.HasKey(s => s.AccountId);
        scheme.Property(s => s.AccountId).HasColumnName("account_id").ValueGeneratedNever();
        scheme.Property(s => s.Scheme).HasColumnName("scheme");
        scheme.Property(s => s.Officer).HasColumnName("officer");
    }
}

internal sealed class ConsentMapping : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> consent)
    {
        consent.ToTable("consent");
        consent.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        consent.Property(c => c.AccountId).HasColumnName("account_id");
        consent.Property(c => c.Body).HasColumnName("body").HasConversion<string>();
        consent.Property(c => c.Name).HasColumnName("name");
        consent.PrimitiveCollection(c => c.About).HasColumnName("about").ElementType().HasConversion<string>();
        consent.Property(c => c.GivenOn).HasColumnName("given_on");
        consent.Property(c => c.Until).HasColumnName("until_day");
        consent.Property(c => c.How).HasColumnName("how").HasConversion<string>();
        consent.Property(c => c.Evidence).HasColumnName("evidence");
        consent.Property(c => c.GivenBy).HasColumnName("given_by");
        consent.Property(c => c.RecordedAt).HasColumnName("recorded_at");
        consent.Property(c => c.WithdrawnOn).HasColumnName("withdrawn_on");
        consent.Property(c => c.WithdrawnAt).HasColumnName("withdrawn_at");
        consent.Property(c => c.WithdrawnBy).HasColumnName("withdrawn_by");
        consent.Property(c => c.Version).IsRowVersion();
        consent.Ignore(c => c.LastDay);
    }
}

internal sealed class ThirdPartyContactMapping : IEntityTypeConfiguration<ThirdPartyContact>
{
    public void Configure(EntityTypeBuilder<ThirdPartyContact> contact)
    {
        contact.ToTable("third_party_contact");
        contact.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        contact.Property(c => c.AccountId).HasColumnName("account_id");
        contact.Property(c => c.ConsentId).HasColumnName("consent_id");
        contact.Property(c => c.About).HasColumnName("about").HasConversion<string>();
        contact.Property(c => c.On).HasColumnName("on_day");
        contact.Property(c => c.Channel).HasColumnName("channel").HasConversion<string>();
        contact.Property(c => c.Note).HasColumnName("note");
        contact.Property(c => c.By).HasColumnName("by");
        contact.Property(c => c.RecordedAt).HasColumnName("recorded_at");
    }
}

internal sealed class BenefitClaimMapping : IEntityTypeConfiguration<BenefitClaim>
{
    public void Configure(EntityTypeBuilder<BenefitClaim> claim)
    {
        claim.ToTable("benefit_claim");
        claim.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        claim.Property(c => c.AccountId).HasColumnName("account_id");
        claim.Property(c => c.Kind).HasColumnName("kind").HasConversion<string>();
        claim.Property(c => c.ClaimedOn).HasColumnName("claimed_on");
        claim.Property(c => c.DecidedOn).HasColumnName("decided_on");
        claim.Property(c => c.Outcome).HasColumnName("outcome").HasConversion<string>();
        claim.Property(c => c.By).HasColumnName("by");
        claim.Property(c => c.RecordedAt).HasColumnName("recorded_at");
        claim.Property(c => c.Version).IsRowVersion();
    }
}
