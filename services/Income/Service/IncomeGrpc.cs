using Google.Protobuf.WellKnownTypes;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>The accounts, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class IncomeGrpc(IncomeDb db, TimeProvider clock, ILogger<IncomeGrpc> log) : Accounts.AccountsBase
{
    private static Wire.Posting ToWire(Posting posting) => new()
    {
        PostingId = posting.Id.ToString(),
        AmountPence = posting.AmountPence,
        Kind = posting.Kind switch
        {
            PostingKind.Charge => "charge",
            PostingKind.Compensation => "compensation",
            PostingKind.Recharge => "recharge",
            PostingKind.RechargeWithdrawn => "recharge-withdrawn",
        },
        Narrative = posting.Narrative,
        Cause = posting.Cause.ToString(),
        PostedAt = Timestamp.FromDateTimeOffset(posting.PostedAt),
    };
}
