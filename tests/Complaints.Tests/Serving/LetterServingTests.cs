using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using LetterKind = Housing.Complaints.Contracts.V1.LetterKind;
using ReadabilityFault = Housing.Complaints.Contracts.V1.ReadabilityFault;

/// <summary>Letters of the real service: kept with their step, read, printed and posted. It is noon on Tuesday 3 March 2026.</summary>
public sealed class LetterServingTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Fact]
    public async Task Somebody_nobody_knows_is_written_to_where_they_said_when_they_complained()
    {
        service.Reset();
        var said = Said();
        said.Contact = new() { Name = "A. Passer-by", Lines = { "9 Other Street", "XY9 8ZW" }, LargePrint = true };
        var id = (await service.As("officer@havering").ReceiveComplaintAsync(said)).Complaint.ComplaintId;
        await service.Assign(id, "havering");
        await service.Acknowledge(id, "havering");
        var letter = Assert.Single((await service.Letters("officer@havering").ListLettersAsync(new() { ComplaintId = id })).Letters);
        Assert.Equal(("A. Passer-by", true, true), (letter.Addressee.Name, letter.Addressee.LargePrint, letter.ByPost));
        Assert.Equal(["9 Other Street", "XY9 8ZW"], letter.Addressee.Lines);

        var wrong = Said();
        wrong.Contact = new() { Name = " ", Lines = { "" } };
        Assert.Equal(["contact.name", "contact.lines[0]"], (await Refusal(() => service.As("officer@havering").ReceiveComplaintAsync(wrong))).Fields);
        var (_, household) = service.Neighbours.Let("havering");
        said.RequestId = NewId();
        Assert.Equal(["contact"], (await Refusal(() => service.As("resident@havering", household).ReceiveComplaintAsync(said))).Fields);
    }

    [Theory]
    [InlineData(Tenancy.Contracts.V1.Format.LargePrint, "large-print", true)]
    [InlineData(Tenancy.Contracts.V1.Format.Braille, "braille", false)]
    [InlineData(Tenancy.Contracts.V1.Format.EasyRead, "easy-read", false)]
    public async Task A_household_is_written_to_as_it_asked_and_whoever_posts_it_sees_how_HPG_EDI_06(Tenancy.Contracts.V1.Format format, string form, bool large)
    {
        service.Reset();
        var (complaint, _, household) = await service.Receive("housing-plus");
        service.Neighbours.Prefer(household, new() { Format = format, Language = "Polish" });
        await service.Assign(complaint.ComplaintId, "housing-plus");
        await service.Acknowledge(complaint.ComplaintId, "housing-plus");
        service.Neighbours.Prefer(household, new() { Format = Tenancy.Contracts.V1.Format.Print });

        // As it was when it was written, whatever they prefer since.
        var letters = service.Letters("officer@housing-plus");
        var waiting = Assert.Single((await letters.ListLettersToPostAsync(new() { Landlord = "housing-plus", PageSize = 200 })).Letters, one => one.ComplaintId == complaint.ComplaintId);
        Assert.Equal((form, "Polish", large, true), (waiting.Form, waiting.Language, waiting.Addressee.LargePrint, waiting.ByPost));
        var page = (await letters.GetLetterAsync(new() { LetterId = waiting.LetterId, Format = LetterFormat.Html })).Page.ToStringUtf8();
        Assert.Equal(large, page.Contains("class=\"large\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_years_comparison_with_the_code_looks_into_the_letters_of_extensions_ENG_CMP_05()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive("housing-plus");
        await service.Assign(complaint.ComplaintId, "housing-plus");
        await service.Acknowledge(complaint.ComplaintId, "housing-plus");
        await service.As("officer@housing-plus").ExtendComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId, NewDay = new() { Year = 2026, Month = 3, Day = 30 }, Reason = "A survey is needed." });
        service.Host.Clock.Now = Examples.Instant("2026-04-20T09:00Z");
        var manager = service.Reporting("manager@housing-plus");
        var report = (await manager.MakeReportAsync(new() { RequestId = NewId(), Landlord = "housing-plus", Kind = Wire.ReportKind.SelfAssessment, From = new() { Year = 2025, Month = 4, Day = 1 } })).Report;
        var provision = (await manager.GetReportAsync(new() { ReportId = report.ReportId })).Provisions.Single(p => p.Number == "6.5");
        Assert.Equal((ProvisionAnswer.Yes, true), (provision.Answer, provision.ByData));
        Assert.Equal([complaint.ComplaintId], (await manager.ListReportCasesAsync(new() { ReportId = report.ReportId, Key = "6.5" })).Cases.Select(c => c.Id));
    }

    [Fact]
    public async Task Each_step_keeps_its_letter_and_what_was_sent_never_changes_HAV_CMP_09_OHO_CMP_07_HPG_CMP_04_ENG_CMP_02()
    {
        service.Reset();
        var told = await service.Host.ListenAsync<ResidentMessageDue>();
        var (complaint, _, household) = await service.Receive();
        var id = complaint.ComplaintId;
        await service.Assign(id, "havering");
        await service.Acknowledge(id, "havering");
        Later();
        await service.As("officer@havering").ExtendComplaintAsync(new() { RequestId = NewId(), ComplaintId = id, NewDay = new() { Year = 2026, Month = 3, Day = 30 }, Reason = "A survey is needed." });
        Later();
        await service.Answer(id, "havering");

        var resident = service.Letters("resident@havering", household);
        var letters = (await resident.ListLettersAsync(new() { ComplaintId = id })).Letters;
        Assert.Equal([LetterKind.Answer, LetterKind.Extension, LetterKind.Acknowledgement], letters.Select(l => l.Kind));
        Assert.All(letters, l => Assert.Equal((complaint.Reference, 1, false, "Adaeze Osei"), (l.Reference, l.Stage, l.ByPost, l.Addressee.Name)));
        Assert.All(letters, l => Assert.Equal(["12 High Street", "RM3 9AB"], l.Addressee.Lines));

        var before = await resident.GetLetterAsync(new() { LetterId = letters[0].LetterId, Format = LetterFormat.Html });
        Assert.Equal(("text/html; charset=utf-8", letters[0].Checksum), (before.MediaType, Convert.ToHexStringLower(SHA256.HashData(before.Page.Span))));
        var page = before.Page.ToStringUtf8();
        Assert.All((string[])["This is what we found.", "It was late.", "We are sorry.", "Dear Adaeze Osei,", "stage two"], words => Assert.Contains(words, page, StringComparison.Ordinal));

        // The case goes on, and somebody else handles it: the letter stays.
        await service.As("resident@havering", household).EscalateComplaintAsync(new() { RequestId = NewId(), ComplaintId = id, Channel = Wire.Channel.Portal });
        await service.Assign(id, "havering", "bell", "head-of-service");
        Later();
        await service.Acknowledge(id, "havering");
        Assert.Equal(before.Page, (await resident.GetLetterAsync(new() { LetterId = letters[0].LetterId, Format = LetterFormat.Html })).Page);
        Assert.Equal(LetterKind.EscalationAcknowledgement, (await resident.ListLettersAsync(new() { ComplaintId = id, PageSize = 1 })).Letters[0].Kind);
        foreach (var change in (string[])["update letter set page = 'x', checksum = sha256('x')", "delete from letter", "truncate letter cascade"])
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => service.Host.Database.Execute(change));
        await Eventually.Holds(() => Assert.Equal(letters[0].LetterId, Assert.Single(told.Events, m => m.CaseId.ToString() == id && m.Template == "complaint.answered").Facts["letter-id"]));
        Assert.DoesNotContain("letter-id", told.Events.First(m => m.CaseId.ToString() == id && m.Template == "complaint.received").Facts.Keys);
    }

    [Fact]
    public async Task A_step_that_is_refused_leaves_no_letter_and_one_that_is_repeated_leaves_one()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive();
        var request = new AcknowledgeComplaintRequest { RequestId = NewId(), ComplaintId = complaint.ComplaintId, Understanding = "The tap.", NextSteps = "We look." };
        Assert.Equal("HANDLER_MISSING", (await Refusal(() => service.As("officer@havering").AcknowledgeComplaintAsync(request))).Reason);
        Assert.Equal(0, await Count(complaint.ComplaintId));
        await service.Assign(complaint.ComplaintId, "havering");
        await service.As("officer@havering").AcknowledgeComplaintAsync(request);
        await service.As("officer@havering").AcknowledgeComplaintAsync(request);
        request.RequestId = NewId();
        await service.As("officer@havering").AcknowledgeComplaintAsync(request);
        Assert.Equal(1, await Count(complaint.ComplaintId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_PDF_says_what_the_letter_says_on_A4_with_page_numbers(bool large)
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive("one-housing", "repairs", "communication");
        var id = complaint.ComplaintId;
        await service.Assign(id, "one-housing");
        await service.Acknowledge(id, "one-housing");
        await service.Looking("officer@one-housing").ProposeRemedyAsync(new()
        {
            RequestId = NewId(), ComplaintId = id, Kind = Wire.RemedyKind.Works, Words = "We mend the tap.", Fault = "stuck-tap", Owner = "Repairs", DueOn = new() { Year = 2026, Month = 3, Day = 30 },
        });
        Later();
        await service.Answer(id, "one-housing", issues: 2);
        var officer = service.Letters("officer@one-housing");
        var letter = (await officer.ListLettersAsync(new() { ComplaintId = id })).Letters[0];
        var got = await officer.GetLetterAsync(new() { LetterId = letter.LetterId, Format = LetterFormat.Pdf, LargePrint = large });

        var (text, about) = (await Pdf.Text(got.Page.ToByteArray()), await Pdf.About(got.Page.ToByteArray()));
        Assert.Equal(("application/pdf", "yes", $"Our answer to your complaint: {letter.Reference}, One Housing"), (got.MediaType, about["Tagged"], about["Title"]));
        Assert.Contains("(A4)", about["Page size"], StringComparison.Ordinal);
        var pages = int.Parse(about["Pages"], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(large ? pages > 2 : pages == 2, $"{pages} pages");
        Assert.Contains($"Page {pages} of {pages}", text, StringComparison.Ordinal);
        var said = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(
            (string[])["Adaeze Osei", "12 High Street", "RM3 9AB", "Date: 3 March 2026", $"Our reference: {letter.Reference}", "We uphold your complaint", "This is what we found.", "1. Repairs: upheld", "It was late.",
                "2. Being kept informed: upheld", "We are sorry.", "We mend the tap. Repairs will do it by 30 March 2026.", "If you are still unhappy", "0300 111 3000"],
            words => Assert.Contains(words, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_letter_that_no_message_brings_is_listed_until_somebody_posts_it_and_says_so_once()
    {
        service.Reset();
        // Nobody who is known here, and a friend who speaks for a household.
        var stranger = (await service.As("officer@rosebery").ReceiveComplaintAsync(Said())).Complaint;
        var (home, household) = service.Neighbours.Let("rosebery");
        var request = Said(home);
        (request.Channel, request.Representative) = (Wire.Channel.Representative, new() { Name = "A. Friend", AuthorityReference = "form/1" });
        var friend = (await service.As("officer@rosebery").ReceiveComplaintAsync(request)).Complaint;
        var (known, _, _) = await service.Receive("rosebery");
        var officer = service.Letters("officer@rosebery");
        await officer.NameCorrespondentAsync(new() { RequestId = NewId(), ComplaintId = friend.ComplaintId, Correspondent = new() { Name = "A. Friend", Lines = { "9 Other Street", "Newtown", "XY9 8ZW" }, LargePrint = true } });
        foreach (var complaint in (Wire.Complaint[])[stranger, friend, known])
        {
            await service.Assign(complaint.ComplaintId, "rosebery");
            await service.Acknowledge(complaint.ComplaintId, "rosebery");
            Later();
        }

        var first = await officer.ListLettersToPostAsync(new() { Landlord = "rosebery", PageSize = 1 });
        var second = await officer.ListLettersToPostAsync(new() { Landlord = "rosebery", PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal((stranger.ComplaintId, friend.ComplaintId, ""), (first.Letters[0].ComplaintId, second.Letters[0].ComplaintId, second.NextPageToken));
        Assert.Equal(("", "A. Friend", true), (first.Letters[0].Addressee.Name, second.Letters[0].Addressee.Name, second.Letters[0].ByPost));
        var page = (await officer.GetLetterAsync(new() { LetterId = second.Letters[0].LetterId, Format = LetterFormat.Html })).Page.ToStringUtf8();
        Assert.All((string[])["Dear A. Friend,", "XY9 8ZW", "The complaint of: Adaeze Osei"], words => Assert.Contains(words, page, StringComparison.Ordinal));
        // A friend who reads large print has it without anybody asking; it is the same letter.
        Assert.Equal((true, false), (page.Contains("class=\"large\"", StringComparison.Ordinal), first.Letters[0].Addressee.LargePrint));
        Assert.Equal(second.Letters[0].Checksum, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(page.Replace(" class=\"large\"", "", StringComparison.Ordinal)))));
        Assert.Equal(("A. Friend", 3), (await service.Get(friend.ComplaintId, "officer@rosebery")) is var shown ? (shown.CorrespondentName, shown.CorrespondentLines.Count) : default);
        Assert.Equal("", (await service.As("resident@rosebery", household).GetComplaintAsync(new() { ComplaintId = friend.ComplaintId })).Complaint.CorrespondentName);

        // One without an address on it is posted somewhere all the same.
        var noWhere = await Refusal(() => officer.MarkPostedAsync(new() { RequestId = NewId(), LetterId = first.Letters[0].LetterId }));
        Assert.Equal((StatusCode.InvalidArgument, "posted_to"), (noWhere.Status, Assert.Single(noWhere.Fields)));
        var mark = new MarkPostedRequest { RequestId = NewId(), LetterId = first.Letters[0].LetterId, PostedTo = "T. Stranger, 1 Far Road" };
        var posted = await officer.MarkPostedAsync(mark);
        Assert.Equal(("officer@rosebery", "T. Stranger, 1 Far Road", service.Host.Clock.Now), (posted.Letter.Posting.PostedBy, posted.Letter.Posting.PostedTo, posted.Letter.Posting.PostedAt.ToDateTimeOffset()));
        Assert.Equal(posted, await officer.MarkPostedAsync(mark));
        mark.RequestId = NewId();
        Assert.Equal(posted, await officer.MarkPostedAsync(mark));
        (mark.RequestId, mark.PostedTo) = (NewId(), "Somebody else");
        Assert.Equal("POSTED_ALREADY", (await Refusal(() => officer.MarkPostedAsync(mark))).Reason);
        await officer.MarkPostedAsync(new() { RequestId = NewId(), LetterId = second.Letters[0].LetterId });
        Assert.Empty((await officer.ListLettersToPostAsync(new() { Landlord = "rosebery" })).Letters);
        Assert.Contains("complaint.letter-posted", (await service.Get(stranger.ComplaintId, "officer@rosebery")).Timeline.Select(t => t.Name));

        // The household reads that it was posted; where to, and by whom, it does not.
        var seen = Assert.Single((await service.Letters("resident@rosebery", household).ListLettersAsync(new() { ComplaintId = friend.ComplaintId })).Letters);
        Assert.Equal(("", "", "", null), (seen.Posting.PostedTo, seen.Posting.PostedBy, seen.WrittenBy, seen.Readability));
    }

    [Fact]
    public async Task Of_two_who_posted_it_at_once_one_is_on_record()
    {
        service.Reset();
        var complaint = (await service.As("officer@one-housing").ReceiveComplaintAsync(Said())).Complaint;
        await service.Assign(complaint.ComplaintId, "one-housing");
        await service.Acknowledge(complaint.ComplaintId, "one-housing");
        var letter = Assert.Single((await service.Letters("officer@one-housing").ListLettersAsync(new() { ComplaintId = complaint.ComplaintId })).Letters);

        var said = await Task.WhenAll(Enumerable.Range(1, 4).Select(async n =>
        {
            try
            {
                return (await service.Letters("officer@one-housing").MarkPostedAsync(new() { RequestId = NewId(), LetterId = letter.LetterId, PostedTo = $"Road {n}" })).Letter.Posting.PostedTo;
            }
            catch (RpcException fault) when (fault.StatusCode is StatusCode.Aborted or StatusCode.FailedPrecondition)
            {
                return null;
            }
        }));

        var kept = (await service.Letters("officer@one-housing").GetLetterAsync(new() { LetterId = letter.LetterId })).Letter.Posting.PostedTo;
        Assert.Equal(kept, Assert.Single(said, to => to is not null));
        Assert.Single((await service.Get(complaint.ComplaintId, "officer@one-housing")).Timeline, t => t.Name == "complaint.letter-posted");
    }

    [Fact]
    public async Task A_letter_is_written_while_nobody_can_say_whose_home_it_is()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive();
        await service.Assign(complaint.ComplaintId, "havering");
        service.Neighbours.Away = true;
        await service.Acknowledge(complaint.ComplaintId, "havering");
        service.Reset();
        var officer = service.Letters("officer@havering");
        var letter = Assert.Single((await officer.ListLettersAsync(new() { ComplaintId = complaint.ComplaintId })).Letters);
        Assert.Equal(("", 0, false), (letter.Addressee.Name, letter.Addressee.Lines.Count, letter.ByPost));
        Assert.Contains("<p>Hello,</p>", (await officer.GetLetterAsync(new() { LetterId = letter.LetterId, Format = LetterFormat.Html })).Page.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_complaint_that_is_about_nobodys_home_here_has_its_letter_to_post()
    {
        service.Reset();
        service.Neighbours.Away = true;
        var complaint = (await service.As("officer@housing-plus").ReceiveComplaintAsync(Said(Guid.CreateVersion7()))).Complaint;
        Assert.True(complaint.FactsPending);
        service.Reset();
        await Eventually.Holds(async () => Assert.Equal(
            LetterKind.NotOurs, Assert.Single((await service.Letters("officer@housing-plus").ListLettersToPostAsync(new() { Landlord = "housing-plus" })).Letters, l => l.ComplaintId == complaint.ComplaintId).Kind));
    }

    [Fact]
    public async Task The_writer_sees_the_letter_and_what_is_hard_to_read_before_it_goes_and_nothing_happens()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive();
        var id = complaint.ComplaintId;
        await service.Assign(id, "havering");
        var officer = service.Letters("officer@havering");
        var sentence = $"We {string.Join(' ', Enumerable.Repeat("unfortunately", 40))} did.";
        var draft = new PreviewLetterRequest { Acknowledgement = new() { ComplaintId = id, Understanding = "The tap was not mended.", NextSteps = sentence }, Format = LetterFormat.Html };
        var preview = await officer.PreviewLetterAsync(draft);
        Assert.Equal(LetterKind.Acknowledgement, preview.Kind);
        Assert.Equal(
            [(ReadabilityFault.LongSentence, "next_steps", sentence), (ReadabilityFault.HardToRead, "", "")], preview.Readability.Flags.Select(f => (f.Fault, f.Part, f.Sentence)));
        Assert.Equal((18, 2, 47), (preview.Readability.ReadingAge, preview.Readability.Sentences, preview.Readability.Words));
        Assert.Equal(0, await Count(id));
        Assert.Equal(["complaint.received", "complaint.handler-assigned"], (await service.Get(id, "officer@havering")).Timeline.Select(t => t.Name));

        // It goes as it was seen, and what was flagged is on record.
        draft.Acknowledgement.RequestId = NewId();
        await service.As("officer@havering").AcknowledgeComplaintAsync(draft.Acknowledgement);
        var sent = Assert.Single((await officer.ListLettersAsync(new() { ComplaintId = id })).Letters);
        Assert.Equal(preview.Readability, sent.Readability);
        Assert.Equal(preview.Page, (await officer.GetLetterAsync(new() { LetterId = sent.LetterId, Format = LetterFormat.Html })).Page);
        Assert.Equal("LETTER_SENT_ALREADY", (await Refusal(() => officer.PreviewLetterAsync(draft))).Reason);

        Assert.Equal("FINDINGS_MISSING", (await Refusal(() => officer.PreviewLetterAsync(new() { Answer = new() { ComplaintId = id, Text = "No." } }))).Reason);
        var check = await officer.CheckTextAsync(new() { Landlord = "havering", Text = "This reads well. It is short." });
        Assert.Equal((2, 6, 0, 0), (check.Readability.Sentences, check.Readability.Words, check.Readability.ReadingAge, check.Readability.Flags.Count));
    }

    [Fact]
    public async Task Every_step_can_be_previewed()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive();
        var id = complaint.ComplaintId;
        await service.Assign(id, "havering");
        var officer = service.Letters("officer@havering");
        var agreement = new Wire.Agreement { Channel = Wire.Channel.Phone, At = Noon.ToTimestamp(), Reference = "call/1" };
        await service.Looking("officer@havering").ProposeRemedyAsync(new() { RequestId = NewId(), ComplaintId = id, Kind = Wire.RemedyKind.Apology, Words = "We are sorry." });
        Assert.Equal(LetterKind.Answer, (await officer.PreviewLetterAsync(new() { Settlement = new() { ComplaintId = id, Text = "Mended.", Agreement = agreement } })).Kind);
        Assert.Equal(LetterKind.Extension, (await officer.PreviewLetterAsync(new() { Extension = new() { ComplaintId = id, NewDay = new() { Year = 2026, Month = 3, Day = 30 }, Reason = "A survey." } })).Kind);
        Assert.Equal(LetterKind.Exclusion, (await officer.PreviewLetterAsync(new()
        {
            Exclusion = new() { ComplaintId = id, Reason = Wire.ExclusionReason.AtCourt, Explanation = "A court has it.", Reference = "KB-1" },
        })).Kind);
        await service.Answer(id, "havering");
        var refusal = await officer.PreviewLetterAsync(new() { EscalationRefusal = new() { ComplaintId = id, Reasons = "The same." }, Format = LetterFormat.Pdf, LargePrint = true });
        Assert.Equal((LetterKind.EscalationRefusal, "application/pdf"), (refusal.Kind, refusal.MediaType));
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_leaves_nothing_behind()
    {
        service.Reset();
        var (complaint, _, household) = await service.Receive();
        var id = complaint.ComplaintId;
        await service.Assign(id, "havering");
        await service.Acknowledge(id, "havering");
        var officer = service.Letters("officer@havering");
        var letter = Assert.Single((await officer.ListLettersAsync(new() { ComplaintId = id })).Letters);

        Assert.Equal(StatusCode.NotFound, (await Refusal(() => officer.GetLetterAsync(new() { LetterId = NewId() }))).Status);
        Assert.Equal(StatusCode.NotFound, (await Refusal(() => officer.ListLettersAsync(new() { ComplaintId = NewId() }))).Status);
        Assert.Equal(StatusCode.NotFound, (await Refusal(() => officer.MarkPostedAsync(new() { RequestId = NewId(), LetterId = NewId() }))).Status);
        Assert.Equal(["letter_id"], (await Refusal(() => officer.GetLetterAsync(new() { LetterId = "7" }))).Fields);
        Assert.Equal(["format"], (await Refusal(() => officer.GetLetterAsync(new() { LetterId = letter.LetterId, Format = (LetterFormat)9 }))).Fields);
        Assert.Equal(["posted_at"], (await Refusal(() => officer.MarkPostedAsync(new() { RequestId = NewId(), LetterId = letter.LetterId, PostedAt = Noon.AddDays(1).ToTimestamp() }))).Fields);
        Assert.Equal(["posted_at"], (await Refusal(() => officer.MarkPostedAsync(new() { RequestId = NewId(), LetterId = letter.LetterId, PostedAt = Noon.AddDays(-1).ToTimestamp() }))).Fields);
        Assert.Equal(["posted_to"], (await Refusal(() => officer.MarkPostedAsync(new() { RequestId = NewId(), LetterId = letter.LetterId, PostedTo = "A\nB" }))).Fields);
        Assert.Equal(["step"], (await Refusal(() => officer.PreviewLetterAsync(new()))).Fields);
        Assert.Equal(["text"], (await Refusal(() => officer.CheckTextAsync(new() { Landlord = "havering" }))).Fields);
        Assert.Equal(
            ["correspondent.name", "correspondent.lines"], (await Refusal(() => officer.NameCorrespondentAsync(new() { RequestId = NewId(), ComplaintId = id }))).Fields);
        Assert.Equal(
            ["correspondent.lines[1]"], (await Refusal(() => officer.NameCorrespondentAsync(new() { RequestId = NewId(), ComplaintId = id, Correspondent = new() { Name = "A", Lines = { "1 Road", "" } } }))).Fields);
        Assert.Equal(0, await service.Host.Database.Scalar<long>($"select count(*) from letter_posting where letter_id = '{letter.LetterId}'"));

        foreach (var stranger in (Letters.LettersClient[])[
            service.Letters("resident@havering", Guid.CreateVersion7()), service.Letters("officer@rosebery"), service.Letters("contractor-smiths@havering"), service.Letters("income@havering")])
        {
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.GetLetterAsync(new() { LetterId = letter.LetterId }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.ListLettersAsync(new() { ComplaintId = id }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.ListLettersToPostAsync(new() { Landlord = "havering" }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.MarkPostedAsync(new() { RequestId = NewId(), LetterId = letter.LetterId, PostedTo = "A" }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.PreviewLetterAsync(new() { Answer = new() { ComplaintId = id, Text = "No." } }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.CheckTextAsync(new() { Landlord = "havering", Text = "No." }))).Status);
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.NameCorrespondentAsync(new() { RequestId = NewId(), ComplaintId = id, Correspondent = new() { Name = "A", Lines = { "B" } } }))).Status);
        }

        await service.Letters("auditor@havering").GetLetterAsync(new() { LetterId = letter.LetterId });
        await service.Letters("resident@havering", household).GetLetterAsync(new() { LetterId = letter.LetterId });
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Letters("resident@havering", household).ListLettersToPostAsync(new() { Landlord = "havering" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Letters("auditor@havering").MarkPostedAsync(new() { RequestId = NewId(), LetterId = letter.LetterId }))).Status);
    }

    // The order of letters is that of their instants.
    private void Later() => service.Host.Clock.Now += TimeSpan.FromMinutes(1);

    private Task<long> Count(string complaintId) => service.Host.Database.Scalar<long>($"select count(*) from letter where complaint_id = '{complaintId}'");
}
