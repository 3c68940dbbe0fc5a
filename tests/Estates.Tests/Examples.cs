using Housing.Standards;

namespace Housing.Estates.Tests;

internal static class Examples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 3, 3);

    public static RegisterHome Flat { get; } = new(
        "havering", "HAV-0001", ["Flat 12", "Mayfield House"], "RM3 8XX", new BlockName("Mayfield House", "Harold Hill"), HasGas: true, new GivenDay(1956, 4, 1));

    public static Decision<HomeMilestone.Registered> Decide(RegisterHome command) => RegistrationDecision.Decide(command, Today, Now);

    public static IReadOnlyList<FieldFault> FaultsOf(RegisterHome command) =>
        Assert.IsType<Decision<HomeMilestone.Registered>.Refused>(Decide(command)).Why.Fields;
}
