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
    bus.AddConsumer<HouseholdNeedsChangedConsumer>();
    bus.AddConsumer<TenancyEndedConsumer>();
    bus.AddConsumer<AppointmentMissedConsumer>();
    bus.AddConsumer<RechargeAgreedConsumer>();
    bus.AddConsumer<RechargeWithdrawnConsumer>();
    bus.AddConsumer<RepairCompensationOwedConsumer>();
    bus.AddConsumer<ComplaintResolvedConsumer>();
    bus.AddConsumer<ComplaintDeterminedConsumer>();
    bus.AddConsumer<ArrearsCaseChangedConsumer>();
});
builder.AddStandards<IncomePolicy>("income");
builder.AddPromises("income");
builder.AddServiceClient<Tenancies.TenanciesClient>("tenancy", reads: ["GetHousehold"]);
builder.AddPrinting();
foreach (var table in IncomeAccess.All)
    builder.AddAccess(table);

builder.Services.AddOptions<IncomeSettings>().BindConfiguration("Income");
builder.Services.AddOptions<CardSettings>().BindConfiguration("Cards");
builder.Services.AddHttpClient<ICardProvider, GovUkPayClient>((services, http) => http.Timeout = services.GetRequiredService<IOptions<CardSettings>>().Value.Patience);
// A bank's file is larger than any other request.
builder.Services.AddGrpc().AddServiceOptions<BankGrpc>(grpc => grpc.MaxReceiveMessageSize = Camt053.LargestFile + 1024);

// The ledger, and what every doing uses of it.
builder.Services.AddScoped<AccountDesk>().AddScoped<AccountCase>().AddScoped<AccountEnding>().AddScoped<AccountCaseRun>().AddScoped<CompensationDesk>().AddScoped<LedgerProver>().AddScoped<ResidentMessages>();
builder.Services.AddSingleton<LedgerMetrics>();
builder.Services.AddHostedService<AccountCaseWorker>().AddHostedService<LedgerProofWorker>();

// What falls due, and money that comes in and goes back.
builder.Services.AddScoped<ChargeDesk>().AddScoped<ChargeSetting>().AddScoped<ChargingRun>().AddHostedService<ChargingWorker>();
builder.Services.AddScoped<SuspenseDesk>().AddScoped<StatementImport>().AddScoped<BenefitIntake>();
builder.Services.AddScoped<DebitDesk>().AddScoped<DebitFiles>().AddHostedService<DebitWorker>();
builder.Services.AddScoped<CardPaymentDesk>().AddScoped<RefundDesk>().AddHostedService<CardPaymentWorker>().AddHostedService<RefundWorker>();
builder.Services.AddScoped<StatementDesk>().AddScoped<ReadingQuestion>().AddScoped<StatementIssuing>().AddHostedService<StatementWorker>();
builder.Services.AddScoped<IncomeFigures>();

// Arrears, help and the law.
builder.Services.AddScoped<ArrearsDesk>().AddScoped<ArrearsCheck>().AddScoped<ArrearsFindings>().AddScoped<AccountPictures>().AddScoped<NeedsInquiry>().AddScoped<MissedPayments>().AddHostedService<ArrearsWorker>();
builder.Services.AddScoped<AgreementDesk>().AddScoped<AgreementRun>().AddHostedService<AgreementWorker>();
builder.Services.AddScoped<SupportDesk>().AddScoped<LegalDesk>();

// Homeowners.
builder.Services.AddScoped<SchemeDesk>().AddScoped<CostClocks>().AddScoped<BillDesk>().AddScoped<ReserveFund>().AddHostedService<BillWorker>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapPromises();
app.MapGrpcService<IncomeGrpc>();
app.MapGrpcService<HomeownersGrpc>();
app.MapGrpcService<HomeownerHelpGrpc>();
app.MapGrpcService<LedgerGrpc>();
app.MapGrpcService<ChargesGrpc>();
app.MapGrpcService<ArrearsGrpc>();
app.MapGrpcService<AgreementsGrpc>();
app.MapGrpcService<SupportGrpc>();
app.MapGrpcService<LegalGrpc>();
app.MapGrpcService<FormerTenantsGrpc>();
app.MapGrpcService<SuspenseGrpc>();
app.MapGrpcService<BankGrpc>();
app.MapGrpcService<PaymentsGrpc>();
app.MapGrpcService<RefundsGrpc>();
app.MapCardCallback();
app.MapGrpcService<StatementsGrpc>();
app.MapGrpcService<DirectDebitsGrpc>();
app.MapGrpcService<MeasuresGrpc>();
app.MapGrpcService<BenefitsGrpc>();
await app.RunAsync();
