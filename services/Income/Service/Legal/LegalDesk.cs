using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What a legal action means for its arrears case, its promises, Tenancy and the household. Whoever asks holds the account's lock and saves.</summary>
internal sealed class LegalDesk(IncomeDb db, ArrearsDesk arrears, Promises promises, ResidentMessages messages, Policies<IncomePolicy> policies, StandardsBook standards)
{
    private const string TooShort = "The court listed the hearing at shorter notice than the papers need.";

    /// <summary>What really stands at this moment: what is on its way as at the last look, what is owed as it is now.</summary>
    public Standing StandingNow(Account account, ArrearsCase file) => policies.For(account.Landlord).Arrears is { } policy
        ? file.Standing with { OwedPence = policy.Counts.Sum(account.Owed) }
        : file.Standing;

    public IReadOnlyList<GateItem> Gate(Account account, GateFacts facts, DateTimeOffset now) =>
        GateDecision.Decide(policies.For(account.Landlord).Legal!.Of(facts.Route), standards.Law?.Account.Rules ?? [], facts, London.DayOf(now));

    /// <summary>What has been done about a case, for its gate.</summary>
    public async Task<GateFacts> GateFacts(Account account, ArrearsCase file, LegalAction? action, string? applicant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var route = action?.Route ?? NoticeDecision.RouteOf(account.Kind);
        var next = LadderDecision.Decide(arrears.LadderOf(file), file, now);
        return new GateFacts
        {
            Route = route,
            DebtStands = file.ClosedAt is null,
            Contacted = file.Has(ArrearsAct.Contacted),
            AgreementOffered = file.Has(ArrearsAct.AgreementOffered),
            AdviceOffered = file.Has(ArrearsAct.AdviceOffered),
            BenefitChecked = file.Has(ArrearsAct.BenefitChecked),
            VulnerabilityConsidered = file.Has(ArrearsAct.VulnerabilityConsidered),
            Notice = action is null ? null : new ServedNotice(
                action.ServedOn, action.ClaimFrom, action.GoodUntil, NoticeDecision.Clauses(standards, account, route, action.ServedOn),
                policies.For(account.Landlord).Legal!.Of(route).NoticeFor(account.Tenure)?.GoodRule),
            ContactAfterNotice = action is not null && await ContactedSince(file, action, cancellationToken),
            AgreementKept = file.AgreementHolds,
            ClaimPendingAndRentPaid = await ClaimPending(account, cancellationToken),
            PlanBroken = file.Has(ArrearsAct.AgreementBroken) && !file.AgreementHolds,
            Traced = await db.Traces.AnyAsync(t => t.AccountId == account.Id && t.Found, cancellationToken),
            Wait = next is { Step.Legal: true } ? next.Blocks.FirstOrDefault(block => block.Reason == "wait")?.Sentence : null,
            ApprovedBy = action is null ? [] : await Approvers(action, LegalApprovalStep.Court, cancellationToken),
            Applicant = applicant,
        };
    }

    public Task<List<string>> Approvers(LegalAction action, LegalApprovalStep step, CancellationToken cancellationToken) =>
        db.LegalEntries.Where(e => e.ActionId == action.Id && e.Act == LegalAct.StepApproved && e.Approves == step).Select(e => e.By).Distinct().ToListAsync(cancellationToken);

    /// <summary>The ladder's step of the law is taken by the act itself, where one is next.</summary>
    public async Task TakeStep(ArrearsCase file, Account account, LegalMilestone milestone, Recording by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (LadderDecision.Decide(arrears.LadderOf(file), file, now) is not { Step: { Legal: true } step })
            return;
        var taken = new ArrearsMilestone(ArrearsAct.StepTaken, milestone.By, milestone.At) { Step = step.Step, Note = IncomeMessages.Word(milestone.Act), Evidence = milestone.Evidence };
        await arrears.Take(file, account, step, taken, by, now, cancellationToken);
    }

    /// <summary>Tenancy is told that legal action began.</summary>
    public void Started(LegalAction action, Account account)
    {
        if (account.Kind != AccountKind.Garage)
            db.Tell(new LegalActionStarted
            {
                LegalActionId = action.Id, AccountId = account.Id, TenancyId = account.TenancyId, HouseholdId = account.HouseholdId, HomeId = account.HomeId,
                Landlord = account.Landlord, Step = IncomeMessages.Word(action.Step), StartedAt = action.StartedAt,
            });
    }

