using Housing.Portal;
using Housing.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddWebDefaults();
builder.AddStorage<PortalDb>("portal-db");
builder.AddStandards<PortalPolicy>("portal");
builder.AddSigningIn();
builder.AddSigning();
builder.AddClients();
builder.AddPages();

var app = builder.Build();
app.UsePages();
app.MapWebDefaults();
app.MapSigning();
app.MapBrands();
app.MapRazorPages();
await app.RunAsync();
