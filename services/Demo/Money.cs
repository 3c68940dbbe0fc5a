using System.Globalization;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Housing.Demo;

/// <summary>The money of the story: what residents pay comes in by the bank, and what they fall behind with is followed week by week.</summary>
internal sealed class Money(Teller teller, Homes homes)
{
    private const int PageSize = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, long> _bank = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Agency>> _agencies = new(StringComparer.Ordinal);
    private DateOnly _paidThrough;

    public async Task Plan()
    {
        _paidThrough = London.DayOf(teller.Story.Begins);
        foreach (var landlord in teller.Made.Landlords.Select(l => l.Landlord))
        {
            var client = new Support.SupportClient(await teller.Callers.As($"income@{landlord}", "income"));
            _agencies[landlord] = (await client.ListAgenciesAsync(new() { Landlord = landlord })).Agencies;
        }
    }

    /// <summary>At a stop of the stack's time: what was paid since the last one, landlord by landlord.</summary>
    public void TakePayments(DateTimeOffset now)
    {
        var (from, to) = (_paidThrough, London.DayOf(now));
        if (to <= from)
            return;
        _paidThrough = to;
        foreach (var landlord in teller.Made.Landlords.Select(l => l.Landlord))
        {
            var paid = homes.Residents.Where(r => r.Landlord == landlord && r.AccountId is not "").SelectMany(r => Paid(r, from, to)).ToList();
            if (paid.Count > 0)
                teller.Tell("payments", () => Import(landlord, paid, to));
        }
    }

    /// <summary>Somebody works through the cases with something to do, as the landlord's last weekly check and all that happened since left them.</summary>
    public void FollowArrears(DateTimeOffset now)
    {
        foreach (var landlord in teller.Made.Landlords)
            teller.Tell("arrears", () => FollowArrears(landlord, London.DayOf(now)));
    }

    /// <summary>Waits until each landlord's check of this week, where its day has come, is over: the services look by themselves.</summary>
    public async Task Checked(CancellationToken cancellationToken)
    {
        foreach (var landlord in teller.Made.Landlords.Select(l => l.Landlord))
        {
            var client = new Arrears.ArrearsClient(await teller.Callers.As($"income@{landlord}", "income"));
            var began = TimeProvider.System.GetTimestamp();
            while (await client.GetArrearsRoundAsync(new() { Landlord = landlord }, cancellationToken: cancellationToken) is not { Day: { } day, FinishedAt: not null }
                || new DateOnly(day.Year, day.Month, day.Day) <= London.DayOf(teller.Time.Now).AddDays(-7))
            {
                if (TimeProvider.System.GetElapsedTime(began) > Patience)
                    throw new DemoException($"The weekly check of {landlord}'s accounts did not end within {Patience.TotalMinutes:0} minutes; the log of income says why (in the dashboard).");
                await Task.Delay(TimeSpan.FromMilliseconds(150), cancellationToken);
            }
        }
    }

