using Housing.Estates.Contracts.V1;
using Housing.Repairs;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddStorage<RepairsDb>("repairs-db");
builder.AddMessaging<RepairsDb>(bus =>
{
    bus.AddConsumer<TenancyStartedConsumer>();
    bus.AddConsumer<HouseholdNeedsChangedConsumer>();
    bus.AddConsumer<ComplaintResolvedConsumer>();
    bus.AddConsumer<ComplaintDeterminedConsumer>();
    bus.AddConsumer<WorksDroppedConsumer>();
});
builder.AddStandards<RepairPolicy>("repairs");
builder.AddPromises("repairs");
builder.AddServiceClient<Estates.EstatesClient>("estates", reads: ["GetHome", "ListHomes", "GetBlock", "ListBlocks"]);
builder.AddServiceClient<Tenancies.TenanciesClient>("tenancy", reads: ["GetHousehold"]);
builder.AddAccess(RepairsAccess.Table);
builder.AddAccess(RechargesAccess.Table);
builder.AddAccess(DefectsAccess.Table);
builder.AddAccess(HazardsAccess.Table);
builder.AddAccess(AdaptationsAccess.Table);

builder.Services.AddOptions<RepairSettings>().BindConfiguration("Repairs");
builder.Services.AddScoped<CaseFiles>().AddScoped<HomeQuestion>().AddScoped<HouseholdQuestion>().AddScoped<ResidenceQuestion>().AddScoped<FactsInquiry>().AddScoped<DiaryReader>();
builder.Services.AddSingleton<DiaryTurns>();
builder.Services.AddScoped<CaseDesk>().AddScoped<PromisedWorkDesk>();
builder.Services.AddHostedService<FactsWorker>().AddHostedService<ExpiryWorker>();
builder.Services.AddSingleton<RepairChanges>().AddHostedService(services => services.GetRequiredService<RepairChanges>());

var app = builder.Build();
app.MapServiceDefaults();
app.MapPromises();
app.MapGrpcService<RepairsGrpc>();
app.MapGrpcService<RechargesGrpc>();
app.MapGrpcService<DefectsGrpc>();
app.MapGrpcService<HazardsGrpc>();
app.MapGrpcService<AdaptationsGrpc>();
await app.RunAsync();
