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

    [Theory]
    [InlineData("one-housing", 52, "weekly, four-weekly, monthly")]      // C3
    [InlineData("havering", 48, "weekly, monthly")]
    [InlineData("housing-plus", 53, "weekly, four-weekly, monthly")]
    [InlineData("rosebery", 50, "weekly, monthly")]
    public void The_landlords_files_say_when_charges_fall_due_and_which_debts_are_settled_first(string landlord, int rentWeeks, string cycles)
    {
        var policy = Standards.Policies<IncomePolicy>.Read(Standards.StandardsFolder.BesideAssemblies, "income").For(landlord);

        Assert.Equal((rentWeeks, cycles), (policy.Charges!.RentWeeks, string.Join(", ", policy.Charges.Cycles.Select(IncomeMessages.Word))));
        Assert.Equal((SubAccount.Rent, SubAccount.Rent, 5), (policy.Allocation.Order[0], policy.Allocation.Surplus, policy.Allocation.Order.Count));
    }

    [Fact]
    public void An_order_that_leaves_out_a_part_or_names_one_twice_is_refused()
    {
        var right = AllocationOrder.AsListed;
        Assert.Empty(right.Check());
        Assert.Equal(["allocation.order", "allocation.note"], (right with { Order = [.. right.Order.Skip(1)], Note = "" }).Check().Select(f => f.Path));
        Assert.Equal("allocation.order", Assert.Single((right with { Order = [SubAccount.Rent, .. right.Order.Take(4)] }).Check()).Path);
    }

    private static IncomePolicy Policy(params Compensation[] compensations) => new() { Compensations = compensations };
}
