namespace Housing.Portal.Pages.Staff;

public sealed class WorkModel : PortalPage;
