using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Housing.ServiceDefaults;

/// <summary>A status with its details: <c>google.rpc.Status</c> in the trailer that every gRPC library looks for.</summary>
internal static class Faults
{
    private const string Trailer = "grpc-status-details-bin";

    /// <summary>A fault of one field of the request: which, and what would be right.</summary>
    public static RpcException InvalidField(string field, string sentence)
    {
        var badRequest = new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = sentence } } };
        return Exception(StatusCode.InvalidArgument, "invalid", $"{field}: {sentence}", clause: null, badRequest);
    }

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
