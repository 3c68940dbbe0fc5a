using System.Globalization;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Demo;
using Housing.Estates.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Performance.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;
using PerformanceClient = Housing.Performance.Contracts.V1.Performance.PerformanceClient;
using RepairsClient = Housing.Repairs.Contracts.V1.Repairs.RepairsClient;

namespace Housing.Stack.Tests;

/// <summary>The demo's story, made small, told to stacks of its own.</summary>
public sealed class DemoTests
{
    private const int Homes = 24, Weeks = 3;
    private static readonly string[] Landlords = ["one-housing", "havering", "housing-plus", "rosebery"];

    [Fact]
    public async Task A_story_is_the_same_each_time_also_when_it_was_cut_off_and_told_again_it_changes_nothing()
    {
        var story = new Story(7, Homes, Weeks, Housing.Standards.London.DayOf(TimeProvider.System.GetUtcNow()));
        await using var one = await Told.Begin(story);
        await one.Tell(cutOffAfter: 2);
        Assert.InRange(await one.Behind(), TimeSpan.FromDays(1), TimeSpan.FromDays(7 * Weeks));
        await one.Tell();
        Assert.Equal(TimeSpan.Zero, await one.Behind());
        var told = await one.Facts();
        Assert.Contains("there already", await one.Tell(), StringComparison.Ordinal);
        Assert.Equal(told, await one.Facts());
        await one.IsAlive();

        await using var other = await Told.Begin(story);
        Assert.DoesNotContain("left as it is", await other.Tell(), StringComparison.Ordinal);
        Assert.Equal(told, await other.Facts());
    }

    /// <summary>A stack whose clock began behind, and what of the story it has been told.</summary>
    private sealed class Told : IAsyncDisposable
    {
        private readonly string _data;
        private readonly HousingStack _stack;

        private Told(string data, HousingStack stack) => (_data, _stack) = (data, stack);

        public static async Task<Told> Begin(Story story)
        {
            Environment.SetEnvironmentVariable("DOTNET_EnableDiagnostics", "0");
            var data = Directory.CreateTempSubdirectory("housing-demo-").FullName;
            var clock = Path.Combine(data, "clock.json");
            DemoCommand.Begin(story, data, clock, TimeProvider.System);
            var stack = await HousingStack.StartAsync($"--Housing:Clock={clock}");
            File.Copy(Path.Combine(stack.Folder, "addresses"), Path.Combine(data, "addresses"));
            return new(data, stack);
        }

        public async ValueTask DisposeAsync()
        {
            await _stack.DisposeAsync();
            Directory.Delete(_data, recursive: true);
        }

        /// <summary>Tells it, or goes on; answers what was said of it.</summary>
        public async Task<string> Tell(int? cutOffAfter = null)
        {
            using var cut = new CancellationTokenSource();
            await using var said = new Lines(line => line == cutOffAfter, cut);
            var telling = DemoCommand.Tell(_data, TimeProvider.System, said, onTerminal: false, cut.Token);
            if (cutOffAfter is null)
                await telling;
            else
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => telling);
            return said.ToString();
        }

        public async Task<TimeSpan> Behind()
        {
            using var stack = Housing.Clock.RunningStack.In(_data);
            return -(await stack.Ask(CancellationToken.None)).Max(t => t.Time!.Offset);
        }

        /// <summary>Promises kept, missed and open, figures of every landlord, and whom to be.</summary>
        public async Task IsAlive()
        {
            var outcomes = (await Facts()).SelectMany(line => line.Split('|').Skip(1)).ToHashSet(StringComparer.Ordinal);
            Assert.Superset(new HashSet<string>(["Met", "Missed", "Open"], StringComparer.Ordinal), outcomes);
            foreach (var landlord in Landlords)
            {
                var today = TimeProvider.System.GetUtcNow();
                var shares = await new PerformanceClient(await _stack.Calling("performance", $"manager@{landlord}")).GetSharesAsync(new()
                {
                    Landlord = landlord, From = Month(today.AddMonths(-1)), Through = Month(today),
                });
                Assert.Contains(shares.Shares, s => s.Volume > 0);
            }

            var people = await File.ReadAllTextAsync(PeopleFile.In(_data));
            Assert.All(Landlords, landlord => Assert.Contains($"\"landlord\": \"{landlord}\"", people, StringComparison.Ordinal));
            Assert.All((string[])["officer", "manager", "income", "auditor", "resident"], role => Assert.Contains($"\"role\": \"{role}\"", people, StringComparison.Ordinal));

            static Performance.Contracts.V1.Date Month(DateTimeOffset at) => new() { Year = at.Year, Month = at.Month, Day = 1 };
        }

