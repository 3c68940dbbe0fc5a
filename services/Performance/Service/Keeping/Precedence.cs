namespace Housing.Performance;

/// <summary>Which of two things said of one promise is the later one, when both were recorded at one instant.</summary>
internal static class Precedence
{
    /// <summary>
    /// A higher number is later. Nothing happens to a promise before it is opened, a correction puts right what was said before, and a date is agreed for what is missed but not for what is met or ended.
    /// A word that is not known yet comes last: it is from a later version.
    /// </summary>
    public static int Of(string change) => change switch
    {
        "opened" => 0,
        "warned" => 1,
        "missed" => 2,
        "extended" => 3,
        "met" => 4,
        "cancelled" => 5,
        "corrected" => 6,
        _ => 7,
    };
}
