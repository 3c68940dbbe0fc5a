using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Housing.Testing;

namespace Housing.Stack.Tests;

/// <summary>buf as a gRPC client, by ./housing call: it knows of our services only what their protos say.</summary>
[Collection(nameof(OneStack))]
public sealed class ForeignClientTests(ObservedStack observed)
{
    // Worked out by hand from the published words, for a report at half past nine on a Thursday in a month without a bank holiday: see Thursday().
    [Theory]
    [InlineData("one-housing", "leaking-roof", "OHO-REP-18: 28 days")]
    [InlineData("havering", "part-electricity", "HAV-REP-08: next Tuesday", "HAV-REP-27: next Tuesday")]     // three working days
    [InlineData("housing-plus", "gas-leak", "HPG-REP-04: 4 hours", "HPG-REP-14: 6 hours")]
    [InlineData("rosebery", "blocked-sink", "ROS-REP-04: next Tuesday", "ROS-REP-09: 28 days")]
    public async Task A_client_nobody_here_wrote_reports_a_repair_and_reads_back_when_each_promise_is_due(string landlord, string fault, params string[] promised)
    {
        var household = await observed.Stack.LetHome(landlord);
        var (day, offset) = Thursday();
        var reportedAt = new DateTimeOffset(day, new TimeOnly(9, 30), offset).ToUniversalTime();

        var reported = await Call(landlord, "repairs", "ReportRepair", new()
        {
            ["request_id"] = HousingStack.NewId(),
            ["home_id"] = household.HomeId,
            ["fault"] = fault,
            ["description"] = "Reported from elsewhere: “£5”.",
            ["reported_at"] = reportedAt.ToString("O", CultureInfo.InvariantCulture),
        });
        var read = (await Call(landlord, "repairs", "GetRepair", new() { ["repair_id"] = Text(reported["repair"]!, "repairId") }))["repair"]!;

        var due = read["commitments"]!.AsArray().Select(c => $"{Text(c!, "standardId")}: {Text(c!, "dueAt")}").Order(StringComparer.Ordinal);
        Assert.Equal(promised.Select(p => p.Split(": ")).Select(p => $"{p[0]}: {Instant(p[1])}"), due);
        Assert.Equal("Reported from elsewhere: “£5”.", Text(read, "description"));

        string Instant(string limit) => Wire(limit switch
        {
            "4 hours" => reportedAt.AddHours(4),
            "6 hours" => reportedAt.AddHours(6),
            // The first moment that is too late: when the next day begins in London.
            "next Tuesday" => new DateTimeOffset(day.AddDays(5 + 1), TimeOnly.MinValue, offset),
            "28 days" => new DateTimeOffset(day.AddDays(28 + 1), TimeOnly.MinValue, offset),
            _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, "not worked out"),
        });
    }

    [Fact]
    public async Task OHO_REP_14_a_miss_recorded_by_a_client_nobody_here_wrote_is_on_that_residents_account_once()
    {
        const string Landlord = "one-housing";
        var household = await observed.Stack.LetHome(Landlord);
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        var reported = await Call(Landlord, "repairs", "ReportRepair", new()
        {
            ["request_id"] = HousingStack.NewId(),
            ["home_id"] = household.HomeId,
            ["fault"] = "dripping-tap",
            ["description"] = "The bath tap drips.",
            ["reported_at"] = yesterday.ToString("O", CultureInfo.InvariantCulture),
        });
        var repair = Text(reported["repair"]!, "repairId");
        var booked = await Call(Landlord, "repairs", "BookAppointment", new()
        {
            ["request_id"] = HousingStack.NewId(),
            ["repair_id"] = repair,
            ["starts_at"] = yesterday.AddHours(1).ToString("O", CultureInfo.InvariantCulture),
            ["ends_at"] = yesterday.AddHours(3).ToString("O", CultureInfo.InvariantCulture),
        });
        var appointment = Text(booked["repair"]!["appointment"]!, "appointmentId");

        // Said twice, as by a client that lost the answer.
        var miss = new JsonObject { ["request_id"] = HousingStack.NewId(), ["repair_id"] = repair, ["appointment_id"] = appointment };
        var first = await Call(Landlord, "repairs", "RecordMissedAppointment", miss);
        var again = await Call(Landlord, "repairs", "RecordMissedAppointment", miss);
        Assert.True(JsonNode.DeepEquals(first, again), $"{first}\nthen\n{again}");

        JsonNode account = new JsonObject();
        await Eventually.Holds(async () =>
        {
            account = (await Call(Landlord, "income", "GetAccount", new() { ["household_id"] = household.HouseholdId }))["account"]!;
            Assert.Equal("-1000", Text(account, "balancePence"));       // ten pounds in the resident's favour
        });
        var postings = await Call(Landlord, "income", "ListPostings", new() { ["account_id"] = Text(account, "accountId") });
        var credit = Assert.Single(postings["postings"]!.AsArray())!;
        Assert.Equal(("compensation", appointment, "-1000"), (Text(credit, "kind"), Text(credit, "cause"), Text(credit, "amountPence")));
    }

    /// <summary>
    /// The second Thursday of the last such month that has one behind it. February, July, September and November have no bank holiday, neither does a clock
    /// change within the 28 days after these Thursdays, and none of them is further back than a report may be.
    /// </summary>
    private static (DateOnly Day, TimeSpan Offset) Thursday()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        for (var month = new DateOnly(today.Year, today.Month, 1); ; month = month.AddMonths(-1))
        {
            var day = month.AddDays(7);
            while (day.DayOfWeek != DayOfWeek.Thursday)
                day = day.AddDays(1);
            if (month.Month is 2 or 7 or 9 or 11 && day < today)
                return (day, TimeSpan.FromHours(month.Month is 7 or 9 ? 1 : 0));
        }
    }

    private async Task<JsonNode> Call(string landlord, string service, string method, JsonObject request)
    {
        var said = await HousingCommand.Run(observed.Stack.Folder, "call", service, method, request.ToJsonString(), "--as", $"officer@{landlord}");
        Assert.True(said.ExitCode == 0, $"{service} {method} ended with {said.ExitCode}:\n{said.Output}\n{said.Errors}");
        return JsonNode.Parse(said.Output)!;
    }

    private static string Text(JsonNode node, string property) =>
        node[property]?.GetValue<string>() ?? throw new JsonException($"There is no {property} in {node}");

    private static string Wire(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
