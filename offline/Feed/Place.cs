namespace Housing.Feed;

/// <summary>Where things are: the repository, and the git-ignored folder one answer and its packages are kept in.</summary>
internal sealed record Place(string Root, string Folder)
{
    public string Pins => Path.Combine(Root, "Directory.Packages.props");
    public string Alternatives => Path.Combine(Root, "offline", "Feed", "alternatives.json");
    public string Answer => Path.Combine(Folder, "answer.props");
    public string Lock => Path.Combine(Folder, "lock");
    public string Packages => Path.Combine(Folder, "packages");
    public string AllRestored => Path.Combine(Folder, "restored");
    public string Restored(string set) => Path.Combine(AllRestored, set);

    /// <summary>Probe projects, and the package folder they restore into: an empty one, or a cache would answer for the feed.</summary>
    public string Ask => Path.Combine(Folder, "ask");
    public string Asked => Path.Combine(Folder, "asked");

    /// <summary>The Aspire CLI's home: shared by all answers.</summary>
    public string AspireHome => Path.Combine(Root, ".feed", "aspire");
}