        /// <summary>All that the story made, without the services' own ids and without the seconds in which it was told.</summary>
        public async Task<IReadOnlyList<string>> Facts()
        {
            var facts = new List<string>();
            foreach (var landlord in Landlords)
            {
                var officer = $"officer@{landlord}";
                var tenancies = new Tenancies.TenanciesClient(await _stack.Calling("tenancy", officer));
                var accounts = new Accounts.AccountsClient(await _stack.Calling("income", $"income@{landlord}"));
                var homes = (await new EstatesClient(await _stack.Calling("estates", officer)).ListHomesAsync(new() { Landlord = landlord, PageSize = 200 })).Homes;
                foreach (var home in homes)
                {
                    facts.Add($"{landlord} {home.Reference} {string.Join(", ", home.Address.Lines)} {home.Address.Postcode}");
                    if (await Lives(tenancies, home.HomeId) is not { } household)
                        continue;
                    var balance = (await accounts.GetAccountAsync(new() { HouseholdId = household.HouseholdId })).Account.BalancePence;
                    facts.Add(string.Create(CultureInfo.InvariantCulture, $"{landlord} {home.Reference} {household.LeadName} {household.Tenure} {household.Needs} {balance}"));
                }

                var references = homes.ToDictionary(h => h.HomeId, h => h.Reference, StringComparer.Ordinal);
                var repairs = new RepairsClient(await _stack.Calling("repairs", officer));
                foreach (var listed in (await repairs.ListRepairsAsync(new() { Landlord = landlord, PageSize = 200 })).Repairs)
                {
                    var repair = (await repairs.GetRepairAsync(new() { RepairId = listed.RepairId })).Repair;
                    facts.Add($"{landlord} {references[repair.HomeId]} {repair.Fault} {repair.Stage} {repair.ReportedAt} {repair.Completion?.CompletedAt} {repair.Visits.Count}{Outcomes(repair.Commitments.Select(c => (c.StandardId, c.Outcome.ToString())))}");
                }

                var complaints = new ComplaintsClient(await _stack.Calling("complaints", officer));
                foreach (var listed in (await complaints.ListComplaintsAsync(new() { Landlord = landlord, PageSize = 200 })).Complaints)
                {
                    var complaint = (await complaints.GetComplaintAsync(new() { ComplaintId = listed.ComplaintId })).Complaint;
                    facts.Add($"{landlord} {references[complaint.HomeId]} {complaint.Words} {complaint.Stage} {complaint.Handler?.Subject}{Outcomes(complaint.Commitments.Select(c => (c.StandardId, c.Outcome.ToString())))}");
                }
            }

            return [.. facts.Order(StringComparer.Ordinal)];
        }

        private static string Outcomes(IEnumerable<(string Standard, string Outcome)> commitments) =>
            string.Concat(commitments.OrderBy(c => c.Standard, StringComparer.Ordinal).ThenBy(c => c.Outcome, StringComparer.Ordinal).Select(c => $" {c.Standard}|{c.Outcome}|"));

        private static async Task<Household?> Lives(Tenancies.TenanciesClient tenancies, string home)
        {
            try
            {
                return (await tenancies.GetHouseholdAsync(new() { HomeId = home })).Household;
            }
            catch (RpcException empty) when (empty.StatusCode == StatusCode.NotFound)
            {
                return null;
            }
        }
    }

    /// <summary>What is said, and an end to it at one line.</summary>
    private sealed class Lines(Func<int, bool> isLast, CancellationTokenSource cut) : StringWriter(CultureInfo.InvariantCulture)
    {
        private int _lines;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (isLast(++_lines))
                cut.Cancel();
        }
    }
}
