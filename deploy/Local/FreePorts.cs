using System.Net;
using System.Net.Sockets;

namespace DienBien.Platform.Local;

/// <summary>Ports of the loopback address.</summary>
internal static class FreePorts
{
    /// <summary>The port itself, or a free one for 0.</summary>
    public static int Pick(int port) => port != 0 ? port : Several(1)[0];

    /// <summary>Free ports, all of them different.</summary>
    public static int[] Several(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            // Below the range from which the system serves outgoing connections: one of those could take the port
            // between this look and the server's own binding.
            var candidate = Random.Shared.Next(20_000, 32_000);
            if (IsFree(candidate))
            {
                ports.Add(candidate);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
