using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>How agreements are said on the wire, and read from it.</summary>
internal static class AgreementMessages
{
    public static Wire.Agreement ToMessage(this Agreement agreement) => new()
    {
        AgreementId = agreement.Id.ToString(),
        AccountId = agreement.AccountId.ToString(),
        CaseId = agreement.CaseId.ToString(),
        Landlord = agreement.Landlord,
        State = IncomeMessages.Word(agreement.State),
        DebtPence = agreement.DebtPence,
        InstalmentPence = agreement.InstalmentPence,
        Every = agreement.Every.ToMessage(),
        FirstOn = agreement.FirstOn.ToMessage(),
        Income = { agreement.Means.Income.Select(ToMessage) },
        Spending = { agreement.Means.Spending.Select(ToMessage) },
        LeftPence = agreement.Means.LeftPence,
        OfferedAt = Timestamp.FromDateTimeOffset(agreement.OfferedAt),
        AnswerBy = agreement.AnswerBy.ToMessage(),
        AnsweredAt = agreement.AnsweredAt is { } answered ? Timestamp.FromDateTimeOffset(answered) : null,
        ReviewOn = agreement.ReviewOn?.ToMessage(),
        OverAt = agreement.OverAt is { } over ? Timestamp.FromDateTimeOffset(over) : null,
        Why = agreement.Why ?? "",
        Instalments =
        {
            agreement.Instalments.OrderBy(one => one.Number)
                .Select(one => new Wire.Instalment { Number = one.Number, DueOn = one.DueOn.ToMessage(), Pence = one.Pence, Outcome = IncomeMessages.Word(one.Outcome) }),
        },
    };

    public static IReadOnlyList<MeansLine> Lines(IEnumerable<Wire.MeansLine> lines) => [.. lines.Select(line => new MeansLine(line.Label.Trim(), line.Pence))];

    private static Wire.MeansLine ToMessage(MeansLine line) => new() { Label = line.Label, Pence = line.Pence };
}
