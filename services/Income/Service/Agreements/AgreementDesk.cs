using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Keeps agreements with the arrears case they belong to, and tells the household at each turn. Whoever asks holds the account's lock and saves.</summary>
internal sealed class AgreementDesk(IncomeDb db, AccountPictures pictures, ArrearsDesk cases, ResidentMessages messages)
{
    public Task<Agreement?> Running(Guid accountId, CancellationToken cancellationToken) =>
        db.Agreements.Include(a => a.Instalments).SingleOrDefaultAsync(a => a.AccountId == accountId && (a.State == AgreementState.Offered || a.State == AgreementState.InForce), cancellationToken);

    /// <summary>What stands on an account, whatever is agreed about it.</summary>
    public async Task<Standing> Stand(Account account, ArrearsPolicy policy, DateOnly today, CancellationToken cancellationToken) =>
        StandingDecision.Decide(policy, await pictures.Unagreed(account, policy, today, cancellationToken), today);

    /// <summary>Offers it on the account's open case, or on one that is opened for it: who asks early is helped early (OHO-INC-17).</summary>
    public async Task<Agreement> Offer(
        Account account, Standing standing, Agreement? running, AgreementMilestone.Offered offered, ArrearsPolicy policy, Recording by, CancellationToken cancellationToken)
    {
        var file = await db.ArrearsCases.SingleOrDefaultAsync(c => c.AccountId == account.Id && c.ClosedAt == null, cancellationToken);
        if (file is null)
        {
            file = ArrearsCase.Open(account, policy.Ladders.Of(account.Kind), standing, offered.By, offered.At);
            db.ArrearsCases.Add(file);
            cases.Tell(file, new ArrearsMilestone(ArrearsAct.Opened, offered.By, offered.At));
        }

        running?.Finish(AgreementState.Lapsed, "Another was offered in its place.", offered.At);
        var agreement = Agreement.Offer(account, file.Id, offered);
        db.Agreements.Add(agreement);
        await Note(account, agreement, ArrearsAct.AgreementOffered, "agreement.offered", null, by, offered.At, cancellationToken, file);
        return agreement;
    }

    public async Task Answer(Account account, Agreement agreement, AgreementMilestone answered, ArrearsPolicy policy, Recording by, CancellationToken cancellationToken)
    {
        switch (answered)
        {
            case AgreementMilestone.Accepted accepted:
                agreement.Accept(accepted.ReviewOn, policy.Agreements.ToleranceDays, accepted.At);
                db.Instalments.AddRange(agreement.Instalments);
                await Turn(account, agreement, ArrearsAct.AgreementAccepted, "agreement.accepted", null, policy, by, accepted.At, cancellationToken);
                break;
            case AgreementMilestone.Declined declined:
                agreement.Finish(AgreementState.Declined, declined.Why, declined.At);
                await Note(account, agreement, ArrearsAct.AgreementDeclined, "agreement.declined", declined.Why, by, declined.At, cancellationToken);
                break;
        }
    }

    /// <summary>It came into force or is over: what really stands is another sum from now on, and so may be what is next.</summary>
    public async Task Turn(
        Account account, Agreement agreement, ArrearsAct act, string name, string? note, ArrearsPolicy policy, Recording by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var file = await db.ArrearsCases.SingleAsync(c => c.Id == agreement.CaseId, cancellationToken);
        var today = London.DayOf(at);
        var picture = await pictures.Unagreed(account, policy, today, cancellationToken);
        if (agreement.NotDuePence(today, policy.Agreements.ToleranceDays) is > 0 and var left)
            picture = picture with { Others = [.. picture.Others, new OnItsWay(OnItsWayReason.Instalments, left, null)] };
        file.Look(StandingDecision.Decide(policy, picture, today), cases.LadderOf(file), at);
        await Note(account, agreement, act, name, note, by, at, cancellationToken, file);
    }

    /// <summary>What happened to it is on the case, in its promises, and told to the household.</summary>
    public async Task Note(
        Account account, Agreement agreement, ArrearsAct act, string name, string? note, Recording by, DateTimeOffset at, CancellationToken cancellationToken, ArrearsCase? file = null)
    {
        file ??= await db.ArrearsCases.SingleAsync(c => c.Id == agreement.CaseId, cancellationToken);
        await cases.Record(file, account, new ArrearsMilestone(act, by.By, at) { Note = note, Evidence = $"agreement {agreement.Id}" }, name, Facts.None, by, at, cancellationToken);
        await messages.Tell(account, name, file.Id, Causes.Of("agreement", agreement.Id.ToString(), name, ResidentMessages.Instant(at)), Said(agreement), at, cancellationToken);
    }

    public async Task Missed(Account account, Agreement agreement, Instalment missed, Recording by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var file = await db.ArrearsCases.SingleAsync(c => c.Id == agreement.CaseId, cancellationToken);
        cases.Apply(file, new ArrearsMilestone(ArrearsAct.InstalmentMissed, by.By, now) { Note = $"Instalment {missed.Number} of {ResidentMessages.Day(missed.DueOn)}", Evidence = $"agreement {agreement.Id}" }, now);
        var said = Said(agreement);
        said["due-on"] = ResidentMessages.Day(missed.DueOn);
        await messages.Tell(account, "instalment.missed", file.Id, Causes.Of("instalment", agreement.Id.ToString(), ResidentMessages.Day(missed.DueOn)), said, now, cancellationToken);
    }

    private static Dictionary<string, string> Said(Agreement agreement) => new(StringComparer.Ordinal)
    {
        ["debt-pence"] = ResidentMessages.Pence(agreement.DebtPence),
        ["instalment-pence"] = ResidentMessages.Pence(agreement.InstalmentPence),
        ["every"] = IncomeMessages.Word(agreement.Every),
        ["first-on"] = ResidentMessages.Day(agreement.FirstOn),
        ["answer-by"] = ResidentMessages.Day(agreement.AnswerBy),
    };
}
