using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Standards.Tests;

/// <summary>A service's start: the files beside its assemblies, or the folder it is told.</summary>
public class StartTests
{
    [Fact]
    public async Task A_service_starts_with_the_promises_beside_its_assemblies()
    {
        await using var app = App(folder: null, builder => builder.AddStandards<PoliciesTests.BandPolicy>("kiosk"), out var error);
        Assert.Null(error);
        // No landlord has a kiosk section, which is a fault of this made-up service and not of the promises.
        var fault = await Assert.ThrowsAsync<StandardsException>(() => app.StartAsync());
        Assert.Equal(4, fault.Faults.Count);
        Assert.All(fault.Faults, f => Assert.Contains("has no “kiosk”", f.ToString(), StringComparison.Ordinal));

        await using var book = App(folder: null, builder => builder.AddStandards(), out _);
        await book.StartAsync();
        Assert.True(book.Services.GetRequiredService<StandardsBook>().Knows("rosebery"));
        await book.StopAsync();
    }

    [Fact]
    public async Task A_damaged_file_stops_the_service_before_it_listens()
    {
        var folder = Directory.CreateTempSubdirectory("standards-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "abc.json"), Examples.File(Examples.With(("within", "\"4 hurs\""))));
            await using var app = App(folder.FullName, builder => builder.AddStandards(), out _);
            var listening = false;
            app.Lifetime.ApplicationStarted.Register(() => listening = true);
            var fault = await Assert.ThrowsAsync<StandardsException>(() => app.StartAsync());
            Assert.Contains("abc.json $.standards[0].within: \"4 hurs\" has the unknown unit “hurs”", fault.Message, StringComparison.Ordinal);
            Assert.False(listening);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Another_folder_may_be_set_with_the_section_and_the_book_read_together()
    {
        var folder = Directory.CreateTempSubdirectory("standards-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "abc.json"), Examples.File(Examples.Standard, repairs: """{ "bands": [] }"""));
            await using var app = App(folder.FullName, builder => builder.AddStandards<PoliciesTests.BandPolicy>("repairs"), out _);
            await app.StartAsync();
            Assert.Equal(["abc"], app.Services.GetRequiredService<StandardsBook>().Landlords);
            Assert.Empty(app.Services.GetRequiredService<Policies<PoliciesTests.BandPolicy>>().For("abc").Bands);
            await app.StopAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WebApplication App(string? folder, Action<WebApplicationBuilder> add, out Exception? error)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Standards:Folder", folder)]);
        error = Record.Exception(() => add(builder));
        return builder.Build();
    }
}
