using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal static class TenantMessages
{
    /// <summary>A resident reads what everybody may; the landlord's people read what it is.</summary>
    public static Wire.TenantMeasure ToMessage(this TenantMeasure measure, int fewest, bool staff) => new()
    {
        Clause = measure.Clause,
        Code = measure.Code,
        Summary = measure.Summary,
        NotMeasured = measure.NotMeasured ?? "",
        Figures = { measure.Figures.Select(figure => ToMessage(figure, fewest, staff)) },
    };

    private static Wire.TenantFigure ToMessage(TenantFigure figure, int fewest, bool staff)
    {
        var message = new Wire.TenantFigure
        {
            FigureId = figure.Id, Name = figure.Name, WorkedOut = figure.WorkedOut, PerHomes = figure.PerHomes ?? 0, Missing = figure.Missing ?? "", Shown = figure.Told(fewest),
        };
        if (figure.IsFew(fewest) && !staff)
            return message;
        (message.Numerator, message.Denominator, message.Value, message.ByExtension, message.Open) = (figure.Numerator, figure.Denominator, figure.Rounded, figure.ByExtension, figure.Open);
        return message;
    }
}
