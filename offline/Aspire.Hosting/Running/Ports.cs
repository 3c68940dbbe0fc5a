using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;

namespace Aspire.Hosting.Running;

internal static class Ports
{
    private static readonly HashSet<int> Given = [];

    /// <summary>
    /// A port nobody listens on, below those the system gives to outgoing connections, so that none of these can take it before its server does.
    /// Drawn at random: two applications starting together are then unlikely to choose the same.
    /// </summary>
    public static int Free()
    {
        lock (Given)
        {
            for (var tries = 0; tries < 1000; tries++)
            {
                var port = RandomNumberGenerator.GetInt32(15_000, 30_000);
                if (!Given.Contains(port) && !InUse(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new DistributedApplicationException("No free port between 15000 and 30000 on this machine.");
    }

    public static bool InUse(int port) =>
        Array.Exists(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(), (IPEndPoint listener) => listener.Port == port);
}
