using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Tenancy;

/// <summary>How a household wants to be written and spoken to, as given. A format we do not know is null.</summary>
public sealed record RecordPreferences(Format? Format, string Language, bool Interpreter, bool ContactKnown, ContactBy? ContactBy);

/// <summary>Says whether what a household prefers changes.</summary>
public static class PreferencesDecision
{
    private const int LongestLanguage = 60;

    public static Decision<HouseholdMilestone.PreferencesChanged> Decide(Household household, RecordPreferences command, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.Format is null)
            fields.Fault("preferences.format", $"must be one of {Terms.Formats}.");
        var language = command.Language.Trim() is "" ? null : fields.Line("preferences.language", command.Language, LongestLanguage);
        if (!command.ContactKnown)
            fields.Fault("preferences.contact_by", $"must be one of {Terms.Contacts}, or unset while they have not said.");
        if (fields.FoundFaults)
            return fields.Refuse("PREFERENCES_INVALID");
        var preferences = new Preferences(command.Format!.Value, language, command.Interpreter, command.ContactBy);
        return preferences == household.Preferences
            ? Decision<HouseholdMilestone.PreferencesChanged>.Nothing      // said again
            : new HouseholdMilestone.PreferencesChanged(preferences, by, now);
    }
}

internal sealed partial class TenancyGrpc
{
    public override Task<RecordPreferencesResponse> RecordPreferences(RecordPreferencesRequest request, ServerCallContext call)
    {
        var householdId = Ids.Parse(request.HouseholdId, "household_id");
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var today = London.DayOf(clock.Now());
            var tenancy = await db.Tenancies.Include(t => t.Household)
                .SingleOrDefaultAsync(t => t.Household.Id == householdId && (t.EndedOn == null || t.EndedOn >= today), call.CancellationToken)
                ?? throw TenancyRefusals.HouseholdUnknown.ToRpcException();
            var caller = call.Caller();
            caller.RequireAct(tenancy.Landlord, householdId);

            var given = request.Preferences ?? new();
            var command = new RecordPreferences(
                Terms.Read(given.Format), given.Language, given.Interpreter, Enum.IsDefined(given.ContactBy), Terms.Read(given.ContactBy));
            var decision = PreferencesDecision.Decide(tenancy.Household, command, caller.Subject, clock.Now());
            if (decision is Decision<HouseholdMilestone.PreferencesChanged>.Refused refused)
                throw refused.Why.ToRpcException();
            foreach (var changed in decision.Milestones)
                tenancy.Household.Apply(changed);
            return new RecordPreferencesResponse { Household = ToWire(tenancy) };
        });
    }
}
