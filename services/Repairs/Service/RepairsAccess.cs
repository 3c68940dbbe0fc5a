using Housing.ServiceDefaults;
using static Housing.ServiceDefaults.Role;

namespace Housing.Repairs;

/// <summary>Who may call what. Whose repairs they may call it for is asked of the caller in each operation.</summary>
internal static class RepairsAccess
{
    public static AccessTable Table { get; } = new AccessTable(Contracts.V1.Repairs.Descriptor)
        .Read("GetRepair", Resident, Officer, Manager, Contractor, Auditor, Service)
        .Read("ListRepairs", Resident, Officer, Manager, Contractor, Auditor, Service)
        .Read("WatchRepair", Resident, Officer, Manager, Contractor, Auditor, Service)
        .Read("GetCatalogue", Resident, Officer, Manager, Contractor, Auditor, Service)
        .Read("GetRepairsLeaflet", Resident, Officer, Manager, Contractor, Auditor, Service)
        .Read("ListCommunalRepairs", Resident, Officer, Manager, Auditor, Service)
        .Change("ReportRepair", Resident, Officer, Manager, Service)
        .Change("ImportRepairs", Manager, Service)
        .Change("CodeOrder", Officer, Manager, Contractor, Service)
        .Read("ListSlots", Resident, Officer, Manager, Contractor, Auditor, Service)
        .Read("GetAppointmentCalendar", Resident, Officer, Manager, Contractor, Auditor, Service)
        .Read("ContractorDay", Officer, Manager, Contractor, Auditor, Service)
        .Change("BookAppointment", Resident, Officer, Manager, Service)
        .Change("ChangeAppointment", Resident, Officer, Manager, Service)
        .Change("CancelAppointment", Resident, Officer, Manager, Service)
        .Change("SayRunningLate", Officer, Manager, Contractor, Service)
        .Change("SayOnTheWay", Officer, Manager, Contractor, Service)
        .Change("RecordArrival", Officer, Manager, Contractor, Service)
        .Change("RecordNoAccess", Officer, Manager, Contractor, Service)
        .Change("RecordVisit", Officer, Manager, Contractor, Service)
        .Change("RecordMissedAppointment", Officer, Manager, Contractor, Service)
        .Change("MakeSafe", Officer, Manager, Contractor, Service)
        .Change("CompleteRepair", Officer, Manager, Contractor, Service)
        .Change("VaryRepair", Officer, Manager, Contractor, Service)
        .Change("CheckVisit", Officer, Manager, Service)
        .Change("ConfirmRepair", Resident, Officer, Manager, Service)
        .Change("RecordPostInspection", Officer, Manager, Service)
        .Change("AskForSecondContractor", Resident, Officer, Manager, Service)
        .Change("ExtendRepair", Officer, Manager)
        .Change("RecordRepairContact", Officer, Manager);

    /// <summary>Before when a caller is told nothing that was said: the home was another household's then. Null for whoever is told all.</summary>
    public static DateTimeOffset? NewTo(this Caller caller, Guid? reporter, DateTimeOffset? passedOnAt) =>
        caller.Role == Resident && caller.Household != reporter ? passedOnAt : null;

    /// <summary>PERMISSION_DENIED unless the caller may see this repair; a contractor sees those it is sent to.</summary>
    public static void RequireRead(this Caller caller, Repair repair)
    {
        caller.RequireRead(repair.Landlord, repair.Reader);
        if (caller.Role == Contractor)
            caller.RequireContractor(repair.Landlord, repair.Contractor);
    }

    /// <summary>PERMISSION_DENIED unless the caller may change this repair; a contractor those it is sent to.</summary>
    public static void RequireAct(this Caller caller, Repair repair)
    {
        caller.RequireAct(repair.Landlord, repair.Reader);
        if (caller.Role == Contractor)
            caller.RequireContractor(repair.Landlord, repair.Contractor);
    }
}