    /// <summary>Takes in what happened; Tenancy is told when it has come to another step.</summary>
    public void Apply(LegalAction action, Account account, LegalMilestone milestone)
    {
        if (action.Apply(milestone) && account.Kind != AccountKind.Garage)
            db.Tell(new LegalActionChanged
            {
                LegalActionId = action.Id, AccountId = account.Id, TenancyId = account.TenancyId, HouseholdId = account.HouseholdId, HomeId = account.HomeId,
                Landlord = account.Landlord, Step = IncomeMessages.Word(action.Step), Number = action.Number, Runs = action.Step != LegalStep.Ended,
                StartedAt = action.StartedAt, ChangedAt = action.ChangedAt,
            });
    }

    public async Task End(LegalAction action, Account account, LegalMilestone.Ended ended, CancellationToken cancellationToken)
    {
        Apply(action, account, ended);
        await Told(account, action, "legal-action.ended", action.Id, ended.At, cancellationToken);
    }

    /// <summary>The law's notice is counted back from the day the claim goes to the court: planned with the notice, and the true day once it is known.</summary>
    public async Task PlanClaim(LegalAction action, Account account, DateOnly filesOn, DateTimeOffset now, Recording by, CancellationToken cancellationToken)
    {
        if (action.Route != LegalRoute.Possession)
            return;
        var kept = await promises.Find(action.Id, cancellationToken);
        var facts = NoticeDecision.FactsOf(account.Tenure, filesOn);
        var servedAt = action.ServedOn < London.DayOf(action.StartedAt) ? London.StartOf(action.ServedOn) : action.StartedAt;
        promises.Record(kept, action.Landlord, action.Id, new Milestone(NoticeDecision.Planned, servedAt, facts), now, by with { Reason = kept.Milestones.Count > 0 ? "The claim went to the court." : null });
        promises.Record(kept, action.Landlord, action.Id, new Milestone(NoticeDecision.Served, servedAt, Facts.None), now, by);
    }

    /// <summary>Counts the days to a hearing; one that was listed too late for its papers is excused (D5).</summary>
    public void ListHearing(LegalAction action, Account account, Hearing hearing, DateTimeOffset now, Recording by)
    {
        var kept = new CasePromises();
        promises.Record(kept, action.Landlord, hearing.Id, new Milestone(HearingDecision.Listed, hearing.ListedAt, FactsOf(account).With(Facts.Of(("hearing-on", London.DayOf(hearing.At))))), now, by);
        foreach (var late in kept.Commitments.Where(commitment => commitment.DueAt <= commitment.StartedAt))
        {
            hearing.ListedTooLate();
            promises.Cancel(late, now, by with { Reason = TooShort });
        }
    }

    public async Task PapersGiven(LegalAction action, Account account, Hearing hearing, DateTimeOffset now, Recording by, CancellationToken cancellationToken)
    {
        var kept = await promises.Find(hearing.Id, cancellationToken);
        promises.Record(kept, action.Landlord, hearing.Id, new Milestone(HearingDecision.PapersGiven, hearing.PapersGivenAt!.Value, FactsOf(account)), now, by);
    }

    /// <summary>The household is told, in the template's words.</summary>
    public Task Told(
        Account account, LegalAction action, string template, Guid cause, DateTimeOffset now, CancellationToken cancellationToken, params (string Name, string Value)[] facts) => messages.Tell(
        account, template, action.Id, cause, facts.Append(("route", IncomeMessages.Word(action.Route))).ToDictionary(fact => fact.Item1, fact => fact.Item2, StringComparer.Ordinal), now, cancellationToken);

    private static Facts FactsOf(Account account) => account.Tenure is { } tenure ? Facts.Of(("tenure", tenure)) : Facts.None;

    private Task<bool> ContactedSince(ArrearsCase file, LegalAction action, CancellationToken cancellationToken)
    {
        var after = action.ServedOn < London.DayOf(action.StartedAt) ? London.EndOf(action.ServedOn) : action.StartedAt;
        return db.ArrearsEntries.AnyAsync(e => e.CaseId == file.Id && (e.Act == ArrearsAct.Contacted || e.Act == ArrearsAct.ContactTried) && e.At > after, cancellationToken);
    }

    // ENG-INC-14: the rent of today is paid while the debt has not grown since the claim was made.
    private async Task<bool> ClaimPending(Account account, CancellationToken cancellationToken)
    {
        if (await db.BenefitClaims.Where(c => c.AccountId == account.Id && c.Outcome == null).MinAsync(c => (DateOnly?)c.ClaimedOn, cancellationToken) is not { } claimedOn)
            return false;
        var since = London.StartOf(claimedOn);
        var grown = await db.Postings.Where(p => p.AccountId == account.Id && p.PostedAt >= since).SumAsync(p => p.AmountPence, cancellationToken);
        return grown <= 0;
    }
}
