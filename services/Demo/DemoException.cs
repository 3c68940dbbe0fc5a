namespace Housing.Demo;

/// <summary>What the person who asked for demo data has to change or to know; its message is all they need to read.</summary>
public sealed class DemoException(string message) : Exception(message);
