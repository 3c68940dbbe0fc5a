using System.Globalization;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using RepairsClient = Housing.Repairs.Contracts.V1.Repairs.RepairsClient;

namespace Housing.Demo;

/// <summary>
/// The repairs of the story: reported, appointed, visited (or not), mended, said to be right. When something is done is told from the times that the
/// service answered with, so that whatever a landlord promises is mostly kept and sometimes not.
/// </summary>
internal sealed class RepairCases(Teller teller, ComplaintCases complaints)
{
    /// <summary>How many a home has; a shorter story has as many, in less time.</summary>
    private const double OfAHome = 2;

    /// <summary>A promise that is due later than this is about something else than the work.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(100);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Plans every repair of the residents there are, over the whole of the story.</summary>
    public async Task Plan(IReadOnlyList<Resident> residents)
    {
        var faults = new Dictionary<string, IReadOnlyList<Fault>>(StringComparer.Ordinal);
        foreach (var landlord in residents.Select(r => r.Landlord).Distinct(StringComparer.Ordinal))
        {
            var client = new RepairsClient(await teller.Callers.As($"officer@{landlord}", "repairs"));
            var catalogue = (await client.GetCatalogueAsync(new() { Landlord = landlord })).Catalogue;
            faults[landlord] = [.. catalogue.Faults.Where(f => teller.Made.Words.Faults.ContainsKey(f.Key))];
        }

        var span = teller.Story.Weeks * 7 * Day;
        foreach (var resident in residents.Where(r => !r.Moves))
        {
            var dice = teller.Story.Dice($"repairs {resident.Key}");
            var expected = OfAHome * (resident.IsOwner ? .3 : 1);
            var count = (int)expected + (dice.Percent((expected - (int)expected) * 100) ? 1 : 0);
            for (var number = 0; number < count; number++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{resident.Key}/{number}");
                var at = teller.Story.Begins + Day + (dice.Next() * (span - (1.2 * Day)));
                var day = London.DayOf(at);
                // Most people report in the day.
                at = London.At(day, dice.Percent(88) ? new TimeOnly(dice.Of(7, 19), dice.Of(0, 59)) : new TimeOnly(dice.Of(0, 23), dice.Of(0, 59)));
                var fault = dice.ByWeight(faults[resident.Landlord], f => teller.Made.Words.Faults[f.Key].Weight);
                teller.Tell("repair", () => Live(resident, key, fault, at));
            }
        }
    }

    private async Task Live(Resident resident, string key, Fault fault, DateTimeOffset at)
    {
        var dice = teller.Story.Dice($"repair {key}");
        var says = teller.Made.Words.Faults[fault.Key];
        var inPerson = dice.Percent(45);
        // In a shared place the first to report it has the repair, and the others join.
        await (fault.Place is Place.Communal or Place.Outside ? teller.Time.Turn(at) : teller.Time.Until(at));
        var reported = await teller.Once($"repair/{key}/report", async id =>
        {
            var saying = dice.For("report");
            var request = new ReportRepairRequest
            {
                RequestId = id,
                HomeId = resident.HomeId,
                Fault = fault.Key,
                Description = saying.Of(says.Says),
                ReportedAt = Teller.Stamp(at),
                Where = fault.Place,
                Channel = inPerson ? ReportChannel.Portal : saying.Of([ReportChannel.Phone, ReportChannel.Phone, ReportChannel.Email]),
                ContactBy = saying.Of([ContactChannel.Text, ContactChannel.Phone, ContactChannel.Email]),
            };
            if (!inPerson && saying.Percent(30))
                request.AccessNotes = "Please ring before coming.";
            var answer = await (inPerson ? await Resident(resident) : await Officer(resident)).ReportRepairAsync(request);
            return Reported.Of(answer, at).ToString();
        });
        var repair = Reported.Parse(reported);
        if (repair.Joined || repair.Part is not (nameof(LandlordPart.Mends) or nameof(LandlordPart.Unspecified)))
            return;
        if (repair.IsHazard)
            teller.Tell("hazard", () => Hazard(resident, key, repair, at));
        var job = new Job(this, resident, key, repair, at, dice, fault);
        var late = repair.LastDue - at < (4 * Day) ? await job.Rush() : await job.Book();
        await Afterwards(resident, job, dice, late);
    }

