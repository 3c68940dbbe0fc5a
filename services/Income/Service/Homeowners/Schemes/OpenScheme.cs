using System.Text.RegularExpressions;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>A scheme as it is to be opened.</summary>
public sealed record OpenScheme(string Landlord, string Name, SchemePlace Place, Guid PlaceId, IReadOnlyList<SchemeHead> Heads);

/// <summary>Says whether a scheme can have these heads.</summary>
public static partial class OpenSchemeDecision
{
    /// <summary>As many as a charge can say how it came about in.</summary>
    public const int MostHeads = 40;

    public static Refusal? Refuse(OpenScheme command)
    {
        var fields = new FieldReader();
        fields.Line("name", command.Name, 100);
        if (command.Heads.Count is < 1 or > MostHeads)
            fields.Fault("heads", $"must be 1 to {MostHeads}; there are {command.Heads.Count}.");
        for (var at = 0; at < command.Heads.Count; at++)
            Check(command.Heads[at], command.Heads.Take(at), $"heads[{at}]", fields);
        return fields.FoundFaults ? fields.Refuse("SCHEME_INVALID") : null;
    }

    /// <summary>The same for one head more.</summary>
    public static Refusal? Refuse(ChargeScheme scheme, SchemeHead head)
    {
        var fields = new FieldReader();
        if (scheme.Heads.Count >= MostHeads)
            fields.Fault("head", $"would be one more than the {MostHeads} a scheme has at most.");
        Check(head, scheme.Heads, "head", fields);
        return fields.FoundFaults ? fields.Refuse("SCHEME_INVALID") : null;
    }

    private static void Check(SchemeHead head, IEnumerable<SchemeHead> others, string field, FieldReader fields)
    {
        if (!Key().IsMatch(head.Key))
            fields.Fault($"{field}.key", $"must be 1 to 40 lower-case letters, digits and dashes; it is “{head.Key}”.");
        else if (others.Any(other => other.Key == head.Key))
            fields.Fault($"{field}.key", $"must be one that no other head has; “{head.Key}” is there already.");
        fields.Line($"{field}.name", head.Name, 60);
    }

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9]){0,39}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}

internal sealed partial class HomeownersGrpc
{
    public override async Task<OpenSchemeResponse> OpenScheme(OpenSchemeRequest request, ServerCallContext call)
    {
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        call.Caller().RequireAct(request.Landlord);
        var command = new OpenScheme(
            request.Landlord, request.Name.Trim(), HomeownerMessages.Read(request.Place), Ids.Parse(request.PlaceId, "place_id"),
            [.. request.Heads.Select((head, at) => HomeownerMessages.Read(head, $"heads[{at}]"))]);
        TermsOf(command.Landlord);
        return await Once.Answer(db, call, request.RequestId, request, async () =>
        {
            if (OpenSchemeDecision.Refuse(command) is { } why)
                throw why.ToRpcException();
            if (await db.ChargeSchemes.AnyAsync(s => s.PlaceId == command.PlaceId, call.CancellationToken))
                throw HomeownerRefusals.PlaceHasScheme.ToRpcException();
            var scheme = ChargeScheme.Open(command, call.Caller().Subject, clock.Now());
            db.ChargeSchemes.Add(scheme);
            return new OpenSchemeResponse { Scheme = scheme.ToMessage() };
        });
    }

    public override Task<AddHeadResponse> AddHead(AddHeadRequest request, ServerCallContext call)
    {
        var head = HomeownerMessages.Read(request.Head, "head");
        return desk.Change(call, request, request.RequestId, Ids.Parse(request.SchemeId, "scheme_id"), (scheme, _) =>
        {
            if (OpenSchemeDecision.Refuse(scheme, head) is { } why)
                throw why.ToRpcException();
            scheme.Add(head);
            return Task.FromResult(new AddHeadResponse { Scheme = scheme.ToMessage() });
        });
    }
}
