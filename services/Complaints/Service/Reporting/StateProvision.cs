using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>What the governing body states of a provision.</summary>
/// <param name="Answer">Null to say something beside what the data answer.</param>
public sealed record StateProvision(string Number, bool? Answer, string Words, string StatedBy, GivenDay? StatedOn, string Evidence);

/// <summary>What the data cannot say the governing body states, with who, when and evidence; what they say it does not change (ENG-CMP-05).</summary>
internal static class StatementDecision
{
    private const int Longest = 200;

    public static Decision<ProvisionStatement> Decide(ComplaintsReport report, StateProvision command, string by, DateOnly today)
    {
        if (report.Kind != ReportKind.SelfAssessment)
            return ComplaintRefusals.NotAssessment;
        if (report.PublishedAt is not null)
            return ComplaintRefusals.ReportFrozen;
        var fields = new FieldReader();
        var provision = report.Read().Provisions.FirstOrDefault(p => p.Number == command.Number);
        if (provision is null)
            fields.Fault("number", "must be a provision of the code, as GetReport lists them.");
        if (Text.Fault(command.Words) is { } fault)
            fields.Fault("statement", fault);
        var statedBy = fields.Line("stated_by", command.StatedBy, Longest);
        var evidence = fields.Line("evidence", command.Evidence, Longest);
        var on = command.StatedOn is { } given ? fields.Day("stated_on", given, London.FirstDay, today) : null;
        if (command.StatedOn is null)
            fields.Fault("stated_on", "must be set: the day on which it was stated.");
        if (provision is { ByData: false } && command.Answer is null)
            fields.Fault("answer", "must be PROVISION_ANSWER_YES or PROVISION_ANSWER_NO: the data do not answer it.");
        if (fields.FoundFaults)
            return fields.Refuse("STATEMENT_INVALID");
        return provision!.ByData && command.Answer is not null
            ? ComplaintRefusals.AnsweredByData(command.Number)
            : new ProvisionStatement(report.Id, command.Number, command.Answer, command.Words, statedBy, on!.Value, evidence, by);
    }
}

internal sealed partial class ReportsGrpc
{
    public override Task<StateProvisionResponse> StateProvision(StateProvisionRequest request, ServerCallContext call)
    {
        var command = new StateProvision(
            request.Number,
            request.Answer switch
            {
                ProvisionAnswer.Yes => true,
                ProvisionAnswer.No => false,
                _ => null,
            },
            request.Statement, request.StatedBy, Precise.Day(request.StatedOn), request.Evidence);
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var report = await Load(request.ReportId, call);
            call.Caller().RequireAct(report.Landlord);
            var decision = StatementDecision.Decide(report, command, call.Caller().Subject, London.DayOf(clock.Now()));
            if (decision is Decision<ProvisionStatement>.Refused refused)
                throw refused.Why.ToRpcException();
            var (statement, contents) = (decision.Milestones[0], report.Read());
            var stated = contents with { Provisions = [.. contents.Provisions.Select(p => p.Number == statement.Number ? CodeAssessment.With(p, statement) : p)] };
            report.State(statement, stated);
            return new StateProvisionResponse { Provision = ReportMessages.ToMessage(stated.Provisions.First(p => p.Number == statement.Number)) };
        });
    }
}
