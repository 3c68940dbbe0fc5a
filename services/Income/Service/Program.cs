using Housing.Income;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddStorage<IncomeDb>("income-db");
builder.AddMessaging<IncomeDb>(bus =>
{
    bus.AddConsumer<TenancyStartedConsumer>();
    bus.AddConsumer<TenancyEndedConsumer>();
    bus.AddConsumer<AppointmentMissedConsumer>();
    bus.AddConsumer<RechargeAgreedConsumer>();
    bus.AddConsumer<RechargeWithdrawnConsumer>();
    bus.AddConsumer<RepairCompensationOwedConsumer>();
    bus.AddConsumer<ArrearsCaseChangedConsumer>();
});
builder.AddStandards<IncomePolicy>("income");
builder.AddPromises("income");
builder.AddAccess(HomeownerAccess.Table);
builder.Services.AddScoped<ChargeSetting>().AddScoped<SchemeDesk>().AddScoped<CostClocks>().AddScoped<BillDesk>().AddHostedService<BillWorker>();
builder.AddServiceClient<Tenancies.TenanciesClient>("tenancy", reads: ["GetHousehold"]);
builder.AddAccess(IncomeAccess.Table);
builder.AddAccess(IncomeAccess.Ledger);
builder.AddAccess(IncomeAccess.Charges);
builder.AddAccess(IncomeAccess.Suspense);
builder.AddAccess(IncomeAccess.Bank);
builder.AddAccess(IncomeAccess.Arrears);
builder.AddAccess(IncomeAccess.Support);
builder.AddAccess(IncomeAccess.Payments);
builder.Services.AddOptions<IncomeSettings>().BindConfiguration("Income");
builder.Services.AddOptions<CardSettings>().BindConfiguration("Cards");
builder.Services.AddHttpClient<ICardProvider, GovUkPayClient>((services, http) => http.Timeout = services.GetRequiredService<IOptions<CardSettings>>().Value.Patience);
builder.Services.AddScoped<CompensationDesk>().AddScoped<AccountDesk>().AddScoped<ChargeDesk>().AddScoped<ChargingRun>().AddScoped<LedgerProver>().AddScoped<ResidentMessages>();
builder.Services.AddScoped<AccountCase>().AddScoped<AccountEnding>().AddScoped<AccountCaseRun>().AddHostedService<AccountCaseWorker>();
builder.Services.AddScoped<ArrearsDesk>().AddScoped<SupportDesk>();
builder.Services.AddScoped<SuspenseDesk>().AddScoped<StatementImport>();
// A bank's file is larger than any other request.
builder.Services.AddGrpc().AddServiceOptions<BankGrpc>(grpc => grpc.MaxReceiveMessageSize = Camt053.LargestFile + 1024);
builder.Services.AddScoped<CardPaymentDesk>();
builder.Services.AddSingleton<LedgerMetrics>();
builder.Services.AddHostedService<ChargingWorker>().AddHostedService<LedgerProofWorker>().AddHostedService<CardPaymentWorker>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<IncomeGrpc>();
app.MapGrpcService<HomeownersGrpc>();
app.MapGrpcService<LedgerGrpc>();
app.MapGrpcService<ChargesGrpc>();
app.MapGrpcService<ArrearsGrpc>();
app.MapGrpcService<SupportGrpc>();
app.MapGrpcService<SuspenseGrpc>();
app.MapGrpcService<BankGrpc>();
app.MapGrpcService<PaymentsGrpc>();
app.MapCardCallback();
await app.RunAsync();
