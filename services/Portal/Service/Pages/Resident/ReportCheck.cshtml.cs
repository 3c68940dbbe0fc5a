using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Microsoft.AspNetCore.Mvc;
using Repairs_ = Housing.Repairs.Contracts.V1.Repairs;

namespace Housing.Portal.Pages.Resident;

/// <summary>Check your answers, and send.</summary>
public sealed class ReportCheckModel(Repairs_.RepairsClient repairs, Tenancies.TenanciesClient tenancies, ReportDrafts drafts) : PortalPage
{
    public ReportDraft Draft { get; private set; } = new();

    public IReadOnlyList<(ReportQuestion Question, Choice Answer)> Answers { get; private set; } = [];

    private Catalogue _catalogue = new();

    public override async Task<IActionResult> OnGetAsync()
    {
        await Load();
        if (ReportQuestions.Next(_catalogue, Draft) is not null)
            return Redirect("/repairs/report");
        return Draft.Words.Length == 0 ? Redirect("/repairs/report-details") : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await Load();
        if (Draft.Words.Length == 0 || ReportQuestions.Next(_catalogue, Draft) is not null)
            return Redirect("/repairs/report");
        return await Do(async () =>
        {
            var household = (await tenancies.GetHouseholdAsync(new() { HouseholdId = Person.Household!.Value.ToString() }, cancellationToken: Stop)).Household;
            var answer = await repairs.ReportRepairAsync(
                new()
                {
                    RequestId = Draft.RequestId,
                    HomeId = household.HomeId,
                    Room = Draft.Room,
                    Item = Draft.Item,
                    Answers = { ReportQuestions.Answers(_catalogue, Draft) },
                    Description = Draft.Words,
                    AccessNotes = Draft.Access,
                    ContactBy = Enum.TryParse<ContactChannel>(Draft.ContactBy, ignoreCase: true, out var way) ? way : ContactChannel.Unspecified,
                    Channel = ReportChannel.Portal,
                },
                cancellationToken: Stop);
            drafts.Forget();
            return Redirect($"/repairs/{answer.Repair.RepairId}/{(answer.Slots.Count > 0 && answer.Repair.Appointment is null ? "appointment?new=true" : "reported")}");
        });
    }

    protected override async Task Load()
    {
        Draft = drafts.Read();
        _catalogue = (await repairs.GetCatalogueAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop)).Catalogue;
        Answers = [.. ReportQuestions.Path(_catalogue, Draft).Select(question => (question, ReportQuestions.Given(question, Draft)!)).Where(pair => pair.Item2 is not null)];
    }
}
