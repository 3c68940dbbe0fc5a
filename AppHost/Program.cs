using Aspire.Hosting.ApplicationModel;

var builder = DistributedApplication.CreateBuilder(args);

var postgres = builder.AddPostgres("postgres").WithDataVolume();
var rabbitmq = builder.AddRabbitMQ("rabbitmq").WithDataVolume();

// The development issuer: whom the services believe about callers, and where each gets the token it calls others with.
var issuer = builder.AddProject<Projects.Issuer>("issuer")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health");

// Development's clock, which ./housing clock moves: the file that every service takes the time's offset from. Without the setting all run at the machine's time.
var clock = builder.ExecutionContext.IsRunMode ? builder.Configuration["Housing:Clock"] : null;

var estates = AddService<Projects.Estates_Service>("estates");
var tenancy = AddService<Projects.Tenancy_Service>("tenancy").WithReference(estates);
var income = AddService<Projects.Income_Service>("income").WithReference(tenancy);
if (builder.ExecutionContext.IsRunMode)
    TakeCards(income);

// Repairs asks Estates and Tenancy but waits for neither: it takes reports while they are down.
var repairs = AddService<Projects.Repairs_Service>("repairs")
    .WithReference(estates)
    .WithReference(tenancy);

// Complaints asks whose home it is, who lives there, what Repairs knows and what the rent is, and waits for none of them.
var complaints = AddService<Projects.Complaints_Service>("complaints")
    .WithReference(estates)
    .WithReference(tenancy)
    .WithReference(repairs)
    .WithReference(income);

// Performance hears what becomes of every promise; it asks for what was before it listened, and how many homes there are, and waits for nobody.
var performance = AddService<Projects.Performance_Service>("performance")
    .WithReference(estates)
    .WithReference(repairs)
    .WithReference(complaints)
    .WithReference(income);

// The Portal is what people open. It asks each service as whoever is signed in, by tokens it signs itself, so each service knows where its keys are.
AddPortal(estates, tenancy, income, repairs, complaints, performance);

await builder.Build().RunAsync();

IResourceBuilder<ProjectResource> AddService<TProject>(string name) where TProject : IProjectMetadata, new()
{
    var database = postgres.AddDatabase($"{name}-db");
    var secret = Generated($"{name}-secret");
    issuer.WithEnvironment($"Issuer__Services__{name}", secret);

    // gRPC needs HTTP/2, health checks speak HTTP/1.1: two ports.
    var service = builder.AddProject<TProject>(name)
        .WithHttpEndpoint()
        .AsHttp2Service()
        .WithHttpEndpoint(name: "health", env: "HEALTH_PORT")
        .WithHttpHealthCheck("/health", endpointName: "health")
        .WithReference(database).WaitFor(database)
        .WithReference(rabbitmq).WaitFor(rabbitmq)
        .WithEnvironment("Identity__Authority", issuer.GetEndpoint("http"))
        .WithEnvironment("Identity__ClientId", name)
        .WithEnvironment("Identity__ClientSecret", secret)
        .WaitFor(issuer);
    return string.IsNullOrEmpty(clock) ? service : service.WithEnvironment("Housing__Clock", clock);
}

void AddPortal(params IResourceBuilder<ProjectResource>[] services)
{
    var database = postgres.AddDatabase("portal-db");
    var portal = builder.AddProject<Projects.Portal_Service>("portal")
        .WithHttpEndpoint()
        .WithExternalHttpEndpoints()
        .WithHttpHealthCheck("/health")
        .WithReference(database).WaitFor(database);
    foreach (var service in services)
    {
        portal.WithReference(service);
        service.WithEnvironment("Identity__Portal__Authority", portal.GetEndpoint("http"));
    }

    if (!string.IsNullOrEmpty(clock))
        portal.WithEnvironment("Housing__Clock", clock);
    if (builder.ExecutionContext.IsRunMode)
        portal.WithEnvironment("Portal__DemoPeople", Path.Combine(Path.GetFullPath(builder.Configuration["HOUSING_DATA"] ?? Path.Combine(builder.AppHostDirectory, "..", ".data")), "demo", "people.json"));
}

// On a developer's machine cards are paid at a sandbox that takes no money; elsewhere Cards__* name the landlords' real provider.
void TakeCards(IResourceBuilder<ProjectResource> income)
{
    var key = Generated("card-api-key");
    var secret = Generated("card-signing-secret");
    var sandbox = builder.AddProject<Projects.PaySandbox>("pay-sandbox")
        .WithHttpEndpoint()
        .WithHttpHealthCheck("/health")
        .WithEnvironment("Sandbox__ApiKey", key)
        .WithEnvironment("Sandbox__SigningSecret", secret)
        .WithEnvironment("Sandbox__Callback", $"{income.GetEndpoint("health")}/card-payments/callback");
    income
        .WithEnvironment("Cards__Provider", sandbox.GetEndpoint("http"))
        .WithEnvironment("Cards__ApiKey", key)
        .WithEnvironment("Cards__SigningSecret", secret);
}

IResourceBuilder<ParameterResource> Generated(string name) =>
    builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);
