using Housing.Complaints.Contracts.V1;

namespace Housing.Portal;

/// <summary>How the steps of a complaint are called among the landlord's people.</summary>
public static class StaffWords
{
    public static string Stage(Stage stage) => stage switch
    {
        Complaints.Contracts.V1.Stage.ServiceRequest => "Service request",
        Complaints.Contracts.V1.Stage.One => "Stage one",
        Complaints.Contracts.V1.Stage.OneAnswered => "Stage one answered",
        Complaints.Contracts.V1.Stage.Two => "Stage two",
        Complaints.Contracts.V1.Stage.FinalAnswered => "Final answer given",
        Complaints.Contracts.V1.Stage.Excluded => "Not taken",
        Complaints.Contracts.V1.Stage.Withdrawn => "Withdrawn",
        Complaints.Contracts.V1.Stage.Closed => "Closed",
        _ => "Unknown",
    };

    public static string Outcome(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Upheld => "Upheld",
        FindingOutcome.PartlyUpheld => "Partly upheld",
        FindingOutcome.NotUpheld => "Not upheld",
        _ => "Not decided",
    };

    public static string Remedy(RemedyKind kind) => kind switch
    {
        RemedyKind.Apology => "Apology",
        RemedyKind.Compensation => "Compensation",
        RemedyKind.Works => "Works",
        RemedyKind.Action => "Action",
        _ => "Remedy",
    };

    public static string Remedy(RemedyState state) => state switch
    {
        RemedyState.WaitsForApproval => "Waits for approval",
        RemedyState.Ready => "Goes with the next answer",
        RemedyState.Promised => "Promised",
        RemedyState.Done => "Done",
        RemedyState.Dropped => "Dropped",
        _ => "",
    };
}
