using System.Collections;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;
using Google.Protobuf.WellKnownTypes;
using DiagnosticHealth = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;
using Resource = Aspire.Hosting.Dashboard.Protocol.Resource;

namespace Aspire.Hosting.Dashboard;

/// <summary>A resource as the model knows it, written as the dashboard reads it.</summary>
internal static class ResourceMessage
{
    public static Resource From(ResourceEvent change)
    {
        var (resource, id, snapshot) = (change.Resource, change.ResourceId, change.Snapshot);
        var message = new Resource
        {
            Name = id,
            Uid = id,
            DisplayName = resource.Name,
            ResourceType = snapshot.ResourceType,
            CreatedAt = Instant(snapshot.CreationTimeStamp) ?? Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
            StartedAt = Instant(snapshot.StartTimeStamp),
            StoppedAt = Instant(snapshot.StopTimeStamp),
            IsHidden = snapshot.IsHidden,
            Environment = { snapshot.EnvironmentVariables.Select(From) },
            Urls = { snapshot.Urls.Select(From) },
            HealthReports = { snapshot.HealthReports.Select(From) },
            Relationships = { snapshot.Relationships.Select(r => new ResourceRelationship { ResourceName = r.ResourceName, Type = r.Type }) },
            Commands = { snapshot.Commands.Select(From) },
            Properties = { snapshot.Properties.Select(From) },
        };
        if (snapshot.State is { } state)
        {
            message.State = state.Text;
            if (state.Style is not null)
                message.StateStyle = state.Style;
        }
        // The dashboard lists a resource's own facts from its properties.
        Tell("resource.displayName", resource.Name);
        Tell("resource.type", snapshot.ResourceType);
        Tell("resource.parentName", snapshot.Relationships.FirstOrDefault(r => r.Type == "Parent")?.ResourceName);
        Tell("resource.state", snapshot.State?.Text);
        Tell("resource.healthState", snapshot.HealthStatus?.ToString());
        Tell("resource.exitCode", snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture));
        Tell("resource.createTime", snapshot.CreationTimeStamp?.ToString("O", CultureInfo.InvariantCulture));
        Tell("resource.startTime", snapshot.StartTimeStamp?.ToString("O", CultureInfo.InvariantCulture));
        Tell("resource.stopTime", snapshot.StopTimeStamp?.ToString("O", CultureInfo.InvariantCulture));
        return message;

        void Tell(string name, string? value)
        {
            if (value is not null && message.Properties.All(p => p.Name != name))
                message.Properties.Add(new ResourceProperty { Name = name, Value = Value.ForString(value) });
        }
    }

    private static EnvironmentVariable From(EnvironmentVariableSnapshot variable)
    {
        var message = new EnvironmentVariable { Name = variable.Name, IsFromSpec = variable.IsFromSpec };
        if (variable.Value is not null)
            message.Value = variable.Value;
        return message;
    }

    private static Url From(UrlSnapshot url)
    {
        var message = new Url
        {
            FullUrl = url.Url,
            IsInternal = url.IsInternal,
            IsInactive = url.IsInactive,
            DisplayProperties = new() { DisplayName = url.DisplayProperties.DisplayName, SortOrder = url.DisplayProperties.SortOrder },
        };
        if (url.Name is not null)
            message.EndpointName = url.Name;
        return message;
    }

    private static HealthReport From(HealthReportSnapshot report)
    {
        var message = new HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = Instant(report.LastRunAt),
        };
        if (report.Status is { } status)
            message.Status = status switch
            {
                DiagnosticHealth.Healthy => HealthStatus.Healthy,
                DiagnosticHealth.Degraded => HealthStatus.Degraded,
                DiagnosticHealth.Unhealthy => HealthStatus.Unhealthy,
            };
        return message;
    }

    private static ResourceCommand From(ResourceCommandSnapshot command)
    {
        var message = new ResourceCommand
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            IsHighlighted = command.IsHighlighted,
            IconVariant = command.IconVariant is ApplicationModel.IconVariant.Filled ? Protocol.IconVariant.Filled : Protocol.IconVariant.Regular,
            State = command.State switch
            {
                ApplicationModel.ResourceCommandState.Enabled => Protocol.ResourceCommandState.Enabled,
                ApplicationModel.ResourceCommandState.Disabled => Protocol.ResourceCommandState.Disabled,
                ApplicationModel.ResourceCommandState.Hidden => Protocol.ResourceCommandState.Hidden,
            },
        };
        if (command.IconName is not null)
            message.IconName = command.IconName;
        if (command.DisplayDescription is not null)
            message.DisplayDescription = command.DisplayDescription;
        if (command.ConfirmationMessage is not null)
            message.ConfirmationMessage = command.ConfirmationMessage;
        return message;
    }

    private static ResourceProperty From(ResourcePropertySnapshot property) =>
        new() { Name = property.Name, Value = ToValue(property.Value), IsSensitive = property.IsSensitive };

    private static Value ToValue(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        bool flag => Value.ForBool(flag),
        IFormattable number => Value.ForString(number.ToString(null, CultureInfo.InvariantCulture)),
        IEnumerable items => Value.ForList([.. items.Cast<object?>().Select(ToValue)]),
        _ => Value.ForString(value.ToString() ?? ""),
    };

    private static Timestamp? Instant(DateTime? at) => at is { } instant ? Timestamp.FromDateTime(instant.ToUniversalTime()) : null;
}
