using System.Globalization;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;
using InvestigationsClient = Housing.Complaints.Contracts.V1.Investigations.InvestigationsClient;

namespace Housing.Demo;

/// <summary>
/// The complaints of the story, from the first word to the end, some of them at the Ombudsman. What is done is done when the stack's time is there: an answer
/// has no other time than that.
/// </summary>
internal sealed class ComplaintCases(Teller teller)
{
    private const double PraisedByPercent = 4;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Dictionary<string, GetTermsResponse> _terms = new(StringComparer.Ordinal);

    /// <summary>Plans the complaints that come by themselves; those about a repair follow from what became of it.</summary>
    public async Task Plan(IReadOnlyList<Resident> residents)
    {
        foreach (var landlord in residents.Select(r => r.Landlord).Distinct(StringComparer.Ordinal))
            _terms[landlord] = await new ComplaintsClient(await teller.Callers.As($"officer@{landlord}", "complaints")).GetTermsAsync(new() { Landlord = landlord });

        foreach (var resident in residents.Where(r => !r.Moves))
        {
            var dice = teller.Story.Dice($"complaints {resident.Key}");
            var span = teller.Story.Weeks * 7 * Day;
            if (dice.Percent(resident.Made.Manners.Complaints))
            {
                var at = teller.Story.Begins + Day + (dice.Next() * (span - (2 * Day)));
                teller.Tell("complaint", () => Live(resident, $"{resident.Key}/own", about: null, at));
            }

            if (dice.Percent(PraisedByPercent))
            {
                var at = teller.Story.Begins + Day + (dice.Next() * (span - (2 * Day)));
                teller.Tell("praise", () => Praise(resident, at));
            }
        }
    }

    /// <summary>A complaint about a repair that took too long.</summary>
    public void About(Resident resident, string repairId, string repairKey, DateTimeOffset at) => teller.Tell("complaint", () => Live(resident, repairKey, repairId, at));

    private async Task Praise(Resident resident, DateTimeOffset at)
    {
        await teller.Time.Until(at);
        await teller.Once($"praise/{resident.Key}/given", async id =>
            await new Feedback.FeedbackClient(await teller.Callers.As($"resident@{resident.Landlord}", "complaints", resident.HouseholdId)).RecordFeedbackAsync(new()
            {
                RequestId = id, Kind = FeedbackKind.Compliment, Channel = Channel.Portal, Subject = _terms[resident.Landlord].Subjects[0].Key, Words = teller.Story.Dice($"praise {resident.Key}").Of(teller.Made.Words.Praise),
            }));
    }

    private async Task Live(Resident resident, string key, string? about, DateTimeOffset at)
    {
        var dice = teller.Story.Dice($"complaint {key}");
        var words = teller.Made.Words;
        await teller.Time.Until(at);
        var subjects = _terms[resident.Landlord].Subjects.Select(s => s.Key).Where(s => words.Complaints.ContainsKey(s) && (s != "leasehold" || resident.IsOwner)).ToList();
        var subject = about is not null ? "repairs" : dice.Of(subjects);
        var channel = dice.Of([Channel.Portal, Channel.Phone, Channel.Email, Channel.Letter]);
        var complaint = await teller.Once($"complaint/{key}/receive", async id =>
        {
            var request = new ReceiveComplaintRequest
            {
                RequestId = id, Channel = channel, Words = dice.For("words").Of(words.Complaints[subject]), OutcomeWanted = dice.For("wanted").Of(words.Wanted), Issues = { new NewIssue { Subject = subject } }, Insist = true,
            };
            if (channel != Channel.Portal)
                request.HouseholdId = resident.HouseholdId;
            if (about is not null)
                (request.AboutService, request.AboutCaseId) = ("repairs", about);
            var client = channel == Channel.Portal
                ? new ComplaintsClient(await teller.Callers.As($"resident@{resident.Landlord}", "complaints", resident.HouseholdId))
                : await Officer(resident.Landlord);
            return (await client.ReceiveComplaintAsync(request)).Complaint.ComplaintId;
        });
        resident.HasCases = true;
        if (dice.Percent(3))
        {
            await teller.Time.Until(teller.Time.Now + (2 * Day));
            await teller.Once($"complaint/{key}/withdraw", async id =>
                await (await Officer(resident.Landlord)).WithdrawComplaintAsync(new() { RequestId = id, ComplaintId = complaint, Words = "It has sorted itself out, thank you." }));
            return;
        }

        var file = new CaseFile(this, resident, key, complaint, dice);
        await file.StageOne(about is not null);
        if (dice.Percent(resident.Made.Manners.StageTwo))
            await file.StageTwo();
        await file.Close();
    }

