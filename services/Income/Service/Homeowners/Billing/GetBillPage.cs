using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class HomeownersGrpc
{
    public override async Task<GetBillPageResponse> GetBillPage(GetBillPageRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.BillId, "bill_id");
        var found = await (from bill in db.LeaseBills.AsNoTracking()
                           join sent in db.BillPages.AsNoTracking() on bill.Id equals sent.BillId
                           where bill.Id == id
                           select new { bill.AccountId, sent }).SingleOrDefaultAsync(call.CancellationToken) ?? throw HomeownerRefusals.BillUnknown.ToRpcException();
        var account = await ReadAccount(found.AccountId?.ToString() ?? "", call);
        var html = request.LargePrint || await reading.LargePrint(account.HouseholdId, call.CancellationToken) ? PrintedPage.InLargePrint(found.sent.Html) : found.sent.Html;
        return request.Format switch
        {
            PageFormat.Unspecified or PageFormat.Html => new() { Page = ByteString.CopyFrom(html, Encoding.UTF8), ContentType = "text/html; charset=utf-8", Checksum = found.sent.Checksum },
            PageFormat.Pdf => new() { Page = ByteString.CopyFrom(await printer.Print(html, call.CancellationToken)), ContentType = "application/pdf", Checksum = found.sent.Checksum },
            _ => throw IncomeRefusals.Field("format", "must be HTML or PDF.").ToRpcException(),
        };
    }
}
