namespace Housing.Issuer;

/// <summary>What the person who started the issuer has to change; its message is all they need to read.</summary>
public sealed class IssuerException(string message) : Exception(message);
