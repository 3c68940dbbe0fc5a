using Housing.Stack;

namespace Housing.Portal.Tests;

/// <summary>All that the core services keep about some ids, as it lies in their tables; without when a card's provider was last looked at, which is each minute.</summary>
internal static class Snapshot
{
    /// <summary>What is not the case itself: messages on their way and answers kept; and what clocks and weekly checks write by themselves meanwhile.</summary>
    private static readonly string[] NotOfTheCase = ["outbox", "inbox", "redelivery", "answered_request", "commitment", "commitment_change", "case_milestone"];

    /// <summary>That nothing of it was changed, added or taken away.</summary>
    public static void Same(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        Assert.NotEmpty(before);
        var changed = before.Except(after, StringComparer.Ordinal).Select(row => $"- {row}").Concat(after.Except(before, StringComparer.Ordinal).Select(row => $"+ {row}")).ToList();
        Assert.True(changed.Count == 0, $"Changed:\n{string.Join('\n', changed)}");
    }

    public static async Task<IReadOnlyList<string>> Take(HousingStack stack, IReadOnlyCollection<string> ids)
    {
        var rows = new List<string>();
        foreach (var service in (string[])["estates", "tenancy", "repairs", "complaints", "income"])
        {
            await using var database = await stack.Database($"{service}-db");
            var tables = new List<string>();
            await using (var names = database.CreateCommand("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1"))
            await using (var reader = await names.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                    tables.Add(reader.GetString(0));
            }

            foreach (var table in tables.Except(NotOfTheCase, StringComparer.Ordinal))
            {
                await using var command = database.CreateCommand($"select (to_jsonb(t) - array['look_at', 'looked_at', 'looks'])::text from \"{table}\" t where t::text ~ $1 order by 1");
                command.Parameters.AddWithValue(string.Join('|', ids));
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    rows.Add($"{service}.{table}: {reader.GetString(0)}");
            }
        }

        return rows;
    }
}
