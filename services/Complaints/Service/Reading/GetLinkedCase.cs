using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

internal sealed partial class ComplaintsGrpc
{
    public override async Task<GetLinkedCaseResponse> GetLinkedCase(GetLinkedCaseRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        var complaint = (await desk.Load(request.ComplaintId, call.CancellationToken)).Complaint;
        caller.RequireRead(complaint.Landlord);
        log.LogInformation("{Role} {Subject} read the case that complaint {ComplaintId} is about", caller.RoleName, caller.Subject, complaint.Id);
        About? linked = complaint is { AboutService: { } service, AboutCaseId: { } id } ? new(service, id) : null;
        return linked switch
        {
            null => new() { WhyNot = "The complaint is about no case." },
            { Service: "repairs" } about => Repair(about, complaint, await neighbours.WholeRepair(about.CaseId, call.CancellationToken)),
            { Service: "income" } about => Account(about, complaint, await neighbours.WholeAccount(about.CaseId, call.CancellationToken)),
            { } about => Nothing(about, $"The service {about.Service} tells nothing of a single case yet."),
        };
    }

    // A complaint that was taken while its service was away may name a case that is somebody else's: that is shown to nobody here.
    private static GetLinkedCaseResponse Repair(About about, Complaint complaint, Said<Housing.Repairs.Contracts.V1.Repair> said) =>
        said.What is not { } repair || repair.Landlord != complaint.Landlord
        ? Nothing(about, WhyNot(about, said.Answered))
        : new()
        {
            Service = about.Service,
            CaseId = about.CaseId.ToString(),
            Repair = new()
            {
                Fault = repair.Fault,
                Description = repair.Description,
                Priority = repair.Priority,
                Stage = repair.Stage.ToString().ToLowerInvariant(),
                ReportedAt = repair.ReportedAt,
                NextDueAt = repair.NextDueAt,
                Promises =
                {
                    repair.Commitments.Select(c => new LinkedPromise { StandardId = c.StandardId, Summary = c.Summary, DueAt = c.DueAt, Outcome = (Wire.Outcome)(int)c.Outcome, MetAt = c.MetAt }),
                },
                Timeline = { repair.Timeline.Select(m => new LinkedEvent { Name = m.Name, At = m.At }) },
            },
        };

    private static GetLinkedCaseResponse Account(About about, Complaint complaint, Said<WholeAccount> said) =>
        said.What is not { } whole || whole.Account.Landlord != complaint.Landlord || (complaint.HouseholdId is { } household && whole.Account.HouseholdId != household.ToString())
        ? Nothing(about, WhyNot(about, said.Answered))
        : new()
        {
            Service = about.Service,
            CaseId = about.CaseId.ToString(),
            Account = new()
            {
                Kind = whole.Account.Kind,
                PaymentReference = whole.Account.PaymentReference,
                BalancePence = whole.Account.BalancePence,
                WeeklyRentPence = whole.WeeklyRentPence,
                StartedOn = Day(whole.Account.StartedOn),
                EndedOn = Day(whole.Account.EndedOn),
            },
        };

    private static GetLinkedCaseResponse Nothing(About about, string why) => new() { Service = about.Service, CaseId = about.CaseId.ToString(), WhyNot = why };

    private static string WhyNot(About about, bool answered) =>
        answered ? $"The service {about.Service} has no case with that id." : $"The service {about.Service} does not answer just now. Ask again.";

    private static Wire.Date? Day(Income.Contracts.V1.Date? day) => day is null ? null : new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
