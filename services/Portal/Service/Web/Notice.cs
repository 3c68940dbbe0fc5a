namespace Housing.Portal;

/// <summary>What the next page tells at its top: <c>TempData[Notice.Key] = "…";</c></summary>
public static class Notice
{
    public const string Key = "notice";
}
