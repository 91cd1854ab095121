"""Shapes of a swarm itself, and of what its nodes, secrets and configs have in common."""

COMMON = {
    "swarm.Meta": "Version version ?; CreatedAt time ?; UpdatedAt time ?",
    "swarm.Annotations": "Name string ?; Labels map[]string",
    "swarm.Driver": "Name string ?; Options map[]string ?",
    "swarm.TLSInfo": """
        TrustRoot string ?; CertIssuerSubject bytes ?; CertIssuerPublicKey bytes ?
    """,
}

SHAPES = {
    **COMMON,
    "swarm.ClusterInfo": """
        ID string; +swarm.Meta; Spec swarm.Spec; TLSInfo swarm.TLSInfo;
        RootRotationInProgress bool; DefaultAddrPool []string; SubnetSize int; DataPathPort int
    """,
    "swarm.Spec": """
        +swarm.Annotations; Orchestration swarm.OrchestrationConfig ?; Raft swarm.RaftConfig ?;
        Dispatcher swarm.DispatcherConfig ?; CAConfig swarm.CAConfig ?;
        TaskDefaults swarm.TaskDefaults ?; EncryptionConfig swarm.EncryptionConfig ?
    """,
    "swarm.OrchestrationConfig": "TaskHistoryRetentionLimit *int ?",
    "swarm.RaftConfig": """
        SnapshotInterval int ?; KeepOldSnapshots *int ?; LogEntriesForSlowFollowers int ?;
        ElectionTick int; HeartbeatTick int
    """,
    "swarm.DispatcherConfig": "HeartbeatPeriod duration ?",
    "swarm.CAConfig": """
        NodeCertExpiry duration ?; ExternalCAs []*swarm.ExternalCA ?; SigningCACert string ?;
        SigningCAKey string ?; ForceRotate int ?
    """,
    "swarm.ExternalCA": "Protocol string; URL string; Options map[]string ?; CACert string",
    "swarm.TaskDefaults": "LogDriver *swarm.Driver ?",
    "swarm.EncryptionConfig": "AutoLockManagers bool",
}
