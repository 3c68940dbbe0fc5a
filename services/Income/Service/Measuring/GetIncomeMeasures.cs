using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>Reads for which days figures are asked: a period up to today and of a year at most, so that no question is about the whole ledger.</summary>
public static class MeasuresPeriod
{
    private const int MostDays = 366;

    /// <summary>The period; null with the faults in <paramref name="fields"/>.</summary>
    public static StatementPeriod? Read(FieldReader fields, GivenDay? from, GivenDay? through, DateOnly today)
    {
        var (first, last) = (fields.DayFrom("from", from, London.FirstDay, today), fields.DayFrom("through", through, London.FirstDay, today));
        if (first is not { } begins || last is not { } ends)
            return null;
        if (ends < begins || ends.DayNumber - begins.DayNumber >= MostDays)
            fields.Fault("through", string.Create(CultureInfo.InvariantCulture, $"must be from {begins:yyyy-MM-dd}, where the period begins, to {begins.AddDays(MostDays - 1):yyyy-MM-dd}; it is {ends:yyyy-MM-dd}."));
        return fields.FoundFaults ? null : new(begins, ends);
    }
}

internal sealed class MeasuresGrpc(IncomeFigures figures, Policies<IncomePolicy> policies, StandardsBook standards, TimeProvider clock) : Measures.MeasuresBase
{
    public override async Task<GetIncomeMeasuresResponse> GetIncomeMeasures(GetIncomeMeasuresRequest request, ServerCallContext call)
    {
        if (!standards.TryGet(request.Landlord, out var landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        call.Caller().RequireRead(landlord.Key);
        var fields = new FieldReader();
        if (MeasuresPeriod.Read(fields, Given(request.From), Given(request.Through), London.DayOf(clock.Now())) is not { } period)
            throw fields.Refuse("INVALID_FIELD").ToRpcException();

        var cancelled = call.CancellationToken;
        var writtenOff = await figures.WrittenOff(landlord.Key, period, cancelled);
        return new()
        {
            Measures =
            {
                Message(MeasureKind.RentCollected, await figures.RentCollected(landlord.Key, period, cancelled), landlord),
                Message(MeasureKind.PresentArrears, await figures.PresentArrears(landlord.Key, period.Through, cancelled), landlord),
                Message(MeasureKind.AgreementsOffered, await figures.Offered(landlord.Key, period, ArrearsAct.AgreementOffered, cancelled), landlord),
                Message(MeasureKind.AdviceOffered, await figures.Offered(landlord.Key, period, ArrearsAct.AdviceOffered, cancelled), landlord),
            },
            OpenCases = { (await figures.OpenCases(landlord.Key, cancelled)).Select(Message) },
            StepsTaken = { (await figures.StepsTaken(landlord.Key, period, cancelled)).Select(Message) },
            LegalRunning = { (await figures.LegalRunning(landlord.Key, cancelled)).Select(Legal) },
            LegalDone = { (await figures.LegalDone(landlord.Key, period, cancelled)).Select(Legal) },
            WriteOffs = writtenOff.Numerator,
            WrittenOffPence = writtenOff.Denominator,
        };
    }

    private Wire.IncomeMeasure Message(MeasureKind kind, Figure figure, Landlord landlord)
    {
        var measure = IncomeMeasure.Of(kind, figure.Numerator, figure.Denominator, policies.For(landlord.Key), landlord);
        var message = new Wire.IncomeMeasure
        {
            Measure = IncomeMessages.Word(kind),
            Clause = measure.Clause ?? "",
            Numerator = measure.Numerator,
            Denominator = measure.Denominator,
            Percent = measure.Rounded,
            AtLeast = measure.AtLeast?.ToString(CultureInfo.InvariantCulture) ?? "",
            Under = measure.Under?.ToString(CultureInfo.InvariantCulture) ?? "",
        };
        if (measure.Kept is { } kept)
            message.Kept = kept;
        return message;
    }

    private static StepCount Message(StepFigure figure) => new() { Step = figure.Step, Cases = figure.Cases };

    private static LegalCount Legal(StepFigure figure) => new() { What = JsonNamingPolicy.KebabCaseLower.ConvertName(figure.Step), Actions = figure.Cases };

    private static GivenDay? Given(Date? day) => day is null ? null : new GivenDay(day.Year, day.Month, day.Day);
}
