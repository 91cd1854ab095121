"""Shapes of `docker container inspect`."""

from collections.abc import Mapping
from typing import Any

from pydock.views.structs.oci import SHAPES as OCI

#: also the ContainerConfig of an image
CONFIG = {
    "container.Config": """
        Hostname string; Domainname string; User string; AttachStdin bool; AttachStdout bool;
        AttachStderr bool; ExposedPorts map[]struct{} ?; Tty bool; OpenStdin bool; StdinOnce bool;
        Env []string; Cmd []string; Healthcheck *v1.HealthcheckConfig ?; ArgsEscaped bool ?;
        Image string; Volumes map[]struct{}; WorkingDir string; Entrypoint []string;
        NetworkDisabled bool ?; OnBuild []string ?; Labels map[]string; StopSignal string ?;
        StopTimeout *int ?; Shell []string ?; MacAddress string ~
    """,
    "storage.DriverData": "Data map[]string; Name string",
    "struct{}": "",
    **OCI,
}

SHAPES = {
    **CONFIG,
    "container.InspectResponse": """
        ID string Id; Created string; Path string; Args []string; State *container.State;
        Image string; ResolvConfPath string; HostnamePath string; HostsPath string;
        LogPath string; Name string; RestartCount int; Driver string; Platform string;
        MountLabel string; ProcessLabel string; AppArmorProfile string; ExecIDs []string;
        HostConfig *container.HostConfig; GraphDriver *storage.DriverData ?;
        Storage *storage.Storage ?; SizeRw *int ?; SizeRootFs *int ?;
        Mounts []container.MountPoint; Config *container.Config;
        NetworkSettings *container.NetworkSettings; ImageManifestDescriptor *v1.Descriptor ?
    """,
    "storage.Storage": "RootFS *storage.RootFSStorage ?",
    "storage.RootFSStorage": "Snapshot *storage.RootFSStorageSnapshot ?",
    "storage.RootFSStorageSnapshot": "Name string ?",
    "container.State": """
        Status string; Running bool; Paused bool; Restarting bool; OOMKilled bool; Dead bool;
        Pid int; ExitCode int; Error string; StartedAt string; FinishedAt string;
        Health *container.Health ?
    """,
    "container.Health": """
        Status string; FailingStreak int; Log []*container.HealthcheckResult
    """,
    "container.HealthcheckResult": "Start time; End time; ExitCode int; Output string",
    "container.MountPoint": """
        Type string ?; Name string ?; Source string; Destination string; Driver string ?;
        Mode string; RW bool; Propagation string
    """,
    "container.HostConfig": """
        Binds []string; ContainerIDFile string; LogConfig container.LogConfig;
        NetworkMode string; PortBindings map[][]network.PortBinding;
        RestartPolicy container.RestartPolicy; AutoRemove bool; VolumeDriver string;
        VolumesFrom []string; ConsoleSize []int; Annotations map[]string ?; CapAdd []string;
        CapDrop []string; CgroupnsMode string; DNS []string Dns; DNSOptions []string DnsOptions;
        DNSSearch []string DnsSearch; ExtraHosts []string; GroupAdd []string; IpcMode string;
        Cgroup string; Links []string; OomScoreAdj int; PidMode string; Privileged bool;
        PublishAllPorts bool; ReadonlyRootfs bool; SecurityOpt []string;
        StorageOpt map[]string ?; Tmpfs map[]string ?; UTSMode string; UsernsMode string;
        ShmSize int; Sysctls map[]string ?; Runtime string ?; Isolation string;
        +container.Resources; Mounts []mount.Mount ?; MaskedPaths []string;
        ReadonlyPaths []string; Init *bool ?
    """,
    "container.LogConfig": "Type string; Config map[]string",
    "container.RestartPolicy": "Name string; MaximumRetryCount int",
    "container.Resources": """
        CPUShares int CpuShares; Memory int; NanoCPUs int NanoCpus; CgroupParent string;
        BlkioWeight int; BlkioWeightDevice []*blkiodev.WeightDevice;
        BlkioDeviceReadBps []*blkiodev.ThrottleDevice;
        BlkioDeviceWriteBps []*blkiodev.ThrottleDevice;
        BlkioDeviceReadIOps []*blkiodev.ThrottleDevice;
        BlkioDeviceWriteIOps []*blkiodev.ThrottleDevice; CPUPeriod int CpuPeriod;
        CPUQuota int CpuQuota; CPURealtimePeriod int CpuRealtimePeriod;
        CPURealtimeRuntime int CpuRealtimeRuntime; CpusetCpus string; CpusetMems string;
        Devices []container.DeviceMapping; DeviceCgroupRules []string;
        DeviceRequests []container.DeviceRequest; KernelMemory int ~; KernelMemoryTCP int ~;
        MemoryReservation int; MemorySwap int; MemorySwappiness *int; OomKillDisable *bool;
        PidsLimit *int; Ulimits []*container.Ulimit; CPUCount int CpuCount;
        CPUPercent int CpuPercent;
        IOMaximumIOps int; IOMaximumBandwidth int
    """,
    "blkiodev.WeightDevice": "Path string; Weight int",
    "blkiodev.ThrottleDevice": "Path string; Rate int",
    "container.DeviceMapping": """
        PathOnHost string; PathInContainer string; CgroupPermissions string
    """,
    "container.DeviceRequest": """
        Driver string; Count int; DeviceIDs []string; Capabilities [][]string;
        Options map[]string
    """,
    "container.Ulimit": "Name string; Hard int; Soft int",
    "mount.Mount": """
        Type string ?; Source string ?; Target string ?; ReadOnly bool ?; Consistency string ?;
        BindOptions *mount.BindOptions ?; VolumeOptions *mount.VolumeOptions ?;
        ImageOptions *mount.ImageOptions ?; TmpfsOptions *mount.TmpfsOptions ?;
        ClusterOptions *struct{} ?
    """,
    "mount.BindOptions": """
        Propagation string ?; NonRecursive bool ?; CreateMountpoint bool ?;
        ReadOnlyNonRecursive bool ?; ReadOnlyForceRecursive bool ?
    """,
    "mount.VolumeOptions": """
        NoCopy bool ?; Labels map[]string ?; Subpath string ?; DriverConfig *mount.Driver ?
    """,
    "mount.Driver": "Name string ?; Options map[]string ?",
    "mount.ImageOptions": "Subpath string ?",
    "mount.TmpfsOptions": "SizeBytes int ?; Mode int ?; Options [][]string ?",
    "container.NetworkSettings": """
        SandboxID string; SandboxKey string; Ports map[][]network.PortBinding;
        Networks map[]*network.EndpointSettings; Bridge string ~; HairpinMode bool ~;
        LinkLocalIPv6Address string ~; LinkLocalIPv6PrefixLen int ~;
        SecondaryIPAddresses []network.Address ~; SecondaryIPv6Addresses []network.Address ~;
        EndpointID string ~; Gateway string ~; GlobalIPv6Address string ~;
        GlobalIPv6PrefixLen int ~; IPAddress string ~; IPPrefixLen int ~; IPv6Gateway string ~;
        MacAddress string ~
    """,
    "network.PortBinding": "HostIP string HostIp; HostPort string",
    "network.Address": "Addr string; PrefixLen int",
    "network.EndpointSettings": """
        IPAMConfig *network.EndpointIPAMConfig; Links []string; Aliases []string;
        DriverOpts map[]string; GwPriority int; NetworkID string; EndpointID string;
        Gateway string; IPAddress string; MacAddress string; IPPrefixLen int;
        IPv6Gateway string; GlobalIPv6Address string; GlobalIPv6PrefixLen int;
        DNSNames []string
    """,
    "network.EndpointIPAMConfig": """
        IPv4Address string ?; IPv6Address string ?; LinkLocalIPs []string ?
    """,
}

#: fields of NetworkSettings of the container's endpoint in the network "bridge"; the engine
#: leaves them out since API 1.52
_OF_THE_BRIDGE = (
    *("EndpointID", "Gateway", "GlobalIPv6Address", "GlobalIPv6PrefixLen"),
    *("IPAddress", "IPPrefixLen", "IPv6Gateway", "MacAddress"),
)


def completed(container: Mapping[str, Any]) -> Mapping[str, Any]:
    """The container with the former fields of its NetworkSettings, as engines filled them."""
    settings = container.get("NetworkSettings")
    networks = settings.get("Networks") if isinstance(settings, dict) else None
    bridge = networks.get("bridge") if isinstance(networks, dict) else None
    if not isinstance(settings, dict) or not isinstance(bridge, dict) or "IPAddress" in settings:
        return container
    former = {name: bridge.get(name) for name in _OF_THE_BRIDGE}
    return {**container, "NetworkSettings": {**former, **settings}}
