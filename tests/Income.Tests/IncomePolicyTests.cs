namespace Housing.Income.Tests;

public class IncomePolicyTests
{
    private static readonly Compensation Right = new() { Reason = "missed-appointment", Pence = 1000, Published = false, Note = "a setting" };

    [Fact]
    public void A_landlord_may_pay_nothing_or_one_sum_a_reason()
    {
        Assert.Empty(new IncomePolicy().Check());
        Assert.Empty(Policy(Right).Check());
        Assert.Null(new IncomePolicy().SumFor("missed-appointment"));
        Assert.Equal(Right, Policy(Right).SumFor("missed-appointment"));
    }

    [Fact]
    public void What_is_wrong_is_named_by_its_path() =>
        Assert.Equal(
            ["compensations[1].reason", "compensations[2].reason", "compensations[2].pence", "compensations[3].reason", "compensations[3].pence", "compensations[3].note"],
            Policy(Right, Right, Right with { Reason = "late", Pence = 0 }, Right with { Pence = 100_001, Note = " " }).Check().Select(f => f.Path));

    [Fact]
    public void A_published_sum_needs_no_note() => Assert.Empty(Policy(Right with { Published = true, Note = null }).Check());

    [Theory]
    [InlineData("one-housing", 1000L)]
    [InlineData("havering", null)]
    [InlineData("housing-plus", null)]
    [InlineData("rosebery", null)]
    public void The_landlords_files_say_what_each_pays_for_a_missed_appointment(string landlord, long? pence) =>
        Assert.Equal(pence, Standards.Policies<IncomePolicy>.Read(Standards.StandardsFolder.BesideAssemblies, "income").For(landlord).SumFor("missed-appointment")?.Pence);

    private static IncomePolicy Policy(params Compensation[] compensations) => new() { Compensations = compensations };
}
