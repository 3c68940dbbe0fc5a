using Housing.Standards;

namespace Housing.Tenancy.Tests;

public class PreferencesDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_said_first_is_kept_even_when_it_is_what_everybody_gets()
    {
        var household = Household();

        household.Apply(Assert.Single(Decide(household, Format.Print).Milestones));

        Assert.Equal((new Preferences(Format.Print, null, Interpreter: false, ContactBy: null), "resident@havering", Now), (household.Preferences!, household.PreferencesBy, household.PreferencesAt!.Value));
    }

    [Fact]
    public void What_is_said_replaces_all_that_was_said_before()
    {
        var household = Household();
        household.Apply(Assert.Single(Decide(household, Format.LargePrint, "Polish", interpreter: true, ContactBy.Phone).Milestones));

        household.Apply(Assert.Single(Decide(household, Format.Braille).Milestones));

        Assert.Equal(new Preferences(Format.Braille, null, Interpreter: false, ContactBy: null), household.Preferences);
    }

    [Fact]
    public void Saying_the_same_again_changes_nothing()
    {
        var household = Household();
        household.Apply(Assert.Single(Decide(household, Format.Audio, "Polish", interpreter: true, ContactBy.Letter).Milestones));

        Assert.Equal(Decision<HouseholdMilestone.PreferencesChanged>.Nothing, Decide(household, Format.Audio, "Polish", interpreter: true, ContactBy.Letter));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_with_what_would_be_right()
    {
        var command = new RecordPreferences(Format: null, new string('x', 61), Interpreter: false, ContactKnown: false, ContactBy: null);

        var refused = Assert.IsType<Decision<HouseholdMilestone.PreferencesChanged>.Refused>(PreferencesDecision.Decide(Household(), command, "resident@havering", Now));

        Assert.Equal(["preferences.format", "preferences.language", "preferences.contact_by"], refused.Why.Fields.Select(fault => fault.Field));
        Assert.Contains("FORMAT_EASY_READ", refused.Why.Fields[0].Fault, StringComparison.Ordinal);
        Assert.Contains("CONTACT_BY_LETTER", refused.Why.Fields[2].Fault, StringComparison.Ordinal);
    }

    private static Decision<HouseholdMilestone.PreferencesChanged> Decide(Household household, Format format, string language = "", bool interpreter = false, ContactBy? contact = null) =>
        PreferencesDecision.Decide(household, new RecordPreferences(format, language, interpreter, ContactKnown: true, contact), "resident@havering", Now);

    private static Household Household() =>
        Tenancy.Household.Form(new TenancyMilestone.Started(Guid.CreateVersion7(), "havering", Tenure.Secure, new DateOnly(2026, 3, 2), "Ada Example", [], Now));
}
