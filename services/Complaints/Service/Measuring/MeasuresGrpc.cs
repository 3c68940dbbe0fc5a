using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Reads for which days figures are asked: a period up to today and of a year at most.</summary>
internal static class MeasuresPeriod
{
    private const int MostDays = 366;

    /// <summary>The months of a trend: the one asked for and a year before it.</summary>
    public const int Months = 13;

    /// <summary>The period; null with the faults in <paramref name="fields"/>.</summary>
    public static Span? Read(FieldReader fields, GivenDay? from, GivenDay? through, DateOnly today)
    {
        var (first, last) = (Day(fields, "from", from, today), Day(fields, "through", through, today));
        if (first is not { } begins || last is not { } ends)
            return null;
        if (ends < begins || ends.DayNumber - begins.DayNumber >= MostDays)
            fields.Fault("through", string.Create(CultureInfo.InvariantCulture, $"must be from {begins:yyyy-MM-dd}, where the period begins, to {begins.AddDays(MostDays - 1):yyyy-MM-dd}; it is {ends:yyyy-MM-dd}."));
        return fields.FoundFaults ? null : new(London.StartOf(begins), London.EndOf(ends));
    }

    /// <summary>The first days of the months of a trend, the oldest first; null with the faults.</summary>
    public static IReadOnlyList<DateOnly>? ReadMonths(FieldReader fields, GivenDay? month, DateOnly today)
    {
        if ((month is null ? today : fields.Day("month", month, London.FirstDay.AddMonths(Months), today)) is not { } day)
            return null;
        var last = new DateOnly(day.Year, day.Month, 1);
        return [.. Enumerable.Range(1 - Months, Months).Select(last.AddMonths)];
    }

    private static DateOnly? Day(FieldReader fields, string field, GivenDay? given, DateOnly today)
    {
        if (given is not null)
            return fields.Day(field, given, London.FirstDay, today);
        fields.Fault(field, "must be set: both days are in the period.");
        return null;
    }
}

