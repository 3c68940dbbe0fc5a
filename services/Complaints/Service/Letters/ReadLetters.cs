using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>A letter with its complaint's reference and its posting, for lists: without its page.</summary>
internal sealed record LetterRow(
    Guid Id, Guid ComplaintId, string Reference, LetterKind Kind, int Stage, byte[] Checksum, string? AddresseeName, IReadOnlyList<string> AddresseeLines, bool LargePrint, LetterForm? Form, string? Language, bool ByPost, Readability Readability,
    DateTimeOffset WrittenAt, string WrittenBy, LetterPosting? Posting);

internal sealed partial class LettersGrpc
{
    public override async Task<GetLetterResponse> GetLetter(GetLetterRequest request, ServerCallContext call)
    {
        var letterId = Ids.Parse(request.LetterId, "letter_id");
        var caller = call.Caller();
        var row = await Rows(db.Letters.Where(l => l.Id == letterId)).SingleOrDefaultAsync(call.CancellationToken) ?? throw ComplaintRefusals.LetterUnknown.ToRpcException();
        await RequireRead(row.ComplaintId, call);
        var html = request.Format == LetterFormat.Unspecified ? "" : (await db.Letters.AsNoTracking().SingleAsync(l => l.Id == letterId, call.CancellationToken)).Html();
        var (page, mediaType) = await Page(html, request.Format, request.LargePrint || row.LargePrint, call.CancellationToken);
        return new() { Letter = row.ToMessage(caller.Role != Role.Resident), Page = page, MediaType = mediaType };
    }

    public override async Task<ListLettersResponse> ListLetters(ListLettersRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var complaintId = Ids.Parse(request.ComplaintId, "complaint_id");
        await RequireRead(complaintId, call);
        var found = db.Letters.Where(l => l.ComplaintId == complaintId);
        if (page.AfterId is { } after)
            found = found.Where(l => l.Id < after);
        var rows = await Rows(found.OrderByDescending(l => l.Id).Take(page.Size + 1)).ToListAsync(call.CancellationToken);
        rows.Sort((a, b) => b.Id.CompareTo(a.Id));
        return new()
        {
            Letters = { rows.Take(page.Size).Select(row => row.ToMessage(call.Caller().Role != Role.Resident)) },
            NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Id : null),
        };
    }

    public override async Task<ListLettersToPostResponse> ListLettersToPost(ListLettersToPostRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        call.Caller().RequireRead(request.Landlord);
        if (!standards.Knows(request.Landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var found = db.Letters.Where(l => l.Landlord == request.Landlord && l.ByPost && !db.LetterPostings.Any(p => p.LetterId == l.Id));
        if (page.AfterId is { } after)
            found = found.Where(l => l.Id > after);
        var rows = await Rows(found.OrderBy(l => l.Id).Take(page.Size + 1)).ToListAsync(call.CancellationToken);
        rows.Sort((a, b) => a.Id.CompareTo(b.Id));
        return new()
        {
            Letters = { rows.Take(page.Size).Select(row => row.ToMessage(staff: true)) },
            NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Id : null),
        };
    }

    private IQueryable<LetterRow> Rows(IQueryable<Letter> letters) =>
        from letter in letters.AsNoTracking()
        join complaint in db.Complaints on letter.ComplaintId equals complaint.Id
        join posting in db.LetterPostings on letter.Id equals posting.LetterId into postings
        from posted in postings.DefaultIfEmpty()
        select new LetterRow(
            letter.Id, letter.ComplaintId, complaint.Reference, letter.Kind, letter.Stage, letter.Checksum, letter.AddresseeName, letter.AddresseeLines, letter.LargePrint, letter.Form, letter.Language, letter.ByPost, letter.Readability,
            letter.WrittenAt, letter.WrittenBy, posted);

    // Who read a household's letters is on record too.
    private async Task RequireRead(Guid complaintId, ServerCallContext call)
    {
        CaseTrace.Case(complaintId);
        var whose = await db.Complaints.Where(c => c.Id == complaintId).Select(c => new { c.Landlord, c.HouseholdId }).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw ComplaintRefusals.Unknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(whose.Landlord, whose.HouseholdId);
        log.LogInformation("{Role} {Subject} read letters of complaint {ComplaintId}", caller.RoleName, caller.Subject, complaintId);
    }
}
