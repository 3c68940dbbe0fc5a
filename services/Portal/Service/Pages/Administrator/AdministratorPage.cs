using Grpc.Net.ClientFactory;
using FailedMessagesClient = Housing.Errors.Contracts.V1.FailedMessages.FailedMessagesClient;

namespace Housing.Portal.Pages.Administrator;

/// <summary>A page for whoever looks after the system: it asks each service for its own error queues.</summary>
public abstract class AdministratorPage(GrpcClientFactory clients) : PortalPage
{
    protected FailedMessagesClient Of(string service) => clients.CreateClient<FailedMessagesClient>(service);

    /// <summary>“AppointmentMissed, told by Repairs” of "Housing.Repairs.Contracts.V1:AppointmentMissed".</summary>
    public static string Kind(string type) => type.Split(':') is [var from, var name] && from.Split('.') is ["Housing", var service, ..] ? $"{Spaced(name)}, told by {service}" : type is "unreadable" ? "Unreadable" : type;

    private static string Spaced(string name) => Words.Sentence(string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}")));
}