    /// <summary>What may harm somebody is looked into, told in writing, made safe and put right, each in its time or, where the landlord is late with much, not.</summary>
    private async Task Hazard(Resident resident, string key, Reported repair, DateTimeOffset at)
    {
        var dice = teller.Story.Dice($"hazard {key}");
        var late = dice.Percent(resident.Made.Manners.Late * 2) ? dice.Between(2.5, 4) : 1;
        var looked = Teller.InHours(at.AddDays(dice.Between(1, 5) * late), dice);
        (HazardStepKind Step, DateTimeOffset At)[] steps =
        [
            (HazardStepKind.Investigated, looked),
            (HazardStepKind.SummarySent, looked.AddHours(dice.Between(4, 20) * late)),
            (HazardStepKind.MadeSafe, looked.AddHours(dice.Between(24, 60) * late)),
            (HazardStepKind.WorkBegun, looked.AddHours(dice.Between(61, 90) * late)),
            (HazardStepKind.WorkFinished, looked.AddDays(dice.Between(5, 20))),
        ];
        foreach (var (step, when) in steps.OrderBy(s => s.At))
        {
            await teller.Time.Until(when);
            if (!await teller.Try($"hazard/{key}/{step}", async id => await new Hazards.HazardsClient(await teller.Callers.As($"officer@{resident.Landlord}", "repairs")).RecordHazardStepAsync(new()
                {
                    RequestId = id, RepairId = repair.Id, Step = step, At = Teller.Stamp(when),
                    Text = step == HazardStepKind.Investigated ? "Cold outer wall and too little air; black mould over half a metre square." : "",
                    Investigation = step == HazardStepKind.Investigated ? Investigation.Standard : Investigation.Unspecified,
                    Found = step == HazardStepKind.Investigated ? HazardLevel.Significant : HazardLevel.Unspecified,
                })))
            {
                return;
            }
        }
    }

    /// <summary>The household says what it thinks of it, and complains of what took too long.</summary>
    private async Task Afterwards(Resident resident, Job job, Dice dice, bool late)
    {
        resident.HasCases = true;
        if (job.Missed)
            resident.WasLeftWaiting = true;
        if (late && dice.Percent(resident.Made.Manners.ComplaintWhenLate))
            complaints.About(resident, job.Repair.Id, job.Key, job.Done.AddDays(dice.Between(.5, 4)));
        if (!job.IsDone || !dice.Percent(28))
            return;
        await teller.Time.Until(job.Done.AddDays(dice.Between(1, 5)));
        var satisfied = dice.Percent(late ? 60 : 92);
        await teller.Once($"repair/{job.Key}/confirm", async id => await (await Resident(resident)).ConfirmRepairAsync(new()
        {
            RequestId = id, RepairId = job.Repair.Id, Satisfied = satisfied, Note = satisfied ? "" : "It took too long and I had to ask again.",
        }));
    }

    private async Task<RepairsClient> Officer(Resident resident) => new(await teller.Callers.As($"officer@{resident.Landlord}", "repairs"));

    private async Task<RepairsClient> Resident(Resident resident) => new(await teller.Callers.As($"resident@{resident.Landlord}", "repairs", resident.HouseholdId));

    /// <summary>As whoever was sent; where somebody else was sent since, an officer says it for them.</summary>
    private async Task AsContractor(Resident resident, string contractor, Func<RepairsClient, Task> says)
    {
        if (contractor is not "")
        {
            try
            {
                await says(new(await teller.Callers.As($"contractor-{contractor}@{resident.Landlord}", "repairs")));
                return;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.PermissionDenied)
            {
                // The order is another contractor's by now.
            }
        }

        await says(await Officer(resident));
    }

    /// <summary>What the story needs of the answer to a report.</summary>
    private sealed record Reported(string Id, string Part, string Contractor, bool Joined, DateTimeOffset FirstDue, DateTimeOffset LastDue, string LastStandard, bool IsHazard)
    {
        public static Reported Of(ReportRepairResponse answer, DateTimeOffset at)
        {
            var dues = answer.Repair.Commitments.Select(c => (At: c.DueAt.ToDateTimeOffset(), Of: c.StandardId)).Where(due => due.At - at < Furthest).OrderBy(due => due.At).ToList();
            // Nothing is promised: a fortnight will do.
            var (first, last) = dues.Count == 0 ? ((At: at + (14 * Day), Of: "-"), (At: at + (14 * Day), Of: "-")) : (dues[0], dues[^1]);
            return new(
                answer.Repair.RepairId, (answer.Repair.Responsibility?.LandlordPart ?? LandlordPart.Unspecified).ToString(), answer.Repair.Order?.Contractor ?? "", answer.Joined, first.At, last.At, last.Of, answer.Repair.Hazard is not null);
        }

