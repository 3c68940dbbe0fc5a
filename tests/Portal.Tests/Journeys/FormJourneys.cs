using Housing.Complaints.Contracts.V1;
using Housing.Stack;
using Housing.Testing;
using Microsoft.Playwright;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;
using Household = Housing.Tenancy.Contracts.V1.Household;

namespace Housing.Portal.Tests;

/// <summary>The forms a resident comes to less often, each to its end, on the whole stack.</summary>
[Collection(nameof(PortalStack))]
public sealed class FormJourneys(PortalStack portal)
{
    [Fact]
    public async Task With_a_code_from_an_officer_a_resident_makes_an_account_and_signs_in_with_it()
    {
        var household = await portal.Stack.LetHome("havering");
        var officer = await portal.SignIn("officer@havering");
        await PortalStack.Check(officer, "/invite");
        await officer.GetByRole(AriaRole.Button, new() { Name = "Make the code" }).ClickAsync();
        await Assertions.Expect(officer.GetByText("There is a problem")).ToBeVisibleAsync();
        await PortalStack.Accessible(officer);
        await officer.GetByLabel("A resident", new() { Exact = true }).CheckAsync();
        await officer.GetByLabel("Household (for a resident)").FillAsync(household.HouseholdId);
        await officer.GetByRole(AriaRole.Button, new() { Name = "Make the code" }).ClickAsync();
        var code = await officer.Locator(".govuk-panel__title").InnerTextAsync();
        await PortalStack.Accessible(officer);

        var page = await portal.Open();
        await PortalStack.Check(page, "/join");
        await Join("AAAA-BBBB-CCCC-DDDD", "three plain words here");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("This code is not good");
        await Join(code, "short");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("at least 12 characters");
        await PortalStack.Accessible(page);
        await Join(code, "three plain words here");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Hello, {household.LeadName}" })).ToBeVisibleAsync();

        var again = await portal.Open();
        await again.GotoAsync("/sign-in");
        await again.GetByLabel("Email address").FillAsync(Email(household));
        await again.GetByLabel("Password", new() { Exact = true }).FillAsync("three plain words here");
        await again.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(again.GetByRole(AriaRole.Heading, new() { Name = $"Hello, {household.LeadName}" })).ToBeVisibleAsync();

        async Task Join(string with, string password)
        {
            await page.GetByLabel("Code", new() { Exact = true }).FillAsync(with);
            await page.GetByLabel("Email address", new() { Exact = true }).FillAsync(Email(household));
            await page.GetByLabel("New password").FillAsync(password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        }
    }

    [Fact]
    public async Task A_statement_is_asked_for_and_opened()
    {
        var (_, page) = await Resident("rosebery");
        await Opened(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Get a statement" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Get it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await PortalStack.Accessible(page);
        await page.GetByLabel("The last three months").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Get it" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Your statement is below");

        var pdf = await page.APIRequest.GetAsync((await page.GetByRole(AriaRole.Link, new() { Name = "(PDF)" }).GetAttributeAsync("href"))!);
        Assert.Equal((200, "application/pdf"), (pdf.Status, pdf.Headers["content-type"]));
        Assert.Contains("Statement", await Pdf.Text(await pdf.BodyAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_direct_debit_is_set_up_shown_masked_and_ended()
    {
        var (_, page) = await Resident("havering");
        await Opened(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Set up a direct debit" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await PortalStack.Accessible(page);
        await page.GetByLabel("Name on the bank account").FillAsync("R Sample");
        await page.GetByLabel("Sort code").FillAsync("30 99 50");
        await page.GetByLabel("Account number").FillAsync("12345678");
        await page.GetByLabel("When shall we collect?").SelectOptionAsync("monthly-15");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Your direct debit is set up");
        Assert.DoesNotContain("12345678", await page.ContentAsync(), StringComparison.Ordinal);

        await PortalStack.Check(page, "/account/direct-debit");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("R Sample");
        Assert.DoesNotContain("12345678", await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "End the direct debit" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Your direct debit is ended");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Set up a direct debit" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_appointment_is_put_into_a_calendar_changed_and_cancelled()
    {
        var (household, page) = await Resident("one-housing");
        var resident = new Housing.Repairs.Contracts.V1.Repairs.RepairsClient(await portal.Stack.Calling("repairs", "resident@one-housing", household.HouseholdId));
        var repair = (await resident.ReportRepairAsync(new() { RequestId = HousingStack.NewId(), HomeId = household.HomeId, Room = "kitchen", Item = "kitchen-unit", Description = "A drawer has come off." })).Repair;
        var slots = (await resident.ListSlotsAsync(new() { RepairId = repair.RepairId, PageSize = 2 })).Slots;
        await resident.BookAppointmentAsync(new() { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, SlotKey = slots[0].SlotKey });

        await page.GotoAsync($"/repairs/{repair.RepairId}");
        var calendar = await page.APIRequest.GetAsync((await page.GetByRole(AriaRole.Link, new() { Name = "Put it in my calendar" }).GetAttributeAsync("href"))!);
        var lines = (await calendar.TextAsync()).Split("\r\n");
        Assert.Equal("BEGIN:VCALENDAR", lines[0]);
        Assert.Contains($"DTSTART:{slots[0].StartsAt.ToDateTimeOffset():yyyyMMdd'T'HHmmss'Z'}", lines);

        await page.GetByRole(AriaRole.Link, new() { Name = "Choose another time" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Book this time" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await PortalStack.Accessible(page);
        await page.Locator($"input[value='{slots[1].SlotKey}']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Book this time" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Your appointment is booked");
        var changed = (await resident.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;
        Assert.Equal((slots[1].StartsAt, slots[1].EndsAt), (changed.Appointment.StartsAt, changed.Appointment.EndsAt));

        await page.GetByText("Cancel the appointment").First.ClickAsync();
        await page.GetByLabel("Why?").FillAsync("We are away.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the appointment" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The appointment is cancelled");
        Assert.Null((await resident.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair.Appointment);
    }

    [Fact]
    public async Task A_complaint_that_was_answered_goes_to_stage_two()
    {
        var (household, page) = await Resident("havering");
        var complaint = await Complain(household);
        var officer = new ComplaintsClient(await portal.Stack.Calling("complaints", "officer@havering"));
        var looking = new Investigations.InvestigationsClient(await portal.Stack.Calling("complaints", "officer@havering"));
        await officer.AssignHandlerAsync(new() { RequestId = HousingStack.NewId(), ComplaintId = complaint, Handler = new() { Subject = "ames", Name = "J. Ames", Rank = "officer" }, NoPartInEvents = true });
        await officer.AcknowledgeComplaintAsync(new() { RequestId = HousingStack.NewId(), ComplaintId = complaint, Understanding = "Nobody answered.", NextSteps = "We listen to the calls." });
        await looking.RecordFindingAsync(new() { RequestId = HousingStack.NewId(), ComplaintId = complaint, Issue = 1, Outcome = FindingOutcome.NotUpheld, Reasons = "Somebody answered." });
        await officer.AnswerComplaintAsync(new() { RequestId = HousingStack.NewId(), ComplaintId = complaint, Text = "Somebody answered each of your calls." });

        await page.GotoAsync($"/complaints/{complaint}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Somebody answered each of your calls.");
        await page.GetByLabel("What remains? (optional)").FillAsync("Nobody did on Monday.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it to stage two" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Somebody else looks into it now");
        await PortalStack.Accessible(page);
        Assert.Equal(Stage.Two, (await officer.GetComplaintAsync(new() { ComplaintId = complaint })).Complaint.Stage);
    }

    [Fact]
    public async Task A_complaint_is_withdrawn_with_its_reason()
    {
        var (household, page) = await Resident("havering");
        var complaint = await Complain(household);

        await page.GotoAsync($"/complaints/{complaint}");
        await page.GetByText("Withdraw it").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the complaint" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Tell us why");
        await page.GetByText("Withdraw it").ClickAsync();
        await page.GetByLabel("Why?").FillAsync("They called me back.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the complaint" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Your complaint is withdrawn");
        var officer = await portal.Stack.As("officer@havering");
        Assert.Equal(Stage.Withdrawn, (await portal.Stack.Complaints.GetComplaintAsync(new() { ComplaintId = complaint }, officer)).Complaint.Stage);
    }

    [Fact]
    public async Task Whoever_asks_for_large_print_is_written_to_in_large_print_and_staff_see_and_change_it()
    {
        var (household, page) = await Resident("housing-plus");
        await page.GotoAsync("/home");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("1 Test Street, Testham, RM1 3BB");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change how we write and talk to you" }).ClickAsync();
        await PortalStack.Check(page, "/preferences");
        await page.GetByLabel("In large print").CheckAsync();
        await page.GetByLabel("Which language, if not English? (optional)").FillAsync("Polish");
        await page.GetByRole(AriaRole.Group, new() { Name = "Do you want an interpreter" }).GetByLabel("Yes").CheckAsync();
        await page.GetByLabel("By phone").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("In large print; in Polish; with an interpreter; best reached by phone");

        // The letter of a complaint follows it, whoever opens it.
        var complaint = await Complain(household);
        var officer = await portal.Stack.As("officer@housing-plus");
        await portal.Stack.Complaints.AssignHandlerAsync(
            new() { RequestId = HousingStack.NewId(), ComplaintId = complaint, Handler = new() { Subject = "ames", Name = "J. Ames", Rank = await Rank("housing-plus") }, NoPartInEvents = true }, officer);
        await portal.Stack.Complaints.AcknowledgeComplaintAsync(new() { RequestId = HousingStack.NewId(), ComplaintId = complaint, Understanding = "Nobody answered.", NextSteps = "We listen to the calls." }, officer);
        var letters = new Letters.LettersClient(await portal.Stack.Calling("complaints", "officer@housing-plus"));
        var letter = Assert.Single((await letters.ListLettersToPostAsync(new() { Landlord = "housing-plus", PageSize = 200 })).Letters, one => one.ComplaintId == complaint);
        Assert.Equal(("large-print", "Polish"), (letter.Form, letter.Language));
        Assert.Contains("class=\"large\"", (await letters.GetLetterAsync(new() { LetterId = letter.LetterId, Format = LetterFormat.Html })).Page.ToStringUtf8(), StringComparison.Ordinal);

        var staff = await portal.SignIn("officer@housing-plus");
        await PortalStack.Check(staff, $"/homes/{household.HomeId}");
        await Assertions.Expect(staff.Locator("main")).ToContainTextAsync("In large print; in Polish");
        await staff.Locator("summary", new() { HasText = "Letters and calls" }).ClickAsync();
        await staff.Locator("#Prefer_Format").SelectOptionAsync("Braille");
        await staff.GetByRole(AriaRole.Button, new() { Name = "Record it" }).ClickAsync();
        await Assertions.Expect(staff.Locator("main")).ToContainTextAsync("In Braille; in Polish");
    }

    [Theory]
    [InlineData("/sign-in", 200)]
    [InlineData("/join", 200)]
    [InlineData("/nowhere", 404)]
    public async Task What_somebody_meets_who_is_not_signed_in_can_be_used_by_all(string path, int status)
    {
        var page = await portal.Open(phone: true);

        Assert.Equal(status, (await page.GotoAsync(path))!.Status);
        await PortalStack.Accessible(page);
    }

    [Fact]
    public async Task What_is_refused_and_what_is_away_is_said_so_that_all_can_read_it()
    {
        var resident = (await Resident("havering")).Page;
        Assert.Equal(403, (await resident.GotoAsync("/work"))!.Status);
        await Assertions.Expect(resident.GetByRole(AriaRole.Heading, new() { Name = "This page is not yours" })).ToBeVisibleAsync();
        await PortalStack.Accessible(resident);

        // A Portal whose neighbours are all away.
        await using var alone = await ServiceHost<PortalDb>.StartAsync(TimeProvider.System.GetUtcNow());
        var page = await portal.Open();
        await page.GotoAsync($"{alone.Address}/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mo Manager" }).First.ClickAsync();
        Assert.Equal(503, (await page.GotoAsync($"{alone.Address}/performance"))!.Status);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This part of the service is away" })).ToBeVisibleAsync();
        await PortalStack.Accessible(page);
    }

    private async Task<string> Rank(string landlord) => (await portal.Stack.Complaints.GetTermsAsync(new() { Landlord = landlord }, await portal.Stack.As($"officer@{landlord}"))).Ranks[0].Key;

    private static string Email(Household household) => $"{household.HouseholdId}@example.org";

    private async Task<(Household Household, IPage Page)> Resident(string landlord)
    {
        var household = await portal.Stack.LetHome(landlord);
        return (household, await portal.SignIn($"resident@{landlord}", household.HouseholdId));
    }

    /// <summary>The account is opened soon after the tenancy.</summary>
    private static Task Opened(IPage page) => Eventually.Holds(async () =>
    {
        await page.GotoAsync("/account");
        Assert.Contains("nothing is owed", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    });

    private async Task<string> Complain(Household household) => (await new ComplaintsClient(await portal.Stack.Calling("complaints", $"resident@{household.Landlord}", household.HouseholdId)).ReceiveComplaintAsync(
        new() { RequestId = HousingStack.NewId(), Channel = Channel.Portal, Words = "Nobody answers the telephone.", Insist = true, Issues = { new NewIssue { Subject = "staff-conduct" } } })).Complaint.ComplaintId;
}
