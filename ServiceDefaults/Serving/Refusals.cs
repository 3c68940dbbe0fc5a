using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Housing.Standards;

namespace Housing.ServiceDefaults;

/// <summary>The one mapping from a refusal to what goes over the wire.</summary>
public static class RefusalExtensions
{
    /// <summary>The gRPC status with <c>google.rpc.Status</c> details: the code, the clause, and each field that is wrong.</summary>
    public static RpcException ToRpcException(this Refusal refusal)
    {
        var violations = refusal.Fields.Select(f => new BadRequest.Types.FieldViolation { Field = f.Field, Description = f.Fault });
        return Faults.Exception(CodeOf(refusal.Kind), refusal.Code, refusal.Sentence, refusal.Clause, new BadRequest { FieldViolations = { violations } });
    }

    private static StatusCode CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCode.InvalidArgument,
        RefusalKind.NotFound => StatusCode.NotFound,
        RefusalKind.AlreadyExists => StatusCode.AlreadyExists,
        RefusalKind.Precondition => StatusCode.FailedPrecondition,
        RefusalKind.Forbidden => StatusCode.PermissionDenied,
        RefusalKind.LostRace => StatusCode.Aborted,
        RefusalKind.Unavailable => StatusCode.Unavailable,
    };
}

/// <summary>A status with its details, in the trailer that every gRPC library looks for.</summary>
internal static class Faults
{
    public const string Trailer = "grpc-status-details-bin";

    /// <summary>One field of the request is wrong: which, and what would be right.</summary>
    public static RpcException InvalidField(string field, string fault) =>
        Refusal.Invalid("INVALID_FIELD", $"{field} {fault}", new FieldFault(field, fault)).ToRpcException();

    /// <summary>The same fault with an ErrorInfo, where it has none: every refusal carries a reason that a program can act on.</summary>
    public static RpcException WithDetails(RpcException fault) => fault.Trailers.GetValueBytes(Trailer) is null
        ? Exception(fault.StatusCode, Reason(fault.StatusCode), fault.Status.Detail)
        : fault;

    /// <summary>A status's name as it is written in the gRPC specification: NOT_FOUND.</summary>
    private static string Reason(StatusCode code) =>
        string.Concat(code.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));

    /// <summary>A fault with the stable code that a program may act on and one plain sentence for a person.</summary>
    public static RpcException Exception(StatusCode code, string reason, string sentence, string? clause = null, BadRequest? badRequest = null)
    {
        // This version of the types still calls the field by its first name; on the wire it is field 1, "reason" to everybody.
        var info = new ErrorInfo { Type = reason, Domain = "housing" };
        if (clause is not null)
        {
            info.Metadata["clause"] = clause;
        }

        var status = new Google.Rpc.Status { Code = (int)code, Message = sentence, Details = { Any.Pack(info) } };
        if (badRequest is { FieldViolations.Count: > 0 })
        {
            status.Details.Add(Any.Pack(badRequest));
        }

        return new RpcException(new Grpc.Core.Status(code, sentence), new Metadata { { Trailer, status.ToByteArray() } });
    }
}
