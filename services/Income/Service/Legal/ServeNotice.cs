using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>A notice that was served, as given.</summary>
public sealed record ServeNotice(GivenDay? ServedOn, string How, string Document);

/// <summary>What the decision about a notice looks at beside the command.</summary>
/// <param name="Account">The account.</param>
/// <param name="File">Its arrears case.</param>
/// <param name="Standing">What really stands now.</param>
/// <param name="HasLadder">Whether the landlord has steps for this kind of account.</param>
/// <param name="Next">The ladder's next step with what blocks it; null when what is owed asks for none.</param>
/// <param name="Runs">Whether legal action runs already.</param>
public sealed record NoticeFacts(Account Account, ArrearsCase File, Standing Standing, bool HasLadder, NextStep? Next, bool Runs);

/// <summary>
/// Says whether legal action can begin, with which notice, and from when on to when a claim may follow it (OHC-INC-06, OHO-INC-19, OHO-LSE-30, ENG-INC-03, -04, -08, -13).
/// </summary>
public static class NoticeDecision
{
    public const string Planned = "possession-claim.planned";
    public const string Served = "possession-notice.served";

    /// <summary>How far ahead the first day for a claim is looked for.</summary>
    private const int DaysAhead = 400;

    /// <summary>Where the terms are not known the longest notice counts.</summary>
    private static readonly string[] Tenures = ["secure", "assured"];

    public static Decision<LegalMilestone.NoticeServed> Decide(LegalPolicy? policy, StandardsBook standards, NoticeFacts facts, ServeNotice command, string by, DateTimeOffset now)
    {
        var (account, file) = (facts.Account, facts.File);
        var fields = new FieldReader();
        var on = fields.PastDay("served_on", command.ServedOn, London.DayOf(now), London.DayOf(file.OpenedAt));
        var how = fields.Word<ServedHow>("how", command.How);
        var document = fields.Line("document", command.Document, LegalRefusals.LongestDocument);
        if (fields.FoundFaults)
            return fields.Refuse("NOTICE_INVALID");
        if (policy is null)
            return LegalRefusals.NotSet;
        if (file.ClosedAt is not null)
            return ArrearsRefusals.CaseClosed;
        if (facts.Runs)
            return LegalRefusals.ActionRuns;

        var route = RouteOf(account.Kind);
        var terms = policy.Of(route);
        if (Begins(route, terms, standards, facts) is { } why)
            return why;
        if (terms.NoticeFor(account.Tenure) is not { } notice)
            return LegalRefusals.NoNotice(account.Tenure);
        return new LegalMilestone.NoticeServed(route, notice.Notice, on!.Value, how!.Value, ClaimFrom(standards, account, route, notice, on.Value), GoodUntil(standards, notice, on.Value), by, now)
        {
            Evidence = document,
        };
    }

    /// <summary>Against whom: tenants, homeowners, or those who have left.</summary>
    public static LegalRoute RouteOf(AccountKind kind) => kind switch
    {
        AccountKind.Tenancy => LegalRoute.Possession,
        AccountKind.Lease => LegalRoute.Forfeiture,
        AccountKind.FormerTenant or AccountKind.Garage or AccountKind.Suspense => LegalRoute.MoneyClaim,
    };

    /// <summary>What the law's promises about notices ask of a claim.</summary>
    public static Facts FactsOf(string? tenure, DateOnly filesOn)
    {
        var facts = Facts.Of(("ground", "arrears"), ("files-on", filesOn));
        return tenure is null ? facts : facts.With(Facts.Of(("tenure", tenure)));
    }

    /// <summary>The law's promises about the length of a notice to this account's holder.</summary>
    public static IReadOnlyList<string> Clauses(StandardsBook standards, Account account, LegalRoute route, DateOnly servedOn) => route == LegalRoute.Possession
        ? [.. Promised(standards, account, servedOn, servedOn).Select(match => match.Standard.Id).Distinct().Order(StringComparer.Ordinal)]
        : [];

