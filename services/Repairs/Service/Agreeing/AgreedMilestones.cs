using Housing.Standards;

namespace Housing.Repairs;

public abstract partial record RepairMilestone
{
    /// <summary>The household agreed to another day for one promise.</summary>
    public sealed record Extended(Guid CommitmentId, string StandardId, DateOnly NewDay, string Reason, ContactChannel AgreedBy, DateTimeOffset At) : RepairMilestone("repair.extended", At)
    {
        public override Facts Facts => Facts.Of(("promise", StandardId));
        public override string OnTimeline => $"{StandardId}, agreed {AgreedBy.InWords()}: {Reason}";
    }

    /// <summary>Somebody spoke or wrote to the household, or tried to.</summary>
    public sealed record Contacted(ContactChannel Channel, bool Reached, string Said, DateTimeOffset At) : RepairMilestone("repair.contacted", At)
    {
        public override Facts Facts => Facts.Of(("reached", Reached));
        public override string OnTimeline => $"{Capital(Channel.InWords())}{(Reached ? "" : ", nobody reached")}: {Said}";

        private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
    }
}

/// <summary>How somebody was spoken or written to, in words.</summary>
internal static class ChannelWords
{
    public static string InWords(this ContactChannel channel) => channel switch
    {
        ContactChannel.Phone => "by phone",
        ContactChannel.Text => "by text",
        ContactChannel.Email => "by email",
        ContactChannel.Letter => "by letter",
        ContactChannel.Portal => "in the portal",
    };
}
