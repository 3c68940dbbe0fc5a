using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

/// <summary>Complaints taken over from another system, handed out as a file, and found again.</summary>
public sealed class RecordsTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    private const string Headings = "reference,subjects,words,received_at,home,household,acknowledged_at,answered_at,outcome,answer,closed_at\n";

    [Fact]
    public async Task Complaints_come_with_their_past_and_nobody_is_told_of_it_today()
    {
        service.Reset();
        var messages = await service.Host.ListenAsync<ResidentMessageDue>();
        var (home, household) = service.Neighbours.Let("havering", "Hilldene");
        var file = Import($"A-1,repairs,The boiler broke,2026-01-12,H-{home},{household},2026-01-14,2026-01-20,upheld,We were slow.,2026-02-01\nA-2,staff-conduct,Rude,2026-03-02,,,,,,,\n");
        file.CheckOnly = true;
        Assert.Empty((await service.Records("manager@havering").ImportComplaintsAsync(file)).Refused);
        Assert.Empty(await Found("A-1"));

        file.CheckOnly = false;
        var answer = await service.Records("manager@havering").ImportComplaintsAsync(file);
        Assert.Equal((2, 0), (answer.Lines, answer.Refused.Count));
        Assert.Equal(answer, await service.Records("manager@havering").ImportComplaintsAsync(file));
        file.RequestId = NewId();
        Assert.Contains(answer.Imported[0].Reference, (await service.Records("manager@havering").ImportComplaintsAsync(file)).Refused[0].Fault, StringComparison.Ordinal);

        var done = await service.Get(answer.Imported[0].ComplaintId, "officer@havering");
        Assert.Equal((Wire.Stage.Closed, "old books", "A-1", household.ToString(), home.ToString()), (done.Stage, done.OldSystem, done.OldReference, done.HouseholdId, done.HomeId));
        Assert.Contains(done.Commitments, c => c.StandardId == "HAV-CMP-09" && c.Outcome == Wire.Outcome.Met);
        Assert.Equal("We were slow.", Assert.Single(done.Replies).Text);
        var open = await service.Get(answer.Imported[1].ComplaintId, "officer@havering");
        Assert.Contains(open.Commitments, c => c.StandardId == "HAV-CMP-09" && c.Outcome == Wire.Outcome.Open);
        var (later, _, _) = await service.Receive();
        await Eventually.Holds(() => Assert.Contains(messages.Events, m => m.CaseId.ToString() == later.ComplaintId));
        Assert.DoesNotContain(messages.Events, m => answer.Imported.Any(i => i.ComplaintId == m.CaseId.ToString()));
        Assert.Equal("SATISFACTION_NOT_ASKED", (await Refusal(() => service.Satisfaction("officer@havering").RecordSatisfactionAsync(new() { RequestId = NewId(), ComplaintId = done.ComplaintId, Score = 3 }))).Reason);
    }

    [Fact]
    public async Task One_bad_line_keeps_the_whole_file_out_and_every_fault_is_told()
    {
        service.Reset();
        var (home, household) = service.Neighbours.Let("rosebery");
        var answer = await service.Records("manager@havering").ImportComplaintsAsync(Import(
            $"B-1,repairs,Fine,2026-01-12,,,,,,,\nB-2,roofs,,yesterday,H-{home},{household},,,,,\n"));
        Assert.Empty(answer.Imported);
        Assert.Equal(["home", "household", "received_at", "subjects", "words"], answer.Refused.Where(f => (f.Line, f.OldReference) == (3, "B-2")).Select(f => f.Column).Order());
        Assert.Empty(await Found("B-1"));
        service.Neighbours.Away = true;
        Assert.Equal("NEIGHBOURS_AWAY", (await Refusal(() => service.Records("manager@havering").ImportComplaintsAsync(Import($"B-3,repairs,Fine,2026-01-12,H-{home},,,,,,\n")))).Reason);
    }

    [Theory]
    [InlineData("officer@havering")]
    [InlineData("manager@rosebery")]
    [InlineData("service@contact")]
    public async Task Only_the_landlords_own_managers_take_complaints_over(string who) =>
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Records(who).ImportComplaintsAsync(Import("D-1,repairs,Fine,2026-01-12,,,,,,,\n")))).Status);

    [Fact]
    public async Task A_complaint_is_found_by_its_references_its_home_and_what_was_said()
    {
        service.Reset();
        var (home, household) = service.Neighbours.Let("housing-plus");
        var said = Said(home, "repairs", "safety");
        (said.Words, said.Issues[1].Text) = ("The chimneys are smoking badly.", "It could have poisoned us.");
        var smoke = (await service.As("officer@housing-plus").ReceiveComplaintAsync(said)).Complaint;
        service.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var (other, _, neighbour) = await service.Receive("housing-plus");
        var taken = (await service.Records("manager@housing-plus").ImportComplaintsAsync(Import("CH/77,safety,A loose slate,2026-01-12,,,,,,,\n", "housing-plus"))).Imported[0];

        Assert.Equal([(smoke.ComplaintId, SearchMatch.Reference)], await Search(smoke.Reference.ToLowerInvariant()));
        Assert.Equal([(taken.ComplaintId, SearchMatch.OldReference)], await Search("ch/77"));
        Assert.Equal([(smoke.ComplaintId, SearchMatch.Home)], await Search($"H-{home}"));
        Assert.Equal([(other.ComplaintId, SearchMatch.Home), (smoke.ComplaintId, SearchMatch.Home)], await Search("12 high"));
        Assert.Equal([(smoke.ComplaintId, SearchMatch.Words)], await Search("chimney smoke"));         // in any of their forms
        Assert.Equal([(smoke.ComplaintId, SearchMatch.Words)], await Search("poison"));
        Assert.Equal([other.ComplaintId, smoke.ComplaintId], (await Search("tap or chimney")).Select(f => f.Id));
        Assert.Empty(await Search("chimney -smoke"));
        Assert.Empty(await Search("the"));

        var first = await service.Records("auditor@housing-plus").SearchComplaintsAsync(new() { Landlord = "housing-plus", Text = "tap or chimney", PageSize = 1 });
        Assert.Equal(other.ComplaintId, Assert.Single(first.Found).Complaint.ComplaintId);
        var second = await service.Records("auditor@housing-plus").SearchComplaintsAsync(new() { Landlord = "housing-plus", Text = "tap or chimney", PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal((smoke.ComplaintId, ""), (Assert.Single(second.Found).Complaint.ComplaintId, second.NextPageToken));

        Assert.Equal([smoke.ComplaintId], (await Search("tap or chimney", "resident@housing-plus", household)).Select(f => f.Id));
        Assert.Equal([other.ComplaintId], (await Search("tap or chimney", "resident@housing-plus", neighbour)).Select(f => f.Id));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Records("officer@rosebery").SearchComplaintsAsync(new() { Landlord = "housing-plus", Text = "tap" }))).Status);
        Assert.Equal(["text"], (await Refusal(() => service.Records("officer@housing-plus").SearchComplaintsAsync(new() { Landlord = "housing-plus", Text = "t" }))).Fields);

        service.Neighbours.Away = true;
        var without = await service.Records("officer@housing-plus").SearchComplaintsAsync(new() { Landlord = "housing-plus", Text = "chimney" });
        Assert.Equal((true, smoke.ComplaintId), (without.HomesMissing, Assert.Single(without.Found).Complaint.ComplaintId));

        async Task<IEnumerable<(string Id, SearchMatch Match)>> Search(string text, string who = "officer@housing-plus", Guid? own = null) =>
            [.. (await service.Records(who, own).SearchComplaintsAsync(new() { Landlord = "housing-plus", Text = text })).Found.Select(f => (f.Complaint.ComplaintId, f.Match))];
    }

    [Fact]
    public async Task A_complaint_is_found_by_the_name_of_the_household_and_without_Tenancy_that_is_said()
    {
        service.Reset();
        var (home, household) = service.Neighbours.Let("havering", name: "Zofia Nowak");
        var hers = (await service.As("officer@havering").ReceiveComplaintAsync(Said(home))).Complaint;
        service.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var (other, _, _) = await service.Receive("havering");

        Assert.Equal((hers.ComplaintId, SearchMatch.Name), Assert.Single((await Search("nowak")).Found) is var found ? (found.Complaint.ComplaintId, found.Match) : default);
        Assert.Contains((other.ComplaintId, SearchMatch.Words), (await Search("tap")).Found.Select(f => (f.Complaint.ComplaintId, f.Match)));
        Assert.Empty((await service.Records("officer@housing-plus").SearchComplaintsAsync(new() { Landlord = "housing-plus", Text = "nowak" })).Found);
        Assert.Empty((await service.Records("resident@havering", household).SearchComplaintsAsync(new() { Landlord = "havering", Text = "nowak" })).Found);       // their own words find theirs
        service.Neighbours.Away = true;
        Assert.True(await Search("nowak") is { NamesMissing: true, Found.Count: 0 });
        service.Reset();
        Assert.False((await Search("nowak")).NamesMissing);

        async Task<SearchComplaintsResponse> Search(string text) => await service.Records("officer@havering").SearchComplaintsAsync(new() { Landlord = "havering", Text = text });
    }

    [Fact]
    public async Task What_thousands_said_is_found_newest_first_and_what_one_of_them_added_alone()
    {
        service.Reset();
        var (first, _, household) = await service.Receive("rosebery");
        await service.Host.Database.Scalar<int>($"""
            with said as (
              insert into complaint (id, reference, landlord, stage, channel, words, said, received_at, team, concerned, facts_pending)
              select ('0000000a-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'MANY-' || n, 'rosebery', 'One', 'Phone', 'A leaking gutter, ' || n, 'A leaking gutter, ' || n, now(), 'repairs', array[]::text[], false
              from generate_series(1, 2100) n returning 1)
            select count(*)::int from said
            """);
        var newest = await Search("leaking gutters");
        Assert.Equal(Enumerable.Range(0, 50).Select(n => $"MANY-{2100 - n}"), newest.Found.Select(f => f.Complaint.Reference));
        Assert.Equal("MANY-2050", (await Search("leaking gutters", newest.NextPageToken)).Found[0].Complaint.Reference);
        Assert.Equal("MANY-1037", Assert.Single((await Search("gutter 1037")).Found).Complaint.Reference);
        Assert.Empty((await service.Records("resident@rosebery", household).SearchComplaintsAsync(new() { Landlord = "rosebery", Text = "leaking gutters" })).Found);
        Assert.Equal(first.Reference, Assert.Single((await Search("tap")).Found).Complaint.Reference);

        async Task<SearchComplaintsResponse> Search(string text, string page = "") =>
            await service.Records("officer@rosebery").SearchComplaintsAsync(new() { Landlord = "rosebery", Text = text, PageToken = page });
    }

    [Fact]
    public async Task A_list_is_handed_out_as_a_file_that_no_spreadsheet_works_out()
    {
        service.Reset();
        var (home, _) = service.Neighbours.Let("one-housing", "Hilldene");
        var said = Said(home);
        said.Words = "=HYPERLINK(\"x\"), he said";
        var complaint = (await service.As("officer@one-housing").ReceiveComplaintAsync(said)).Complaint;
        await service.Close(complaint.ComplaintId, "one-housing");
        await service.Receive("one-housing", "safety");

        var lines = (await File("auditor@one-housing", new() { Landlord = "one-housing", Subject = "repairs" })).TrimEnd().Split("\r\n");
        Assert.StartsWith("reference,old_system,old_reference,stage,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{complaint.Reference},,,closed,phone,repairs,repairs,Hilldene,J. Ames,2026-03-03T12:00:00Z,", Assert.Single(lines.Skip(1)), StringComparison.Ordinal);
        Assert.EndsWith("\"'=HYPERLINK(\"\"x\"\"), he said\"", lines[1], StringComparison.Ordinal);
        Assert.Contains(",upheld,", lines[1], StringComparison.Ordinal);
        Assert.Single((await File("officer@one-housing", new() { Landlord = "one-housing", Subject = "leasehold" })).TrimEnd().Split("\r\n"));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => File("officer@one-housing", new() { Landlord = "rosebery" }))).StatusCode);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => File("officer@one-housing", new() { Landlord = "one-housing", PageSize = 5 }))).StatusCode);

        async Task<string> File(string who, ListComplaintsRequest list)
        {
            var text = "";
            using var call = service.Records(who).ExportComplaints(new() { List = list });
            await foreach (var part in call.ResponseStream.ReadAllAsync())
                text += part.Csv;
            return text;
        }
    }

    private async Task<IEnumerable<FoundComplaint>> Found(string text) => (await service.Records("officer@havering").SearchComplaintsAsync(new() { Landlord = "havering", Text = text })).Found;

    private static ImportComplaintsRequest Import(string lines, string landlord = "havering") => new() { RequestId = NewId(), Landlord = landlord, Source = "old books", Csv = Headings + lines };
}
