using System.Net;
using System.Net.Sockets;

namespace DienBien.Platform.Local;

/// <summary>Ports of the loopback address.</summary>
internal static class FreePorts
{
    /// <summary>The port itself, or a free one for 0.</summary>
    public static int Pick(int port)
    {
        while (port == 0)
        {
            // Below the range from which the system serves outgoing connections: one of those could take the port
            // between this look and the server's own binding.
            var candidate = Random.Shared.Next(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, candidate);
            try
            {
                listener.Start();
                port = candidate;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                port = 0;
            }
        }

        return port;
    }
}
