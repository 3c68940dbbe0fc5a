using System.Text;
using Google.Protobuf;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What a complainant is told in writing. Each rpc sits in its operation's file.</summary>
internal sealed partial class LettersGrpc(
    ComplaintsDb db, CaseDesk desk, LetterDesk letters, StandardsBook standards, Policies<ComplaintPolicy> policies, IPdfPrinter printer, ILogger<LettersGrpc> log) : Wire.Letters.LettersBase
{
    /// <summary>The page in the format that was asked for, with its media type; empty without a format.</summary>
    private async Task<(ByteString Page, string MediaType)> Page(string html, Wire.LetterFormat format, bool largePrint, CancellationToken cancellationToken)
    {
        var page = largePrint ? PrintedPage.InLargePrint(html) : html;
        return format switch
        {
            Wire.LetterFormat.Unspecified => (ByteString.Empty, ""),
            Wire.LetterFormat.Html => (ByteString.CopyFrom(page, Encoding.UTF8), "text/html; charset=utf-8"),
            Wire.LetterFormat.Pdf => (UnsafeByteOperations.UnsafeWrap(await printer.Print(page, cancellationToken)), "application/pdf"),
            _ => throw ComplaintRefusals.Field("format", "must be LETTER_FORMAT_HTML or LETTER_FORMAT_PDF; leave it unset for no page.").ToRpcException(),
        };
    }
}
