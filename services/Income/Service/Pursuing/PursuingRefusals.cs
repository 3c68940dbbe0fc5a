using Housing.Standards;

namespace Housing.Income;

/// <summary>What is refused about former tenants, besides the fields of a command that are wrong.</summary>
public static class PursuingRefusals
{
    internal const int LongestNote = 500;

    public static Refusal NotLeft { get; } =
        Refusal.Precondition("NOT_LEFT", "This account's tenancy or lease runs still: only those who have left are traced, and only their debts are written off.");

    public static Refusal WriteOffUnknown { get; } =
        Refusal.NotFound("WRITE_OFF_UNKNOWN", "There is no such write-off. ListWriteOffs gives the ids of a landlord's.");

    public static Refusal MoreThanOwed(long owed) =>
        Refusal.Precondition("MORE_THAN_OWED", $"No more can be written off than is owed; that is {Math.Max(0, owed)} pence.");

    public static Refusal ProposedAlready { get; } =
        Refusal.Precondition("WRITE_OFF_PROPOSED", "A write-off of this account is proposed already: it has to be decided first.");

    public static Refusal SamePerson { get; } =
        Refusal.Precondition("SECOND_PERSON_NEEDED", "Who proposed a write-off cannot decide it: another manager has to.");

    public static Refusal Decided { get; } =
        Refusal.Precondition("WRITE_OFF_DECIDED", "This write-off was decided otherwise.");

    public static Refusal NotWrittenOff { get; } =
        Refusal.Precondition("NOT_WRITTEN_OFF", "Only a debt that was written off can be put back.");

    public static Refusal AgreementKept { get; } =
        Refusal.Precondition("AGREEMENT_KEPT", "The household keeps to its agreement: what it pays is not written off.");
}
