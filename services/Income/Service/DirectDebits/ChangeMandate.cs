using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class DirectDebitsGrpc
{
    public override async Task<ChangeMandateResponse> ChangeMandate(ChangeMandateRequest request, ServerCallContext call)
    {
        var days = DebitMessages.Days(request.Frequency, request.Weekday, request.DayOfMonth);
        return await OfMandate(request.MandateId, call, request, request.RequestId, async (account, mandate, now) =>
        {
            var policy = Terms(account.Landlord);
            var fields = new FieldReader();
            MandateDecision.CheckDays(fields, days, policy);
            if (fields.FoundFaults)
                throw fields.Refuse("MANDATE_INVALID").ToRpcException();
            var calendar = standards.For(account.Landlord).Calendar;
            var earliest = MandateDecision.Earliest(London.DayOf(now), policy, calendar);
            // What was told of stands: its days go on from there.
            var next = days.From(mandate.NextOn > earliest ? mandate.NextOn : earliest);
            mandate.Collect(days, next, DebitDays.Told(next, policy.NoticeWorkingDays, calendar));
            await messages.Tell(account, DebitMessages.Changed, mandate.Id, Ids.Parse(request.RequestId, "request_id"), DebitMessages.Facts(mandate), now, call.CancellationToken);
            return new ChangeMandateResponse { Mandate = mandate.ToMessage() };
        });
    }

    public override async Task<CancelMandateResponse> CancelMandate(CancelMandateRequest request, ServerCallContext call)
    {
        var fields = new FieldReader();
        var reason = fields.Line("reason", request.Reason, 200);
        if (fields.FoundFaults)
            throw fields.Refuse("MANDATE_INVALID").ToRpcException();
        return await OfMandate(request.MandateId, call, request, request.RequestId, async (account, mandate, now) =>
        {
            var by = call.Caller().Role == Role.Resident ? "by the payer" : "by the landlord";
            await debits.End(account, mandate, $"{by}: {reason}", byBank: false, now, call.CancellationToken);
            return new CancelMandateResponse { Mandate = mandate.ToMessage() };
        });
    }

    private async Task<TResponse> OfMandate<TRequest, TResponse>(
        string id, ServerCallContext call, TRequest request, string requestId, Func<Account, Mandate, DateTimeOffset, Task<TResponse>> work)
        where TRequest : Google.Protobuf.IMessage
        where TResponse : class, Google.Protobuf.IMessage, new()
    {
        var mandateId = Ids.Parse(id, "mandate_id");
        var accountId = await db.Mandates.Where(m => m.Id == mandateId).Select(m => (Guid?)m.AccountId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw DebitRefusals.MandateUnknown.ToRpcException();
        return await desk.Change(call, request, requestId, a => a.Id == accountId, async (account, now) =>
        {
            var mandate = await db.Mandates.SingleAsync(m => m.Id == mandateId, call.CancellationToken);
            return mandate.EndedAt is null ? await work(account, mandate, now) : throw DebitRefusals.MandateEnded.ToRpcException();
        });
    }
}
