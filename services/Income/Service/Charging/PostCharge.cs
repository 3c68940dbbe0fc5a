using Housing.Standards;

namespace Housing.Income;

/// <summary>A sum the resident is to pay, as given. The request is its cause.</summary>
public sealed record PostCharge(Guid RequestId, long AmountPence, string Narrative);

/// <summary>Says whether a charge can be put on an account.</summary>
public static class ChargeDecision
{
    // A million pounds: more than any home's yearly charges, so a slip of the pen rather than a bill.
    private const long Largest = 100_000_000;

    public static Decision<AccountMilestone.Posted> Decide(PostCharge command, DateTimeOffset now)
    {
        var faults = new Faults();
        if (command.AmountPence is < 1 or > Largest)
            faults.Add("amount_pence", $"is {command.AmountPence}: give 1 to {Largest} pence");
        var narrative = faults.Line("narrative", command.Narrative, 200);

        return faults.Any
            ? IncomeRefusals.ChargeInvalid(faults)
            : new AccountMilestone.Posted(command.AmountPence, PostingKind.Charge, narrative, command.RequestId, now);
    }
}
