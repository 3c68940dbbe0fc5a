using Grpc.Core;

namespace Housing.Portal;

/// <summary>What one service answered for one part of a page; a part whose service is away says so, and the rest of the page stands.</summary>
public sealed record Asked<T>(T? Answer, bool IsAway)
    where T : class
{
    public static readonly Asked<T> Nothing = new(null, IsAway: false);
}

public static class Asking
{
    /// <summary>Asks for a part of a page. What is not there (yet) is null.</summary>
    public static async Task<Asked<T>> Part<T>(this AsyncUnaryCall<T> call)
        where T : class
    {
        try
        {
            return new Asked<T>(await call, IsAway: false);
        }
        catch (RpcException fault) when (fault.StatusCode is StatusCode.NotFound)
        {
            return Asked<T>.Nothing;
        }
        catch (RpcException fault) when (ServiceFault.Of(fault).IsAway)
        {
            return new Asked<T>(null, IsAway: true);
        }
    }
}
