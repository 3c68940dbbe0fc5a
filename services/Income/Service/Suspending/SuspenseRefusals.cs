using Housing.Standards;

namespace Housing.Income;

/// <summary>Every refusal about money in suspense.</summary>
public static class SuspenseRefusals
{
    public static Refusal ItemUnknown { get; } = Refusal.NotFound("SUSPENSE_ITEM_UNKNOWN", "There is no such suspense item. ListSuspense gives the ids.");

    public static Refusal AllocationUnknown { get; } = Refusal.NotFound("ALLOCATION_UNKNOWN", "There is no such allocation. ListSuspense with all gives the ids.");

    public static Refusal PayerUnknown { get; } = Refusal.NotFound("PAYER_UNKNOWN", "There is no such payer. ListPayers gives the ids.");

    public static Refusal NothingLeft { get; } = Refusal.Precondition("NOTHING_LEFT", "Nothing is left of this item: it was allocated, returned or taken back by the bank.");

    public static Refusal TakenBackAlready { get; } = Refusal.Precondition("TAKEN_BACK_ALREADY", "This allocation was taken back before; its money is in suspense.");

    public static Refusal ReturnNotAsked { get; } = Refusal.Precondition("RETURN_NOT_ASKED", "Nobody asks that this goes back: one person asks with ReturnToPayer, another agrees.");

    public static Refusal SecondPersonNeeded { get; } =
        Refusal.Precondition("SECOND_PERSON_NEEDED", "Whoever asked that money goes back cannot agree to it too: somebody else has to.");

    public static Refusal PayerNotKnown { get; } =
        IncomeRefusals.Field("remember_payer", "cannot be set for this item: the bank named no account that it came from.");
}
