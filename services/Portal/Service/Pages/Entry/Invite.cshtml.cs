using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Housing.Portal.Pages.Entry;

/// <summary>The landlord's people make a code: officers for a household, managers for their staff too.</summary>
[Authorize(Policy = Policy.Staff)]
public sealed class InviteModel(Invitations invitations, Tenancies.TenanciesClient tenancies) : PortalPage
{
    private static readonly Role[] StaffRoles = [Role.Officer, Role.Income, Role.Auditor, Role.Manager];

    [BindProperty]
    public string Who { get; set; } = "";

    [BindProperty]
    public string Household { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    /// <summary>Told once.</summary>
    public string? Code { get; private set; }

    public IReadOnlyList<Choice> Kinds =>
    [
        new("resident", "A resident"),
        .. Person.Role == Role.Manager ? StaffRoles.Select(role => new Choice(Caller.Name(role), $"Staff: {Caller.Name(role)}")) : [],
    ];

    public override async Task<IActionResult> OnGetAsync() => Person.Role is Role.Officer or Role.Manager ? await base.OnGetAsync() : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync()
    {
        if (Person.Role is not (Role.Officer or Role.Manager))
            return StatusCode(StatusCodes.Status403Forbidden);
        return await Do(async () =>
        {
            if (!Kinds.Any(kind => kind.Value == Who))
                ModelState.AddModelError(nameof(Who), "Say who the code is for");
            var isResident = Who == "resident";
            if (isResident && !Guid.TryParse(Household, out _))
                ModelState.AddModelError(nameof(Household), "Enter the household’s id");
            if (!isResident && string.IsNullOrWhiteSpace(Name))
                ModelState.AddModelError(nameof(Name), "Enter their name");
            if (!ModelState.IsValid)
                return null;
            // Tenancy says whose household it is, and refuses another landlord's.
            var household = isResident ? (await tenancies.GetHouseholdAsync(new() { HouseholdId = Household }, cancellationToken: Stop)).Household : null;
            Code = await invitations.Make(
                Person, Enum.Parse<Role>(Who, ignoreCase: true), household is null ? null : Guid.Parse(household.HouseholdId), contractor: null, household?.LeadName ?? Name.Trim(), Stop);
            return Page();
        });
    }
}
