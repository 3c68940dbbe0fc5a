using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Errors.Contracts.V1;
using Housing.Estates.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Performance.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Housing.Portal;

/// <summary>
/// Whom pages ask: take the client as a constructor's parameter, and every call is made as the person who is signed in. What a service refuses comes back to
/// <see cref="PortalPage"/>.
/// </summary>
internal static class Clients
{
    /// <summary>The services that hear events, and so have error queues: <c>GrpcClientFactory.CreateClient&lt;FailedMessages.FailedMessagesClient&gt;(name)</c>.</summary>
    public static IReadOnlyList<string> Hearing { get; } = ["complaints", "income", "performance", "repairs", "tenancy"];

    public static void AddClients(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddTransient<PersonTokenHandler>();

        builder.Add<Repairs.Contracts.V1.Repairs.RepairsClient>("repairs");
        builder.Add<Recharges.RechargesClient>("repairs");
        builder.Add<Complaints.Contracts.V1.Complaints.ComplaintsClient>("complaints");
        builder.Add<Feedback.FeedbackClient>("complaints");
        builder.Add<Letters.LettersClient>("complaints");
        builder.Add<Investigations.InvestigationsClient>("complaints");
        builder.Add<Caseload.CaseloadClient>("complaints");
        builder.Add<Accounts.AccountsClient>("income");
        builder.Add<Arrears.ArrearsClient>("income");
        builder.Add<Agreements.AgreementsClient>("income");
        builder.Add<Charges.ChargesClient>("income");
        builder.Add<DirectDebits.DirectDebitsClient>("income");
        builder.Add<Payments.PaymentsClient>("income");
        builder.Add<Statements.StatementsClient>("income");
        builder.Add<Estates.Contracts.V1.Estates.EstatesClient>("estates");
        builder.Add<Tenancies.TenanciesClient>("tenancy");
        builder.Add<Performance.Contracts.V1.Performance.PerformanceClient>("performance");
        builder.AddClientsAs<FailedMessages.FailedMessagesClient, PersonTokenHandler>(Hearing, Reads(FailedMessages.Descriptor));
    }

    private static void Add<TClient>(this WebApplicationBuilder builder, string service)
        where TClient : ClientBase<TClient> =>
        builder.AddClientAs<TClient, PersonTokenHandler>(service, Reads((ServiceDescriptor)typeof(TClient).DeclaringType!.GetProperty("Descriptor")!.GetValue(null)!));

    /// <summary>What only looks is tried again when the service does not answer at once: by its name, as everywhere in the protos.</summary>
    private static string[] Reads(ServiceDescriptor service) =>
        [.. service.Methods.Where(method => !method.IsServerStreaming).Select(method => method.Name).Where(name => name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal) || name.StartsWith("Count", StringComparison.Ordinal))];
}
