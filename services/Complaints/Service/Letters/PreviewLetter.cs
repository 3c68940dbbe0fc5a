using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

internal sealed partial class LettersGrpc
{
    public override async Task<Wire.PreviewLetterResponse> PreviewLetter(Wire.PreviewLetterRequest request, ServerCallContext call)
    {
        // Nothing of this is saved: the case takes the step in for as long as the call lasts.
        var (complaintId, decide) = Step(request);
        var caller = call.Caller();
        var file = await desk.Load(complaintId, call.CancellationToken);
        caller.RequireAct(file.Complaint.Landlord, file.Complaint.HouseholdId);
        var c = desk.Of(file.Complaint.Landlord, caller);
        var decision = decide(file, c);
        if (decision is Decision<ComplaintMilestone>.Refused refused)
            throw refused.Why.ToRpcException();
        if (decision.Milestones is not [var milestone])
            throw ComplaintRefusals.LetterSentAlready.ToRpcException();

        var addressee = await letters.AddresseeOf(file.Complaint, call.CancellationToken);
        file.Complaint.Apply(milestone, CaseDesk.By(caller), c.Now);
        var draft = LetterPage.Of(file.Complaint, milestone, c.Policy, c.Landlord.Name, addressee, c.Now)!;
        var (page, mediaType) = await Page(draft.Page, request.Format, request.LargePrint || addressee.Reading.Form == LetterForm.LargePrint, call.CancellationToken);
        return new() { Kind = draft.Kind.ToMessage(), Readability = draft.Readability.ToMessage(), Page = page, MediaType = mediaType };
    }

    private static (string ComplaintId, Func<CaseFile, Circumstances, Decision<ComplaintMilestone>> Decide) Step(Wire.PreviewLetterRequest request)
    {
        switch (request.StepCase)
        {
            case Wire.PreviewLetterRequest.StepOneofCase.Acknowledgement:
                var acknowledgement = ComplaintsGrpc.Read(request.Acknowledgement);
                return (request.Acknowledgement.ComplaintId, (file, c) => AcknowledgementDecision.Decide(file, acknowledgement, c));
            case Wire.PreviewLetterRequest.StepOneofCase.Extension:
                var extension = ComplaintsGrpc.Read(request.Extension);
                return (request.Extension.ComplaintId, (file, c) => ExtensionDecision.Decide(file, extension, c));
            case Wire.PreviewLetterRequest.StepOneofCase.Exclusion:
                var exclusion = ComplaintsGrpc.Read(request.Exclusion);
                return (request.Exclusion.ComplaintId, (file, c) => ExclusionDecision.Decide(file.Complaint, exclusion, c));
            case Wire.PreviewLetterRequest.StepOneofCase.Settlement:
                var agreement = ComplaintsGrpc.Read(request.Settlement.Agreement);
                return (request.Settlement.ComplaintId, (file, c) => EarlySettlementDecision.Decide(file.Complaint, request.Settlement.Text, agreement, c));
            case Wire.PreviewLetterRequest.StepOneofCase.Answer:
                return (request.Answer.ComplaintId, (file, c) => AnswerDecision.Decide(file.Complaint, request.Answer.Text, c));
            case Wire.PreviewLetterRequest.StepOneofCase.EscalationRefusal:
                return (request.EscalationRefusal.ComplaintId, (file, c) => EscalationRefusalDecision.Decide(file.Complaint, request.EscalationRefusal.Reasons, c));
            default:
                throw ComplaintRefusals.Field("step", "must be set: acknowledgement, extension, exclusion, settlement, answer or escalation_refusal.").ToRpcException();
        }
    }

    public override Task<Wire.CheckTextResponse> CheckText(Wire.CheckTextRequest request, ServerCallContext call)
    {
        call.Caller().RequireRead(request.Landlord);
        if (!standards.Knows(request.Landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        if (Text.Fault(request.Text) is { } fault)
            throw ComplaintRefusals.Field("text", fault).ToRpcException();
        return Task.FromResult(new Wire.CheckTextResponse { Readability = Readability.Of([new("text", request.Text)], policies.For(request.Landlord).Letters.Readability).ToMessage() });
    }
}
