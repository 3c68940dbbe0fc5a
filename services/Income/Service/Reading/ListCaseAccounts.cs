using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class IncomeGrpc
{
    private const int MostCases = 200;

    public override async Task<ListCaseAccountsResponse> ListCaseAccounts(ListCaseAccountsRequest request, ServerCallContext call)
    {
        call.Caller().RequireRead(request.Landlord);
        if (request.CaseIds.Count is 0 or > MostCases)
            throw IncomeRefusals.CasesNotNamed(MostCases).ToRpcException();
        var ids = request.CaseIds.Select(id => Ids.Parse(id, "case_ids")).ToArray();
        var found = await db.Database.SqlQuery<CaseOf>($"""
            with named (case_id, kind, account_id) as (
                select id, 'account', id from account where id = any({ids})
                union all select id, 'arrears', account_id from arrears_case where id = any({ids})
                union all select id, 'legal-action', account_id from legal_action where id = any({ids})
                union all select h.id, 'hearing', l.account_id from hearing h join legal_action l on l.id = h.action_id where h.id = any({ids})
                union all select id, 'charge', account_id from charge where id = any({ids})
            )
            select n.case_id as "CaseId", n.kind as "Kind", a.id as "AccountId", a.home_id as "HomeId", a.payment_number as "Number"
            from named n join account a on a.id = n.account_id
            where a.landlord = {request.Landlord}
            union all
            select c.id, 'cost', null, null, null from scheme_cost c join charge_scheme s on s.id = c.scheme_id where c.id = any({ids}) and s.landlord = {request.Landlord}
            """).ToListAsync(call.CancellationToken);
        return new()
        {
            Accounts =
            {
                found.Select(one => new CaseAccount
                {
                    CaseId = one.CaseId.ToString(), Kind = one.Kind, AccountId = one.AccountId?.ToString() ?? "", HomeId = one.HomeId?.ToString() ?? "",
                    PaymentReference = one.Number is { } number ? PaymentReference.Of(number) : "",
                }),
            },
        };
    }

    private sealed record CaseOf(Guid CaseId, string Kind, Guid? AccountId, Guid? HomeId, long? Number);
}
