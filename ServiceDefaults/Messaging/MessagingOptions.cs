namespace Housing.ServiceDefaults;

/// <summary>The section "Messaging" of a service's settings.</summary>
internal sealed class MessagingOptions
{
    /// <summary>What this service's queue names begin with; by default its assembly's name: Housing.Repairs.Service gives "repairs".</summary>
    public string? Service { get; set; }

    /// <summary>Put before the name of every queue and exchange, so that several stacks can share one broker and hear only themselves.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>How often a failed message is tried again at once.</summary>
    public int ImmediateRetries { get; set; } = 3;

    /// <summary>How long to wait before each later attempt; after the last one the message goes to the error queue.</summary>
    public IList<TimeSpan> Redelivery { get; } = [];

    /// <summary>How often to look for rows that nothing announced: those of a process that died, and messages whose time to be tried again has come.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the answer to a request_id is kept for a client that asks again. Retries come within hours, and answers hold what residents told us.
    /// </summary>
    public TimeSpan AnswersKept { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a handled message is known: a repeat later than this would be handled again.</summary>
    public TimeSpan InboxKept { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Used when the settings name no schedule.</summary>
    public static readonly TimeSpan[] DefaultRedelivery =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)];
}
