using System.Globalization;

namespace Housing.Demo;

/// <summary>How far the story has come: one line that is written over on a terminal, and a line now and then elsewhere.</summary>
internal sealed class Progress(TextWriter output, bool onTerminal, TimeProvider machine)
{
    private const int Width = 30;
    private readonly long _began = machine.GetTimestamp();
    private int _tenths = -1;

    public TimeSpan Elapsed => machine.GetElapsedTime(_began);

    public void Says(DateOnly day, double share, Tally tally) => Says(day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), share, tally);

    public void Says(string where, double share, Tally tally)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{share * 100,3:0} %  {where}, {tally.Calls} calls, {Elapsed.TotalSeconds:0} s");
        if (onTerminal)
        {
            var full = (int)(share * Width);
            output.Write($"\rDemo data [{new string('#', full)}{new string('.', Width - full)}] {text,-60}{(share >= 1 ? "\n" : "")}");
        }
        else if ((int)(share * 10) is var tenths && tenths != _tenths)
        {
            _tenths = tenths;
            output.WriteLine($"Demo data: {text}");
        }

        output.Flush();
    }
}
