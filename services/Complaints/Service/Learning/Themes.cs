using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>How often one theme was complained of, in a period and in the one before it.</summary>
internal sealed record ThemeRow(string Key, long Received, long Answered, long Upheld, long ReceivedBefore, long AnsweredBefore, long UpheldBefore);

/// <summary>Asks what is complained of most (ROS-CMP-01). One statement over the landlord's complaints of the two periods, by the index of their receipt.</summary>
internal sealed class Themes(ComplaintsDb db)
{
    /// <summary>By what they are counted: "subject", "root-cause", "team", "estate" or "month".</summary>
    public Task<List<ThemeRow>> Of(string landlord, DateOnly from, DateOnly through, string by, CancellationToken cancellationToken)
    {
        var days = through.DayNumber - from.DayNumber + 1;
        var (before, begins, ends) = (London.StartOf(from.AddDays(-days)), London.StartOf(from), London.EndOf(through));
        // What was only ever a request, or about nobody's home here, was no complaint; its timeline says so.
        return db.Database.SqlQuery<ThemeRow>($"""
            with own as materialized (
              select c.id, c.team, c.estate, c.received_at, c.received_at >= {begins} as is_now, coalesce(final.outcome, first.outcome) as outcome
              from complaint c
              left join reply first on first.complaint_id = c.id and first.stage = 1
              left join reply final on final.complaint_id = c.id and final.stage = 2
              where c.landlord = {landlord} and c.received_at >= {before} and c.received_at < {ends} and c.stage <> 'ServiceRequest'
                and exists (select from timeline t where t.complaint_id = c.id and t.name = 'complaint.received')
                and not exists (select from timeline t where t.complaint_id = c.id and t.name = 'complaint.not-ours')),
            counted as (
              select o.id, o.is_now, o.outcome, o.team as key from own o where {by} = 'team'
              union all select o.id, o.is_now, o.outcome, coalesce(o.estate, '') from own o where {by} = 'estate'
              union all select o.id, o.is_now, o.outcome, to_char(o.received_at at time zone 'Europe/London', 'YYYY-MM') from own o where {by} = 'month'
              union all select distinct o.id, o.is_now, o.outcome, i.subject from own o join issue i on i.complaint_id = o.id where {by} = 'subject'
              union all select distinct o.id, o.is_now, o.outcome, f.root_cause from own o join finding f on f.complaint_id = o.id
                where {by} = 'root-cause' and f.root_cause is not null
                  and not exists (select from finding later where later.complaint_id = f.complaint_id and later.issue = f.issue and later.number > f.number))
            select key as "Key",
                   count(*) filter (where is_now) as "Received",
                   count(outcome) filter (where is_now) as "Answered",
                   count(*) filter (where is_now and outcome <> 'NotUpheld') as "Upheld",
                   count(*) filter (where not is_now) as "ReceivedBefore",
                   count(outcome) filter (where not is_now) as "AnsweredBefore",
                   count(*) filter (where not is_now and outcome <> 'NotUpheld') as "UpheldBefore"
            from counted group by key order by 2 desc, 5 desc, 1
            """).ToListAsync(cancellationToken);
    }
}

internal sealed partial class LearningGrpc
{
    private const int MostDays = 1_096;

    public override async Task<GetThemesResponse> GetThemes(GetThemesRequest request, ServerCallContext call)
    {
        call.Caller().RequireRead(request.Landlord);
        if (!standards.Knows(request.Landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var fields = new FieldReader();
        var first = London.FirstDay.AddDays(MostDays);       // the period before it is within the calendar too
        var from = Precise.Day(request.From) is { } begins ? fields.Day("from", begins, first, London.LastDay) : null;
        var through = Precise.Day(request.Through) is { } ends ? fields.Day("through", ends, first, London.LastDay) : null;
        if (request.From is null)
            fields.Fault("from", "must be set: the first day of receipt.");
        if (request.Through is null)
            fields.Fault("through", "must be set: the last day of receipt.");
        if (through < from || through?.DayNumber - from?.DayNumber >= MostDays)
            fields.Fault("through", $"must be on the day of from or after it, and less than {MostDays} days later.");
        var by = request.By switch
        {
            ThemeKind.Subject => "subject",
            ThemeKind.RootCause => "root-cause",
            ThemeKind.Team => "team",
            ThemeKind.Estate => "estate",
            ThemeKind.Month => "month",
            _ => null,
        };
        if (by is null)
            fields.Fault("by", "must be THEME_KIND_SUBJECT, THEME_KIND_ROOT_CAUSE, THEME_KIND_TEAM, THEME_KIND_ESTATE or THEME_KIND_MONTH.");
        if (fields.FoundFaults)
            throw fields.Refuse("THEMES_INVALID").ToRpcException();

        var policy = policies.For(request.Landlord);
        return new()
        {
            Themes =
            {
                (await themes.Of(request.Landlord, from!.Value, through!.Value, by!, call.CancellationToken)).Select(row => new Theme
                {
                    Key = row.Key,
                    Name = policy.NameOf(by!, row.Key),
                    Received = row.Received,
                    Answered = row.Answered,
                    Upheld = row.Upheld,
                    ReceivedBefore = row.ReceivedBefore,
                    AnsweredBefore = row.AnsweredBefore,
                    UpheldBefore = row.UpheldBefore,
                }),
            },
        };
    }
}
