namespace Housing.PaySandbox;

/// <summary>How the API behaves just now, so that a caller can be tried against a provider in trouble.</summary>
public enum ApiMood
{
    Usual,

    /// <summary>It answers 500 and does nothing.</summary>
    Fails,

    /// <summary>It does nothing and does not answer.</summary>
    Silent,

    /// <summary>It does what was asked, and the answer is lost.</summary>
    LosesAnswers,
}

/// <summary>The mood, for whoever sets it on the first page or in a test.</summary>
public sealed class Trouble
{
    private volatile ApiMood _mood;

    public ApiMood Mood
    {
        get => _mood;
        set => _mood = value;
    }

    /// <summary>Around every call of the API.</summary>
    internal async ValueTask<object?> Around(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        switch (Mood)
        {
            case ApiMood.Usual:
                return await next(call);
            case ApiMood.Fails:
                return PaymentApi.Fault(StatusCodes.Status500InternalServerError, "P0198", "Downstream system error");
            case ApiMood.Silent:
                await Task.Delay(Timeout.InfiniteTimeSpan, call.HttpContext.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return null;
            case ApiMood.LosesAnswers:
                await next(call);
                call.HttpContext.Abort();
                return null;
        }

        return null;
    }
}