    private static IEnumerable<(Resident Resident, DateOnly Day, long Pence)> Paid(Resident resident, DateOnly from, DateOnly to)
    {
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            var at = London.StartOf(day);
            if (at < resident.LivesFrom.AddDays(-1) || (resident.LeavesAt is { } leaves && at >= leaves))
                continue;
            var sum = resident.PaysWeekly ? Weekly(resident, day) : Monthly(resident, day);
            if (sum > 0)
                yield return (resident, day, sum);
        }
    }

    private static long Weekly(Resident resident, DateOnly day) => day.DayOfWeek is not DayOfWeek.Tuesday ? 0 : resident.Payer switch
    {
        Payer.InTime or Payer.Late => resident.WeeklyPence,
        Payer.Short => (resident.WeeklyPence * 4 / 5) + (resident.AgreedPence > 0 ? (resident.WeeklyPence / 5) + (resident.AgreedPence / 4) : 0),
        Payer.Stops => Stopped(resident, day) ? 0 : resident.WeeklyPence + (resident.AgreedPence / 4),
    };

    private static long Monthly(Resident resident, DateOnly day)
    {
        var payDay = resident.Payer == Payer.Late ? resident.PayDay + 17 : resident.PayDay;
        // The first days are paid for at once, by those who pay at all.
        var first = London.DayOf(resident.LivesFrom);
        if (day.DayNumber - first.DayNumber == 3 && day.Day != payDay && resident.Payer != Payer.Stops)
            return resident.MonthlyPence * (DateTime.DaysInMonth(day.Year, day.Month) - first.Day + 1) / DateTime.DaysInMonth(day.Year, day.Month);
        if (day.Day != payDay)
            return 0;
        return resident.Payer switch
        {
            Payer.InTime or Payer.Late => resident.MonthlyPence,
            Payer.Short => resident.AgreedPence > 0 ? resident.MonthlyPence + resident.AgreedPence : resident.MonthlyPence * 17 / 20,
            Payer.Stops => Stopped(resident, day) ? 0 : resident.MonthlyPence + resident.AgreedPence,
        };
    }

    /// <summary>Nothing is paid for some months, until an agreement is made; and not by everybody after that.</summary>
    private static bool Stopped(Resident resident, DateOnly day) => resident.AgreedPence == 0 && (day.DayNumber + resident.PayDay) % 240 < 100;

    private async Task Import(string landlord, IReadOnlyList<(Resident Resident, DateOnly Day, long Pence)> paid, DateOnly day)
    {
        await teller.Once(string.Create(CultureInfo.InvariantCulture, $"bank/{landlord}/{day:yyyy-MM-dd}"), async id =>
        {
            var client = new Bank.BankClient(await teller.Callers.As($"income@{landlord}", "income"));
            await client.ImportBankStatementAsync(new() { RequestId = id, Landlord = landlord, Xml = ByteString.CopyFrom(Statement(landlord, paid, day)) });
        });
        lock (_bank)
            _bank[landlord] = _bank.GetValueOrDefault(landlord) + paid.Sum(p => p.Pence);
    }

    /// <summary>A camt.053 file of what came in, as the landlord's bank would write it.</summary>
    private byte[] Statement(string landlord, IReadOnlyList<(Resident Resident, DateOnly Day, long Pence)> paid, DateOnly day)
    {
        var opening = 0L;
        lock (_bank)
            opening = _bank.GetValueOrDefault(landlord);
        var account = teller.Made.Landlords.First(l => l.Landlord == landlord).BankAccount;
        var name = string.Create(CultureInfo.InvariantCulture, $"DEMO-{day:yyyyMMdd}");
        var xml = new StringBuilder();
        xml.Append(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>{name}</MsgId><CreDtTm>{day:yyyy-MM-dd}T06:00:00</CreDtTm></GrpHdr>
            <Stmt><Id>{name}</Id><CreDtTm>{day:yyyy-MM-dd}T06:00:00</CreDtTm><FrToDt><FrDtTm>{day:yyyy-MM-dd}T00:00:00</FrDtTm><ToDtTm>{day:yyyy-MM-dd}T23:59:59</ToDtTm></FrToDt>
            <Acct><Id><IBAN>{account}</IBAN></Id><Ccy>GBP</Ccy></Acct>
            """);
        foreach (var (code, pence) in ((string, long)[])[("OPBD", opening), ("CLBD", opening + paid.Sum(p => p.Pence))])
            xml.Append(CultureInfo.InvariantCulture, $"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">{pence / 100m:0.00}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day:yyyy-MM-dd}</Dt></Dt></Bal>""");
        var number = 0;
        foreach (var (resident, on, pence) in paid)
        {
            // One in two hundred writes something else than the reference: nobody is guessed.
            var dice = teller.Story.Dice(string.Create(CultureInfo.InvariantCulture, $"payment {resident.Key} {on:yyyy-MM-dd}"));
            var remittance = dice.Percent(.5) ? $"RENT {resident.Name.Split(' ')[^1].ToUpperInvariant()}" : resident.PaymentReference;
            xml.Append(CultureInfo.InvariantCulture, $"""
                <Ntry><Amt Ccy="GBP">{pence / 100m:0.00}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{on:yyyy-MM-dd}</Dt></BookgDt><AcctSvcrRef>{name}-{++number}</AcctSvcrRef>
                <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>{(resident.PaysWeekly ? "DMCT" : "STDO")}</SubFmlyCd></Fmly></Domn></BkTxCd>
                <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf><Ustrd>{remittance}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
                """);
        }

        return Encoding.UTF8.GetBytes(xml.Append("</Stmt></BkToCstmrStmt></Document>").ToString());
    }

    private async Task FollowArrears(MadeLandlord made, DateOnly today)
    {
        var landlord = made.Landlord;
        var on = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var client = new Arrears.ArrearsClient(await teller.Callers.As($"income@{landlord}", "income"));
        var due = await teller.Once($"arrears/{landlord}/{on}", async _ =>
        {
            var cases = new List<string>();
            var page = "";
            do
            {
                var answer = await client.ListArrearsCasesAsync(new() { Landlord = landlord, OnlyDue = true, PageSize = PageSize, PageToken = page });
                cases.AddRange(answer.Cases.Where(c => c.Next is not null && !c.AgreementHolds && c.Next.Blocks.All(b => b.Reason != "wait"))
                    .Select(c => $"{c.CaseId},{c.AccountId},{c.RealPence},{(c.Step is "" ? "-" : c.Step)},{c.Next!.Step}"));
                page = answer.NextPageToken;
            }
            while (page is not "");
            return cases.Count == 0 ? "none" : string.Join(' ', cases);
        });
        if (due == "none")
            return;
        var byAccount = homes.Residents.Where(r => r.Landlord == landlord && r.AccountId is not "").ToDictionary(r => r.AccountId, StringComparer.Ordinal);
        foreach (var one in due.Split(' ').Select(text => text.Split(',')))
        {
            if (!byAccount.TryGetValue(one[1], out var resident))
                continue;
            resident.HasCases = true;
            await Follow(client, resident, $"arrears/{resident.Key}/{on}", one[0], long.Parse(one[2], CultureInfo.InvariantCulture), one[3] == "-", one[4]);
        }
    }

    /// <summary>What the team does about one case that day: it speaks to the household, then offers help and an agreement, and only then goes on.</summary>
    private async Task Follow(Arrears.ArrearsClient client, Resident resident, string key, string caseId, long owed, bool first, string step)
    {
        var dice = teller.Story.Dice(key);
        // Not everybody is got round to each time.
        if (dice.Percent(resident.Made.Manners.AnswerLate))
            return;
        var reached = dice.Percent(80);
        if (first)
        {
            await teller.Try($"{key}/contact", async id => await client.RecordArrearsContactAsync(new()
            {
                RequestId = id, CaseId = caseId, Channel = dice.For("contact").Of([ContactChannel.Phone, ContactChannel.Visit, ContactChannel.Text]), Reached = reached,
                Said = reached ? teller.Made.Words.Contact[0] : teller.Made.Words.Contact[^1],
            }));
            if (reached)
                await Step(client, key, caseId, step);
            return;
        }

        if (resident.AgreedPence == 0)
        {
            await Offer(resident, key, owed, dice);
            if (resident.AgreedPence > 0)
                return;
        }

        await Try(key, "benefit", ArrearsFinding.BenefitChecked, "Nothing is due that is not paid.");
        await Try(key, "needs", ArrearsFinding.VulnerabilityConsidered, "Nobody in the home is known to need more than others.");
        await Step(client, key, caseId, step);

        Task Try(string name, string part, ArrearsFinding finding, string note) => teller.Try($"{name}/{part}", async id =>
            await client.RecordArrearsFindingAsync(new() { RequestId = id, CaseId = caseId, Finding = finding, Note = note }));
    }

    private Task Step(Arrears.ArrearsClient client, string key, string caseId, string step) => teller.Try($"{key}/step", async id =>
        await client.TakeArrearsStepAsync(new() { RequestId = id, CaseId = caseId, Step = step, Note = teller.Made.Words.Contact[1] }));

    private async Task Offer(Resident resident, string key, long owed, Dice dice)
    {
        var income = await teller.Callers.As($"income@{resident.Landlord}", "income");
        if (_agencies[resident.Landlord].FirstOrDefault(a => a.Helps.Contains("debt-advice", StringComparer.Ordinal)) is { } agency)
        {
            await teller.Try($"{key}/support", async id => await new Support.SupportClient(income).OfferSupportAsync(new()
            {
                RequestId = id, AccountId = resident.AccountId, Kind = "debt-advice", Agency = agency.Key, Why = teller.Made.Words.Hardship, Channel = "phone",
            }));
        }

        var instalment = Math.Clamp(owed / 10 / 100 * 100, 1_000, 15_000);
        var from = London.DayOf(teller.Time.Now).AddDays(14);
        var first = new DateOnly(from.Year, from.Month, 1).AddMonths(1).AddDays(resident.PayDay);
        var agreements = new Agreements.AgreementsClient(income);
        var offer = await teller.Once($"{key}/offer", async id =>
        {
            try
            {
                return (await agreements.OfferAgreementAsync(new()
                {
                    RequestId = id, AccountId = resident.AccountId, InstalmentPence = instalment, Every = PayCycle.Monthly, FirstOn = new() { Year = first.Year, Month = first.Month, Day = first.Day },
                    Income = { new MeansLine { Label = "Wages and benefits", Pence = (resident.MonthlyPence * 3) + (2 * instalment) } },
                    Spending = { new MeansLine { Label = "Rent", Pence = resident.MonthlyPence }, new MeansLine { Label = "Food, heat and travel", Pence = resident.MonthlyPence * 2 } },
                })).Agreement.AgreementId;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition)
            {
                return "refused";
            }
        });
        if (offer == "refused")
            return;
        var accepts = dice.Percent(60);
        if (await teller.Try($"{key}/agree", async id => await agreements.AnswerAgreementAsync(new()
            {
                RequestId = id, AgreementId = offer, Accepts = accepts, Reason = accepts ? "" : "It is too much each month.",
            })) && accepts && dice.Percent(75))
        {
            resident.AgreedPence = instalment;
        }
    }
}
