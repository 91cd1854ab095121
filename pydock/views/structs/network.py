"""Shapes of `docker network inspect`."""

SHAPES = {
    "network.Inspect": """
        +network.Network; Containers map[]network.EndpointResource;
        Services map[]network.ServiceInfo ?; Status *network.Status ?
    """,
    "network.Network": """
        Name string; ID string Id; Created time; Scope string; Driver string; EnableIPv4 bool;
        EnableIPv6 bool; IPAM network.IPAM; Internal bool; Attachable bool; Ingress bool;
        ConfigFrom network.ConfigReference; ConfigOnly bool; Options map[]string;
        Labels map[]string; Peers []network.PeerInfo ?
    """,
    "network.Status": "IPAM network.IPAMStatus",
    "network.IPAMStatus": "Subnets map[]network.SubnetStatus ?",
    "network.SubnetStatus": "IPsInUse int; DynamicIPsAvailable int",
    "network.IPAM": "Driver string; Options map[]string; Config []network.IPAMConfig",
    "network.IPAMConfig": """
        Subnet string ?; IPRange string ?; Gateway string ?;
        AuxAddress map[]string AuxiliaryAddresses ?
    """,
    "network.ConfigReference": "Network string",
    "network.EndpointResource": """
        Name string; EndpointID string; MacAddress string; IPv4Address string; IPv6Address string
    """,
    "network.PeerInfo": "Name string; IP string",
    "network.ServiceInfo": """
        VIP string; Ports []string; LocalLBIndex int; Tasks []network.Task
    """,
    "network.Task": "Name string; EndpointID string; EndpointIP string; Info map[]string",
}
