using System.Security.Cryptography;

namespace Housing.Complaints;

/// <summary>How many cases are kept behind a figure, and the SHA-256 of their ids in order: what shows that they are those it was worked out from.</summary>
public sealed record CaseSeal(int Count, string Checksum)
{
    internal static CaseSeal Of(IReadOnlyList<Guid> ordered)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[16];
        foreach (var id in ordered)
        {
            id.TryWriteBytes(bytes, bigEndian: true, out _);
            hash.AppendData(bytes);
        }

        return new(ordered.Count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}

/// <summary>Some of the cases behind one figure of a report, beside it and not in it: a year of 100,000 complaints has a million. The database keeps those of a published report (0016_report_cases.sql).</summary>
public sealed class ReportCases
{
    private const int OfOneRow = 1_000;

    private ReportCases() { }

    public Guid Id { get; private set; }
    public Guid ReportId { get; private set; }

    /// <summary>The figure's, or the provision's number.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Those that the figure is the share of and that do not count.</summary>
    public bool Others { get; private set; }

    /// <summary>Where this row stands among those of the figure, from 0.</summary>
    public int Number { get; private set; }

    public Guid[] Ids { get; private set; } = [];

    /// <summary>All that is kept of what a report says, and what it says without them.</summary>
    public static (ReportContents Contents, IReadOnlyList<ReportCases> Cases) Apart(Guid report, ReportContents contents)
    {
        var kept = new List<ReportCases>();
        return (
            contents with
            {
                Figures = [.. contents.Figures.Select(f => f with { Cases = [], Others = [], CasesSeal = Keep(f.Key, f.Cases), OthersSeal = Keep(f.Key, f.Others, others: true) })],
                Provisions = [.. contents.Provisions.Select(p => p with { Cases = [], CasesSeal = Keep(p.Number, p.Cases) })],
            },
            kept);

        CaseSeal Keep(string key, IReadOnlyList<Guid> cases, bool others = false)
        {
            Guid[] ordered = [.. cases.Order()];
            kept.AddRange(ordered.Chunk(OfOneRow).Select((ids, number) => new ReportCases { Id = Guid.CreateVersion7(), ReportId = report, Key = key, Others = others, Number = number, Ids = ids }));
            return CaseSeal.Of(ordered);
        }
    }

    /// <summary>One that is kept, to be removed.</summary>
    public static ReportCases Kept(Guid id) => new() { Id = id };

    /// <summary>The cases in order, once it is seen that they are those that were kept.</summary>
    public static IReadOnlyList<Guid> Checked(IEnumerable<Guid[]> rows, CaseSeal seal, Guid report)
    {
        Guid[] ids = [.. rows.SelectMany(r => r)];
        return CaseSeal.Of(ids) == seal ? ids : throw new InvalidOperationException($"The cases behind report {report} are not those it was made from: their checksum differs.");
    }
}
