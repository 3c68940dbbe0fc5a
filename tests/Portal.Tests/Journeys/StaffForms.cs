using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Housing.Complaints.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Stack;
using Housing.Standards;
using Housing.Testing;
using Microsoft.Playwright;
using Charges = Housing.Income.Contracts.V1.Charges;
using ContactChannel = Housing.Repairs.Contracts.V1.ContactChannel;

namespace Housing.Portal.Tests;

/// <summary>What the landlord's people do by their forms, each from its beginning to its end, on the whole stack.</summary>
[Collection(nameof(PortalStack))]
public sealed class StaffForms(PortalStack portal)
{
    [Fact]
    public async Task A_contact_is_logged_on_a_repair_and_another_day_agreed_for_what_the_landlord_promised_and_not_for_the_law()
    {
        var household = await portal.Stack.LetHome("havering", Tenancy.Contracts.V1.Tenure.Secure);
        var officer = await portal.Stack.As("officer@havering");
        var repair = (await portal.Stack.Repairs.ReportRepairAsync(new() { RequestId = HousingStack.NewId(), HomeId = household.HomeId, Fault = "extractor-fan", Description = "It does not turn." }, officer)).Repair;
        // Whose time it is is known when it is known who lives there on what terms.
        await Eventually.Holds(async () => Assert.Contains((repair = (await portal.Stack.Repairs.GetRepairAsync(new() { RepairId = repair.RepairId }, officer)).Repair).Commitments, c => c.Law));
        var own = repair.Commitments.First(c => !c.Law && c.Outcome == Housing.Repairs.Contracts.V1.Outcome.Open);
        var page = await portal.SignIn("officer@havering");

        await page.GotoAsync($"/cases/repairs/{repair.RepairId}");
        await Open(page, "Log a contact");
        await page.Locator("#Contact_Channel").SelectOptionAsync("Phone");
        await page.Locator("#Contact_Reached").CheckAsync();
        await page.Locator("#Contact_Note").FillAsync("The part comes from abroad.");
        await Send(page, "Log it", "The contact is on record.");
        await Assertions.Expect(page.Locator(".moj-timeline")).ToContainTextAsync("The part comes from abroad.");

        await Open(page, "Agree another day");
        var offered = await page.Locator("#Extend_Promise option").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
        Assert.Contains(own.StandardId, offered);
        Assert.Empty(offered.Intersect(repair.Commitments.Where(c => c.Law).Select(c => c.StandardId)));
        await page.Locator("#Extend_Promise").SelectOptionAsync(own.StandardId);
        await page.Locator("#Extend_Day").FillAsync($"{London.DayOf(own.DueAt.ToDateTimeOffset()).AddDays(10):yyyy-MM-dd}");
        await page.Locator("#Extend_AgreedBy").SelectOptionAsync("Phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the agreed day" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();      // it has no reason yet
        await page.Locator("#Extend_Reason").FillAsync("The part comes from abroad.");
        await Send(page, "Record the agreed day", "Another day is agreed; the first one stays on record.");
        await Assertions.Expect(page.Locator(".staff-promises")).ToContainTextAsync("First promised");
    }

    [Fact]
    public async Task An_overdue_repair_is_found_in_the_work_list_and_done_from_there()
    {
        var household = await portal.Stack.LetHome("rosebery");
        var repair = (await portal.Stack.Repairs.ReportRepairAsync(
            new()
            {
                RequestId = HousingStack.NewId(), HomeId = household.HomeId, Fault = "insecure-entrance", Description = "The door does not shut.",
                ReportedAt = TimeProvider.System.GetUtcNow().AddDays(-3).ToTimestamp(),
            },
            await portal.Stack.As("officer@rosebery"))).Repair;
        var page = await portal.SignIn("officer@rosebery");
        var link = page.Locator($"a[href='/cases/repairs/{repair.RepairId}']").First;

        await Eventually.Holds(async () => Assert.True(await Finds(page, link)));
        await Assertions.Expect(page.Locator("tr", new() { Has = link }).First).ToContainTextAsync("Overdue");
        await Assertions.Expect(page.Locator("tr", new() { Has = link }).First).ToContainTextAsync("1 Test Street");
        await link.ClickAsync();
        await Open(page, "Record a visit");
        await page.Locator("#Visit_Fixed").CheckAsync();
        await page.Locator("#Visit_Note").FillAsync("Hung the door again.");
        await Send(page, "Record the visit", "The visit is recorded.");
        await Open(page, "Complete the repair");
        await page.Locator("#Complete_Note").FillAsync("Hung the door again.");
        await Send(page, "Complete it", "The repair is completed.");

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The repair is over");
        await Eventually.Holds(async () => Assert.False(await Finds(page, link)));
    }

    [Fact]
    public async Task Arrears_are_agreed_spoken_of_and_looked_into_and_the_next_step_is_refused_with_its_reason()
    {
        var household = await portal.Stack.LetHome("havering");
        var account = await Owing(household.HouseholdId, "havering");
        var page = await portal.SignIn("income@havering");

        await page.GotoAsync($"/cases/income/{account}");
        await Open(page, "Offer an agreement");
        await page.Locator("#Offer_Instalment").FillAsync("20");
        await page.Locator("#Offer_Every").SelectOptionAsync("Monthly");
        await page.Locator("#Offer_First").FillAsync($"{London.DayOf(TimeProvider.System.GetUtcNow()).AddDays(10):yyyy-MM-dd}");
        await page.Locator("#Offer_Income").FillAsync("Wages 900");
        await page.Locator("#Offer_Spending").FillAsync("Rent 890");
        await page.GetByRole(AriaRole.Button, new() { Name = "Offer it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();      // ten pounds are left, and twenty asked for
        await page.Locator("#Offer_Spending").FillAsync("Rent 450");
        await Send(page, "Offer it", "The agreement is offered.");

        await Open(page, "Log a contact");
        await page.Locator("#Contact_Channel").SelectOptionAsync("Phone");
        await page.Locator("#Contact_Reached").CheckAsync();
        await page.Locator("#Contact_Said").FillAsync("Hours were cut.");
        await Send(page, "Log it", "The contact is on record.");
        await Open(page, "Record what was looked into");
        await page.Locator("#Finding_Finding").CheckAsync();
        await page.Locator("#Finding_Note").FillAsync("Nothing is due that is not paid.");
        await Send(page, "Record it", "What was found is on record.");
        await Assertions.Expect(page.Locator(".moj-timeline")).ToContainTextAsync("Hours were cut.");

        // The steps that may be taken are; the first that may not says why.
        for (var steps = 0; steps < 5 && await page.GetByText("Not allowed yet:").CountAsync() == 0; steps++)
            await Step(page, "The step is taken.");
        var why = (await page.Locator(".staff-blocks li").First.InnerTextAsync()).Trim();
        await Step(page, "There is a problem");
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToContainTextAsync(why[..20]);
        await PortalStack.Accessible(page);

        await page.GotoAsync($"/cases/income/{account}");
        await Open(page, "The household answers the offer");
        await page.Locator("#Answer_Accepts").CheckAsync();
        await Send(page, "Record the answer", "The agreement is in force.");
        await page.GotoAsync("/arrears");
        await Assertions.Expect(page.Locator($"a[href='/cases/income/{account}']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_complaint_is_upheld_put_right_answered_twice_and_closed()
    {
        var complaint = (await portal.Stack.Complaints.ReceiveComplaintAsync(
            new() { RequestId = HousingStack.NewId(), Landlord = "havering", Channel = Channel.Phone, Words = "Nobody answers the telephone.", Insist = true, Issues = { new NewIssue { Subject = "staff-conduct", Text = "Nobody answers." } } },
            await portal.Stack.As("officer@havering"))).Complaint;
        var page = await portal.SignIn("manager@havering");

        await page.GotoAsync($"/cases/complaints/{complaint.ComplaintId}");
        await Handle(page, "Name a handler", "ames", "J. Ames", "officer");
        await Open(page, "Add evidence");
        await page.Locator("#Evidence_Text").FillAsync("The call log");
        await page.Locator("#Evidence_Reference").FillAsync("calls/1");
        await Send(page, "Add it", "The evidence is on record.");
        await Find(page, "Upheld", "late");
        await Remedy(page, "Apology", "We are sorry.");
        await Open(page, "Propose a remedy");
        await page.Locator("#Remedy_Kind").SelectOptionAsync("Action");
        await page.Locator("#Remedy_Words").FillAsync("We answer within a minute.");
        await page.Locator("#Remedy_Owner").FillAsync("Contact centre");
        await page.Locator("#Remedy_Day").FillAsync($"{London.DayOf(TimeProvider.System.GetUtcNow()).AddDays(14):yyyy-MM-dd}");
        await Send(page, "Propose it", "The remedy is proposed.");
        while (await page.Locator("#Approve_Remedy").CountAsync() > 0)
        {
            await Open(page, "Approve a remedy");
            await Send(page, "Approve it", "The remedy is approved.");
        }

        await Open(page, "Answer (stage 1)");
        await page.Locator("#Answer_Text").FillAsync("You were right. We are sorry. We answer the telephone within a minute from now on.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check how it reads" }).ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]", new() { HasText = "reads" })).ToBeVisibleAsync();
        await Send(page, "Send the answer", "The answer is given, and the letter is written.");
        await Open(page, "A promised action is done");
        await page.Locator("#Finish_Proof").FillAsync("calls/2");
        await Send(page, "Record that it is done", "The action is done.");

        await Open(page, "The resident asks for stage two");
        await page.Locator("#Escalate_Channel").SelectOptionAsync("Phone");
        await Send(page, "Take it to stage two", "It goes to stage two.");
        await Handle(page, "Name a handler", "bell", "A. Bell", "head-of-service");
        await Find(page, "NotUpheld", "");
        await Open(page, "Answer (stage 2)");
        await page.Locator("#Answer_Text").FillAsync("The telephone is answered now. We cannot do more.");
        await Send(page, "Send the answer", "The answer is given, and the letter is written.");
        await PortalStack.Accessible(page);
        await Open(page, "Close the complaint");
        await Send(page, "Close it", "The complaint is closed.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The complaint is over.");
    }

    [Fact]
    public async Task A_manager_tries_another_limit_and_another_landlords_promises_on_what_happened_and_an_officer_does_not()
    {
        var household = await portal.Stack.LetHome("housing-plus");
        var repairs = await Repairs("officer@housing-plus");
        // Done after two days.
        var repair = (await repairs.ReportRepairAsync(
            new() { RequestId = HousingStack.NewId(), HomeId = household.HomeId, Fault = "dripping-tap", Description = "It drips.", ReportedAt = TimeProvider.System.GetUtcNow().AddDays(-2).ToTimestamp() })).Repair;
        await repairs.RecordVisitAsync(new() { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, Fixed = true });
        repair = (await repairs.CompleteRepairAsync(new() { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, WorkDone = "New washer." })).Repair;
        var met = repair.Commitments.First(c => !c.Law && c.Outcome == Housing.Repairs.Contracts.V1.Outcome.Met && c.DueAt.ToDateTimeOffset() > c.StartedAt.ToDateTimeOffset().AddDays(5));
        var page = await portal.SignIn("manager@housing-plus");

        await page.GotoAsync("/performance");
        await page.GetByRole(AriaRole.Link, new() { Name = "What if?" }).ClickAsync();
        await page.GetByLabel("If we promised").FillAsync("soon");
        await Try(page);
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await PortalStack.Accessible(page);
        await Eventually.Holds(async () =>
        {
            await page.GetByLabel("Which promise").SelectOptionAsync(met.StandardId);
            await page.GetByLabel("If we promised").FillAsync("1 day");
            await page.GetByLabel("From").FillAsync($"{London.DayOf(TimeProvider.System.GetUtcNow()).AddMonths(-1):yyyy-MM}");
            await page.GetByLabel("Up to and with").FillAsync($"{London.DayOf(TimeProvider.System.GetUtcNow()):yyyy-MM}");
            await Try(page);
            Assert.Contains("1 day instead of", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            // Two days are too long for a promise of one.
            var kept = Regex.Match(await page.Locator(".staff-count").First.InnerTextAsync(), "would have been kept: (?<kept>[0-9]+) of (?<due>[0-9]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            Assert.True(int.Parse(kept.Groups["kept"].Value, CultureInfo.InvariantCulture) < int.Parse(kept.Groups["due"].Value, CultureInfo.InvariantCulture), kept.Value);
        });
        await Assertions.Expect(page.Locator("[data-chart] canvas")).ToBeVisibleAsync();
        await PortalStack.Check(page, new Uri(page.Url).PathAndQuery);

        await page.GetByRole(AriaRole.Link, new() { Name = "Another landlord’s promises" }).ClickAsync();
        await page.GetByLabel("Whose promises").SelectOptionAsync("rosebery");
        await Try(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What Rosebery" })).ToBeVisibleAsync();

        var other = await portal.SignIn("officer@housing-plus");
        Assert.Equal(403, (await other.GotoAsync("/performance/rehearse"))!.Status);
    }

    [Fact]
    public async Task A_contractor_is_on_the_way_and_the_residents_open_page_says_so_and_that_they_are_there()
    {
        var household = await portal.Stack.LetHome("one-housing");
        var repairs = await Repairs("officer@one-housing");
        var reported = (await repairs.ReportRepairAsync(new() { RequestId = HousingStack.NewId(), HomeId = household.HomeId, Fault = "other", Description = "It broke." })).Repair;
        var now = TimeProvider.System.GetUtcNow();
        var repair = (await repairs.BookAppointmentAsync(
            new() { RequestId = HousingStack.NewId(), RepairId = reported.RepairId, StartsAt = now.AddMinutes(1).ToTimestamp(), EndsAt = now.AddHours(3).ToTimestamp() })).Repair;
        var resident = await portal.SignIn("resident@one-housing", household.HouseholdId);
        await resident.GotoAsync($"/repairs/{repair.RepairId}");
        var contractor = await portal.SignIn($"contractor-{repair.Order.Contractor}@one-housing", phone: true);

        await contractor.GotoAsync($"/day/{repair.RepairId}");
        await Send(contractor, "I am on my way", "The resident is told that you are on your way.");
        await Assertions.Expect(resident.GetByText("The operative is on their way.")).ToBeVisibleAsync();
        await contractor.GotoAsync("/day");
        await Assertions.Expect(contractor.Locator(".portal-card", new() { Has = contractor.Locator($"a[href='/day/{repair.RepairId}']") })).ToContainTextAsync("On the way");
        await contractor.GotoAsync($"/day/{repair.RepairId}");
        await Send(contractor, "I have arrived", "It is recorded that you are there.");
        await Assertions.Expect(resident.GetByText("The operative has been with you since")).ToBeVisibleAsync();
        await PortalStack.Accessible(contractor);
    }

    private async Task<Housing.Repairs.Contracts.V1.Repairs.RepairsClient> Repairs(string who) => new(await portal.Stack.Calling("repairs", who));

    private static Task Open(IPage page, string title) => page.Locator("summary", new() { HasText = title }).First.EvaluateAsync("one => one.parentElement.open = true");

    /// <summary>Presses a button and waits for what is said of it.</summary>
    private static async Task Send(IPage page, string button, string says)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText(says).First).ToBeVisibleAsync();
    }

    private static async Task Try(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "See what would have been" }).ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    private static async Task Step(IPage page, string says)
    {
        await Open(page, "Take the next step");
        await page.Locator("#Step_Note").FillAsync("As the ladder says.");
        await Send(page, "Take it", says);
    }

    private static async Task Handle(IPage page, string title, string subject, string name, string rank)
    {
        await Open(page, title);
        await page.Locator("#Assign_Subject").FillAsync(subject);
        await page.Locator("#Assign_Name").FillAsync(name);
        await page.Locator("#Assign_Rank").SelectOptionAsync(rank);
        await page.Locator("#Assign_NoPart").CheckAsync();
        if (await page.Locator("#Assign_Reason").CountAsync() > 0)
            await page.Locator("#Assign_Reason").FillAsync("For this stage.");
        await Send(page, "Name the handler", "The handler is named.");
        await Open(page, "Acknowledge");
        await page.Locator("#Acknowledge_Text").FillAsync("You say that nobody answered the telephone.");
        await page.Locator("#Acknowledge_Next").FillAsync("We listen to the calls and write to you.");
        await Send(page, "Acknowledge it", "It is acknowledged, and the letter is written.");
    }

    private static async Task Find(IPage page, string outcome, string cause)
    {
        await Open(page, "Record a finding");
        await page.Locator($"input[name='Finding.Outcome'][value={outcome}]").CheckAsync();
        await page.Locator("#Finding_Reasons").FillAsync("As the call log shows.");
        await page.Locator("#Finding_Cause").SelectOptionAsync(cause);
        await Send(page, "Record it", "The finding is on record.");
    }

    private static async Task Remedy(IPage page, string kind, string words)
    {
        await Open(page, "Propose a remedy");
        await page.Locator("#Remedy_Kind").SelectOptionAsync(kind);
        await page.Locator("#Remedy_Words").FillAsync(words);
        await Send(page, "Propose it", "The remedy is proposed.");
    }

    /// <summary>Whether the case is among what is overdue, on whichever page of the list; the page is left there.</summary>
    private static async Task<bool> Finds(IPage page, ILocator link)
    {
        await page.GotoAsync("/work?service=repairs&state=overdue");
        while (await link.CountAsync() == 0)
        {
            if (await page.Locator("a[rel=next]").CountAsync() == 0)
                return false;
            await page.GotoAsync((await page.Locator("a[rel=next]").GetAttributeAsync("href"))!);
        }

        return true;
    }

    /// <summary>The household's account, five weeks of rent behind.</summary>
    private async Task<string> Owing(string household, string landlord)
    {
        var income = await portal.Stack.As($"income@{landlord}");
        var account = "";
        await Eventually.Holds(async () => account = (await portal.Stack.Accounts.GetAccountAsync(new() { HouseholdId = household }, income)).Account.AccountId);
        var from = London.DayOf(TimeProvider.System.GetUtcNow()).AddDays(-35);
        await new Charges.ChargesClient(await portal.Stack.Calling("income", $"income@{landlord}")).SetChargeAsync(new()
        {
            RequestId = HousingStack.NewId(), AccountId = account, SubAccount = SubAccount.Rent, AmountPence = 10_000, Per = ChargePer.Week, Cycle = ChargeCycle.Weekly,
            From = new() { Year = from.Year, Month = from.Month, Day = from.Day }, Parts = { new Income.Contracts.V1.ChargePart { Label = "Rent agreed", Pence = 10_000 } },
        });
        await Eventually.Holds(async () => Assert.True((await portal.Stack.Accounts.GetAccountAsync(new() { AccountId = account }, income)).Account.BalancePence >= 40_000));
        return account;
    }
}
