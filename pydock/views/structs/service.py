"""Shapes of `docker service inspect`."""

from pydock.views.structs.container import SHAPES as CONTAINER
from pydock.views.structs.node import SHAPES as NODE
from pydock.views.structs.swarm import COMMON

SHAPES = {
    **CONTAINER,
    **NODE,
    **COMMON,
    "swarm.Service": """
        ID string; +swarm.Meta; Spec swarm.ServiceSpec ?; PreviousSpec *swarm.ServiceSpec ?;
        Endpoint swarm.Endpoint ?; UpdateStatus *swarm.UpdateStatus ?;
        ServiceStatus *swarm.ServiceStatus ?; JobStatus *swarm.JobStatus ?
    """,
    "swarm.ServiceSpec": """
        +swarm.Annotations; TaskTemplate swarm.TaskSpec ?; Mode swarm.ServiceMode ?;
        UpdateConfig *swarm.UpdateConfig ?; RollbackConfig *swarm.UpdateConfig ?;
        Networks []swarm.NetworkAttachmentConfig ?; EndpointSpec *swarm.EndpointSpec ?
    """,
    "swarm.ServiceMode": """
        Replicated *swarm.ReplicatedService ?; Global *swarm.GlobalService ?;
        ReplicatedJob *swarm.ReplicatedJob ?; GlobalJob *swarm.GlobalJob ?
    """,
    "swarm.ReplicatedService": "Replicas *int ?",
    "swarm.GlobalService": "",
    "swarm.ReplicatedJob": "MaxConcurrent *int ?; TotalCompletions *int ?",
    "swarm.GlobalJob": "",
    "swarm.UpdateConfig": """
        Parallelism int; Delay duration ?; FailureAction string ?; Monitor duration ?;
        MaxFailureRatio float; Order string
    """,
    "swarm.UpdateStatus": """
        State string ?; StartedAt *time ?; CompletedAt *time ?; Message string ?
    """,
    "swarm.ServiceStatus": "RunningTasks int; DesiredTasks int; CompletedTasks int",
    "swarm.JobStatus": "JobIteration version; LastExecution time ?",
    "swarm.Endpoint": """
        Spec swarm.EndpointSpec ?; Ports []swarm.PortConfig ?;
        VirtualIPs []swarm.EndpointVirtualIP ?
    """,
    "swarm.EndpointSpec": "Mode string ?; Ports []swarm.PortConfig ?",
    "swarm.PortConfig": """
        Name string ?; Protocol string ?; TargetPort int ?; PublishedPort int ?;
        PublishMode string ?
    """,
    "swarm.EndpointVirtualIP": "NetworkID string ?; Addr string ?",
    "swarm.NetworkAttachmentConfig": """
        Target string ?; Aliases []string ?; DriverOpts map[]string ?
    """,
    "swarm.TaskSpec": """
        ContainerSpec *swarm.ContainerSpec ?; PluginSpec *runtime.PluginSpec ?;
        NetworkAttachmentSpec *swarm.NetworkAttachmentSpec ?;
        Resources *swarm.ResourceRequirements ?; RestartPolicy *swarm.RestartPolicy ?;
        Placement *swarm.Placement ?; Networks []swarm.NetworkAttachmentConfig ?;
        LogDriver *swarm.Driver ?; ForceUpdate int; Runtime string ?
    """,
    "swarm.ContainerSpec": """
        Image string ?; Labels map[]string ?; Command []string ?; Args []string ?;
        Hostname string ?; Env []string ?; Dir string ?; User string ?; Groups []string ?;
        Privileges *swarm.Privileges ?; Init *bool ?; StopSignal string ?; TTY bool ?;
        OpenStdin bool ?; ReadOnly bool ?; Mounts []mount.Mount ?; StopGracePeriod *duration ?;
        Healthcheck *v1.HealthcheckConfig ?; Hosts []string ?; DNSConfig *swarm.DNSConfig ?;
        Secrets []*swarm.SecretReference ?; Configs []*swarm.ConfigReference ?;
        Isolation string ?; Sysctls map[]string ?; CapabilityAdd []string ?;
        CapabilityDrop []string ?; Ulimits []*units.Ulimit ?; OomScoreAdj int ?
    """,
    "swarm.Privileges": """
        CredentialSpec *swarm.CredentialSpec; SELinuxContext *swarm.SELinuxContext;
        Seccomp *swarm.SeccompOpts ?; AppArmor *swarm.AppArmorOpts ?; NoNewPrivileges bool
    """,
    "swarm.CredentialSpec": "Config string; File string; Registry string",
    "swarm.SELinuxContext": "Disable bool; User string; Role string; Type string; Level string",
    "swarm.SeccompOpts": "Mode string ?; Profile bytes ?",
    "swarm.AppArmorOpts": "Mode string ?",
    "swarm.DNSConfig": "Nameservers []string ?; Search []string ?; Options []string ?",
    "swarm.SecretReference": """
        File *swarm.SecretReferenceFileTarget; SecretID string; SecretName string
    """,
    "swarm.SecretReferenceFileTarget": "Name string; UID string; GID string; Mode mode",
    "swarm.ConfigReference": """
        File *swarm.ConfigReferenceFileTarget ?; Runtime *swarm.ConfigReferenceRuntimeTarget ?;
        ConfigID string; ConfigName string
    """,
    "swarm.ConfigReferenceFileTarget": "Name string; UID string; GID string; Mode mode",
    "swarm.ConfigReferenceRuntimeTarget": "",
    "runtime.PluginSpec": """
        Name string name ?; Remote string remote ?;
        Privileges []*runtime.PluginPrivilege privileges ?; Disabled bool disabled ?;
        Env []string env ?
    """,
    "runtime.PluginPrivilege": """
        Name string name ?; Description string description ?; Value []string value ?
    """,
    "swarm.NetworkAttachmentSpec": "ContainerID string",
    "swarm.ResourceRequirements": """
        Limits *swarm.Limit ?; Reservations *swarm.Resources ?; SwapBytes *int ?;
        MemorySwappiness *int ?
    """,
    "swarm.Limit": "NanoCPUs int ?; MemoryBytes int ?; Pids int ?",
    "swarm.RestartPolicy": """
        Condition string ?; Delay *duration ?; MaxAttempts *int ?; Window *duration ?
    """,
    "swarm.Placement": """
        Constraints []string ?; Preferences []swarm.PlacementPreference ?; MaxReplicas int ?;
        Platforms []swarm.Platform ?
    """,
    "swarm.PlacementPreference": "Spread *swarm.SpreadOver",
    "swarm.SpreadOver": "SpreadDescriptor string",
}