    private async Task<ComplaintsClient> Officer(string landlord) => new(await teller.Callers.As($"officer@{landlord}", "complaints"));

    /// <summary>One complaint on its way.</summary>
    private sealed class CaseFile(ComplaintCases cases, Resident resident, string key, string complaint, Dice dice)
    {
        private readonly Teller _teller = cases.Teller;
        private readonly Manners _manners = resident.Made.Manners;
        private FindingOutcome _outcome;

        public async Task StageOne(bool aboutRepair)
        {
            if (dice.Percent(_manners.AcknowledgeLate))
                await _teller.Time.Until(_teller.Time.Now + (dice.Between(5, 9) * Day));
            var names = _teller.Made.Names.Staff.StageOne;
            var handler = dice.Of(0, names.Count - 1);
            // Whoever is signed in as an officer may have dealt with the repair, and then handles no complaint about it.
            var subject = handler == 0 && !aboutRepair ? $"officer@{resident.Landlord}" : $"{names[Math.Max(handler, 1)]}@{resident.Landlord}";
            var due = await Acknowledged(subject, names[Math.Max(handler, subject.StartsWith("officer", StringComparison.Ordinal) ? 0 : 1)], cases._terms[resident.Landlord].Ranks[0].Key, 1);
            await Investigated(due, 1);
        }

        public async Task StageTwo()
        {
            await _teller.Time.Until(_teller.Time.Now + (dice.Between(3, 25) * Day));
            await _teller.Once($"complaint/{key}/escalate", async id =>
                await new ComplaintsClient(await _teller.Callers.As($"resident@{resident.Landlord}", "complaints", resident.HouseholdId)).EscalateComplaintAsync(new()
                {
                    RequestId = id, ComplaintId = complaint, Words = dice.For("remains").Of(_teller.Made.Words.Remains), Channel = Channel.Portal,
                }));
            if (dice.Percent(_manners.AcknowledgeLate))
                await _teller.Time.Until(_teller.Time.Now + (dice.Between(6, 9) * Day));
            var terms = cases._terms[resident.Landlord];
            var due = await Acknowledged($"manager@{resident.Landlord}", dice.Of(_teller.Made.Names.Staff.StageTwo), terms.Ranks[^1].Key, 2);
            await Investigated(due, 2);
            if (dice.Percent(25))
                await AtTheOmbudsman(terms);
        }

        public async Task Close()
        {
            await _teller.Time.Until(_teller.Time.Now + (dice.Between(5, 20) * Day));
            if (!await _teller.Try($"complaint/{key}/close", async id => await (await cases.Officer(resident.Landlord)).CloseComplaintAsync(new() { RequestId = id, ComplaintId = complaint })))
                return;
            if (!dice.Percent(45))
                return;
            await _teller.Time.Until(_teller.Time.Now + (dice.Between(1, 9) * Day));
            await _teller.Once($"complaint/{key}/satisfaction", async id =>
                await new Satisfaction.SatisfactionClient(await _teller.Callers.As($"resident@{resident.Landlord}", "complaints", resident.HouseholdId)).RecordSatisfactionAsync(new()
                {
                    RequestId = id, ComplaintId = complaint, Score = _outcome == FindingOutcome.NotUpheld ? dice.For("score").Of(1, 4) : dice.For("score").Of(2, 5),
                }));
        }

