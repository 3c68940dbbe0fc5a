using System.Reflection;
using System.Text;
using HandlebarsDotNet;

namespace Housing.ServiceDefaults;

/// <summary>
/// A page to read on screen and to print: a Handlebars template that is embedded in a service's assembly, compiled once. What is put into it is text, whatever it
/// holds, never markup. Its head takes the style of all printed pages: <c>{{&gt; style}}</c>; what several pages of a service share are partials of its own.
/// </summary>
/// <param name="assembly">The service's.</param>
/// <param name="resource">The page's name in it.</param>
/// <param name="partials">The names by which the page takes in others, and theirs in the assembly.</param>
public sealed class PrintTemplate<TContents>(Assembly assembly, string resource, params (string Name, string Resource)[] partials)
    where TContents : class
{
    private readonly Lazy<HandlebarsTemplate<object, object>> _page = new(() =>
    {
        var handlebars = Handlebars.Create();
        handlebars.RegisterTemplate("style", Read(typeof(PrintedPage).Assembly, "Housing.ServiceDefaults.Printing.Style.hbs"));
        foreach (var (name, partial) in partials)
            handlebars.RegisterTemplate(name, Read(assembly, partial));
        return handlebars.Compile(Read(assembly, resource));
    });

    /// <summary>The page with these contents.</summary>
    public string Html(TContents contents) => _page.Value(contents);

    private static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not in {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>What can be done with a page once it is written.</summary>
public static class PrintedPage
{
    private const string Begins = "<html lang=\"en-GB\">";

    /// <summary>The same page in large print, for whoever reads it better so: every size grows, and on paper nothing is under eighteen points but asides.</summary>
    public static string InLargePrint(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var at = html.IndexOf(Begins, StringComparison.Ordinal);
        return at < 0 ? throw new ArgumentException($"A page begins with {Begins}.", nameof(html)) : html.Remove(at, Begins.Length).Insert(at, "<html lang=\"en-GB\" class=\"large\">");
    }
}
