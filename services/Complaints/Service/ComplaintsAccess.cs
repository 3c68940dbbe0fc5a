using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using static Housing.ServiceDefaults.Role;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Who may call what. Whose complaints they may call it for is asked of the caller in each operation.</summary>
internal static class ComplaintsAccess
{
    public static AccessTable Table { get; } = new AccessTable(Wire.Complaints.Descriptor)
        .Read("GetTerms", Resident, Officer, Manager, Auditor, Service)
        .Change("ReceiveComplaint", Resident, Officer, Manager, Service)
        .Change("InsistOnComplaint", Resident, Officer, Manager, Service)
        .Change("RouteComplaint", Officer, Manager)
        .Change("ExcludeComplaint", Manager)
        .Change("ReopenComplaint", Manager)
        .Change("AssignHandler", Officer, Manager)
        .Change("RecordContact", Officer, Manager)
        .Change("AcknowledgeComplaint", Officer, Manager)
        .Change("ExtendComplaint", Officer, Manager)
        .Change("SettleEarly", Officer, Manager)
        .Change("AnswerComplaint", Officer, Manager)
        .Change("EscalateComplaint", Resident, Officer, Manager, Service)
        .Change("RefuseEscalation", Manager)
        .Change("CloseComplaint", Officer, Manager)
        .Change("WithdrawComplaint", Resident, Officer, Manager, Service)
        .Read("GetLinkedCase", Officer, Manager, Auditor)
        .Read("GetComplaint", Resident, Officer, Manager, Auditor, Service)
        .Read("ListComplaints", Resident, Officer, Manager, Auditor, Service);

    public static AccessTable Investigations { get; } = new AccessTable(Wire.Investigations.Descriptor)
        .Change("PlanInvestigation", Officer, Manager)
        .Change("AddEvidence", Officer, Manager)
        .Change("RecordFinding", Officer, Manager)
        .Change("ProposeRemedy", Officer, Manager)
        .Change("ApproveRemedy", Officer, Manager)
        .Change("DropRemedy", Officer, Manager)
        .Change("CompleteAction", Officer, Manager, Service)
        .Read("ListActions", Officer, Manager, Auditor, Service);

    public static AccessTable Ombudsman { get; } = new AccessTable(Wire.OmbudsmanCases.Descriptor)
        .Change("TakeToOmbudsman", Officer, Manager)
        .Change("RecordInformationRequest", Officer, Manager)
        .Change("SendInformation", Officer, Manager)
        .Change("RecordDetermination", Officer, Manager)
        .Change("RecordCompliance", Officer, Manager)
        .Change("ConfirmCompliance", Manager)
        .Change("MoveOrder", Manager)
        .Change("AskForReview", Manager)
        .Change("RecordReview", Officer, Manager)
        .Read("GetOmbudsmanCases", Resident, Officer, Manager, Auditor, Service)
        .Read("ListOrders", Officer, Manager, Auditor, Service)
        .Read("ListDeterminations", Officer, Manager, Auditor, Service);

    public static AccessTable Feedback { get; } = new AccessTable(Wire.Feedback.Descriptor)
        .Change("RecordFeedback", Resident, Officer, Manager, Service)
        .Read("ListFeedback", Resident, Officer, Manager, Auditor, Service);

    public static AccessTable Measures { get; } = new AccessTable(Wire.Measures.Descriptor)
        .Read("GetComplaintMeasures", Officer, Manager, Auditor, Service)
        .Read("GetComplaintTrend", Officer, Manager, Auditor, Service)
        .Read("ListMeasuredComplaints", Officer, Manager, Auditor, Service);

    public static AccessTable Satisfaction { get; } = new AccessTable(Wire.Satisfaction.Descriptor)
        .Change("RecordSatisfaction", Resident, Officer, Manager, Service)
        .Read("ListSatisfaction", Officer, Manager, Auditor, Service);

    public static AccessTable Learning { get; } = new AccessTable(Wire.Learning.Descriptor)
        .Change("DrawLesson", Officer, Manager)
        .Change("AddToLesson", Officer, Manager)
        .Change("LearnNothing", Officer, Manager)
        .Change("ChangeLesson", Officer, Manager)
        .Change("CompleteLesson", Officer, Manager)
        .Change("DropLesson", Manager)
        .Change("ReviewLesson", Officer, Manager)
        .Change("WriteImprovement", Officer, Manager)
        .Change("PublishImprovement", Manager)
        .Change("WithdrawImprovement", Manager)
        .Read("GetLesson", Officer, Manager, Auditor)
        .Read("ListLessons", Officer, Manager, Auditor)
        .Read("ListUnlearnt", Officer, Manager, Auditor)
        .Read("GetThemes", Officer, Manager, Auditor, Service)
        .Read("ListImprovements", Resident, Officer, Manager, Auditor, Service);

    public static AccessTable Reports { get; } = new AccessTable(Wire.Reports.Descriptor)
        .Change("MakeReport", Officer, Manager)
        .Change("PublishReport", Manager)
        .Change("StateProvision", Manager)
        .Read("GetReport", Resident, Officer, Manager, Auditor, Service)
        .Read("ListReports", Resident, Officer, Manager, Auditor, Service)
        .Read("ListReportCases", Officer, Manager, Auditor);

    public static AccessTable Letters { get; } = new AccessTable(Wire.Letters.Descriptor)
        .Read("GetLetter", Resident, Officer, Manager, Auditor, Service)
        .Read("ListLetters", Resident, Officer, Manager, Auditor, Service)
        .Read("ListLettersToPost", Officer, Manager, Auditor)
        .Change("MarkPosted", Officer, Manager)
        .Change("NameCorrespondent", Officer, Manager)
        .Read("PreviewLetter", Officer, Manager)
        .Read("CheckText", Officer, Manager);

    public static AccessTable Records { get; } = new AccessTable(Wire.Records.Descriptor)
        .Change("ImportComplaints", Manager)
        .Read("ExportComplaints", Officer, Manager, Auditor)
        .Read("SearchComplaints", Resident, Officer, Manager, Auditor, Service);

    public static AccessTable Caseload { get; } = new AccessTable(Wire.Caseload.Descriptor)
        .Read("GetWorkload", Officer, Manager, Auditor)
        .Change("ReassignAll", Officer, Manager)
        .Change("RecordAbsence", Officer, Manager)
        .Change("EndAbsence", Officer, Manager)
        .Read("ListAbsences", Officer, Manager, Auditor);
}
