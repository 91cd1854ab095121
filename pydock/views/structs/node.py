"""Shapes of `docker node inspect`."""

from pydock.views.structs.swarm import COMMON

SHAPES = {
    **COMMON,
    "swarm.Node": """
        ID string; +swarm.Meta; Spec swarm.NodeSpec ?; Description swarm.NodeDescription ?;
        Status swarm.NodeStatus ?; ManagerStatus *swarm.ManagerStatus ?
    """,
    "swarm.NodeSpec": "+swarm.Annotations; Role string ?; Availability string ?",
    "swarm.NodeDescription": """
        Hostname string ?; Platform swarm.Platform ?; Resources swarm.Resources ?;
        Engine swarm.EngineDescription ?; TLSInfo swarm.TLSInfo ?; CSIInfo []swarm.NodeCSIInfo ?
    """,
    "swarm.Platform": "Architecture string ?; OS string ?",
    "swarm.Resources": """
        NanoCPUs int ?; MemoryBytes int ?; GenericResources []swarm.GenericResource ?
    """,
    "swarm.GenericResource": """
        NamedResourceSpec *swarm.NamedGenericResource ?;
        DiscreteResourceSpec *swarm.DiscreteGenericResource ?
    """,
    "swarm.NamedGenericResource": "Kind string ?; Value string ?",
    "swarm.DiscreteGenericResource": "Kind string ?; Value int ?",
    "swarm.EngineDescription": """
        EngineVersion string ?; Labels map[]string ?; Plugins []swarm.PluginDescription ?
    """,
    "swarm.PluginDescription": "Type string ?; Name string ?",
    "swarm.NodeCSIInfo": """
        PluginName string ?; NodeID string ?; MaxVolumesPerNode int ?;
        AccessibleTopology *swarm.Topology ?
    """,
    "swarm.Topology": "Segments map[]string ?",
    "swarm.NodeStatus": "State string ?; Message string ?; Addr string ?",
    "swarm.ManagerStatus": "Leader bool ?; Reachability string ?; Addr string ?",
}
