using Google.Rpc;
using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Testing;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

/// <summary>The real service on its own database and queues, between neighbours that a test can take away. One for each test class.</summary>
public sealed class ComplaintsService : IAsyncLifetime
{
    /// <summary>Where the clock stands: a Tuesday noon in London.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    public Neighbours Neighbours { get; private set; } = null!;

    public ServiceHost<ComplaintsDb> Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Neighbours = await Neighbours.StartAsync();
        Host = await ServiceHost<ComplaintsDb>.StartAsync(Noon, settings: Neighbours.Settings);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Neighbours.DisposeAsync();
    }

    /// <summary>As it was at first: the neighbours answer, and it is noon.</summary>
    public void Reset() => (Neighbours.Away, Host.Clock.Now) = (false, Noon);

    public Wire.Complaints.ComplaintsClient As(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    public Investigations.InvestigationsClient Looking(string who) => new(Host.ChannelAs(who));

    public Contracts.V1.Letters.LettersClient Letters(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    public OmbudsmanCases.OmbudsmanCasesClient Ombudsman(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    public Feedback.FeedbackClient Feedback(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    public Measures.MeasuresClient Measuring(string who) => new(Host.ChannelAs(who));

    public Satisfaction.SatisfactionClient Satisfaction(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    public Wire.Reports.ReportsClient Reporting(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    public Wire.Learning.LearningClient Lessons(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    public Records.RecordsClient Records(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    public Caseload.CaseloadClient Sharing(string who) => new(Host.ChannelAs(who));

    public static string NewId() => Guid.CreateVersion7().ToString();

    public static ReceiveComplaintRequest Said(Guid? home = null, params string[] subjects)
    {
        var request = new ReceiveComplaintRequest { RequestId = NewId(), Channel = Wire.Channel.Phone, Words = "Nobody came to mend the tap.", HomeId = home?.ToString() ?? "" };
        request.Issues.AddRange((subjects.Length == 0 ? ["repairs"] : subjects).Select(subject => new Wire.NewIssue { Subject = subject }));
        return request;
    }

    /// <summary>A complaint of a new household, taken in by an officer.</summary>
    public async Task<(Wire.Complaint Complaint, Guid Home, Guid Household)> Receive(string landlord = "havering", params string[] subjects)
    {
        var (home, household) = Neighbours.Let(landlord);
        return ((await As($"officer@{landlord}").ReceiveComplaintAsync(Said(home, subjects))).Complaint, home, household);
    }

    public async Task<Wire.Complaint> Get(string id, string who) => (await As(who).GetComplaintAsync(new() { ComplaintId = id })).Complaint;

    public async Task Assign(string id, string landlord, string subject = "ames", string rank = "officer") => await As($"officer@{landlord}").AssignHandlerAsync(new()
    {
        RequestId = NewId(), ComplaintId = id, Handler = new() { Subject = subject, Name = "J. Ames", Rank = rank }, NoPartInEvents = true, Reason = "In their place.",
    });

    public async Task Acknowledge(string id, string landlord) => await As($"officer@{landlord}").AcknowledgeComplaintAsync(new()
    {
        RequestId = NewId(), ComplaintId = id, Understanding = "The tap was not mended.", NextSteps = "We look into it.",
    });

    public async Task<Wire.Reply> Answer(string id, string landlord, int issues = 1)
    {
        for (var issue = 1; issue <= issues; issue++)
        {
            await Looking($"officer@{landlord}").RecordFindingAsync(new()
            {
                RequestId = NewId(), ComplaintId = id, Issue = issue, Outcome = Wire.FindingOutcome.Upheld, Reasons = "It was late.", RootCause = "late",
            });
        }

        await Looking($"officer@{landlord}").ProposeRemedyAsync(new() { RequestId = NewId(), ComplaintId = id, Kind = Wire.RemedyKind.Apology, Words = "We are sorry." });
        return (await As($"officer@{landlord}").AnswerComplaintAsync(new() { RequestId = NewId(), ComplaintId = id, Text = "This is what we found." })).Reply;
    }

    /// <summary>The whole way to a closed complaint, answered at stage one and, where it was asked for, at stage two.</summary>
    public async Task Close(string id, string landlord, Guid? escalatedBy = null)
    {
        await Assign(id, landlord);
        await Acknowledge(id, landlord);
        await Answer(id, landlord);
        if (escalatedBy is { } household)
        {
            await As($"resident@{landlord}", household).EscalateComplaintAsync(new() { RequestId = NewId(), ComplaintId = id });
            await Assign(id, landlord, "bell", "head-of-service");
            await Acknowledge(id, landlord);
            await Answer(id, landlord);
        }

        await As($"officer@{landlord}").CloseComplaintAsync(new() { RequestId = NewId(), ComplaintId = id });
    }

    /// <summary>The status a call ends with, every field its details call wrong, and the reason for programs.</summary>
    public static async Task<(StatusCode Status, string Sentence, IReadOnlyList<string> Fields, string Reason)> Refusal<T>(Func<AsyncUnaryCall<T>> call)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await call());
        var details = fault.Trailers.GetValueBytes("grpc-status-details-bin") is { } bytes ? Google.Rpc.Status.Parser.ParseFrom(bytes).Details : [];
        var violations = details.Where(d => d.Is(BadRequest.Descriptor)).SelectMany(d => d.Unpack<BadRequest>().FieldViolations);
        var reason = details.FirstOrDefault(d => d.Is(ErrorInfo.Descriptor))?.Unpack<ErrorInfo>().Type ?? "";
        return (fault.StatusCode, fault.Status.Detail, [.. violations.Select(v => v.Field)], reason);
    }
}
