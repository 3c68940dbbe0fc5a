using System.Text;
using Housing.Standards;

namespace Housing.Income.Tests.Banking;

/// <summary>A bank's file is read as it is, and one that does not agree with itself is told by what differs.</summary>
public class Camt053Tests
{
    [Theory]
    [InlineData("02")]
    [InlineData("08")]
    public void Both_versions_say_who_paid_what_and_why(string version)
    {
        var read = Right(CamtFile.Write("S1", 1_000,
        [
            new("A1", 12_345) { Remittance = "Rent 12345678 71", EndToEnd = "E1", PayerName = "A Payer", PayerAccount = "GB29NWBK60161331926819", Code = ("RCDT", "STDO") },
            new("A2", -500) { Reversal = true, ReturnReason = "AC04" },
        ], version: version));

        var statement = Assert.Single(read);
        Assert.Equal(("S1", CamtFile.Account, 1_000, 12_845, new DateOnly(2026, 3, 2)), (statement.BankId, statement.Account, statement.OpeningPence, statement.ClosingPence, statement.From));
        var (first, second) = (statement.Entries[0], statement.Entries[1]);
        Assert.Equal(("A1", 12_345, BankSource.StandingOrder, "A Payer", "GB29NWBK60161331926819"), (first.Reference, first.Pence, first.Source, first.PayerName, first.PayerAccount));
        Assert.Equal("E1 | Rent 12345678 71", first.Quoted);
        Assert.Equal((-500, true, "AC04", new DateOnly(2026, 3, 2)), (second.Pence, second.TakesBack, second.ReturnReason, second.BookedOn));
    }

    [Fact]
    public void Balances_that_the_entries_do_not_come_to_are_told_with_both_figures() =>
        Assert.Equal("statement[1].Bal closes at £1,000.00, and the opening balance with the entries comes to £100.01.", Wrong(CamtFile.Write("S1", 1, [new("A1", 10_000)], closing: 100_000)));

    [Theory]
    [InlineData("<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>", "statement[1].TxsSummry.TtlNtries.NbOfNtries says 3; there are 2.")]
    [InlineData("<TxsSummry><TtlNtries><Sum>9.99</Sum></TtlNtries></TxsSummry>", "statement[1].TxsSummry.TtlNtries.Sum says £9.99, and the entries come to £12.00.")]
    [InlineData("<TxsSummry><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>10.01</Sum></TtlCdtNtries></TxsSummry>", "statement[1].TxsSummry.TtlCdtNtries.Sum says £10.01, and the entries come to £10.00.")]
    [InlineData("<TxsSummry><TtlDbtNtries><NbOfNtries>2</NbOfNtries><Sum>2.00</Sum></TtlDbtNtries></TxsSummry>", "statement[1].TxsSummry.TtlDbtNtries.NbOfNtries says 2; there are 1.")]
    [InlineData("<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>12.00</Sum></TtlNtries></TxsSummry>", "")]
    public void The_banks_own_totals_must_agree(string totals, string fault) =>
        Assert.Equal(fault, Wrong(CamtFile.Write("S1", 0, [new("A1", 1_000), new("A2", -200)], extra: totals)));

    [Fact]
    public void A_batch_counts_payment_by_payment_and_must_come_to_what_was_booked()
    {
        const string batch = """
            <Ntry><Amt Ccy="GBP">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><NtryRef>B1</NtryRef><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>
            <TxDtls><AmtDtls><TxAmt><Amt Ccy="GBP">10.00</Amt></TxAmt></AmtDtls></TxDtls><TxDtls><Amt Ccy="GBP">20.00</Amt></TxDtls></NtryDtls></Ntry>
            """;

        var entries = Assert.Single(Right(CamtFile.Write("S1", 0, [], closing: 3_000, extra: batch))).Entries;

        Assert.Equal([("B1/1", 1_000), ("B1/2", 2_000)], entries.Select(e => (e.Reference, e.Pence)));
        Assert.Equal("statement[1].Ntry[1] is booked with £30.00, and its 2 payments come to £20.50.", Wrong(CamtFile.Write("S1", 0, [], closing: 3_000, extra: batch.Replace("20.00", "10.50", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_is_only_pending_does_not_count_yet() =>
        Assert.Empty(Assert.Single(Right(CamtFile.Write("S1", 0, [], extra: """<Ntry><Amt Ccy="GBP">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></Ntry>"""))).Entries);

    [Fact]
    public void Every_fault_of_a_file_is_told_at_once()
    {
        var wrong = Wrong(CamtFile.Write("", 0, [new("A1", 100), new("A1", 100)], closing: 1, account: "", currency: "EUR"));

        Assert.Contains("Acct.Ccy must be GBP; it is EUR.", wrong, StringComparison.Ordinal);
        Assert.Contains("statement[1].Id must be set", wrong, StringComparison.Ordinal);
        Assert.Contains("Acct.Id must be set", wrong, StringComparison.Ordinal);
        Assert.Contains("closes at £0.01, and the opening balance with the entries comes to £2.00", wrong, StringComparison.Ordinal);
        Assert.Contains("reference A1 2 times", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.001")]
    [InlineData("-5.00")]
    [InlineData("0.00")]
    [InlineData("1e3")]
    [InlineData("99999999999999.00")]
    [InlineData("ten")]
    public void An_amount_that_is_no_sum_of_money_is_refused(string amount) =>
        Assert.Contains("must be pounds and whole pence above nothing; it is “" + amount, Wrong(CamtFile.Write("S1", 0, [], extra:
            $"""<Ntry><Amt Ccy="GBP">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><NtryRef>B1</NtryRef></Ntry>""")), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "at most 8,000,000 bytes; it has 0")]
    [InlineData("not xml", "cannot be read as XML")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.052.001.02\"/>", "must be a camt.053.001.02 or camt.053.001.08 document")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"/>", "has no statement")]
    [InlineData("<!DOCTYPE d [<!ENTITY a \"aaaa\">]><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"/>", "cannot be read as XML")]
    public void What_is_no_such_file_is_refused(string xml, string fault) => Assert.Contains(fault, Wrong(Encoding.UTF8.GetBytes(xml)), StringComparison.Ordinal);

    [Fact]
    public void What_is_nested_without_end_is_no_text_and_does_no_harm()
    {
        const int depth = 100_000;
        var deep = new StringBuilder().Insert(0, "<a>", depth).Insert(depth * 3, "</a>", depth);

        Assert.Equal("", Assert.Single(Assert.Single(Right(CamtFile.Write("S1", 0, [new("A1", 1) { Remittance = deep.ToString() }]))).Entries).Remittance);
    }

    private static IReadOnlyList<CamtStatement> Right(byte[] xml)
    {
        var fields = new FieldReader();
        var read = Camt053.Read(xml, fields);
        Assert.Equal("", string.Join(' ', fields.Faults.Select(f => $"{f.Field} {f.Fault}")));
        return read;
    }

    private static string Wrong(byte[] xml)
    {
        var fields = new FieldReader();
        Camt053.Read(xml, fields);
        return string.Join(' ', fields.Faults.Select(f => $"{f.Field} {f.Fault}"));
    }
}
