using Housing.Standards;

namespace Housing.Income.Tests.Debiting;

/// <summary>What a payer may set up, when it collects and how much.</summary>
public class MandateDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Policies<IncomePolicy> Policies = Standards.Policies<IncomePolicy>.Read(StandardsFolder.BesideAssemblies, "income");
    private static readonly Calendar Calendar = StandardsBook.Read(StandardsFolder.BesideAssemblies).For("one-housing").Calendar;
    private static readonly SetUpMandate Right = new("A Payer", "123456", "12345678", new DebitDays(DebitFrequency.Weekly, DayOfWeek.Friday, null));

    [Fact]
    public void What_is_right_is_set_up() => Assert.Null(MandateDecision.Refuse(Open(), Right, Terms("one-housing"), runs: false));

    [Theory]
    [InlineData("", "123456", "12345678", "payer_name")]
    [InlineData("日本", "123456", "12345678", "payer_name")]
    [InlineData("A Payer", "12345", "12345678", "sort_code")]
    [InlineData("A Payer", "1234567", "12345678", "sort_code")]
    [InlineData("A Payer", "12345a", "12345678", "sort_code")]
    [InlineData("A Payer", "000000", "12345678", "sort_code")]
    [InlineData("A Payer", "１２３４５６", "12345678", "sort_code")]
    [InlineData("A Payer", "123456", "1234567", "account_number")]
    [InlineData("A Payer", "123456", "123456789", "account_number")]
    [InlineData("A Payer", "123456", "00000000", "account_number")]
    [InlineData("A Payer", "123456", "-2345678", "account_number")]
    [InlineData("A Payer", "400000", "10000001", "account_number")]
    [InlineData("", "1", "2", "payer_name, sort_code, account_number")]
    public void Bank_details_that_cannot_be_are_refused_each_by_its_field(string name, string sortCode, string account, string fields) => Assert.Equal(
        fields, string.Join(", ", MandateDecision.Refuse(Open(), Right with { PayerName = name, SortCode = sortCode, AccountNumber = account }, Terms("one-housing"), runs: false)!.Fields.Select(f => f.Field)));

    [Theory]
    [InlineData("one-housing", DebitFrequency.Weekly, "monday", null, null)]
    [InlineData("one-housing", DebitFrequency.FourWeekly, "friday", null, null)]
    [InlineData("one-housing", DebitFrequency.Monthly, null, 1, "frequency")]      // C3: monthly by standing order and online
    [InlineData("one-housing", DebitFrequency.Weekly, "sunday", null, "weekday")]
    [InlineData("one-housing", DebitFrequency.Weekly, null, null, "weekday")]
    [InlineData("one-housing", DebitFrequency.Weekly, "monday", 1, "weekday")]
    public void One_Housing_collects_weekly_or_every_four_weeks_OHO_INC_07(string landlord, DebitFrequency frequency, string? weekday, int? day, string? field) => Offered(landlord, frequency, weekday, day, field);

    [Theory]
    [InlineData("rosebery", DebitFrequency.Monthly, null, 1, null)]
    [InlineData("rosebery", DebitFrequency.Monthly, null, 15, null)]
    [InlineData("rosebery", DebitFrequency.Monthly, null, 28, null)]
    [InlineData("rosebery", DebitFrequency.Monthly, null, 31, "day_of_month")]
    [InlineData("rosebery", DebitFrequency.Monthly, "monday", null, "day_of_month")]
    [InlineData("rosebery", DebitFrequency.Weekly, "monday", null, "frequency")]
    public void At_Rosebery_the_payer_picks_the_day_of_the_month_ROS_INC_04(string landlord, DebitFrequency frequency, string? weekday, int? day, string? field) => Offered(landlord, frequency, weekday, day, field);

    [Theory]
    [InlineData("2026-03-03", "2026-03-17")]      // ten working days after today
    [InlineData("2026-03-07", "2026-03-23")]      // a Saturday: counted from Monday
    [InlineData("2026-03-25", "2026-04-10")]      // over Good Friday and Easter Monday
    public void Nothing_is_collected_before_the_notice_is_over(string today, string earliest)
    {
        var found = MandateDecision.Earliest(DateOnly.Parse(today, null), Terms("one-housing"), Calendar);

        Assert.Equal(DateOnly.Parse(earliest, null), found);
        Assert.True(Calendar.WorkingDaysBefore(found, 10) >= DateOnly.Parse(today, null));
    }

    [Fact]
    public void Days_go_on_by_weeks_or_months_and_banks_collect_on_the_next_working_day()
    {
        var monthly = new DebitDays(DebitFrequency.Monthly, null, 28);
        Assert.Equal(new DateOnly(2026, 2, 28), monthly.From(new DateOnly(2026, 2, 1)));
        Assert.Equal(new DateOnly(2026, 3, 28), monthly.From(new DateOnly(2026, 3, 1)));
        Assert.Equal(new DateOnly(2026, 3, 30), DebitDays.Collected(new DateOnly(2026, 3, 28), Calendar));
        Assert.Equal(new DateOnly(2026, 3, 6), new DebitDays(DebitFrequency.FourWeekly, DayOfWeek.Friday, null).From(new DateOnly(2026, 3, 3)));
        Assert.Equal(new DateOnly(2026, 4, 3), new DebitDays(DebitFrequency.FourWeekly, DayOfWeek.Friday, null).After(new DateOnly(2026, 3, 6)));
    }

    [Fact]
    public void A_collection_takes_what_falls_due_until_the_next_and_what_was_agreed_beside_it()
    {
        var terms = Policies.For("one-housing").Charges!;
        var rent = Charge.Set(Guid.CreateVersion7(), new SetCharge(SubAccount.Rent, 10_000, ChargePer.Week, ChargeCycle.Weekly, new DateOnly(2026, 3, 2), [new("Rent", 10_000)]), "t", Now);
        var (from, before) = (new DateOnly(2026, 3, 20), new DateOnly(2026, 4, 17));

        Assert.Equal(40_000, CollectionDecision.Pence([rent], [], terms, from, before, []));
        Assert.Equal(41_500, CollectionDecision.Pence([rent], [], terms, from, before, [new(from, 1_000), new(from.AddDays(27), 500), new(before, 7)]));
        Assert.Equal(0, CollectionDecision.Pence([], [], terms, from, before, []));
    }

    private static void Offered(string landlord, DebitFrequency frequency, string? weekday, int? day, string? field)
    {
        var days = new DebitDays(frequency, weekday is null ? null : Enum.Parse<DayOfWeek>(weekday, ignoreCase: true), day);
        Assert.Equal(field, MandateDecision.Refuse(Open(), Right with { Days = days }, Terms(landlord), runs: false)?.Fields[0].Field);
    }

    private static DebitPolicy Terms(string landlord) => Policies.For(landlord).DirectDebit!;

    private static Account Open() => Account.Open(new AccountMilestone.Opened("one-housing", Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now));
}
