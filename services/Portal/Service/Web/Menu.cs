using Housing.ServiceDefaults;

namespace Housing.Portal;

/// <summary>One entry of the bar under the landlord's name; it is marked on its own pages and on those whose address begins as its own.</summary>
public sealed record MenuItem(string Text, string Href);

/// <summary>Where each role can go.</summary>
public static class Menu
{
    public static IReadOnlyList<MenuItem> For(Person person) => person.Role switch
    {
        Role.Resident => [new("Home", "/home"), new("Repairs", "/repairs"), new("Account", "/account"), new("Complaints", "/complaints"), new("What to expect", "/promises")],
        Role.Contractor => [new("My day", "/day")],
        Role.Income => [new("My work", "/work"), new("Arrears", "/arrears"), new("Search", "/search")],
        Role.Officer or Role.Manager or Role.Auditor => [new("My work", "/work"), new("Complaints", "/desk"), new("Arrears", "/arrears"), new("Performance", "/performance"), new("Search", "/search")],
        Role.Administrator => [new("Failed messages", "/errors"), new("Discarded", "/discarded")],
        Role.Service => [],
    };

    /// <summary>Where somebody comes to who has just signed in.</summary>
    public static string FirstPage(Person person) => For(person)[0].Href;
}