    private static Refusal? Begins(LegalRoute route, LegalTerms terms, StandardsBook standards, NoticeFacts facts)
    {
        if (facts.File.AgreementHolds)
            return LegalRefusals.AgreementKept;
        if (route == LegalRoute.Forfeiture && !facts.File.Has(ArrearsAct.AgreementBroken))
            return LegalRefusals.PlanNotBroken(LegalRefusals.Joined(terms.Gate.Where(rule => rule.Need == GateNeed.PlanBroken).SelectMany(rule => rule.Clauses)));
        // OHC-INC-06: the threshold stands on the rule itself.
        if (terms.StartRule is { } id && standards.For(facts.Account.Landlord).Account.Rules.FirstOrDefault(rule => rule.Id == id)?.Threshold is { } threshold
            && !threshold.Holds(new Milestone(Planned, DateTimeOffset.UnixEpoch, Facts.Of(("weeks-owed", facts.Standing.WeeksOwed ?? 0)))))
            return LegalRefusals.TooLittleOwed(facts.Standing.WeeksOwed ?? 0, id);
        if (!facts.HasLadder)
            return null;
        if (facts.Next is not { Step.Legal: true } next)
            return LegalRefusals.StepsLeft(facts.Next?.Step.Step);
        return next.Blocks.Count > 0 ? LegalRefusals.StepBlocked(next.Blocks) : null;
    }

    /// <summary>The first day for which the notice is long enough, by the law and by the landlord's own days.</summary>
    private static DateOnly ClaimFrom(StandardsBook standards, Account account, LegalRoute route, NoticeTerms notice, DateOnly servedOn)
    {
        var own = servedOn.AddDays(notice.Days);
        return route == LegalRoute.Possession
            ? Enumerable.Range(0, DaysAhead).Select(own.AddDays).First(day => Promised(standards, account, servedOn, day).All(match => match.Due > London.StartOf(servedOn)))
            : own;
    }

    private static DateOnly? GoodUntil(StandardsBook standards, NoticeTerms notice, DateOnly servedOn) =>
        standards.Law is { } law && law.Account.Rules.FirstOrDefault(rule => rule.Id == notice.GoodRule)?.Limit is { } limit
            ? London.DayOf(limit.Due(London.StartOf(servedOn), law.Calendar).AddTicks(-1))
            : null;

    private static IEnumerable<(Standard Standard, DateTimeOffset Due)> Promised(StandardsBook standards, Account account, DateOnly servedOn, DateOnly filesOn) =>
        (account.Tenure is { } known ? [known] : Tenures).SelectMany(tenure =>
            standards.Match(account.Landlord, new Milestone(Planned, London.StartOf(servedOn), FactsOf(tenure, filesOn))));
}

internal sealed partial class LegalGrpc
{
    public override async Task<ServeNoticeResponse> ServeNotice(ServeNoticeRequest request, ServerCallContext call)
    {
        var caseId = Ids.Parse(request.CaseId, "case_id");
        return await arrears.Change(call, request, request.RequestId, caseId, async (file, account, now) =>
        {
            var facts = new NoticeFacts(
                account, file, desk.StandingNow(account, file), arrears.LadderOf(file).Count > 0, LadderDecision.Decide(arrears.LadderOf(file), file, now),
                await db.LegalActions.AnyAsync(a => a.AccountId == account.Id && a.Step != LegalStep.Ended, call.CancellationToken));
            var command = new ServeNotice(IncomeMessages.Given(request.ServedOn), request.How, request.Document);
            var served = AccountDesk.Accepted(NoticeDecision.Decide(PolicyOf(account), standards, facts, command, By(call), now))[0];
            var action = LegalAction.Begin(account, file, served);
            db.LegalActions.Add(action);
            desk.Started(action, account);
            await desk.TakeStep(file, account, served, Recorder(call), now, call.CancellationToken);
            await desk.PlanClaim(action, account, action.ClaimFrom, now, Recorder(call), call.CancellationToken);
            await desk.Told(account, action, "possession-notice.served", action.Id, now, call.CancellationToken, ("notice", action.Notice), ("claim-from", ResidentMessages.Day(action.ClaimFrom)));
            return new ServeNoticeResponse { Action = action.ToMessage([]) };
        });
    }
}
