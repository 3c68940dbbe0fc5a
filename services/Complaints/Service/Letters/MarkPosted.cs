using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>A letter was printed and posted.</summary>
/// <param name="To">Name and address, as on the envelope; empty for those that the letter has.</param>
public sealed record MarkPosted(DateTimeOffset? PostedAt, string To);

/// <summary>Somebody whom no message reaches is told by post: who posted it, when and to whom stays on record, once.</summary>
internal static class PostingDecision
{
    private const int Longest = 500;

    public static Decision<ComplaintMilestone> Decide(LetterRow letter, MarkPosted command, Circumstances c)
    {
        if (letter.Posting is { } posted)
        {
            return (command.PostedAt is null || command.PostedAt == posted.PostedAt) && (command.To.Trim() is var said && (said is "" || said == posted.PostedTo))
                ? Decision<ComplaintMilestone>.Nothing
                : ComplaintRefusals.PostedAlready(London.DayOf(posted.PostedAt));
        }

        var fields = new FieldReader();
        if (command.PostedAt > c.Now + c.Tolerance)
            fields.Fault("posted_at", "must not be in the future; leave it unset for now.");
        if (command.PostedAt < letter.WrittenAt)
            fields.Fault("posted_at", "must not be before the letter was written.");
        var on = letter is { AddresseeName: { } name, AddresseeLines: { Count: > 0 } lines } ? string.Join(", ", lines.Prepend(name)) : "";
        var to = command.To is "" && on is not "" ? on : fields.Line("posted_to", command.To, Longest);
        return fields.FoundFaults ? fields.Refuse("POSTING_INVALID") : new ComplaintMilestone.LetterPosted(letter.Id, to, command.PostedAt < c.Now ? command.PostedAt.Value : c.Now);
    }
}

internal sealed partial class LettersGrpc
{
    public override async Task<Wire.MarkPostedResponse> MarkPosted(Wire.MarkPostedRequest request, ServerCallContext call)
    {
        var letterId = Ids.Parse(request.LetterId, "letter_id");
        var command = new MarkPosted(Precise.Instant(request.PostedAt, "posted_at"), request.PostedTo);
        var letter = await Rows(db.Letters.Where(l => l.Id == letterId)).SingleOrDefaultAsync(call.CancellationToken) ?? throw ComplaintRefusals.LetterUnknown.ToRpcException();
        return await desk.Change(
            call, request, request.RequestId, letter.ComplaintId.ToString(),
            (_, c) =>
            {
                var decision = PostingDecision.Decide(letter, command, c);
                if (decision.Milestones is [ComplaintMilestone.LetterPosted posted])
                {
                    letter = letter with { Posting = LetterPosting.Of(posted, CaseDesk.By(c.Caller)) };
                    db.LetterPostings.Add(letter.Posting);
                }

                return decision;
            },
            (_, _) => new Wire.MarkPostedResponse { Letter = letter.ToMessage(staff: true) });
    }
}
