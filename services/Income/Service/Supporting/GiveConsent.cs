using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What a household allows, as given.</summary>
public sealed record GiveConsent(string Body, string Name, IReadOnlyList<string> About, GivenDay? Until, string How, string Evidence);

/// <summary>Says whether a household's leave can be recorded and taken back (OHO-INC-15).</summary>
public static class ConsentDecision
{
    public static Decision<ConsentMilestone.Given> Give(SupportPolicy policy, GiveConsent command, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var today = London.DayOf(now);
        var body = fields.Word<ConsentBody>("body", command.Body);
        var name = fields.Line("name", command.Name, 100);
        var about = new List<ConsentTopic>();
        for (var at = 0; at < command.About.Count; at++)
        {
            if (fields.Word<ConsentTopic>($"about[{at}]", command.About[at]) is { } topic && !about.Contains(topic))
                about.Add(topic);
        }

        if (command.About.Count == 0)
            fields.Fault("about", "must say what they may be spoken to about; it is empty.");
        var until = fields.DayFrom("until", command.Until, today, today.AddMonths(policy.ConsentMonths));
        var how = fields.Word<ConsentHow>("how", command.How);
        var evidence = command.Evidence is "" && how is ConsentHow.Online or null ? null : fields.Line("evidence", command.Evidence, 200);
        return fields.FoundFaults
            ? fields.Refuse("CONSENT_INVALID")
            : new ConsentMilestone.Given(body!.Value, name, [.. about.Order()], today, until!.Value, how!.Value, evidence, by, now);
    }

    public static Decision<ConsentMilestone> Withdraw(Consent consent, string by, DateTimeOffset now) => consent.WithdrawnAt is null
        ? new ConsentMilestone.Withdrawn(London.DayOf(now), by, now)
        : Decision<ConsentMilestone>.Nothing;
}

internal sealed partial class SupportGrpc
{
    public override Task<GiveConsentResponse> GiveConsent(GiveConsentRequest request, ServerCallContext call) =>
        OnAccount(request.AccountId, call, request, request.RequestId, (account, now) =>
        {
            var command = new GiveConsent(request.Body, request.Name, request.About, IncomeMessages.Given(request.Until), request.How, request.Evidence);
            var consent = Consent.Give(account.Id, AccountDesk.Accepted(ConsentDecision.Give(PolicyOf(account), command, By(call), now))[0]);
            db.Consents.Add(consent);
            return Task.FromResult(new GiveConsentResponse { Consent = consent.ToMessage([]) });
        });

    public override async Task<WithdrawConsentResponse> WithdrawConsent(WithdrawConsentRequest request, ServerCallContext call)
    {
        var consentId = Ids.Parse(request.ConsentId, "consent_id");
        var accountId = await db.Consents.Where(c => c.Id == consentId).Select(c => (Guid?)c.AccountId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw SupportRefusals.ConsentUnknown.ToRpcException();
        return await accounts.Change(call, request, request.RequestId, a => a.Id == accountId, async (_, now) =>
        {
            var consent = await db.Consents.SingleAsync(c => c.Id == consentId, call.CancellationToken);
            AccountDesk.Accepted(ConsentDecision.Withdraw(consent, By(call), now)).ForEach(consent.Apply);
            return new WithdrawConsentResponse { Consent = consent.ToMessage([]) };
        });
    }
}
