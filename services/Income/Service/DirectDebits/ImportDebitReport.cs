using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class DirectDebitsGrpc
{
    public override async Task<ImportDebitReportResponse> ImportDebitReport(ImportDebitReportRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireAct(request.Landlord);
        var policy = Terms(request.Landlord);
        var fields = new FieldReader();
        var (kind, lines) = DebitReport.Read(request.Xml.ToByteArray(), policy.User.Number, fields);
        if (fields.FoundFaults)
            throw fields.Refuse("REPORT_INVALID").ToRpcException();

        return await queue.Take(call, request, request.RequestId, request.Landlord, async now =>
        {
            string[] references = [.. lines.Select(line => line.Reference).Distinct()];
            var known = await db.Mandates.AsNoTracking().Where(m => m.Landlord == request.Landlord && references.Contains(m.Reference)).Select(m => m.AccountId).ToListAsync(call.CancellationToken);
            var held = await db.LockAccounts(known, call.CancellationToken);
            // Asked once the accounts are held: nobody plans, ends or posts meanwhile.
            var mandates = await db.Mandates.Where(m => m.Landlord == request.Landlord && references.Contains(m.Reference)).ToDictionaryAsync(m => m.Reference, StringComparer.Ordinal, call.CancellationToken);
            var response = new ImportDebitReportResponse { Kind = kind };
            foreach (var line in lines)
            {
                var (outcome, why) = !mandates.TryGetValue(line.Reference, out var mandate) ? ("refused", "No direct debit has this reference.")
                    : kind == "arudd" ? await Unpaid(held[mandate.AccountId], mandate, line, policy, now, call)
                    : await Advised(held[mandate.AccountId], mandate, kind, line, now, call);
                response.Items.Add(new DebitReportItem { Reference = line.Reference, Code = line.Code, AmountPence = line.Pence, Outcome = outcome, Why = why });
            }

            return response;
        });
    }

    private async Task<(string Outcome, string Why)> Unpaid(Account account, Mandate mandate, DebitReportLine line, DebitPolicy policy, DateTimeOffset now, ServerCallContext call)
    {
        var (words, ends) = DebitReasons.OfDebit(line.Code);
        var same = (await db.Collections.Where(c => c.MandateId == mandate.Id && c.AmountPence == line.Pence && c.FileId != null).OrderBy(c => c.Id).ToListAsync(call.CancellationToken))
            .Where(c => line.ProcessedOn is not { } on || c.CollectOn == on || standards.For(mandate.Landlord).Calendar.WorkingDaysBefore(c.CollectOn, 1) == on).ToList();
        if (same.LastOrDefault(c => c.Status is CollectionStatus.InFile or CollectionStatus.Collected) is not { } failed)
            return same.Count > 0 ? ("known", "It was reported before.") : ("refused", "No debit of this sum and day was collected under this reference.");

        failed.Fail(line.Code, words);
        // Staff may have put it right before the report came.
        if (failed.PostingId is { } paid && !await db.Postings.AnyAsync(p => p.Reverses == paid, call.CancellationToken))
        {
            var payment = await db.Postings.AsNoTracking().Include(p => p.Lines).SingleAsync(p => p.Id == paid, call.CancellationToken);
            account.Apply(MoneyInDecision.TakeBack(payment, Causes.Of("unpaid", failed.Id.ToString()), $"ARUDD {line.Code}: {words}", call.Caller().Subject, now));
        }

        var facts = DebitMessages.Facts(mandate, failed);
        facts["why"] = words;
        var calendar = standards.For(mandate.Landlord).Calendar;
        if (mandate.EndedAt is null && CollectionDecision.Again(failed, line.Code, policy, London.DayOf(now), calendar) is { } again)
        {
            db.Collections.Add(failed.Again(again, now));
            facts["collected-again-on"] = ResidentMessages.Day(again);
        }

        await messages.Tell(account, DebitMessages.Failed, mandate.Id, failed.Id, facts, now, call.CancellationToken);
        if (ends && mandate.EndedAt is null)
            await debits.End(account, mandate, $"by the bank: {words}", byBank: true, now, call.CancellationToken);
        return ("done", words);
    }

    private async Task<(string Outcome, string Why)> Advised(Account account, Mandate mandate, string kind, DebitReportLine line, DateTimeOffset now, ServerCallContext call)
    {
        var (words, ends) = DebitReasons.OfMandate(kind, line.Code);
        if (mandate.EndedAt is not null)
            return ("known", "It has ended.");
        if (ends)
        {
            await debits.End(account, mandate, $"by the bank: {words}", byBank: true, now, call.CancellationToken);
            return ("done", words);
        }

        var (sortCode, number) = (DebitMessages.Digits(line.NewSortCode ?? ""), DebitMessages.Digits(line.NewAccountNumber ?? ""));
        if (sortCode.Length != 6 || number.Length != 8 || !sortCode.All(char.IsAsciiDigit) || !number.All(char.IsAsciiDigit))
            return ("refused", $"It says {words}, and not whereto.");
        if ((mandate.SortCode, mandate.AccountNumber) == (sortCode, number))
            return ("known", words);
        mandate.MoveTo(sortCode, number);
        return ("done", words);
    }
}
