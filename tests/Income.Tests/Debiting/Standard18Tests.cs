namespace Housing.Income.Tests.Debiting;

/// <summary>The file for Bacs, place by place.</summary>
public class Standard18Tests
{
    private static readonly DebitUser User = new("990001", "One Housing", "400000", "10000001");

    [Fact]
    public void Every_record_has_its_length_and_the_labels_name_the_user_the_day_and_the_totals()
    {
        var lines = Write(
            new(Standard18.NewInstruction, "123456", "12345678", "A Payer", "1000000162/1", 0),
            new(Standard18.First, "123456", "12345678", "A Payer", "1000000162/1", 12_345),
            new(Standard18.Regular, "654321", "87654321", "Zoë O'Neill-Longlonglong", "1000000259/1", 5));

        Assert.Equal([80, 80, 80, 80, 106, 106, 106, 106, 80, 80, 80], lines.Select(line => line.Length));
        Assert.Equal(("VOL1000007", "990001", '1'), (lines[0][..10], lines[0][41..47], lines[0][79]));
        Assert.Equal("HDR1A990001S  199000100000700010001       26061 26064 000000", lines[1][..60]);
        Assert.Equal("HDR2F0212000106", lines[2][..15]);
        Assert.Equal("UHL1 26063999999    000000004 MULTI  001", lines[3][..40]);
        Assert.Equal("12345612345678" + "0" + "0N" + "40000010000001" + "    " + "00000000000" + "ONE HOUSING       " + "1000000162/1      " + "A PAYER           " + " 26063", lines[4]);
        Assert.Equal(("01", "00000012345"), (lines[5][15..17], lines[5][35..46]));
        Assert.Equal(("17", "ZO  O NEILL-LONGLO"), (lines[6][15..17], lines[6][82..100]));
        Assert.Equal("40000010000001" + "0" + "99" + "40000010000001" + "    " + "00000012350" + "ONE HOUSING       " + "CONTRA            ", lines[7][..82]);
        Assert.Equal(("EOF1" + lines[1][4..], "EOF2" + lines[2][4..]), (lines[8], lines[9]));
        Assert.Equal("UTL1" + "0000000012350" + "0000000012350" + "0000002" + "0000001", lines[10][..44]);
    }

    [Fact]
    public void A_file_of_instructions_alone_has_no_contra_and_totals_of_nothing()
    {
        var lines = Write(new Standard18.Record(Standard18.CancelledInstruction, "123456", "12345678", "A Payer", "1000000162/1", 0));

        Assert.Equal(8, lines.Length);
        Assert.Equal("UTL1" + new string('0', 40), lines[^1][..44]);
    }

    private static string[] Write(params Standard18.Record[] records)
    {
        var file = Standard18.Write(new Standard18.Submission(7, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 4), User, records));
        Assert.EndsWith("\r\n", file, StringComparison.Ordinal);
        Assert.True(file.All(char.IsAscii));
        return file.TrimEnd().Split("\r\n").Select((line, at) => at == file.TrimEnd().Split("\r\n").Length - 1 ? line.PadRight(80) : line).ToArray();
    }
}
