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
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
