using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What is said and is no complaint.</summary>
internal sealed class FeedbackGrpc(ComplaintsDb db, NeighbourQuestions neighbours, StandardsBook standards, Policies<ComplaintPolicy> policies, TimeProvider clock, ILogger<FeedbackGrpc> log) : Wire.Feedback.FeedbackBase
{
    public override async Task<RecordFeedbackResponse> RecordFeedback(RecordFeedbackRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        var landlord = request.Landlord is "" ? caller.Landlord ?? "" : request.Landlord;
        if (!standards.Knows(landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        Guid? household = request.HouseholdId is "" ? caller.Household : Ids.Parse(request.HouseholdId, "household_id");
        caller.RequireAct(landlord, household);
        // Whoever is named is the landlord's, as far as Tenancy can say: it knows nobody who has left.
        if (household is { } named && (await neighbours.Household(named, call.CancellationToken)).What is { } lives)
            caller.RequireAct(lives.Landlord, named);
        var command = new RecordFeedback(Read(request.Kind), ComplaintMessages.Read(request.Channel), request.Words, request.Subject)
        {
            HouseholdId = household, ForPerson = request.ForPerson, Team = request.Team, Enquirer = request.Enquirer,
        };
        return await Once.Answer(db, call, request.RequestId, request, () => Task.FromResult(Keep(landlord, command)));
    }

    public override async Task<ListFeedbackResponse> ListFeedback(ListFeedbackRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household);       // a resident's list holds the own household's only
        var items = db.Feedback.AsNoTracking().Where(f => f.Landlord == request.Landlord);
        if (caller.Role == Role.Resident)
            items = items.Where(f => f.HouseholdId == caller.Household);
        if (Read(request.Kind) is { } kind)
            items = items.Where(f => f.Kind == kind);
        if (request.ForPerson is not "")
            items = items.Where(f => f.ForPerson == request.ForPerson);
        if (request.Team is not "")
            items = items.Where(f => f.Team == request.Team);
        if (page.AfterId is { } after)
            items = items.Where(f => f.Id < after);
        var rows = await items.OrderByDescending(f => f.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        log.LogInformation("{Role} {Subject} read {Count} pieces of feedback", caller.RoleName, caller.Subject, Math.Min(rows.Count, page.Size));

        var response = new ListFeedbackResponse { NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Id : null) };
        response.Feedback.AddRange(rows.Take(page.Size).Select(ToMessage));
        return response;
    }

    private RecordFeedbackResponse Keep(string landlord, RecordFeedback command)
    {
        var decision = FeedbackDecision.Decide(policies.For(landlord), landlord, command, clock.Now());
        if (decision is Decision<FeedbackItem>.Refused refused)
            throw refused.Why.ToRpcException();
        var item = decision.Milestones[0];
        db.Feedback.Add(item);
        if (item.Kind == FeedbackKind.Compliment)
        {
            db.Tell(new ComplimentReceived
            {
                FeedbackId = item.Id, Landlord = landlord, ForPerson = item.ForPerson, Team = item.Team, Words = item.Words, ReceivedAt = item.ReceivedAt,
            });
        }

        return new() { Feedback = ToMessage(item) };
    }

    private static FeedbackKind? Read(Wire.FeedbackKind kind) => kind switch
    {
        Wire.FeedbackKind.Comment => FeedbackKind.Comment,
        Wire.FeedbackKind.Compliment => FeedbackKind.Compliment,
        Wire.FeedbackKind.Enquiry => FeedbackKind.Enquiry,
        _ => null,
    };

    private static Wire.FeedbackItem ToMessage(FeedbackItem item) => new()
    {
        FeedbackId = item.Id.ToString(),
        Landlord = item.Landlord,
        Kind = item.Kind switch
        {
            FeedbackKind.Comment => Wire.FeedbackKind.Comment,
            FeedbackKind.Compliment => Wire.FeedbackKind.Compliment,
            FeedbackKind.Enquiry => Wire.FeedbackKind.Enquiry,
        },
        Channel = item.Channel.ToMessage(),
        Words = item.Words,
        Subject = item.Subject,
        HouseholdId = item.HouseholdId?.ToString() ?? "",
        ForPerson = item.ForPerson ?? "",
        Team = item.Team,
        Enquirer = item.Enquirer ?? "",
        ReceivedAt = item.ReceivedAt.ToTimestamp(),
    };
}
