using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Who was spoken to about a household, and what was said, as given.</summary>
public sealed record RecordThirdPartyContact(string Body, string About, GivenDay? On, string Channel, string Note);

/// <summary>Nobody is spoken to about a household unless it has allowed that for them, for this and for that day (OHO-INC-15).</summary>
public static class ThirdPartyContactDecision
{
    public static Decision<ThirdPartyContact> Decide(IReadOnlyList<Consent> consents, RecordThirdPartyContact command, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var body = fields.Word<ConsentBody>("body", command.Body);
        var about = fields.Word<ConsentTopic>("about", command.About);
        var on = fields.PastDay("on", command.On, London.DayOf(now));
        var channel = fields.Word<ContactChannel>("channel", command.Channel);
        var note = fields.Line("note", command.Note, 500);
        if (fields.FoundFaults)
            return fields.Refuse("CONTACT_INVALID");

        var allowing = consents.Where(consent => consent.Allows(body!.Value, about!.Value)).ToList();
        return allowing.Find(consent => consent.IsGoodOn(on!.Value)) is { } good
            ? ThirdPartyContact.Of(good, about!.Value, on!.Value, channel!.Value, note, by, now)
            : SupportRefusals.NoConsent(allowing.Select(consent => (DateOnly?)consent.LastDay).Max());
    }
}

internal sealed partial class SupportGrpc
{
    public override Task<RecordThirdPartyContactResponse> RecordThirdPartyContact(RecordThirdPartyContactRequest request, ServerCallContext call) =>
        OnAccount(request.AccountId, call, request, request.RequestId, async (account, now) =>
        {
            var consents = await db.Consents.AsNoTracking().Where(c => c.AccountId == account.Id).ToListAsync(call.CancellationToken);
            var command = new RecordThirdPartyContact(request.Body, request.About, IncomeMessages.Given(request.On), request.Channel, request.Note);
            var contact = AccountDesk.Accepted(ThirdPartyContactDecision.Decide(consents, command, By(call), now))[0];
            db.ThirdPartyContacts.Add(contact);
            return new RecordThirdPartyContactResponse { Contact = contact.ToMessage() };
        });
}
