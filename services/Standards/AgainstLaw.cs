namespace Housing.Standards;

/// <summary>A published promise beside what the law asks, measured by their due instants over a year of starts.</summary>
/// <param name="Subject">What both are about.</param>
/// <param name="Promise">The landlord's.</param>
/// <param name="Law">The law's.</param>
/// <param name="Note">On what part of the promise the law bears, where it is not the whole.</param>
/// <param name="Starts">How many starts were tried, on which both were in force.</param>
/// <param name="Later">After how many of them the promise is due later than the law.</param>
/// <param name="Most">By how much at most.</param>
/// <param name="Example">The first start at which it is that much.</param>
public sealed record AgainstLaw(string Subject, Standard Promise, Standard Law, string? Note, int Starts, int Later, TimeSpan Most, DateTimeOffset Example)
{
    public bool IsWeaker => Later > 0;

    /// <summary>Every published promise that a law bears on, with starts at every hour of a London year. What the landlord only set for itself is no promise.</summary>
    public static IReadOnlyList<AgainstLaw> Of(IEnumerable<Subject> subjects, int year) =>
    [
        .. from subject in subjects
           from law in subject.Law
           from promise in law.Binds
           where promise.Published
           select Measure(subject.Name, promise, law, year),
    ];

    private static AgainstLaw Measure(string subject, Standard promise, SubjectLaw law, int year)
    {
        var (starts, later, most) = (0, 0, TimeSpan.Zero);
        var end = London.EndOf(new DateOnly(year, 12, 31));
        var example = London.StartOf(new DateOnly(year, 1, 1));
        for (var start = example; start < end; start = start.AddHours(1))
        {
            var day = London.DayOf(start);
            if (!promise.HoldsOn(day) || !law.Standard.HoldsOn(day))
                continue;
            starts++;
            var by = promise.Timing.Due(start, promise.Calendar) - law.Standard.Timing.Due(start, law.Standard.Calendar);
            if (by <= TimeSpan.Zero)
                continue;
            later++;
            if (by > most)
                (most, example) = (by, start);
        }

        return new AgainstLaw(subject, promise, law.Standard, law.Note, starts, later, most, example);
    }
}
