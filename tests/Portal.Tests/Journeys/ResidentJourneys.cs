using Housing.Stack;
using Housing.Testing;
using Microsoft.Playwright;

namespace Housing.Portal.Tests;

/// <summary>What a resident comes for, from the sign-in to the end, on the whole stack.</summary>
[Collection(nameof(PortalStack))]
public sealed class ResidentJourneys(PortalStack portal)
{
    [Fact]
    public async Task A_resident_reports_a_repair_chooses_when_somebody_comes_and_follows_it()
    {
        var household = await portal.Stack.LetHome("one-housing");
        var page = await portal.SignIn("resident@one-housing", household.HouseholdId);

        await ReportDrawer(page, "A drawer has come off.");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Report received" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("We promise");
        await PortalStack.Accessible(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Follow this repair" }).ClickAsync();
        await Assertions.Expect(page.Locator(".portal-clock")).ToContainTextAsync("Due by");
        await Assertions.Expect(page.Locator(".moj-timeline")).ToContainTextAsync("Appointment booked");
        await PortalStack.Check(page, new Uri(page.Url).AbsolutePath);

        var calendar = await page.APIRequest.GetAsync((await page.GetByRole(AriaRole.Link, new() { Name = "Put it in my calendar" }).GetAttributeAsync("href"))!);
        Assert.StartsWith("text/calendar", calendar.Headers["content-type"], StringComparison.Ordinal);

        await page.GetByText("Cancel the appointment").First.ClickAsync();
        await page.GetByLabel("Why?").FillAsync("We are away.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the appointment" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The appointment is cancelled");
    }

    [Fact]
    public async Task Without_scripts_a_repair_is_reported_all_the_same()
    {
        var household = await portal.Stack.LetHome("havering");
        var page = await portal.SignIn("resident@havering", household.HouseholdId, scripts: false);

        await page.GotoAsync("/repairs/report");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await ReportAnything(page, "The curtain rail has come off the wall.");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Report received" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task By_the_keyboard_alone_one_comes_to_the_first_question_and_past_it()
    {
        var household = await portal.Stack.LetHome("rosebery");
        var page = await portal.SignIn("resident@rosebery", household.HouseholdId);

        await page.GotoAsync("/repairs/report");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to main content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Radio).First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What needs mending?" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Every_page_of_a_resident_is_small_asks_little_and_can_be_used_by_all_also_on_a_telephone()
    {
        var household = await portal.Stack.LetHome("housing-plus");
        var repair = await portal.Stack.ReportWithAppointment(household);
        var page = await portal.SignIn("resident@housing-plus", household.HouseholdId, phone: true);
        await page.GotoAsync("/repairs/report");

        foreach (var path in new[] { "/home", "/repairs", $"/repairs/{repair.RepairId}", $"/repairs/{repair.RepairId}/appointment", $"/repairs/{repair.RepairId}/reported", "/repairs/report/room", "/account", "/account/pay", "/account/direct-debit", "/account/statement", "/complaints", "/complaints/new", "/promises" })
        {
            await PortalStack.Check(page, path);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= 390, $"{path} is {width} wide on a telephone of 390.");
        }
    }

    [Fact]
    public async Task A_missed_appointment_is_said_to_be_so_and_its_compensation_is_on_the_account()
    {
        var household = await portal.Stack.LetHome("one-housing");
        var repair = await portal.Stack.ReportWithAppointment(household);
        await portal.Stack.Repairs.RecordMissedAppointmentAsync(
            new() { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, AppointmentId = repair.Appointment.AppointmentId }, await portal.Stack.As("officer@one-housing"));
        var page = await portal.SignIn("resident@one-housing", household.HouseholdId);

        await page.GotoAsync($"/repairs/{repair.RepairId}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nobody came when we said");
        await Eventually.Holds(async () =>
        {
            await page.GotoAsync("/account");
            Assert.Contains("in your favour", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_open_page_shows_by_itself_what_happens_to_the_repair()
    {
        var household = await portal.Stack.LetHome("havering");
        var repair = await portal.Stack.ReportWithAppointment(household);
        var page = await portal.SignIn("resident@havering", household.HouseholdId);
        var watching = page.WaitForResponseAsync(answer => answer.Url.Contains("handler=Watch", StringComparison.Ordinal));
        await page.GotoAsync($"/repairs/{repair.RepairId}");
        Assert.Equal(200, (await watching).Status);

        await portal.Stack.Repairs.RecordMissedAppointmentAsync(
            new() { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, AppointmentId = repair.Appointment.AppointmentId }, await portal.Stack.As("officer@havering"));

        await Assertions.Expect(page.Locator(".moj-timeline")).ToContainTextAsync("Nobody came to the appointment");
    }

    [Fact]
    public async Task A_resident_pays_by_card_and_finds_it_on_the_account()
    {
        await portal.Stack.Healthy("pay-sandbox");
        var household = await portal.Stack.LetHome("havering");
        var page = await portal.SignIn("resident@havering", household.HouseholdId);
        await Eventually.Holds(async () =>
        {
            await page.GotoAsync("/account");
            Assert.Contains("nothing is owed", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        });

        await page.GetByRole(AriaRole.Button, new() { Name = "Pay by card" }).ClickAsync();
        await page.GetByLabel("How much do you want to pay?").FillAsync("a lot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await page.GetByLabel("How much do you want to pay?").FillAsync("25.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter your card" }).ClickAsync();
        await page.GetByLabel("Card number").FillAsync("4444 3333 2222 1111");
        await page.GetByLabel("Expiry date").FillAsync("12/40");
        await page.GetByLabel("Name on card").FillAsync("Robin Sample");
        await page.GetByLabel("Card security code").FillAsync("123");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm payment" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You have paid £25.50" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_resident_complains_and_sees_the_times_that_now_run()
    {
        var household = await portal.Stack.LetHome("havering");
        var page = await portal.SignIn("resident@havering", household.HouseholdId);

        await page.GotoAsync("/complaints/new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await PortalStack.Accessible(page);
        await page.GetByLabel("A complaint").CheckAsync();
        await page.Locator("input[name=Subject]").First.CheckAsync();
        await page.GetByLabel("What happened?").FillAsync("Nobody answers the telephone.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Its reference is");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("What we promised");
        await PortalStack.Check(page, new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Another_households_cases_are_shown_by_no_address()
    {
        var theirs = await portal.Stack.LetHome("one-housing");
        var repair = await portal.Stack.ReportWithAppointment(theirs);
        var complaint = await portal.Stack.Complaints.ReceiveComplaintAsync(
            new()
            {
                RequestId = HousingStack.NewId(),
                Channel = Complaints.Contracts.V1.Channel.Phone,
                Words = "It is cold.",
                HomeId = theirs.HomeId,
                Issues = { new Complaints.Contracts.V1.NewIssue { Subject = "repairs" } },
            },
            await portal.Stack.As("officer@one-housing"));
        var mine = await portal.Stack.LetHome("one-housing");
        var page = await portal.SignIn("resident@one-housing", mine.HouseholdId);

        foreach (var path in new[] { $"/repairs/{repair.RepairId}", $"/repairs/{repair.RepairId}/appointment", $"/repairs/{repair.RepairId}/reported", $"/repairs/{repair.RepairId}?handler=Calendar", $"/repairs/{repair.RepairId}?handler=Watch", $"/complaints/{complaint.Complaint.ComplaintId}" })
        {
            var answer = await page.APIRequest.GetAsync(path);
            Assert.True(answer.Status is 403 or 404, $"{path} answers {answer.Status}.");
            Assert.DoesNotContain("It is cold", await answer.TextAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task ReportDrawer(IPage page, string words)
    {
        await page.GotoAsync("/home");
        await page.GetByRole(AriaRole.Button, new() { Name = "Report a repair" }).ClickAsync();
        await page.GetByLabel("Kitchen").CheckAsync();
        await Onwards(page);
        await page.Locator("input[value=kitchen-unit]").CheckAsync();
        await Onwards(page);
        await Finish(page, words);
    }

    private static async Task ReportAnything(IPage page, string words)
    {
        await page.GetByLabel("Kitchen").CheckAsync();
        await Onwards(page);
        await page.Locator("input[value=anything-else]").CheckAsync();
        await Onwards(page);
        await Finish(page, words);
    }

    /// <summary>Answers what is asked still, checks, sends, and takes the first time.</summary>
    private static async Task Finish(IPage page, string words)
    {
        while (!page.Url.EndsWith("/repairs/report-details", StringComparison.Ordinal))
        {
            await page.GetByRole(AriaRole.Radio).Last.CheckAsync();
            await Onwards(page);
        }

        await page.GetByLabel("What is wrong?").FillAsync(words);
        await Onwards(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Check your answers" })).ToBeVisibleAsync();
        await Press(page, "Send the report");
        if (page.Url.Contains("/appointment", StringComparison.Ordinal))
        {
            await page.GetByRole(AriaRole.Radio).First.CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Book this time" }).ClickAsync();
        }
    }

    private static Task Onwards(IPage page) => Press(page, "Continue");

    /// <summary>Presses a button that leads to another page, and waits for it.</summary>
    private static async Task Press(IPage page, string button)
    {
        var before = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.WaitForURLAsync(url => url != before);
    }
}
