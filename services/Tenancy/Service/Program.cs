using Housing.Estates.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Tenancy;
using Housing.Tenancy.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddStorage<TenancyDb>("tenancy-db");
builder.AddMessaging<TenancyDb>(bus => bus.AddConsumer<LegalActionConsumer>());
builder.AddServiceClient<Estates.EstatesClient>("estates", reads: ["GetHome", "ListHomes"]);
builder.AddAccess(TenancyAccess.Table);

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<TenancyGrpc>();
await app.RunAsync();
