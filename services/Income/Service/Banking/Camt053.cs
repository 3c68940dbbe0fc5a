using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// Reads a bank's statement file: ISO 20022 camt.053, versions 001.02 and 001.08. Only booked entries count. What does not agree with itself (the balances with the
/// entries, a batch with its payments, the bank's own counts and sums) is a fault that names both figures; so is everything that cannot be read.
/// </summary>
public static class Camt053
{
    public const int LargestFile = 8_000_000;

    // A file that is wrong throughout is told by its first faults.
    private const int MostFaults = 50;
    private const int LongestText = 500;

    private static readonly string[] Versions = ["urn:iso:std:iso:20022:tech:xsd:camt.053.001.02", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"];

    /// <summary>The statements of a file; nothing of it counts where there are faults.</summary>
    public static IReadOnlyList<CamtStatement> Read(byte[] xml, FieldReader fields)
    {
        if (xml.Length is 0 or > LargestFile)
        {
            fields.Fault("xml", $"must be a camt.053 file of at most {LargestFile:N0} bytes; it has {xml.Length:N0}.");
            return [];
        }

        var found = new List<CamtStatement>();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml), new XmlReaderSettings
            {
                // Nothing outside the file is fetched, and nothing in it grows.
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1_000, MaxCharactersInDocument = LargestFile,
                IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
            });
            reader.MoveToContent();
            if (reader.LocalName != "Document" || !Versions.Contains(reader.NamespaceURI))
            {
                fields.Fault("xml", $"must be a camt.053.001.02 or camt.053.001.08 document; it is {reader.LocalName} of “{reader.NamespaceURI}”.");
                return [];
            }

            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "Stmt", Depth: 2 })
                    found.Add(new StatementReader(fields, $"statement[{found.Count + 1}]").Read(reader));
            }
        }
        catch (XmlException fault)
        {
            fields.Fault("xml", $"cannot be read as XML at line {fault.LineNumber}: {fault.Message}");
        }

        if (found.Count == 0 && !fields.FoundFaults)
            fields.Fault("xml", "has no statement (BkToCstmrStmt/Stmt).");
        foreach (var twice in found.GroupBy(s => (s.Account, s.BankId)).Where(g => g.Count() > 1))
            fields.Fault("xml", $"has statement {twice.Key.BankId} of {twice.Key.Account} more than once.");
        return found;
    }

    /// <summary>One Stmt, read entry by entry.</summary>
    private sealed class StatementReader(FieldReader fields, string at)
    {
        private readonly List<CamtEntry> _entries = [];
        private string _id = "";
        private string _account = "";
        private DateOnly? _from;
        private DateOnly? _to;
        private long? _opening;
        private long? _closing;
        private XElement? _summary;
        private int _booked;
        private long _in;
        private long _out;
        private int _ins;
        private int _number;

        public CamtStatement Read(XmlReader reader)
        {
            using var inside = reader.ReadSubtree();
            inside.Read();
            inside.Read();
            while (!inside.EOF)
            {
                if (inside is { NodeType: XmlNodeType.Element, Depth: 1 })
                    Take((XElement)XNode.ReadFrom(inside));
                else
                    inside.Read();
            }

            Check();
            return new CamtStatement(_id, _account, _from, _to, _opening ?? 0, _closing ?? 0, _entries);
        }

        private void Take(XElement part)
        {
            switch (part.Name.LocalName)
            {
                case "Id":
                    _id = Text(part) ?? "";
                    break;
                case "FrToDt":
                    (_from, _to) = (Day(At(part, "FrDtTm")), Day(At(part, "ToDtTm")));
                    break;
                case "Acct":
                    _account = Squeezed(Text(At(part, "Id", "IBAN")) ?? Text(At(part, "Id", "Othr", "Id"))) ?? "";
                    if (Text(At(part, "Ccy")) is { } currency and not "GBP")
                        Fault("Acct.Ccy", $"must be GBP; it is {currency}.");
                    break;
                case "Bal":
                    Balance(part);
                    break;
                case "TxsSummry":
                    _summary = part;
                    break;
                case "Ntry":
                    Entry(part);
                    break;
            }
        }

        private void Balance(XElement balance)
        {
            var code = Text(At(balance, "Tp", "CdOrPrtry", "Cd"));
            if (code is not ("OPBD" or "PRCD" or "CLBD") || Signed(balance, $"Bal {code}") is not { } pence)
                return;
            if (code == "CLBD")
                _closing = pence;
            else if (code == "OPBD" || _opening is null)
                _opening = pence;
        }

        private void Entry(XElement entry)
        {
            var name = $"Ntry[{++_number}]";
            // Pending and informational entries come again once they are booked.
            if ((Text(At(entry, "Sts")) ?? Text(At(entry, "Sts", "Cd"))) != "BOOK" || Signed(entry, name) is not { } pence)
                return;
            _booked++;
            if (pence > 0)
                (_in, _ins) = (_in + pence, _ins + 1);
            else
                _out -= pence;

            if (Day(At(entry, "BookgDt")) is not { } bookedOn)
            {
                Fault($"{name}.BookgDt", "must be set: the day it was booked.");
                return;
            }

            if ((Text(At(entry, "AcctSvcrRef")) ?? Text(At(entry, "NtryRef"))) is not { } reference)
            {
                Fault($"{name}.AcctSvcrRef", "must be set, or NtryRef: the bank's own reference, by which it counts once in however many files it comes.");
                return;
            }

            var all = entry.Elements().Where(e => e.Name.LocalName == "NtryDtls").SelectMany(details => details.Elements().Where(e => e.Name.LocalName == "TxDtls")).ToList();
            if (all.Count <= 1)
                _entries.Add(Payment(entry, all.FirstOrDefault(), reference, pence, bookedOn));
            else
                Batch(entry, all, reference, pence, bookedOn, name);
        }

        // Several payments booked together: each by itself, and together what was booked.
        private void Batch(XElement entry, List<XElement> all, string reference, long pence, DateOnly bookedOn, string name)
        {
            var sum = 0L;
            foreach (var (payment, nth) in all.Select((payment, place) => (payment, place + 1)))
            {
                var amount = At(payment, "Amt") ?? At(payment, "AmtDtls", "TxAmt", "Amt");
                if (amount is null)
                    Fault($"{name}.TxDtls[{nth}].Amt", "must be set: the entry has several payments.");
                if (amount is null || Pence(amount, $"{name}.TxDtls[{nth}]") is not { } part)
                    return;
                part = Text(At(payment, "CdtDbtInd")) switch { "CRDT" => part, "DBIT" => -part, _ => Math.Sign(pence) * part };
                sum += part;
                _entries.Add(Payment(entry, payment, string.Create(CultureInfo.InvariantCulture, $"{reference}/{nth}"), part, bookedOn));
            }

            if (sum != pence)
                Fault(name, $"is booked with {Pounds(pence)}, and its {all.Count} payments come to {Pounds(sum)}.");
        }

        private CamtEntry Payment(XElement entry, XElement? payment, string reference, long pence, DateOnly bookedOn)
        {
            var parties = At(payment, "RltdPties");
            var returned = Text(At(payment, "RtrInf", "Rsn", "Cd")) ?? Text(At(payment, "RtrInf", "Rsn", "Prtry"));
            var side = pence > 0 ? "Dbtr" : "Cdtr";
            var refs = At(payment, "Refs");
            string?[] known =
            [
                .. new[] { "EndToEndId", "TxId", "InstrId", "AcctSvcrRef", "MndtId" }.Select(name => Text(At(refs, name))),
                .. All(payment, "RmtInf", "Strd").Select(structured => Text(At(structured, "CdtrRefInf", "Ref"))),
            ];
            string?[] written = [.. All(payment, "RmtInf", "Ustrd").Select(Text), Text(At(payment, "AddtlTxInf")), Text(At(entry, "AddtlNtryInf"))];
            return new CamtEntry(
                Cut(reference)!, pence, Text(At(entry, "RvslInd")) == "true" || returned is not null, bookedOn, Source(entry, payment),
                Cut(Text(At(parties, side, "Nm")) ?? Text(At(parties, side, "Pty", "Nm"))),
                Squeezed(Text(At(parties, side + "Acct", "Id", "IBAN")) ?? Text(At(parties, side + "Acct", "Id", "Othr", "Id"))),
                [.. known.Where(r => r is not (null or "" or "NOTPROVIDED")).Select(r => Cut(r)!).Distinct(StringComparer.Ordinal)],
                Cut(string.Join(' ', written.Where(text => text is not (null or ""))))!, returned);
        }

        private static BankSource Source(XElement entry, XElement? payment)
        {
            var code = At(payment, "BkTxCd", "Domn") ?? At(entry, "BkTxCd", "Domn");
            return (Text(At(code, "Fmly", "Cd")), Text(At(code, "Fmly", "SubFmlyCd")), Text(At(payment, "BkTxCd", "Prtry", "Cd")) ?? Text(At(entry, "BkTxCd", "Prtry", "Cd"))) switch
            {
                (_, "STDO", _) or (_, _, "STO" or "S/O") => BankSource.StandingOrder,
                ("IDDT" or "RDDT", _, _) or (_, _, "DD" or "D/D") => BankSource.DirectDebit,
                ("RCDT" or "ICDT" or "RRCT" or "IRCT", _, _) or (_, _, "BGC" or "FPI") => BankSource.CreditTransfer,
                ("RCHQ" or "ICHQ", _, _) => BankSource.Cheque,
                ("CNTR", _, _) => BankSource.Cash,
                _ => BankSource.Other,
            };
        }

        private void Check()
        {
            if (_id is "")
                Fault("Id", "must be set: the bank's id of the statement.");
            if (_account is "")
                Fault("Acct.Id", "must be set: the IBAN of the account.");
            if (_opening is null)
                Fault("Bal", "must have an opening balance (OPBD, or PRCD).");
            if (_closing is null)
                Fault("Bal", "must have a closing balance (CLBD).");
            if (_opening is { } opening && _closing is { } closing && opening + _in - _out != closing)
                Fault("Bal", $"closes at {Pounds(closing)}, and the opening balance with the entries comes to {Pounds(opening + _in - _out)}.");
            foreach (var twice in _entries.GroupBy(e => e.Reference, StringComparer.Ordinal).Where(g => g.Count() > 1))
                Fault("Ntry", $"has the bank's reference {twice.Key} {twice.Count()} times: nobody could tell one from a repeat.");
            Totals("TtlNtries", _booked, _in + _out);
            Totals("TtlCdtNtries", _ins, _in);
            Totals("TtlDbtNtries", _booked - _ins, _out);
        }

        private void Totals(string name, int count, long pence)
        {
            if (At(_summary, name) is not { } total)
                return;
            if (Text(At(total, "NbOfNtries")) is { } entries && entries != count.ToString(CultureInfo.InvariantCulture))
                Fault($"TxsSummry.{name}.NbOfNtries", $"says {entries}; there are {count}.");
            if (At(total, "Sum") is { } sum && Pence(sum, $"TxsSummry.{name}.Sum", least: 0) is { } stated && stated != pence)
                Fault($"TxsSummry.{name}.Sum", $"says {Pounds(stated)}, and the entries come to {Pounds(pence)}.");
        }

        private long? Signed(XElement of, string name)
        {
            if (At(of, "Amt") is not { } amount)
            {
                Fault($"{name}.Amt", "must be set.");
                return null;
            }

            if (amount.Attribute("Ccy")?.Value is { } currency and not "GBP")
            {
                Fault($"{name}.Amt", $"must be in GBP; it is in {currency}.");
                return null;
            }

            if (Pence(amount, name, least: of.Name.LocalName == "Bal" ? 0 : 1) is not { } pence)
                return null;
            switch (Text(At(of, "CdtDbtInd")))
            {
                case "CRDT":
                    return pence;
                case "DBIT":
                    return -pence;
                default:
                    Fault($"{name}.CdtDbtInd", "must be CRDT or DBIT.");
                    return null;
            }
        }

        private long? Pence(XElement amount, string name, long least = 1)
        {
            if (decimal.TryParse(Text(amount), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds)
                && pounds * 100 is var pence && pence == decimal.Truncate(pence) && pence >= least && pence <= 1_000_000_000_000)
                return (long)pence;
            Fault($"{name}.Amt", $"must be pounds and whole pence above nothing; it is “{Text(amount)}”.");
            return null;
        }

        private void Fault(string path, string fault)
        {
            if (fields.Faults.Count < MostFaults)
                fields.Fault($"{at}.{path}", fault);
        }

        private static string Pounds(long pence) => string.Create(CultureInfo.InvariantCulture, $"£{pence / 100m:#,##0.00}");

        private static XElement? At(XElement? from, params ReadOnlySpan<string> path)
        {
            foreach (var name in path)
                from = from?.Elements().FirstOrDefault(e => e.Name.LocalName == name);
            return from;
        }

        private static IEnumerable<XElement> All(XElement? from, string parent, string name) =>
            At(from, parent)?.Elements().Where(e => e.Name.LocalName == name) ?? [];

        // Text stands in leaves only; what is nested is no text, however deep.
        private static string? Text(XElement? element) => element is null || element.HasElements ? null : element.Value.Trim();

        private static DateOnly? Day(XElement? when)
        {
            // A day, or an instant whose first ten characters are its day; both may stand in an element of their own.
            var text = Text(when) ?? Text(At(when, "Dt")) ?? Text(At(when, "DtTm"));
            return text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        }

        private static string? Squeezed(string? text) => Cut(text?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()) is { Length: > 0 } squeezed ? squeezed : null;

        // Banks cut what is longer themselves; controls are no text.
        private static string? Cut(string? text) =>
            text is null ? null : new StringBuilder(text.Length).AppendJoin("", text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(LongestText)).ToString();
    }
}