        public static Reported Parse(string text) => text.Split(' ') is var p
            ? new(p[0], p[1], p[2] == "-" ? "" : p[2], p[3] == "joined", Teller.Read(p[4]), Teller.Read(p[5]), p[6], p[7] == "hazard")
            : throw new DemoException("The journal is damaged.");

        public override string ToString() =>
            $"{Id} {Part} {(Contractor is "" ? "-" : Contractor)} {(Joined ? "joined" : "own")} {Teller.Said(FirstDue)} {Teller.Said(LastDue)} {LastStandard} {(IsHazard ? "hazard" : "-")}";
    }

    /// <summary>One repair on its way, and how far it has come.</summary>
    private sealed class Job(RepairCases cases, Resident resident, string key, Reported repair, DateTimeOffset at, Dice dice, Fault fault)
    {
        private readonly Teller _teller = cases.Teller;

        public string Key => key;

        public Reported Repair => repair;

        public bool Missed { get; private set; }

        public bool IsDone { get; private set; }

        public DateTimeOffset Done { get; private set; }

        /// <summary>What cannot wait: made safe as soon as somebody can be there, and mended then or soon after. Answers whether that was too late.</summary>
        public async Task<bool> Rush()
        {
            var late = IsLate();
            var there = at + (late ? Later(repair.FirstDue) : (repair.FirstDue - at) * dice.Between(.2, .85));
            if (repair.FirstDue < repair.LastDue || dice.Percent(70))
            {
                await _teller.Time.Until(there);
                await _teller.Once($"repair/{key}/safe", id => cases.AsContractor(resident, repair.Contractor, async who => await who.MakeSafeAsync(new()
                {
                    RequestId = id, RepairId = repair.Id, MadeSafeAt = Teller.Stamp(there),
                })));
            }

            var mended = late ? there.AddHours(dice.Between(1, 5)) : there + ((repair.LastDue - there) * dice.Between(.05, .8));
            if (mended - there < TimeSpan.FromMinutes(20))
                mended = there.AddMinutes(2);
            await Visit(mended, 1, mends: true, next: null);
            await Complete(mended);
            return late;
        }

        /// <summary>What is booked: an appointment in time or not, kept or not, and as many visits as it takes. Answers whether that was too late.</summary>
        public async Task<bool> Book()
        {
            var late = IsLate();
            var span = repair.LastDue - at;
            var starts = Teller.InHours(at + (late ? Later(repair.LastDue) : span * dice.Between(.12, .72)), dice);
            if (dice.Percent(30) && repair.FirstDue - at < span / 2)
                await _teller.Time.Until(at.AddHours(2));
            await BookFor(starts, 1);
            if (late && span > 10 * Day && repair.LastStandard is not "-" && dice.Percent(resident.Made.Manners.Extended * 2))
                await Extend(London.DayOf(starts).AddDays(2));
            for (var visit = 1; ; visit++)
            {
                await _teller.Time.Until(starts.AddHours(4));
                if (visit < 3 && dice.Percent(resident.Made.Manners.MissedVisit))
                {
                    Missed = true;
                    starts = await Again(starts, visit, "missed");
                }
                else if (visit < 3 && dice.Percent(resident.Made.Manners.NoAccess))
                {
                    starts = await Again(starts, visit, "no-access");
                }
                else
                {
                    var came = starts.AddMinutes(dice.Of(5, 170));
                    var mends = visit >= 3 || !dice.Percent(resident.Made.Manners.SecondVisit);
                    var next = Teller.InHours(came.AddDays(dice.Between(2, 9)), dice);
                    await Visit(came, visit, mends, mends ? null : next);
                    if (mends)
                    {
                        await Complete(came.AddMinutes(dice.Of(20, 120)));
                        return late || Done >= repair.LastDue;
                    }

                    starts = next;
                }
            }
        }

