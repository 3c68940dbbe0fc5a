using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class LedgerGrpc
{
    public override async Task<OpenGarageAccountResponse> OpenGarageAccount(OpenGarageAccountRequest request, ServerCallContext call)
    {
        var (household, garage) = (Ids.Parse(request.HouseholdId, "household_id"), Ids.Parse(request.GarageId, "garage_id"));
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        call.Caller().RequireAct(request.Landlord, household);
        var today = London.DayOf(clock.Now());
        var started = ChargeMessages.Day(request.StartedOn, "started_on", today.AddYears(-1), today.AddYears(1));

        return await Once.Answer(db, call, request.RequestId, request, async () =>
        {
            if (await db.Accounts.AnyAsync(a => a.HomeId == garage && a.Kind == AccountKind.Garage && a.EndedOn == null, call.CancellationToken))
                throw IncomeRefusals.GarageLet.ToRpcException();
            var account = Account.Open(new AccountMilestone.Opened(request.Landlord, Guid.CreateVersion7(), household, garage, clock.Now()) { Kind = AccountKind.Garage, StartedOn = started });
            account.Number(await db.NextPaymentNumber(call.CancellationToken));
            db.Accounts.Add(account);
            cases.Begin(account, clock.Now());
            return new OpenGarageAccountResponse { Account = account.ToMessage() };
        });
    }
}
