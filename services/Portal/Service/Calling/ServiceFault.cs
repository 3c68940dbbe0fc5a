using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Housing.Portal;

/// <summary>What a service refused, in its own words: they are written for people.</summary>
public sealed record ServiceFault(StatusCode Code, string Reason, string Sentence, string? Clause, IReadOnlyList<(string Field, string Says)> Fields)
{
    private const string Trailer = "grpc-status-details-bin";

    /// <summary>Whether whoever asked can put it right on the page where they are.</summary>
    public bool IsForThePerson => Code is StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.AlreadyExists or StatusCode.Aborted or StatusCode.OutOfRange;

    public bool IsAway => Code is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted;

    public static ServiceFault Of(RpcException fault)
    {
        var (reason, clause) = ("", (string?)null);
        var fields = new List<(string, string)>();
        if (fault.Trailers.GetValueBytes(Trailer) is { } bytes)
        {
            foreach (var detail in Google.Rpc.Status.Parser.ParseFrom(bytes).Details)
            {
                if (detail.TryUnpack<ErrorInfo>(out var info))
                    (reason, clause) = (info.Type, info.Metadata.GetValueOrDefault("clause"));
                else if (detail.TryUnpack<BadRequest>(out var bad))
                    fields.AddRange(bad.FieldViolations.Select(violation => (violation.Field, violation.Description)));
            }
        }

        return new ServiceFault(fault.StatusCode, reason, fault.Status.Detail, clause, fields);
    }
}
