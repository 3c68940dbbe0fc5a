using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Housing.Standards.Tests;

public partial class CommitmentMappingTests
{
    private sealed class CommitmentsDb : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql("Host=127.0.0.1");

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddPromises();
    }

    [Fact]
    public void The_mapping_and_the_migration_name_the_same_columns_with_the_same_types()
    {
        using var db = new CommitmentsDb();
        // Every table has PostgreSQL's own column xmin.
        var mapped = db.Model.GetRelationalModel().Tables.SelectMany(table => table.Columns.Where(c => c.Name != "xmin").Select(c =>
            $"{table.Name}.{c.Name} {(c.StoreType is "timestamp with time zone" ? "timestamptz" : c.StoreType)}{(c.IsNullable ? "" : " not null")}"));

        var sql = string.Concat(((string[])["commitment.sql", "clocks.sql", "case_landlord.sql"]).Select(file => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file))));
        var tables = Table().Matches(sql).SelectMany(t => Column().Matches(t.Groups["columns"].Value).Select(m => (Table: t.Groups["table"].Value, Column: m)));
        var added = Added().Matches(sql).Select(m => (Table: m.Groups["table"].Value, Column: m));
        var made = tables.Concat(added).Select(c => $"{c.Table}.{c.Column.Groups["name"]} {c.Column.Groups["type"]}{(NotNull(c.Column.Groups["rest"].Value) ? " not null" : "")}").ToList();
        Assert.Equal(made.Order(StringComparer.Ordinal), mapped.Order(StringComparer.Ordinal));
    }

    private static bool NotNull(string rest) => rest.Contains("not null", StringComparison.Ordinal) || rest.Contains("primary key", StringComparison.Ordinal);

    [GeneratedRegex(@"create table (?<table>[a-z_]+) \((?<columns>.*?)\n\);", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();

    [GeneratedRegex(@"alter table (?<table>[a-z_]+) add column (?<name>[a-z_]+) +(?<type>uuid|text\[\]|text|integer|timestamptz|jsonb|bigint|boolean)(?<rest>[^;\n]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Added();

    // "    case_id   uuid   not null," within the table's brackets
    [GeneratedRegex(@"^    (?<name>[a-z_]+) +(?<type>uuid|text\[\]|text|integer|timestamptz|jsonb|bigint|boolean)(?<rest>[^,\n]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Column();
}
