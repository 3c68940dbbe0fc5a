using Housing.Estates.Contracts.V1;
using Housing.Performance;
using Housing.ServiceDefaults;
using Housing.Standards.Contracts.V1;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddStorage<PerformanceDb>("performance-db");
builder.AddMessaging<PerformanceDb>(bus =>
{
    bus.AddBatchConsumer<CommitmentsChangedConsumer, CommitmentsChanged>();
    bus.AddBatchConsumer<MilestoneRecordedConsumer, MilestoneRecorded>();
});
builder.AddStandards<PerformancePolicy>("performance");
builder.AddLaw<TenantMeasureRules>("performance");
builder.AddPrinting();
builder.AddServiceClients<PromiseHistory.PromiseHistoryClient>(Histories.Services, reads: ["ListRecordedCommitments", "ListRecordedMilestones"]);
builder.AddServiceClient<Estates.EstatesClient>("estates", reads: ["CountHomes"]);
builder.AddAccess(PerformanceAccess.Table);
builder.AddAccess(PerformanceAccess.Reports);

builder.Services.AddSingleton<SubjectList>();
builder.Services.AddHostedService(services => services.GetRequiredService<SubjectList>());
builder.Services.AddHostedService<TenantMeasureCheck>();
builder.Services.AddScoped<KeptPromises>().AddScoped<CaseMilestones>().AddScoped<Figures>().AddScoped<Histories>().AddScoped<RehearsedCases>().AddScoped<TenantCases>().AddScoped<HomeCount>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<PerformanceGrpc>();
app.MapGrpcService<ReportsGrpc>();
await app.RunAsync();
