using Housing.Income;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddStorage<IncomeDb>("income-db");
builder.AddMessaging<IncomeDb>(bus =>
{
    bus.AddConsumer<TenancyStartedConsumer>();
    bus.AddConsumer<AppointmentMissedConsumer>();
    bus.AddConsumer<RechargeAgreedConsumer>();
    bus.AddConsumer<RechargeWithdrawnConsumer>();
    bus.AddConsumer<RepairCompensationOwedConsumer>();
});
builder.AddStandards<IncomePolicy>("income");
builder.AddServiceClient<Tenancies.TenanciesClient>("tenancy", reads: ["GetHousehold"]);
builder.AddAccess(IncomeAccess.Table);
builder.Services.AddScoped<CompensationDesk>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<IncomeGrpc>();
await app.RunAsync();