        /// <summary>The household is told in time that it will be later, and agrees to another day.</summary>
        private async Task Extend(DateOnly day)
        {
            await _teller.Time.Until(repair.LastDue - (5 * Day));
            await _teller.Try($"repair/{key}/extend", async id => await (await cases.Officer(resident)).ExtendRepairAsync(new()
            {
                RequestId = id, RepairId = repair.Id, StandardId = repair.LastStandard, NewDay = new() { Year = day.Year, Month = day.Month, Day = day.Day },
                Reason = "A part is on order and comes later than was said.", AgreedBy = ContactChannel.Phone,
            }));
        }

        /// <summary>Nobody came, or nobody was in: what was booked is over, and another time is found.</summary>
        private async Task<DateTimeOffset> Again(DateTimeOffset starts, int visit, string why)
        {
            var appointment = _teller.Journal.Find($"repair/{key}/appointment") is { } booked && visit == 1 ? booked : await Appointment(visit);
            if (why == "missed")
            {
                await _teller.Once($"repair/{key}/missed/{visit}", async id => await (await cases.Officer(resident)).RecordMissedAppointmentAsync(new()
                {
                    RequestId = id, RepairId = repair.Id, AppointmentId = appointment,
                }));
            }
            else
            {
                await _teller.Once($"repair/{key}/no-access/{visit}", id => cases.AsContractor(resident, repair.Contractor, async who => await who.RecordNoAccessAsync(new()
                {
                    RequestId = id, RepairId = repair.Id, AppointmentId = appointment, CalledAt = Teller.Stamp(starts.AddMinutes(40)), CardLeftBy = "The operative",
                })));
            }

            var next = Teller.InHours(starts.AddDays(dice.Between(2, 8)), dice);
            await BookFor(next, visit + 1);
            return next;
        }

        private async Task<string> Appointment(int visit) => await _teller.Once($"repair/{key}/appointment/{visit}", async _ =>
            (await (await cases.Officer(resident)).GetRepairAsync(new() { RepairId = repair.Id })).Repair.Appointment.AppointmentId);

        private async Task BookFor(DateTimeOffset starts, int visit) => await _teller.Once(visit == 1 ? $"repair/{key}/appointment" : $"repair/{key}/appointment/{visit}", async id =>
        {
            var booked = await (await cases.Officer(resident)).BookAppointmentAsync(new()
            {
                RequestId = id, RepairId = repair.Id, StartsAt = Teller.Stamp(starts), EndsAt = Teller.Stamp(starts.AddHours(4)),
            });
            return booked.Repair.Appointment.AppointmentId;
        });

        private async Task Visit(DateTimeOffset came, int visit, bool mends, DateTimeOffset? next)
        {
            await _teller.Time.Until(came.AddHours(1));
            await _teller.Once($"repair/{key}/visit/{visit}", async id =>
            {
                var found = dice.For($"visit {visit}");
                var request = new RecordVisitRequest
                {
                    RequestId = id, RepairId = repair.Id, VisitedAt = Teller.Stamp(came), EndedAt = Teller.Stamp(came), Fixed = mends, LabourPence = found.Of(30, 160) * 100,
                    Note = mends ? "" : "A part has to be ordered.",
                };
                if (next is { } starts)
                    request.FollowUp = new() { StartsAt = Teller.Stamp(starts), EndsAt = Teller.Stamp(starts.AddHours(4)) };
                if (found.Percent(40))
                    request.Materials.Add(new Material { What = "Parts", Quantity = 1, Pence = found.Of(5, 90) * 100 });
                await cases.AsContractor(resident, repair.Contractor, async who => await who.RecordVisitAsync(request));
            });
        }

        private async Task Complete(DateTimeOffset done)
        {
            await _teller.Time.Until(done);
            await _teller.Once($"repair/{key}/complete", id => cases.AsContractor(resident, repair.Contractor, async who => await who.CompleteRepairAsync(new()
            {
                RequestId = id, RepairId = repair.Id, WorkDone = dice.For("done").Of(_teller.Made.Words.Faults[fault.Key].Done), CompletedAt = Teller.Stamp(done), LeftCleanAndTidy = true,
            })));
            (Done, IsDone) = (done, true);
        }

        private bool IsLate() => dice.Percent(resident.Made.Manners.Late);

        /// <summary>How long after the report it happens when it happens after its time: mostly a little, sometimes much.</summary>
        private TimeSpan Later(DateTimeOffset due) => (due - at) * (dice.Percent(resident.Made.Manners.VeryLate * 4) ? dice.Between(1.6, 3) : dice.Between(1.05, 1.4));
    }

    private Teller Teller => teller;
}
