using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Says how a household's scheme is noted, and that its officers and the income team help together as soon as it owes (OHO-INC-14).</summary>
public static class SchemeDecision
{
    private const int Longest = 100;

    /// <summary>Nothing when it can be noted, or what is wrong with it.</summary>
    public static Refusal? Refuse(string scheme, string officer)
    {
        var fields = new FieldReader();
        if (scheme.Trim() is not "")
        {
            fields.Line("scheme", scheme, Longest);
            fields.Line("officer", officer, Longest);
        }

        return fields.FoundFaults ? fields.Refuse("SUPPORT_INVALID") : null;
    }

    /// <summary>The joint task for a household that owes; nothing when there is one that has not ended.</summary>
    public static Decision<SupportMilestone> Join(SupportScheme? scheme, bool owes, bool joined, DateTimeOffset now) => scheme is { Scheme: not "" } && owes && !joined
        ? new SupportMilestone.Offered(
            SupportKind.JointSupport, Agency: null, $"The household of {scheme.Scheme} owes rent: to be worked on with {scheme.Officer}", ContactChannel.Office, By: "income", now)
        : Decision<SupportMilestone>.Nothing;
}

internal sealed partial class SupportGrpc
{
    public override Task<NoteSchemeResponse> NoteScheme(NoteSchemeRequest request, ServerCallContext call) =>
        OnAccount(request.AccountId, call, request, request.RequestId, async (account, now) =>
        {
            if (SchemeDecision.Refuse(request.Scheme, request.Officer) is { } why)
                throw why.ToRpcException();
            var scheme = await db.SupportSchemes.SingleOrDefaultAsync(s => s.AccountId == account.Id, call.CancellationToken);
            if (scheme is null)
                db.SupportSchemes.Add(scheme = SupportScheme.Of(account.Id));
            scheme.Note(request.Scheme.Trim(), request.Scheme.Trim() is "" ? "" : request.Officer.Trim());
            await desk.Join(account, scheme, now, call.CancellationToken);
            return new NoteSchemeResponse { Scheme = scheme.Scheme, Officer = scheme.Officer };
        });
}
