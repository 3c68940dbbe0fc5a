namespace Housing.Portal.Pages.Resident;

/// <summary>My home, who looks after it, and what is going on.</summary>
public sealed class HomeModel : PortalPage;
