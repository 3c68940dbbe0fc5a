using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How suspense items and payers are said on the wire; of a payer's account no more than its end.</summary>
internal static class SuspenseMessages
{
    public static Wire.SuspenseItem ToMessage(this SuspenseItem item) => new()
    {
        ItemId = item.Id.ToString(),
        Landlord = item.Landlord,
        AmountPence = item.AmountPence,
        LeftPence = item.LeftPence,
        Source = IncomeMessages.Word(item.Source),
        Why = item.Why,
        PayerName = item.PayerName ?? "",
        PayerAccountEnds = EndOf(item.PayerAccount),
        Remittance = item.Remittance,
        ReceivedOn = item.ReceivedOn.ToMessage(),
        RecordedAt = Timestamp.FromDateTimeOffset(item.RecordedAt),
        PostingId = item.PostingId.ToString(),
        Allocations =
        {
            item.Transfers.OrderBy(t => t.MovedAt).ThenBy(t => t.Id).Select(transfer => new Wire.Allocation
            {
                AllocationId = transfer.Id.ToString(),
                AccountId = transfer.AccountId.ToString(),
                AmountPence = transfer.AmountPence,
                Reason = transfer.Reason,
                MovedAt = Timestamp.FromDateTimeOffset(transfer.MovedAt),
                TakenBackBecause = transfer.TakenBackBecause ?? "",
            }),
        },
        ReturnAskedBy = item.ReturnAskedBy ?? "",
        ReturnReason = item.ReturnReason ?? "",
        ReturnApprovedBy = item.ReturnApprovedBy ?? "",
    };

    public static Wire.Payer ToMessage(this Payer payer) => new()
    {
        PayerId = payer.Id.ToString(),
        AccountId = payer.AccountId.ToString(),
        Name = payer.Name ?? "",
        PayerAccountEnds = EndOf(payer.PayerAccount),
        RememberedAt = Timestamp.FromDateTimeOffset(payer.RememberedAt),
    };

    public static string EndOf(string? account) => account is { Length: > 4 } ? account[^4..] : "";
}
