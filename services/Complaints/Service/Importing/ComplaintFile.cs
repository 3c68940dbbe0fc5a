using Housing.ServiceDefaults;

namespace Housing.Complaints;

/// <summary>A file of complaints from another system.</summary>
public static class ComplaintFile
{
    public static ImportFile Form { get; } = new(
        "complaints", "reference", StringComparer.OrdinalIgnoreCase,
        ["reference", "subjects", "words", "received_at"],
        [
            "home", "household", "channel", "acknowledged_at", "decide_by", "answered_at", "outcome", "answer", "escalated_at", "escalation_words", "escalation_acknowledged_at", "final_answered_at",
            "final_outcome", "final_answer", "withdrawn_at", "closed_at",
        ]);
}
