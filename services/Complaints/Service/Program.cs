using Housing.Complaints;
using Housing.Estates.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddStorage<ComplaintsDb>("complaints-db");
builder.AddMessaging<ComplaintsDb>(bus =>
{
    bus.AddConsumer<CompensationCreditedConsumer>();
    bus.AddConsumer<WorksOrderedConsumer>();
    bus.AddConsumer<WorksNotOrderedConsumer>();
    bus.AddConsumer<RepairCompletedConsumer>();
    bus.AddConsumer<RepairClosedConsumer>();
});
builder.AddStandards<ComplaintPolicy>("complaints");
builder.AddLaw<ComplaintCode>("complaints");
builder.AddPromises("complaints");
builder.AddServiceClient<Estates.EstatesClient>("estates", reads: ["GetHome", "ListHomes", "CountHomes"]);
builder.AddServiceClient<Tenancies.TenanciesClient>("tenancy", reads: ["GetHousehold"]);
builder.AddServiceClient<Repairs.RepairsClient>("repairs", reads: ["GetRepair", "GetCatalogue"]);
builder.AddServiceClient<Accounts.AccountsClient>("income", reads: ["GetAccount"]);
builder.AddServiceClient<Charges.ChargesClient>("income", reads: ["GetRent"]);
builder.AddAccess(ComplaintsAccess.Table);
builder.AddAccess(ComplaintsAccess.Investigations);
builder.AddAccess(ComplaintsAccess.Feedback);
builder.AddAccess(ComplaintsAccess.Ombudsman);
builder.AddAccess(ComplaintsAccess.Measures);
builder.AddAccess(ComplaintsAccess.Satisfaction);
builder.AddAccess(ComplaintsAccess.Learning);
builder.AddAccess(ComplaintsAccess.Reports);
builder.AddAccess(ComplaintsAccess.Letters);
builder.AddAccess(ComplaintsAccess.Records);
builder.AddAccess(ComplaintsAccess.Caseload);
builder.AddPrinting();

builder.Services.AddOptions<ComplaintSettings>().BindConfiguration("Complaints");
builder.Services.AddScoped<CaseFiles>().AddScoped<CaseDesk>().AddScoped<LetterDesk>().AddScoped<NeighbourQuestions>().AddScoped<FactsInquiry>().AddScoped<ComplaintFigures>().AddScoped<HandlerQuestions>();
builder.Services.AddScoped<LessonDesk>().AddScoped<KnownNames>().AddScoped<Themes>().AddScoped<ReportSources>();
builder.Services.AddScoped<PromiseDesk>();
builder.Services.AddHostedService<FactsWorker>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<ComplaintsGrpc>();
app.MapGrpcService<InvestigationsGrpc>();
app.MapGrpcService<FeedbackGrpc>();
app.MapGrpcService<OmbudsmanGrpc>();
app.MapGrpcService<MeasuresGrpc>();
app.MapGrpcService<SatisfactionGrpc>();
app.MapGrpcService<LearningGrpc>();
app.MapGrpcService<ReportsGrpc>();
app.MapGrpcService<LettersGrpc>();
app.MapGrpcService<RecordsGrpc>();
app.MapGrpcService<CaseloadGrpc>();
await app.RunAsync();
