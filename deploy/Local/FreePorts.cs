using System.Net;
using System.Net.Sockets;

namespace DienBien.Platform.Local;

/// <summary>Ports of the loopback address.</summary>
internal static class FreePorts
{
    /// <summary>The port itself, or a free one for 0.</summary>
    public static int Pick(int port)
    {
        if (port != 0)
        {
            return port;
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
