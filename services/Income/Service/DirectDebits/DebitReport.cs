using System.Globalization;
using System.Xml;
using Housing.Standards;

namespace Housing.Income;

/// <summary>One item of a report.</summary>
/// <param name="Pence">Of a debit that was not paid; 0 where a mandate is meant.</param>
/// <param name="ProcessedOn">The day on which Bacs processed that debit.</param>
public sealed record DebitReportLine(string Reference, string Code, long Pence, DateOnly? ProcessedOn, string? NewSortCode, string? NewAccountNumber);

/// <summary>Reads what Bacs reports: ARUDD lists debits that were not paid, ADDACS and AUDDIS mandates that banks changed or did not take.</summary>
public static class DebitReport
{
    public const int LargestFile = 1_000_000;

    /// <summary>The kind of report and its items; nothing of it counts where there are faults.</summary>
    public static (string Kind, IReadOnlyList<DebitReportLine> Lines) Read(byte[] xml, string userNumber, FieldReader fields)
    {
        var lines = new List<DebitReportLine>();
        var kind = "";
        var total = (decimal?)null;
        if (xml.Length is 0 or > LargestFile)
        {
            fields.Fault("xml", $"must be a report of at most {LargestFile:N0} bytes; it has {xml.Length:N0}.");
            return (kind, lines);
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1_000, MaxCharactersInDocument = LargestFile, IgnoreWhitespace = true,
            });
            reader.MoveToContent();
            if (reader.LocalName != "BACSDocument")
                fields.Fault("xml", $"must be a BACSDocument; it is {reader.LocalName}.");
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element)
                    continue;
                switch (reader.LocalName)
                {
                    case "ARUDD":
                        kind = "arudd";
                        break;
                    case "ServiceLicenseInformation":
                        CheckUser(reader.GetAttribute("userNumber"), userNumber, fields);
                        break;
                    case "ReturnedDebitItem":
                        lines.Add(Unpaid(reader, lines.Count + 1, fields));
                        break;
                    case "Totals" when decimal.TryParse(reader.GetAttribute("valueOf"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var stated):
                        total = (total ?? 0) + stated * 100;
                        break;
                    case "MessagingAdvice":
                        kind = reader.GetAttribute("record-type") == "A" ? "addacs" : "auddis";
                        CheckUser(reader.GetAttribute("user-number"), userNumber, fields);
                        lines.Add(new DebitReportLine(
                            (reader.GetAttribute("reference") ?? "").Trim(), Code(reader.GetAttribute("reason-code")), 0, null, reader.GetAttribute("payer-new-sort-code"), reader.GetAttribute("payer-new-account-number")));
                        break;
                }
            }
        }
        catch (XmlException fault)
        {
            fields.Fault("xml", $"cannot be read as XML at line {fault.LineNumber}: {fault.Message}");
        }

        if (kind is "" && !fields.FoundFaults)
            fields.Fault("xml", "must be an ARUDD, ADDACS or AUDDIS report; it has none of their items.");
        if (total is { } said && said != lines.Sum(line => line.Pence) && !fields.FoundFaults)
            fields.Fault("xml", string.Create(CultureInfo.InvariantCulture, $"says £{said / 100:0.00} in all, and its items come to £{lines.Sum(line => line.Pence) / 100m:0.00}."));
        return (kind, lines);
    }

    private static DebitReportLine Unpaid(XmlReader reader, int number, FieldReader fields)
    {
        var value = reader.GetAttribute("valueOf");
        if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds) || pounds * 100 is var pence && (pence != decimal.Truncate(pence) || pence is < 1 or > ChargeDecision.Largest))
            fields.Fault($"item[{number}].valueOf", $"must be pounds and whole pence; it is “{value}”.");
        var on = DateOnly.TryParseExact(reader.GetAttribute("originalProcessingDate"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        // The reason is the first of the return code's characters: 0128, 1012.
        var code = reader.GetAttribute("returnCode") ?? "";
        return new DebitReportLine((reader.GetAttribute("ref") ?? "").Trim(), code is "" ? "" : code[..1], fields.FoundFaults ? 0 : (long)(pounds * 100), on, null, null);
    }

    // "ADDACS-1" and "1" are the same.
    private static string Code(string? given) => (given ?? "").Split('-')[^1].Trim();

    private static void CheckUser(string? found, string userNumber, FieldReader fields)
    {
        if (found is { } other && other.Trim() != userNumber)
            fields.Fault("xml", $"must be for the landlord's service user number {userNumber}; it is for {other}.");
    }
}