        /// <summary>Somebody has it, and the household knows; answers by when it is to be decided.</summary>
        private async Task<DateTimeOffset> Acknowledged(string subject, string name, string rank, int stage)
        {
            await _teller.Once($"complaint/{key}/handler/{stage}", async id => await (await cases.Officer(resident.Landlord)).AssignHandlerAsync(new()
            {
                RequestId = id, ComplaintId = complaint, Handler = new() { Subject = subject, Name = name, Rank = rank }, NoPartInEvents = true, Reason = stage == 1 ? "" : "Stage two is for somebody more senior.",
            }));
            var said = await _teller.Once($"complaint/{key}/acknowledge/{stage}", async id =>
            {
                var answer = await (await cases.Officer(resident.Landlord)).AcknowledgeComplaintAsync(new()
                {
                    RequestId = id, ComplaintId = complaint, Understanding = _teller.Made.Words.Understanding, NextSteps = _teller.Made.Words.Next,
                });
                var by = answer.Complaint.DecideBy is { } d ? London.StartOf(new DateOnly(d.Year, d.Month, d.Day)) : _teller.Time.Now + (14 * Day);
                return Teller.Said(by);
            });
            if (dice.Percent(60))
            {
                await _teller.Once($"complaint/{key}/contact/{stage}", async id => await (await cases.Officer(resident.Landlord)).RecordContactAsync(new()
                {
                    RequestId = id, ComplaintId = complaint, Channel = Channel.Phone, Reached = true, Note = "Went through what happened, in the resident's own words.", NextSteps = _teller.Made.Words.Next,
                }));
            }

            return Teller.Read(said);
        }

        /// <summary>Looked into, decided and answered: before its day, extended, or too late.</summary>
        private async Task Investigated(DateTimeOffset due, int stage)
        {
            var words = _teller.Made.Words;
            var now = _teller.Time.Now;
            // The stops of the stack's time are three or four days apart: what is to be in time is meant for some days before.
            var answers = due > now ? now + ((due - now - (4 * Day)) * dice.Between(.3, 1)) : now + Day;
            if (dice.Percent(_manners.Extended) && due - now > 5 * Day)
            {
                await _teller.Time.Until(due - (4 * Day));
                var day = London.DayOf(due).AddDays(10);
                if (await _teller.Try($"complaint/{key}/extend/{stage}", async id => await (await cases.Officer(resident.Landlord)).ExtendComplaintAsync(new()
                    {
                        RequestId = id, ComplaintId = complaint, NewDay = new() { Year = day.Year, Month = day.Month, Day = day.Day }, Reason = words.Extension,
                        Agreement = new() { Channel = Channel.Phone, At = Teller.Stamp(_teller.Time.Now), Reference = string.Create(CultureInfo.InvariantCulture, $"call {dice.For("call").Of(1000, 9999)}") },
                    })))
                {
                    answers = due.AddDays(dice.Of(2, 6));
                }
            }
            else if (dice.Percent(_manners.AnswerLate))
            {
                answers = due.AddDays(dice.Of(3, 24));
            }

            await _teller.Time.Until(answers);
            var upheld = dice.Percent(_manners.Upheld);
            _outcome = !upheld ? FindingOutcome.NotUpheld : dice.Percent(65) ? FindingOutcome.Upheld : FindingOutcome.PartlyUpheld;
            var nth = _outcome switch { FindingOutcome.Upheld => 0, FindingOutcome.PartlyUpheld => 1, _ => 2 };
            var looking = new InvestigationsClient(await _teller.Callers.As($"manager@{resident.Landlord}", "complaints"));
            var evidence = await _teller.Once($"complaint/{key}/evidence/{stage}", async id => (await looking.AddEvidenceAsync(new()
            {
                RequestId = id, ComplaintId = complaint, What = $"The record as it was at stage {stage}", Reference = $"records/{key}",
            })).Evidence.Number.ToString(CultureInfo.InvariantCulture));
            await _teller.Once($"complaint/{key}/finding/{stage}", async id => await looking.RecordFindingAsync(new()
            {
                RequestId = id, ComplaintId = complaint, Issue = 1, Outcome = _outcome, Reasons = words.Reasons[nth],
                RootCause = upheld ? dice.For("cause").Of(cases._terms[resident.Landlord].RootCauses).Key : "",
            }));
            if (upheld)
                await PutRight(looking, int.Parse(evidence, CultureInfo.InvariantCulture), stage);
            await _teller.Once($"complaint/{key}/answer/{stage}", async id => await (await cases.Officer(resident.Landlord)).AnswerComplaintAsync(new()
            {
                RequestId = id, ComplaintId = complaint, Text = words.Answers[nth],
            }));
        }

