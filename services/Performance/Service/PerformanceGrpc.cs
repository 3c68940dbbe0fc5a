using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

/// <summary>The edge. Each rpc sits in its operation's file.</summary>
internal sealed partial class PerformanceGrpc(
    PerformanceDb db, Figures figures, Histories histories, RehearsedCases rehearsal, TenantCases tenantCases, HomeCount homeCount, Policies<PerformancePolicy> policies, TenantMeasureRules tenantRules,
    StandardsBook standards, SubjectList subjects, TimeProvider clock, ILogger<PerformanceGrpc> log)
    : Wire.Performance.PerformanceBase
{
    /// <summary>The landlord that staff or a service ask about.</summary>
    private Landlord Asked(string key, ServerCallContext call)
    {
        call.Caller().RequireRead(key);
        return standards.TryGet(key, out var landlord) ? landlord : throw PerformanceRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
    }

    /// <summary>What one share is of.</summary>
    private ShareTerm TermOf(Landlord landlord, string id) =>
        ShareTerms.Of(landlord, standards.Law).FirstOrDefault(term => term.Id == id) ?? throw PerformanceRefusals.StandardUnknown(landlord.Key).ToRpcException();

    /// <summary>With what its standards file says it is.</summary>
    private Wire.CasePromise Message(KeptPromise promise, DateTimeOffset now)
    {
        var message = promise.ToMessage(now);
        if (standards.Find(promise.StandardId)?.LastOrDefault() is { } standard)
            (message.Summary, message.Law, message.Source) = (standard.Summary, standard.Law ?? "", standard.Source);
        return message;
    }

    private static Func<ShareTerm, Counted> In(Dictionary<(string Landlord, string Standard, DateOnly? Month), Counted> counts, string landlord, DateOnly? month = null) =>
        term => term.Of.Aggregate(Counted.None, (sum, id) => sum + counts.GetValueOrDefault((landlord, id, month), Counted.None));

    private static Months Read(Func<FieldReader, Months?> read)
    {
        var fields = new FieldReader();
        return read(fields) ?? throw fields.Refuse("INVALID_FIELD").ToRpcException();
    }

    /// <summary>A name of a service or an estate as the events have it; what none can be is refused before it is looked for.</summary>
    private static void CheckText(string field, string text)
    {
        const int Longest = 200;
        var fields = new FieldReader();
        if (text.Length > 0)
            fields.Line(field, text, Longest);
        if (fields.FoundFaults)
            throw fields.Refuse("INVALID_FIELD").ToRpcException();
    }
}
