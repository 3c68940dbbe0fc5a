using System.Diagnostics;

namespace Housing.Testing;

/// <summary>What others read in a PDF: by poppler's own programs.</summary>
public static class Pdf
{
    /// <summary>Its text, laid out as on the page.</summary>
    public static Task<string> Text(byte[] pdf) => Run("pdftotext", pdf, "-layout", "-", "-");

    /// <summary>What it says of itself: "Tagged", "Pages", "Page size".</summary>
    public static async Task<IReadOnlyDictionary<string, string>> About(byte[] pdf) =>
        (await Run("pdfinfo", pdf, "-")).Split('\n').Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);

    private static async Task<string> Run(string program, byte[] input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"{program} cannot read this PDF.");
    }
}
