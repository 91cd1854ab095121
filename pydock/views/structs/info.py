"""The value of `info --format`: docker's system.dockerInfo."""

from pydock.views.structs import swarm

SHAPES = {
    **swarm.SHAPES,
    "system.dockerInfo": "+system.Info; ClientInfo *system.clientInfo ?",
    "system.Info": (
        "ID string; Containers int; ContainersRunning int; ContainersPaused int;"
        "ContainersStopped int; Images int; Driver string; DriverStatus [][]string;"
        "SystemStatus [][]string ?; Plugins system.PluginsInfo; MemoryLimit bool; SwapLimit bool;"
        "KernelMemory bool ?; KernelMemoryTCP bool ?; CPUCfsPeriod bool CpuCfsPeriod;"
        "CPUCfsQuota bool CpuCfsQuota; CPUShares bool; CPUSet bool; PidsLimit bool;"
        "IPv4Forwarding bool; Debug bool; NFd int; OomKillDisable bool; NGoroutines int;"
        "SystemTime string; LoggingDriver string; CgroupDriver string; CgroupVersion string ?;"
        "NEventsListener int; KernelVersion string; OperatingSystem string; OSVersion string;"
        "OSType string; Architecture string; IndexServerAddress string;"
        "RegistryConfig *registry.ServiceConfig; NCPU int; MemTotal int;"
        "GenericResources []any; DockerRootDir string; HTTPProxy string HttpProxy;"
        "HTTPSProxy string HttpsProxy; NoProxy string; Name string; Labels []string;"
        "ExperimentalBuild bool; ServerVersion string; Runtimes map[]system.Runtime;"
        "DefaultRuntime string; Swarm swarm.Info; LiveRestoreEnabled bool; Isolation string;"
        "InitBinary string; ContainerdCommit system.Commit; RuncCommit system.Commit;"
        "InitCommit system.Commit; SecurityOptions []string; ProductLicense string ?;"
        "DefaultAddressPools []system.NetworkAddressPool ?; FirewallBackend *system.FirewallInfo ?;"
        "CDISpecDirs []string; DiscoveredDevices []system.DeviceInfo ?;"
        "NRI *system.NRIInfo ?; Containerd *system.ContainerdInfo ?; Warnings []string"
    ),
    "system.PluginsInfo": "Volume []string; Network []string; Authorization []string; Log []string",
    "system.Commit": "ID string; Expected string ?",
    "system.NetworkAddressPool": "Base string; Size int",
    "system.FirewallInfo": "Driver string; Info [][]string ?",
    "system.NRIInfo": "Info [][]string ?",
    "system.DeviceInfo": "Source string; ID string",
    "system.ContainerdInfo": "Address string ?; Namespaces system.ContainerdNamespaces",
    "system.ContainerdNamespaces": "Containers string; Plugins string",
    "system.Runtime": (
        "Path string path ?; Args []string runtimeArgs ?; Type string runtimeType ?;"
        "Options map[]any options ?; Status map[]string status ?"
    ),
    "registry.ServiceConfig": (
        "InsecureRegistryCIDRs []string; IndexConfigs map[]*registry.IndexInfo; Mirrors []string"
    ),
    "registry.IndexInfo": "Name string; Mirrors []string; Secure bool; Official bool",
    "swarm.Info": (
        "NodeID string; NodeAddr string; LocalNodeState string; ControlAvailable bool;"
        "Error string; RemoteManagers []swarm.Peer; Nodes int ?; Managers int ?;"
        "Cluster *swarm.ClusterInfo ?; Warnings []string ?"
    ),
    "swarm.Peer": "NodeID string; Addr string",
    "system.clientInfo": (
        "Debug bool; Platform *system.platformInfo ?; Version string; DefaultAPIVersion string;"
        "GitCommit string; GoVersion string; Os string; Arch string; BuildTime string;"
        "Context string; Plugins []any; Warnings []string"
    ),
    "system.platformInfo": "Name string",
}
