namespace Housing.Promises;

/// <summary>What the person who asked has to change; its message is all they need to read.</summary>
internal sealed class PromisesException(string message) : Exception(message);
