using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Housing.Performance;

/// <summary>A report as a table for a spreadsheet (RFC 4180): what the page says, nothing more.</summary>
internal static class ReportCsv
{
    public static string Write(PerformanceReport report, ReportContents contents)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape }))
        {
            Row(
                csv, "landlord", "report", "from", "through", "clause", "promise", "service", "limit", "kept", "due", "share", "share_by_first_date", "target", "reported", "median_seconds", "ninth_decile_seconds", "worked_out",
                "unit");
            foreach (var figure in contents.Figures)
            {
                var (tally, told) = (figure.Tally, !figure.Hidden);
                Row(
                    csv, contents.LandlordName, ReportMessages.Word(report.Kind), Iso(report.FromDay), Iso(report.ThroughDay), figure.Id, figure.Summary, figure.Service, figure.Limit,
                    told ? Number(tally.Met) : Disclosure.InPlace(tally, contents.Fewest), told ? Number(tally.Due) : "", told ? Tally.Rounded(tally.Value) : "", told ? Tally.Rounded(tally.OriginalValue) : "",
                    figure.Target?.ToString(CultureInfo.InvariantCulture) ?? "", figure.Reported ?? "", told ? Number(figure.MedianSeconds) : "", told ? Number(figure.NinthDecileSeconds) : "", figure.WorkedOut, "%");
            }

            foreach (var measure in contents.Tenants?.Measures ?? [])
                Write(csv, report, contents, measure);
        }

        return text.ToString();
    }

    private static void Write(CsvWriter csv, PerformanceReport report, ReportContents contents, TenantMeasure measure)
    {
        if (measure.NotMeasured is { } why)
            Measured(measure.Clause, measure.Summary, "", "not yet measured", "", "", why, "");
        foreach (var figure in measure.Figures)
        {
            var told = figure.Missing is null && !figure.IsFew(contents.Fewest);
            Measured(
                figure.Id, $"{measure.Code}, {figure.Name}", figure.Service, told ? Number(figure.Numerator) : figure.Told(contents.Fewest), told ? Number(figure.Denominator) : "", told ? figure.Rounded : "", figure.WorkedOut,
                figure.PerHomes is { } homes ? $"per {Number(homes)} homes" : "%");
        }

        void Measured(string id, string what, string service, string kept, string due, string share, string workedOut, string unit) => Row(
            csv, contents.LandlordName, ReportMessages.Word(report.Kind), Iso(report.FromDay), Iso(report.ThroughDay), id, what, service, "", kept, due, share, "", "", "Every year, 1 April to 31 March", "", "", workedOut, unit);
    }

    private static void Row(CsvWriter csv, params string[] fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.NextRecord();
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
