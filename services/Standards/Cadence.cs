using System.Globalization;

namespace Housing.Standards;

/// <summary>How often something is promised. The next time is counted from the last one done; while it is not done, each further period is one more miss.</summary>
public abstract record Cadence
{
    private Cadence()
    {
    }

    /// <summary>The first instant that is too late for the next time.</summary>
    /// <param name="lastDone">When it was last done, or begun.</param>
    /// <param name="missed">How many times have been missed since.</param>
    /// <param name="calendar">The landlord's.</param>
    /// <param name="doneInPeriod">For so many times a month or a year: how many of them were done in that period up to and with the last one.</param>
    public abstract DateTimeOffset Due(DateTimeOffset lastDone, int missed, Calendar calendar, int doneInPeriod = 1);

    /// <summary>"1 year", "10 working days": counted from the last one done.</summary>
    /// <param name="Limit">The time between two.</param>
    /// <param name="KeepsDate">Done up to so much before it is due, the next one is counted from the due date; null for never.</param>
    public sealed record FromLast(Limit Limit, Limit? KeepsDate = null) : Cadence
    {
        public override DateTimeOffset Due(DateTimeOffset lastDone, int missed, Calendar calendar, int doneInPeriod = 1) => Limit.Times(missed + 1).Due(lastDone, calendar);

        /// <summary>Where the next one is counted from when this one was done: the day it was due, if it was done early enough for that to be kept, else the day it was done.</summary>
        public DateTimeOffset CountedFrom(DateTimeOffset done, DateTimeOffset? due, Calendar calendar)
        {
            if (KeepsDate is not { } early || due is not { } instant || done >= instant)
                return done;
            // What is due by the end of a day was due on that day.
            var deadline = London.StartOf(London.DayOf(instant.AddTicks(-1)));
            return done >= London.StartOf(London.DayOf(early.DueBefore(deadline, calendar).AddTicks(-1))) ? deadline : done;
        }

        public override string ToString() => KeepsDate is null ? $"every {Limit}" : $"every {Limit}, keeping the date when done up to {KeepsDate} early";
    }

    /// <summary>So many times within each of some calendar months: "twice a month from April to September", "in February".</summary>
    public sealed record InMonths(IReadOnlyList<int> Months, int Times) : Cadence
    {
        public override DateTimeOffset Due(DateTimeOffset lastDone, int missed, Calendar calendar, int doneInPeriod = 1)
        {
            var day = London.DayOf(lastDone);
            var first = new DateOnly(day.Year, day.Month, 1);
            // What was done in a month that asks for it counts for that month; the rest is still to do.
            var ahead = missed + (Months.Contains(day.Month) ? Math.Min(doneInPeriod, Times) : 0);
            for (var month = first; ; month = month.AddMonths(1))
            {
                if (!Months.Contains(month.Month))
                    continue;
                if (ahead < Times)
                    return London.EndOf(month.AddMonths(1).AddDays(-1));
                ahead -= Times;
            }
        }

        public override string ToString() =>
            $"{HowOften(Times)} in each {string.Join(", ", Months.Select(m => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(m)))}";
    }

    /// <summary>Every so many calendar months: done in one, it is next due by the end of the month that many after it ("every other month").</summary>
    public sealed record MonthsApart(int Months) : Cadence
    {
        public override DateTimeOffset Due(DateTimeOffset lastDone, int missed, Calendar calendar, int doneInPeriod = 1)
        {
            var day = London.DayOf(lastDone);
            return London.EndOf(new DateOnly(day.Year, day.Month, 1).AddMonths((Months * (missed + 1)) + 1).AddDays(-1));
        }

        public override string ToString() => Months switch { 1 => "every calendar month", 2 => "every other calendar month", _ => $"every {Months} calendar months" };
    }

    /// <summary>So many times within each calendar year.</summary>
    public sealed record InYear(int Times) : Cadence
    {
        public override DateTimeOffset Due(DateTimeOffset lastDone, int missed, Calendar calendar, int doneInPeriod = 1)
        {
            var ahead = missed + Math.Min(doneInPeriod, Times);
            return London.EndOf(new DateOnly(London.DayOf(lastDone).Year + (ahead / Times), 12, 31));
        }

        public override string ToString() => $"{HowOften(Times)} in each calendar year";
    }

    /// <summary>
    /// Once a year, by the end of a day; 29 February is the last day of February in every year. What is done in one year counts for that year's day, before it
    /// or late, and it is next due in the year after. The year is the calendar's, or begins on a day of its own: an estimate sent in November is the one that is
    /// due by February.
    /// </summary>
    /// <param name="By">The last day on which it is kept.</param>
    /// <param name="From">The day on which a year begins.</param>
    /// <param name="StartedBy">What starts up to and with this day is owed the next one; what starts later, the one after. Null for the day before a year begins.</param>
    public sealed record ByDate(DayOfYear By, DayOfYear From, DayOfYear? StartedBy = null) : Cadence
    {
        public static readonly DayOfYear NewYear = new(1, 1);

        public override DateTimeOffset Due(DateTimeOffset lastDone, int missed, Calendar calendar, int doneInPeriod = 1)
        {
            var day = London.DayOf(lastDone);
            return London.EndOf(DayIn((doneInPeriod > 0 ? YearOf(day) + 1 : FirstYear(day)) + missed));
        }

        /// <summary>In which year something done on a day counts, said by the calendar year in which that year begins.</summary>
        public int YearOf(DateOnly day) => day < From.In(day.Year) ? day.Year - 1 : day.Year;

        public override string ToString() =>
            By == new DayOfYear(2, 29) ? "every year by the end of February" : $"every year by {By.Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(By.Month)}";

        private DateOnly DayIn(int year) => By.In(year) is var day && day >= From.In(year) ? day : By.In(year + 1);

        private int FirstYear(DateOnly started)
        {
            var year = YearOf(started);
            while (LastStart(year) < started)
                year++;
            return year;
        }

        private DateOnly LastStart(int year)
        {
            if (StartedBy is not { } last)
                return From.In(year).AddDays(-1);
            var due = DayIn(year);
            return last.In(due.Year) is var day && day <= due ? day : last.In(due.Year - 1);
        }
    }

    /// <summary>What is promised so many times in each month or year, rather than so long after the last one: how many times; null for the rest.</summary>
    internal int? TimesInPeriod => this switch
    {
        InMonths months => months.Times,
        InYear year => year.Times,
        ByDate => 1,
        _ => null,
    };

    /// <summary>Whether two instants are in the same month, or the same year, for what is promised so many times in each.</summary>
    internal bool SamePeriod(DateTimeOffset one, DateTimeOffset other)
    {
        var (a, b) = (London.DayOf(one), London.DayOf(other));
        return this is ByDate yearly ? yearly.YearOf(a) == yearly.YearOf(b) : a.Year == b.Year && (this is not InMonths || a.Month == b.Month);
    }

    /// <summary>Whether something done then is one of those promised: the hedges cut in May are not the cut of February or August.</summary>
    internal bool AsksFor(DateTimeOffset done) => this is not InMonths months || months.Months.Contains(London.DayOf(done).Month);

    private static string HowOften(int times) => times switch { 1 => "once", 2 => "twice", _ => $"{times} times" };
}
