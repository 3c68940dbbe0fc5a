using Aspire.Hosting.ApplicationModel;

// One of everything that the hosting's tests look at.
var builder = DistributedApplication.CreateBuilder(args);

var plain = builder.AddParameter("plain", "as written");
var made = builder.AddParameter("made", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true, persist: true);
var elsewhere = builder.AddConnectionString("elsewhere");

// Nothing here must survive a power cut.
var postgres = builder.AddPostgres("postgres").WithDataVolume().WithArgs("-c", "fsync=off");
var database = postgres.AddDatabase("sample-db");
postgres.AddDatabase("other-db");
var rabbitmq = builder.AddRabbitMQ("rabbitmq").WithDataVolume();

var back = builder.AddProject<Projects.Sample_Service>("back")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReplicas(2);

builder.AddProject<Projects.Sample_Service>("front")
    .WithHttpEndpoint()
    .WithExternalHttpEndpoints()
    .WithHttpEndpoint(name: "health", env: "HEALTH_PORT")
    .WithHttpHealthCheck("/health", endpointName: "health")
    .WithReference(database).WaitFor(database)
    .WithReference(rabbitmq).WaitFor(rabbitmq)
    .WithReference(elsewhere)
    .WithReference(back).WaitFor(back)
    .WithEnvironment("PLAIN", plain)
    .WithEnvironment("MADE", made)
    .WithEnvironment("BACK", back.GetEndpoint("http"));

await builder.Build().RunAsync();
