using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// The one way in which a regular charge is set: what it follows ends the day before, and to change is to give notice, which is told and kept in the same
/// transaction. Whoever asks holds the account's lock and saves.
/// </summary>
internal sealed class ChargeSetting(IncomeDb db, ChargeDesk charges, Promises promises, ResidentMessages messages, StandardsBook standards)
{
    public async Task<Decision<Charge>> Set(Account account, SetCharge command, string by, Recording recording, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await charges.Of(account.Id, cancellationToken);
        all.AddRange(db.Charges.Local.Where(charge => charge.AccountId == account.Id && !all.Contains(charge)));      // set in this very transaction
        var earlier = all.FindAll(charge => charge.On == command.On);
        if (SetChargeDecision.Refuse(account, command, earlier, charges.TermsOf(account), standards, now) is { } why)
            return why;

        var changes = SetChargeDecision.IsChange(earlier);
        foreach (var before in earlier)
            await charges.End(account, before, command.From.AddDays(-1), now, cancellationToken);
        var charge = Charge.Set(account.Id, command, by, now);
        db.Charges.Add(charge);
        all.Add(charge);
        ChargeDesk.Plan(account, all);
        if (changes)
            await Notify(account, charge, recording, now, cancellationToken);
        return charge;
    }

    // To set it is to give notice of it: the household is told in the same transaction.
    private async Task Notify(Account account, Charge charge, Recording by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var facts = SetChargeDecision.FactsOf(account, charge.On, charge.From, tenure: null);
        var kept = new CasePromises();
        promises.Record(kept, account.Landlord, charge.Id, new Milestone(ChargeMilestones.Planned, now, facts), now, by);
        promises.Record(kept, account.Landlord, charge.Id, new Milestone(ChargeMilestones.Notified, now, facts), now, by);
        await messages.Tell(account, ChargeMilestones.Notified, charge.Id, charge.Id, ChargeMessages.Notice(charge), now, cancellationToken);
    }
}
