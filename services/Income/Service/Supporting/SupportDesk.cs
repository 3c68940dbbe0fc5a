using Housing.Income.Storage;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What help means for the household's arrears case, and what the household is told of it. Whoever asks holds the account's lock and saves.</summary>
internal sealed class SupportDesk(IncomeDb db, ArrearsDesk arrears, ResidentMessages messages)
{
    private const string OfferedTemplate = "support.offered";

    /// <summary>The account's open arrears case; null when it has none.</summary>
    public Task<ArrearsCase?> OpenCase(Guid accountId, CancellationToken cancellationToken) =>
        db.ArrearsCases.SingleOrDefaultAsync(c => c.AccountId == accountId && c.ClosedAt == null, cancellationToken);

    public async Task OnCase(Account account, ArrearsAct act, SupportOffer offer, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await OpenCase(account.Id, cancellationToken) is { } file)
            arrears.Apply(file, new ArrearsMilestone(act, by, now) { Note = $"{IncomeMessages.Word(offer.Kind)}: {offer.Why}", Evidence = $"support {offer.Id}", Channel = offer.Channel }, now);
    }

    /// <summary>The household is told what is offered and who helps with it.</summary>
    public Task Told(Account account, SupportOffer offer, SupportPolicy policy, CancellationToken cancellationToken) => messages.Tell(
        account, OfferedTemplate, account.Id, offer.Id,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kind"] = IncomeMessages.Word(offer.Kind),
            ["agency"] = offer.AgencyName ?? "",
            ["agencies"] = string.Join("; ", policy.Agencies.Where(agency => agency.Helps.Contains(offer.Kind)).Select(agency => agency.Name)),
        },
        offer.OfferedAt!.Value, cancellationToken);

    /// <summary>A household of a care and support scheme that owes is helped together with the scheme's officers, once at a time.</summary>
    public async Task Join(Account account, SupportScheme? scheme, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owes = await OpenCase(account.Id, cancellationToken) is not null;
        var joined = await db.SupportOffers.AnyAsync(o => o.AccountId == account.Id && o.Kind == SupportKind.JointSupport && o.EndedAt == null, cancellationToken);
        foreach (var offered in SchemeDecision.Join(scheme, owes, joined, now).Milestones)
        {
            var offer = SupportOffer.Begin(account.Id, offered);
            db.SupportOffers.Add(offer);
            await OnCase(account, ArrearsAct.AdviceOffered, offer, offered.By, now, cancellationToken);
        }
    }
}