        private async Task PutRight(InvestigationsClient looking, int evidence, int stage)
        {
            await _teller.Once($"complaint/{key}/apology/{stage}", async id => await looking.ProposeRemedyAsync(new()
            {
                RequestId = id, ComplaintId = complaint, Kind = RemedyKind.Apology, Words = _teller.Made.Words.Apology,
            }));
            var money = cases._terms[resident.Landlord].Compensation.Where(c => !c.ShareOfRent).ToList();
            if (money.Count == 0 || !dice.Percent(55))
                return;
            var category = dice.Of(money);
            var pence = category.From + ((long)(dice.Next() * dice.Next() * (category.To - category.From) / 500) * 500);
            await _teller.Once($"complaint/{key}/money/{stage}", async id => await looking.ProposeRemedyAsync(new()
            {
                RequestId = id, ComplaintId = complaint, Kind = RemedyKind.Compensation, Category = category.Category, Pence = Math.Max(category.From, pence), Words = category.Says, Evidence = { evidence },
            }));
        }

        private async Task AtTheOmbudsman(GetTermsResponse terms)
        {
            var ombudsman = new OmbudsmanCases.OmbudsmanCasesClient(await _teller.Callers.As($"manager@{resident.Landlord}", "complaints"));
            await _teller.Time.Until(_teller.Time.Now + (dice.Between(6, 30) * Day));
            var reference = string.Create(CultureInfo.InvariantCulture, $"{_teller.Story.LastDay.Year}{dice.Of(10_000, 99_999)}");
            var taken = await _teller.Once($"complaint/{key}/ombudsman", async id =>
                (await ombudsman.TakeToOmbudsmanAsync(new() { RequestId = id, ComplaintId = complaint, OmbudsmanReference = reference, About = "How the repair and the complaint were handled." })).Case.CaseId);
            await _teller.Time.Until(_teller.Time.Now + (dice.Between(30, 80) * Day));
            var outcome = dice.Of(terms.Ombudsman.Outcomes);
            var due = London.DayOf(_teller.Time.Now).AddDays(28);
            await _teller.Once($"complaint/{key}/determination", async id =>
            {
                var request = new RecordDeterminationRequest
                {
                    RequestId = id, ComplaintId = complaint, CaseId = taken, Reference = $"determinations/{reference}",
                    Issues = { new NewDetermination { Issue = 1, About = "How it was handled", Outcome = outcome.Key } },
                };
                if (_outcome != FindingOutcome.NotUpheld)
                    request.Orders.Add(new NewOrder { Kind = OrderKind.Compensation, Words = "Pay the resident what is ordered here.", Pence = dice.For("order").Of(10, 60) * 1_000, DueOn = new() { Year = due.Year, Month = due.Month, Day = due.Day }, Owner = "Income" });
                await ombudsman.RecordDeterminationAsync(request);
            });
        }
    }

    private Teller Teller => teller;
}
