using System.Text.Json;

namespace Housing.Demo;

/// <summary>How one landlord works: shares in percent, so that each is good and bad at something else.</summary>
internal sealed record Manners(
    double Late, double VeryLate, double MissedVisit, double NoAccess, double SecondVisit, double ComplaintWhenLate, double Complaints, double AcknowledgeLate, double AnswerLate, double Extended,
    double StageTwo, double Upheld, double Behind);

/// <summary>One landlord's made-up estates. Money is pence, a week's rent and a year's service charge.</summary>
internal sealed record MadeLandlord(
    string Landlord, int Homes, string BankAccount, IReadOnlyList<string> Towns, IReadOnlyList<string> Postcodes, IReadOnlyList<string> Estates, bool Blocks, IReadOnlyDictionary<string, int> Tenures,
    double Empty, IReadOnlyList<int> Rent, IReadOnlyList<int> ServiceCharge, double Weekly, Manners Manners);

internal sealed record MadeLandlords(string Note, IReadOnlyList<MadeLandlord> Landlords);

internal sealed record MadeStaff(IReadOnlyList<string> StageOne, IReadOnlyList<string> StageTwo);

internal sealed record MadeNames(
    string Note, IReadOnlyList<string> First, IReadOnlyList<string> Last, IReadOnlyList<string> Streets, IReadOnlyList<string> Kinds, MadeStaff Staff, IReadOnlyList<string> Blocks);

/// <summary>How often a fault is reported among those a landlord lists, and what is said of it.</summary>
internal sealed record MadeFault(int Weight, IReadOnlyList<string> Says, IReadOnlyList<string> Done);

internal sealed record MadeWords(
    string Note, IReadOnlyDictionary<string, MadeFault> Faults, IReadOnlyDictionary<string, IReadOnlyList<string>> Complaints, IReadOnlyList<string> Wanted, IReadOnlyList<string> Remains,
    string Understanding, string Next, string Plan, IReadOnlyList<string> Reasons, IReadOnlyList<string> Answers, string Apology, string Extension, IReadOnlyList<string> Praise,
    IReadOnlyList<string> Contact, string Hardship);

/// <summary>What is made up and stands in seeds/demo.</summary>
internal sealed record Made(IReadOnlyList<MadeLandlord> Landlords, MadeNames Names, MadeWords Words)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Made Read(string folder) =>
        new(Read<MadeLandlords>(folder, "landlords.json").Landlords, Read<MadeNames>(folder, "names.json"), Read<MadeWords>(folder, "words.json"));

    private static T Read<T>(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(file), Json) ?? throw new DemoException($"{file} is empty.");
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            throw new DemoException($"{file} cannot be read: {fault.Message}");
        }
    }
}
