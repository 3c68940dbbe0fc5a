namespace Housing.Feed;

/// <summary>Asks, lays out what is needed, and records the answer; one build at a time.</summary>
/// <param name="place">Where to work.</param>
/// <param name="unpack">Gives the program that holds the assemblies, fetching it first when needed.</param>
/// <param name="say">Tells the person at the keyboard.</param>
internal sealed class Settling(Place place, Func<Place, NpmPackage, Action<string>, CancellationToken, Task<string>> unpack, Action<string> say)
{
    /// <param name="fingerprint">Of everything the answer rests on; the build compares it to know when to ask again.</param>
    /// <param name="again">Ask even if the recorded answer has this fingerprint, and trust no HTTP cache.</param>
    /// <param name="cancellation">Ends it; nothing is recorded then.</param>
    public async Task<Answer> Ask(string fingerprint, bool again, CancellationToken cancellation)
    {
        using var held = await Hold(cancellation);
        var earlier = Answer.Read(place.Answer);
        if (!again && earlier?.Fingerprint == fingerprint) return earlier;   // another build settled it while we waited

        var alternatives = Alternatives.Read(place.Alternatives);
        var wanted = Wanted(alternatives);
        say($"Asking the package feed for {wanted.Count} packages…");
        try
        {
            Clear(place.Asked);
            return await Settle(fingerprint, alternatives, wanted, again, cancellation);
        }
        catch (FeedUnreachable fault) when (earlier is not null)
        {
            say($"The package feed did not answer ({fault.Message}). The earlier answer is kept, and the next build asks again.");
            return earlier;
        }
        catch (FeedUnreachable fault)
        {
            throw new FeedUnreachable($"The package feed did not answer: {fault.Message} Nothing was recorded. Mend the connection or NuGet.config and build again, "
                + "or build with -p:HousingFeed=offline to take all that can be from offline/ (offline/README.md).");
        }
        finally
        {
            Clear(place.Ask);
            Clear(place.Asked);
        }
    }

    /// <summary>Takes everything that has an alternative from there, without asking.</summary>
    public async Task<Answer> Offline(string fingerprint, CancellationToken cancellation)
    {
        using var held = await Hold(cancellation);
        if (Answer.Read(place.Answer) is { } earlier && earlier.Fingerprint == fingerprint) return earlier;
        var alternatives = Alternatives.Read(place.Alternatives);
        var replaceable = alternatives.LaidOut.Select(package => package.Id).Concat(alternatives.StandIns.SelectMany(standIn => standIn.Members))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<Verdict> verdicts =
            [.. Wanted(alternatives).Select(package => new Verdict(package.Key, package.Value, !replaceable.Contains(package.Key), LacksItself: true, "HousingFeed=offline"))];
        var laidOut = Deciding.ToLayOut(alternatives, verdicts);
        var set = await LayOut(alternatives, laidOut, cancellation);
        return await Record(fingerprint, alternatives, verdicts, laidOut, set, cancellation);
    }

    private async Task<Answer> Settle(
        string fingerprint, Alternatives alternatives, IReadOnlyDictionary<string, string> wanted, bool again, CancellationToken cancellation)
    {
        var asking = new Asking(place, useHttpCache: !again);
        var sdkGroup = alternatives.StandIns.FirstOrDefault(group => group.Sdk is not null);
        var verdicts = await asking.Ask(wanted, sdkGroup?.Sdk, extraSource: null, cancellation);

        var laidOut = Deciding.ToLayOut(alternatives, verdicts);
        var set = await LayOut(alternatives, laidOut, cancellation);

        // A package that is there but needs one that was not: perhaps it can be had now.
        var needy = verdicts.Where(verdict => !verdict.Has && !verdict.LacksItself).ToDictionary(verdict => verdict.Id, verdict => verdict.Version);
        if (laidOut.Count > 0 && needy.Count > 0)
        {
            var second = await asking.Ask(needy, sdkGroup?.Sdk, place.Packages, cancellation);
            verdicts = [.. verdicts.Select(verdict => second.FirstOrDefault(later => later.Id == verdict.Id) ?? verdict)];
        }
        if (sdkGroup is not null && sdkGroup.Members.All(member => verdicts.Any(verdict => verdict.Id == member && verdict.Has)))
        {
            var tried = await asking.AskSdk(sdkGroup.Sdk!, wanted[sdkGroup.Sdk!], sdkGroup.Packages, laidOut.Count > 0 ? place.Packages : null, cancellation);
            verdicts = [.. verdicts.Select(verdict => verdict.Id == tried.Id ? tried : verdict)];
        }

        // What was fetched to ask need not be fetched again to build.
        if (set is not null && !Directory.Exists(place.Restored(set)) && Directory.Exists(place.Asked)) Directory.Move(place.Asked, place.Restored(set));
        return await Record(fingerprint, alternatives, verdicts, laidOut, set, cancellation);
    }

    /// <summary>Answers the name of the set that was laid out, or null when there was nothing to lay out.</summary>
    private async Task<string?> LayOut(Alternatives alternatives, IReadOnlyList<LaidOut> laidOut, CancellationToken cancellation)
    {
        string? set = null;
        if (laidOut.Count == 0)
        {
            Clear(place.Packages);
        }
        else
        {
            var bundle = Bundle.Open(await unpack(place, alternatives.Npm, say, cancellation));
            set = await Laying.LayOut(laidOut, alternatives.Npm, bundle, place.Packages, cancellation);
        }

        // What was restored beside another set is of no more use.
        Directory.CreateDirectory(place.AllRestored);
        foreach (var other in Directory.GetDirectories(place.AllRestored).Where(folder => Path.GetFileName(folder) != set)) Clear(other);
        return set;
    }

    private async Task<Answer> Record(
        string fingerprint, Alternatives alternatives, IReadOnlyList<Verdict> verdicts, IReadOnlyList<LaidOut> laidOut, string? set, CancellationToken cancellation)
    {
        var sdk = alternatives.StandIns.Select(group => group.Sdk).FirstOrDefault(sdk => sdk is not null);
        var choices = Deciding.Decide(alternatives, verdicts, laidOut);

        // The hosting stand-in shows the Aspire dashboard of the same npm package; without it the stack runs all the same.
        var hasCli = laidOut.Count > 0;
        if (!hasCli && choices.Any(choice => choice.Id == sdk && choice.From == From.StandIn))
        {
            try
            {
                await unpack(place, alternatives.Npm, say, cancellation);
                hasCli = true;
            }
            catch (FeedFault fault)
            {
                say($"There will be no dashboard: {fault.Message}");
            }
        }
        var answer = new Answer(fingerprint, choices, sdk, hasCli, set);
        answer.Write(place.Answer);
        return answer;
    }

    /// <summary>Every pinned package, and every one we can lay out: the pinned ones need them.</summary>
    private Dictionary<string, string> Wanted(Alternatives alternatives)
    {
        var wanted = new Dictionary<string, string>(Pins.Read(place.Pins), StringComparer.OrdinalIgnoreCase);
        foreach (var package in alternatives.LaidOut) wanted.TryAdd(package.Id, package.Version);
        return wanted;
    }

    private async Task<FileStream> Hold(CancellationToken cancellation)
    {
        Directory.CreateDirectory(place.Folder);
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(place.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(place.Folder))
            {
                if (!told) say("Another build is asking the package feed; waiting for its answer…");
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            }
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
