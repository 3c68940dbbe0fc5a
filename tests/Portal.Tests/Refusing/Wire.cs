using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Housing.Portal.Tests;

/// <summary>What a service answered, whatever it was: a refusal has its words and details as its text.</summary>
internal sealed record Answer(StatusCode Status, string Text, IMessage? Message)
{
    /// <summary>Told nothing: there is no such caller, it is not theirs, or they do not learn that it is there.</summary>
    public bool IsRefused => Status is StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.NotFound;
}

/// <summary>Every gRPC method there is, by the descriptors that come with the contracts, and any call of one.</summary>
internal static class Wire
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    public static IReadOnlyList<MethodDescriptor> Methods { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "Housing.*.dll").Select(Assembly.LoadFrom)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null))
            .OfType<FileDescriptor>()
            .Where(file => file.Package.StartsWith("housing.", StringComparison.Ordinal))
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .OrderBy(method => method.FullName, StringComparer.Ordinal),
    ];

    /// <summary>What looks and changes nothing carries no request_id; DESIGN.md says so.</summary>
    public static bool Reads(MethodDescriptor method) => method.InputType.FindFieldByName("request_id") is null;

    /// <summary>“housing.repairs.v1.Repairs” is of the service repairs.</summary>
    public static string ServiceOf(MethodDescriptor method) => method.File.Package.Split('.')[1];

    public static async Task<Answer> Ask(CallInvoker caller, MethodDescriptor method, IMessage request, CancellationToken cancellationToken = default)
    {
        var wire = new Method<byte[], byte[]>(method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary, method.Service.FullName, method.Name, Bytes, Bytes);
        var options = new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1), cancellationToken: cancellationToken);
        try
        {
            var answer = method.OutputType.Parser.ParseFrom(await Send());
            return new Answer(StatusCode.OK, $"{JsonFormatter.Default.Format(answer)}{string.Concat(Pages(answer))}", answer);
        }
        catch (RpcException refused)
        {
            return new Answer(refused.StatusCode, string.Join(' ', refused.Trailers.Select(trailer => trailer.IsBinary ? System.Text.Encoding.UTF8.GetString(trailer.ValueBytes) : trailer.Value).Prepend(refused.Status.Detail)), Message: null);
        }

        async Task<byte[]> Send()
        {
            if (!method.IsServerStreaming)
                return await caller.AsyncUnaryCall(wire, host: null, options, request.ToByteArray());
            using var stream = caller.AsyncServerStreamingCall(wire, host: null, options, request.ToByteArray());
            return await stream.ResponseStream.MoveNext(cancellationToken) ? stream.ResponseStream.Current : [];
        }
    }

    /// <summary>Every value of a message that is in a field of that kind, with the field.</summary>
    public static IEnumerable<(FieldDescriptor Field, object Value)> Values(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder().Where(field => !field.IsMap))
        {
            var value = field.Accessor.GetValue(message);
            foreach (var one in field.IsRepeated ? ((System.Collections.IEnumerable)value).Cast<object>() : value is null ? [] : [value])
            {
                yield return (field, one);
                if (one is IMessage inner)
                {
                    foreach (var deeper in Values(inner))
                        yield return deeper;
                }
            }
        }
    }

    /// <summary>Pages are bytes, and JSON would hide what they say.</summary>
    private static IEnumerable<string> Pages(IMessage message) =>
        Values(message).Select(pair => pair.Value).OfType<ByteString>().Select(bytes => System.Text.Encoding.UTF8.GetString(bytes.Span));
}
