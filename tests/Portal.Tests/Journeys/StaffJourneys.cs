using Housing.Complaints.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Stack;
using Housing.Testing;
using Microsoft.Playwright;

namespace Housing.Portal.Tests;

/// <summary>What the landlord's people and its contractors come for, on the whole stack.</summary>
[Collection(nameof(PortalStack))]
public sealed class StaffJourneys(PortalStack portal)
{
    [Fact]
    public async Task A_contractor_without_scripts_says_on_a_telephone_that_somebody_is_there_and_that_it_is_done()
    {
        var household = await portal.Stack.LetHome("one-housing");
        var repair = await portal.Stack.ReportWithAppointment(household);
        var page = await portal.SignIn($"contractor-{repair.Order.Contractor}@one-housing", phone: true, scripts: false);

        await page.GotoAsync($"/day/{repair.RepairId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "I have arrived" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It is recorded that you are there.")).ToBeVisibleAsync();
        await page.Locator("#Finish_Note").FillAsync("Hung it again.");
        await page.GetByRole(AriaRole.Button, new() { Name = "The work is done" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The repair is completed.")).ToBeVisibleAsync();

        var done = (await portal.Stack.Repairs.GetRepairAsync(new() { RepairId = repair.RepairId }, await portal.Stack.As("officer@one-housing"))).Repair;
        Assert.Equal(Housing.Repairs.Contracts.V1.Stage.Completed, done.Stage);
    }

    [Fact]
    public async Task A_complaint_is_given_to_a_handler_acknowledged_and_its_answer_is_not_sent_before_it_is_decided()
    {
        var complaint = await Complain("havering");
        var page = await portal.SignIn("officer@havering");

        await page.GotoAsync($"/cases/complaints/{complaint.ComplaintId}");
        await page.GetByText("Name a handler").ClickAsync();
        await page.Locator("#Assign_NoPart").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Name the handler" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The handler is named.")).ToBeVisibleAsync();
        await page.GetByText("Acknowledge", new() { Exact = true }).ClickAsync();
        await page.Locator("#Acknowledge_Text").FillAsync("You say that nobody answered the telephone.");
        await page.Locator("#Acknowledge_Next").FillAsync("We listen to the calls and write to you.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It is acknowledged, and the letter is written.")).ToBeVisibleAsync();

        await page.GetByText("Answer (stage 1)").ClickAsync();
        await page.Locator("#Answer_Text").FillAsync("We looked into it.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await PortalStack.Accessible(page);
    }

    [Fact]
    public async Task Whoever_lives_somewhere_is_found_by_name_and_the_home_shows_their_cases()
    {
        var household = await portal.Stack.LetHome("rosebery");
        var repair = await portal.Stack.ReportWithAppointment(household);
        var page = await portal.SignIn("officer@rosebery");

        await page.GotoAsync("/search");
        await page.GetByLabel("Name, address, postcode").FillAsync(household.LeadName);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator($"a[href='/homes/{household.HomeId}']").First.ClickAsync();
        await Assertions.Expect(page.Locator($"a[href='/cases/repairs/{repair.RepairId}']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Every_staff_page_is_small_asks_little_and_can_be_used_by_all_also_on_a_telephone()
    {
        var household = await portal.Stack.LetHome("havering");
        var repair = await portal.Stack.ReportWithAppointment(household);
        var complaint = await Complain("havering");
        var account = await Account(household.HouseholdId, "havering");
        foreach (var phone in (bool[])[false, true])
        {
            var page = await portal.SignIn("manager@havering", phone: phone);
            foreach (var path in new[]
            {
                "/work", "/search", $"/homes/{household.HomeId}", $"/cases/repairs/{repair.RepairId}", $"/cases/complaints/{complaint.ComplaintId}", "/desk", "/arrears", $"/cases/income/{account}",
                $"/cases/income/{account}/postings", "/performance", "/performance/HAV-REP-08", "/performance/compare",
            })
            {
                await PortalStack.Check(page, path);
                await Fits(page, path, phone);
            }
        }

        var contractor = await portal.SignIn($"contractor-{repair.Order.Contractor}@havering", phone: true);
        foreach (var path in new[] { "/day", $"/day/{repair.RepairId}" })
        {
            await PortalStack.Check(contractor, path);
            await Fits(contractor, path, phone: true);
        }
    }

    [Fact]
    public async Task Another_role_is_turned_away_and_another_landlords_case_is_not_there()
    {
        var household = await portal.Stack.LetHome("havering");
        var repair = await portal.Stack.ReportWithAppointment(household);
        var complaint = await Complain("havering");
        var account = await Account(household.HouseholdId, "havering");
        var resident = await portal.SignIn("resident@havering", household.HouseholdId);
        var contractor = await portal.SignIn($"contractor-{repair.Order.Contractor}@havering");
        var stranger = await portal.SignIn("manager@rosebery");
        string[] cases = [$"/homes/{household.HomeId}", $"/cases/repairs/{repair.RepairId}", $"/cases/complaints/{complaint.ComplaintId}", $"/cases/income/{account}", $"/cases/income/of/{account}", $"/cases/income/{account}/postings"];
        foreach (var path in (string[])["/work", "/search", "/desk", "/arrears", "/performance", "/performance/compare", .. cases])
        {
            Assert.Equal((path, 403), (path, (await resident.GotoAsync(path))!.Status));
            Assert.Equal((path, 403), (path, (await contractor.GotoAsync(path))!.Status));
        }

        foreach (var path in cases)
            Assert.Equal((path, 404), (path, (await stranger.GotoAsync(path))!.Status));
        Assert.Equal(403, (await stranger.GotoAsync("/day"))!.Status);
        var other = await portal.SignIn("contractor-somebody-else@havering");
        Assert.Equal(404, (await other.GotoAsync($"/day/{repair.RepairId}"))!.Status);
    }

    [Fact]
    public async Task By_the_keyboard_alone_an_action_is_opened_and_an_auditor_has_none()
    {
        var household = await portal.Stack.LetHome("havering");
        var repair = await portal.Stack.ReportWithAppointment(household);
        var page = await portal.SignIn("officer@havering");
        await page.GotoAsync($"/cases/repairs/{repair.RepairId}");
        var summary = page.Locator("summary", new() { HasText = "Log a contact" });
        for (var i = 0; i < 40 && !await summary.EvaluateAsync<bool>("one => one === document.activeElement"); i++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#Contact_Note")).ToBeVisibleAsync();

        var auditor = await portal.SignIn("auditor@havering");
        await auditor.GotoAsync($"/cases/repairs/{repair.RepairId}");
        await Assertions.Expect(auditor.Locator("main form")).ToHaveCountAsync(0);
    }

    private static async Task Fits(IPage page, string path, bool phone)
    {
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(!phone || width <= 390, $"{path} is {width} wide on a telephone of 390.");
    }

    private async Task<Complaint> Complain(string landlord) => (await portal.Stack.Complaints.ReceiveComplaintAsync(
        new()
        {
            RequestId = HousingStack.NewId(), Landlord = landlord, Channel = Channel.Phone, Words = "Nobody answers the telephone.", Insist = true, Issues = { new NewIssue { Subject = "staff-conduct" } },
        },
        await portal.Stack.As($"officer@{landlord}"))).Complaint;

    private async Task<string> Account(string household, string landlord)
    {
        var income = await portal.Stack.As($"income@{landlord}");
        var account = "";
        await Eventually.Holds(async () => account = (await portal.Stack.Accounts.GetAccountAsync(new() { HouseholdId = household }, income)).Account.AccountId);
        return account;
    }
}
