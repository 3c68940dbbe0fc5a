using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Housing.Portal;

internal static class PagesExtensions
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        // Beside the assembly, where the build lays it, whatever folder the process was started in.
        builder.Environment.WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        builder.Environment.WebRootFileProvider = new PhysicalFileProvider(builder.Environment.WebRootPath);
        builder.Services.AddSingleton<Brands>();
        builder.Services.AddScoped<ReportDrafts>();
        builder.Services
            .AddRazorPages(pages =>
            {
                pages.Conventions.AuthorizeFolder("/Resident", Policy.Resident);
                pages.Conventions.AuthorizeFolder("/Staff", Policy.Staff);
                pages.Conventions.AuthorizeFolder("/Contractor", Policy.Contractor);
                pages.Conventions.AuthorizeFolder("/Administrator", Policy.Administrator);
            })
            .AddMvcOptions(options =>
            {
                options.Filters.Add<ServiceFaultFilter>();
                // What a form lacks is said in the form's own words, not the framework's.
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                options.ModelMetadataDetailsProviders.Add(new EmptyIsEmpty());
            });
        builder.Services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        builder.Services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = builder.Environment.IsDevelopment() ? "portal-form" : "__Host-portal-form";
            forgery.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            forgery.Cookie.SameSite = SameSiteMode.Strict;
            forgery.SuppressXFrameOptionsHeader = true;      // SecurityHeaders forbids frames altogether
        });
        // Styles and scripts alone: pages carry what is secret beside what was typed in.
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = System.IO.Compression.CompressionLevel.Optimal);
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }

    public static void UsePages(this WebApplication app)
    {
        app.UseResponseCompression();
        app.Use(SecurityHeaders.Middleware);
        if (app.Environment.IsDevelopment())
            app.Use(CallCount.Middleware);
        else
            app.UseHsts();
        app.UseExceptionHandler("/problem/500");
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.UseStaticFiles(new StaticFileOptions
        {
            ContentTypeProvider = new FileExtensionContentTypeProvider { Mappings = { [".js"] = "text/javascript" } },
            // What a page asks for by its contents never changes; anything else is asked about each time.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
    }
}
