using Housing.Estates;
using Housing.Estates.Storage;
using Housing.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddStorage<EstatesDb>("estates-db");
builder.AddStandards();
builder.AddAccess(EstatesAccess.Table);

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<EstatesGrpc>();
await app.RunAsync();