/// <summary>The figures. Each is worked out at the call.</summary>
internal sealed class MeasuresGrpc(
    ComplaintFigures figures, NeighbourQuestions neighbours, Policies<ComplaintPolicy> policies, StandardsBook standards, TimeProvider clock, ILogger<MeasuresGrpc> log) : Wire.Measures.MeasuresBase
{
    private const string HomesUncounted = "Nobody counts a landlord's homes by tenure yet.";
    private const string EstatesSilent = "Estates cannot be asked just now how many homes there are. Ask again later.";

    public override async Task<Wire.GetComplaintMeasuresResponse> GetComplaintMeasures(Wire.GetComplaintMeasuresRequest request, ServerCallContext call)
    {
        var (landlord, terms, now) = Asked(request.Landlord, call);
        var fields = new FieldReader();
        var by = Read(fields, request.By);
        if (MeasuresPeriod.Read(fields, Precise.Day(request.From), Precise.Day(request.Through), London.DayOf(now)) is not { } span || fields.FoundFaults)
            throw fields.Refuse("INVALID_FIELD").ToRpcException();

        var stock = await neighbours.Stock(landlord.Key, call.CancellationToken);
        var counts = await figures.By(landlord.Key, span, terms, by, now, call.CancellationToken);
        var names = Names(landlord.Key, by, stock);
        var keys = names.Keys.Concat(counts.Select(c => c.Key).Where(k => !names.ContainsKey(k)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return new() { Groups = { keys.Select(key => Group(key, names.GetValueOrDefault(key, key), terms, counts, Homes(stock, by, key), Missing(stock, by))) } };
    }

    public override async Task<Wire.GetComplaintTrendResponse> GetComplaintTrend(Wire.GetComplaintTrendRequest request, ServerCallContext call)
    {
        var (landlord, terms, now) = Asked(request.Landlord, call);
        var fields = new FieldReader();
        var by = Read(fields, request.By);
        var months = MeasuresPeriod.ReadMonths(fields, Precise.Day(request.Month), London.DayOf(now));
        if (months is null || fields.FoundFaults)
            throw fields.Refuse("INVALID_FIELD").ToRpcException();

        var stock = await neighbours.Stock(landlord.Key, call.CancellationToken);
        var counts = await figures.ByMonth(landlord.Key, months, terms, by, request.Key, now, call.CancellationToken);
        return new()
        {
            Months =
            {
                months.Select(month => new Wire.MeasuredMonth
                {
                    Month = month.ToMessage(),
                    Measures = { Group(ComplaintFigures.KeyOf(month), "", terms, counts, Homes(stock, by, request.Key), Missing(stock, by)).Measures },
                }),
            },
        };
    }

    public override async Task<Wire.ListMeasuredComplaintsResponse> ListMeasuredComplaints(Wire.ListMeasuredComplaintsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var (landlord, terms, now) = Asked(request.Landlord, call);
        var fields = new FieldReader();
        var by = Read(fields, request.By);
        var span = MeasuresPeriod.Read(fields, Precise.Day(request.From), Precise.Day(request.Through), London.DayOf(now));
        var term = terms.All.FirstOrDefault(t => Keys.Of(t.Kind) == request.Measure && t.Stage == request.Stage && (t.Kind != MeasureKind.Promise || t.Clause == request.Clause));
        if (term is null)
            fields.Fault("measure", "must be a figure of GetComplaintMeasures, with its stage, and of a promise its clause.");
        if (!System.Enum.IsDefined(request.Part))
            fields.Fault("part", "must be a part that is listed, such as MEASURE_PART_COUNTED; leave it unset for all.");
        if (span is null || term is null || fields.FoundFaults)
            throw fields.Refuse("INVALID_FIELD").ToRpcException();
        var caller = call.Caller();
        if (term.Kind is MeasureKind.Satisfied or MeasureKind.SatisfactionAnswered && caller.Role == Role.Officer)
            throw ComplaintRefusals.SatisfactionNotYours.ToRpcException();

        var figure = term.Figure;
        var rows = figures.Of(figures.Rows(landlord.Key, span, terms, now), by, request.Key).Where(r => r.Figure == figure);
        rows = request.Part switch
        {
            Wire.MeasurePart.Counted => rows.Where(r => r.Counted),
            Wire.MeasurePart.NotCounted => rows.Where(r => r.Decided && !r.Counted),
            Wire.MeasurePart.Extended => rows.Where(r => r.Extended),
            Wire.MeasurePart.Undecided => rows.Where(r => !r.Decided),
            _ => rows.Where(r => r.Decided),
        };
        if (page.AfterId is { } after)
            rows = rows.Where(r => r.RowId < after);
        var listed = await figures.Ask(rows.OrderByDescending(r => r.RowId).Take(page.Size + 1), call.CancellationToken);
        log.LogInformation("{Role} {Subject} read {Count} complaints behind {Measure}", caller.RoleName, caller.Subject, Math.Min(listed.Count, page.Size), request.Measure);

        var response = new Wire.ListMeasuredComplaintsResponse { NextPageToken = Paging.Token(listed.Count > page.Size ? listed[page.Size - 1].RowId : null) };
        response.Complaints.AddRange(listed.Take(page.Size).Select(row => new Wire.MeasuredComplaint
        {
            ComplaintId = row.ComplaintId.ToString(),
            Reference = row.Reference,
            At = row.At.ToTimestamp(),
            Counted = row.Counted,
            Extended = row.Extended,
            Undecided = !row.Decided,
        }));
        return response;
    }

    private (Landlord Landlord, MeasureTerms Terms, DateTimeOffset Now) Asked(string key, ServerCallContext call)
    {
        call.Caller().RequireRead(key);
        if (!standards.TryGet(key, out var landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        return (landlord, MeasureTerms.Of(policies.For(key), landlord, standards.Law), clock.Now());
    }

    /// <summary>What every group is called that has its line also when nothing was counted for it.</summary>
    private Dictionary<string, string> Names(string landlord, Grouping by, Said<Stock> stock)
    {
        var policy = policies.For(landlord);
        return by switch
        {
            Grouping.Landlord => new(StringComparer.Ordinal) { [""] = standards.For(landlord).Name },
            Grouping.Theme => policy.Subjects.ToDictionary(s => s.Key, s => s.Name, StringComparer.Ordinal),
            Grouping.Team => policy.Teams.ToDictionary(t => t.Key, t => t.Name, StringComparer.Ordinal),
            Grouping.Estate => (stock.What?.Estates.Keys ?? []).Order(StringComparer.Ordinal).ToDictionary(e => e, e => e, StringComparer.Ordinal),
            Grouping.Tenure => Tenures,
        };
    }

    private static Dictionary<string, string> Tenures { get; } = System.Enum.GetValues<Tenure>().Where(t => t != Tenure.Unspecified)
        .ToDictionary(Keys.Of, t => Keys.Of(t).Replace('-', ' '), StringComparer.Ordinal);

    /// <summary>Of an estate its own homes, otherwise all of the landlord's; of a tenure nobody counts them.</summary>
    private static long? Homes(Said<Stock> stock, Grouping by, string key) =>
        stock.What is not { } known || by == Grouping.Tenure ? null : by != Grouping.Estate ? known.Homes : key is "" ? known.Homes - known.Estates.Values.Sum() : known.Estates.GetValueOrDefault(key);

    private static string Missing(Said<Stock> stock, Grouping by) => by == Grouping.Tenure ? HomesUncounted : stock.Answered ? "" : EstatesSilent;

    private static Wire.MeasureGroup Group(string key, string name, MeasureTerms terms, List<MeasuredCount> counts, long? homes, string missing)
    {
        var here = counts.FindAll(c => c.Key == key).ToDictionary(c => c.Figure, c => new Count(c.Counted, c.Decided, c.Extended, c.All - c.Decided));
        var measures = terms.All.Select(term => ComplaintMeasure.Of(term, here.GetValueOrDefault(term.Figure, Count.None), homes));
        return new() { Key = key, Name = name, Measures = { measures.Select(m => Message(m, missing)) } };
    }

    private static Wire.ComplaintMeasure Message(ComplaintMeasure measure, string missing)
    {
        var message = new Wire.ComplaintMeasure
        {
            Measure = Keys.Of(measure.Term.Kind),
            Stage = measure.Term.Stage,
            Clause = measure.Term.Clause,
            Numerator = measure.Numerator,
            Denominator = measure.Denominator,
            Value = measure.Rounded,
            AtLeast = measure.Term.AtLeast?.ToString(CultureInfo.InvariantCulture) ?? "",
            Extended = measure.Extended,
            Undecided = measure.Undecided,
            Missing = measure.Term.Kind == MeasureKind.Received ? missing : "",
        };
        if (measure.Kept is { } kept)
            message.Kept = kept;
        return message;
    }

    private static Grouping Read(FieldReader fields, Wire.MeasureGrouping by)
    {
        switch (by)
        {
            case Wire.MeasureGrouping.Unspecified:
                return Grouping.Landlord;
            case Wire.MeasureGrouping.Theme:
                return Grouping.Theme;
            case Wire.MeasureGrouping.Team:
                return Grouping.Team;
            case Wire.MeasureGrouping.Estate:
                return Grouping.Estate;
            case Wire.MeasureGrouping.Tenure:
                return Grouping.Tenure;
            default:
                fields.Fault("by", "must be MEASURE_GROUPING_THEME, MEASURE_GROUPING_TEAM, MEASURE_GROUPING_ESTATE or MEASURE_GROUPING_TENURE, or unset for the landlord as a whole.");
                return Grouping.Landlord;
        }
    }
}
