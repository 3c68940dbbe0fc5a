using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Housing.Standards.Tests;

public partial class CommitmentMappingTests
{
    private sealed class CommitmentsDb : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql("Host=127.0.0.1");

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfiguration(new CommitmentMapping());
    }

    [Fact]
    public void The_mapping_and_the_migration_name_the_same_columns_with_the_same_types()
    {
        using var db = new CommitmentsDb();
        var table = Assert.Single(db.Model.GetRelationalModel().Tables);
        var mapped = table.Columns.Select(c => $"{c.Name} {(c.StoreType is "timestamp with time zone" ? "timestamptz" : c.StoreType)}{(c.IsNullable ? "" : " not null")}");

        var sql = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "commitment.sql"));
        var created = Column().Matches(sql).Select(m => $"{m.Groups["name"]} {m.Groups["type"]}{(m.Groups["rest"].Value.Contains("null", StringComparison.Ordinal) || m.Groups["rest"].Value.Contains("primary key", StringComparison.Ordinal) ? " not null" : "")}");
        Assert.Equal(created.Order(StringComparer.Ordinal), mapped.Order(StringComparer.Ordinal));
    }

    // "    case_id   uuid   not null," within the table's brackets
    [GeneratedRegex(@"^    (?<name>[a-z_]+) +(?<type>uuid|text\[\]|text|integer|timestamptz)(?<rest>[^,\n]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Column();
}
