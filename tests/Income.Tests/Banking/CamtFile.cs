using System.Globalization;
using System.Text;

namespace Housing.Income.Tests.Banking;

/// <summary>One movement of a statement made by a test.</summary>
internal sealed record Movement(string Reference, long Pence)
{
    public string Remittance { get; init; } = "";
    public string EndToEnd { get; init; } = "";
    public string? PayerAccount { get; init; }
    public string? PayerName { get; init; }
    public bool Reversal { get; init; }
    public string? ReturnReason { get; init; }

    /// <summary>The code that domestic credit transfers have; STDO is a standing order.</summary>
    public (string Family, string SubFamily) Code { get; init; } = ("RCDT", "DMCT");
}

/// <summary>Writes camt.053 files as banks do: the older version with its parties plain, the newer with them wrapped.</summary>
internal static class CamtFile
{
    public const string Account = "GB31HSGA40000010000001";

    public static byte[] Write(string id, long opening, IReadOnlyList<Movement> movements, long? closing = null, string version = "02", string account = Account, string extra = "", string currency = "GBP")
    {
        var xml = new StringBuilder();
        xml.Append(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><GrpHdr><MsgId>{id}</MsgId><CreDtTm>2026-03-03T06:00:00</CreDtTm></GrpHdr>
            <Stmt><Id>{id}</Id><CreDtTm>2026-03-03T06:00:00</CreDtTm><FrToDt><FrDtTm>2026-03-02T00:00:00</FrDtTm><ToDtTm>2026-03-02T23:59:59</ToDtTm></FrToDt>
            <Acct><Id><IBAN>{account}</IBAN></Id><Ccy>{currency}</Ccy></Acct>
            """);
        Balance(xml, "OPBD", opening);
        Balance(xml, "CLBD", closing ?? opening + movements.Sum(m => m.Pence));
        xml.Append(extra);
        foreach (var movement in movements)
            Entry(xml, movement, version);
        return Encoding.UTF8.GetBytes(xml.Append("</Stmt></BkToCstmrStmt></Document>").ToString());
    }

    public static string Pounds(long pence) => (Math.Abs(pence) / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static void Balance(StringBuilder xml, string code, long pence) => xml.Append(CultureInfo.InvariantCulture,
        $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">{Pounds(pence)}</Amt><CdtDbtInd>{(pence < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>");

    private static void Entry(StringBuilder xml, Movement movement, string version)
    {
        var (side, indicator) = movement.Pence > 0 ? ("Dbtr", "CRDT") : ("Cdtr", "DBIT");
        var status = version == "02" ? "BOOK" : "<Cd>BOOK</Cd>";
        xml.Append(CultureInfo.InvariantCulture, $"<Ntry><Amt Ccy=\"GBP\">{Pounds(movement.Pence)}</Amt><CdtDbtInd>{indicator}</CdtDbtInd>");
        if (movement.Reversal)
            xml.Append("<RvslInd>true</RvslInd>");
        xml.Append(CultureInfo.InvariantCulture, $"""
            <Sts>{status}</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>{movement.Reference}</AcctSvcrRef>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{movement.Code.Family}</Cd><SubFmlyCd>{movement.Code.SubFamily}</SubFmlyCd></Fmly></Domn></BkTxCd>
            <NtryDtls><TxDtls><Refs><EndToEndId>{(movement.EndToEnd is "" ? "NOTPROVIDED" : movement.EndToEnd)}</EndToEndId></Refs>
            """);
        if (movement.PayerName is { } name)
            xml.Append(CultureInfo.InvariantCulture, $"<RltdPties><{side}>{(version == "02" ? $"<Nm>{name}</Nm>" : $"<Pty><Nm>{name}</Nm></Pty>")}</{side}>")
                .Append(CultureInfo.InvariantCulture, $"<{side}Acct><Id><IBAN>{movement.PayerAccount}</IBAN></Id></{side}Acct></RltdPties>");
        if (movement.Remittance is not "")
            xml.Append(CultureInfo.InvariantCulture, $"<RmtInf><Ustrd>{movement.Remittance}</Ustrd></RmtInf>");
        if (movement.ReturnReason is { } reason)
            xml.Append(CultureInfo.InvariantCulture, $"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>");
        xml.Append("</TxDtls></NtryDtls></Ntry>");
    }
}
