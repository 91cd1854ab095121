# Completion of pydock for PowerShell. Generated: do not edit.

$PydockTable = @{}
$PydockTable[''] = @(
    'c run', 'Create a container from an image and run it'
    'c exec', 'Run a command in a running container'
    'c ps', 'List containers'
    'c build', 'Build an image from a Dockerfile'
    'c pull', 'Download an image from a registry'
    'c push', 'Upload an image to a registry'
    'c images', 'List images'
    'c login', 'Log in to a registry'
    'c logout', 'Log out of a registry'
    'c search', 'Search Docker Hub for images'
    'c version', 'Show the versions of pydock and the engine'
    'c info', 'Show the state of the engine'
    'c builder', 'Work with the engine''s builder'
    'c checkpoint', 'Work with checkpoints of running containers'
    'c container', 'Work with containers'
    'c context', 'Work with contexts, the engines known by name'
    'c image', 'Work with images'
    'c manifest', 'Work with manifests and manifest lists of a registry'
    'c network', 'Work with networks'
    'c plugin', 'Work with the engine''s plugins'
    'c system', 'Work with the engine as a whole'
    'c volume', 'Work with volumes'
    'c config', 'Work with a swarm''s configs, files that services read'
    'c node', 'Work with a swarm''s nodes, the engines in it'
    'c secret', 'Work with a swarm''s secrets, files that services read'
    'c service', 'Work with the services of a swarm'
    'c stack', 'Work with stacks, services that a Compose file describes'
    'c swarm', 'Work with a swarm, many engines as one'
    'c attach', 'Connect the terminal to a running container'
    'c commit', 'Make an image of a container''s changes'
    'c cp', 'Copy files between a container and this machine'
    'c create', 'Create a container without starting it'
    'c diff', 'List what has changed in a container''s files'
    'c events', 'Show what happens on the engine, live'
    'c export', 'Write a container''s files as a tar archive'
    'c history', 'Show how an image was made, layer by layer'
    'c import', 'Make an image from a tar archive of files'
    'c inspect', 'Show any of the engine''s objects in detail'
    'c kill', 'Send a signal to containers, SIGKILL by default'
    'c load', 'Load images from a tar archive or standard input'
    'c logs', 'Show what a container has written'
    'c pause', 'Pause all processes of containers'
    'c port', 'List the published ports of a container'
    'c rename', 'Give a container another name'
    'c restart', 'Stop containers and start them again'
    'c rm', 'Remove containers'
    'c rmi', 'Remove images'
    'c save', 'Write images as a tar archive, to standard output by default'
    'c start', 'Start stopped containers'
    'c stats', 'Show what containers use, live'
    'c stop', 'Stop running containers'
    'c tag', 'Give an image another name'
    'c top', 'List the processes of a container'
    'c unpause', 'Let paused containers go on'
    'c update', 'Change the limits of containers'
    'c wait', 'Wait until containers end and print their exit statuses'
    'v --config folders', 'Folder of the configuration files'
    'v --context,-c contexts', 'Context that says which engine to use'
    'f --debug,-D', 'Show more about errors'
    'v --host,-H -', 'Address of the engine, such as unix:///var/run/docker.sock'
    'v --log-level,-l choices:debug,info,warn,error,fatal', 'Level of messages: "debug", "info", "warn", "error", "fatal"'
    'f --tls', 'Use TLS; implied by --tlsverify'
    'v --tlscacert files', 'File of the certificate authority to trust'
    'v --tlscert files', 'File of the client certificate'
    'v --tlskey files', 'File of the client certificate''s key'
    'f --tlsverify', 'Use TLS and verify the engine''s certificate'
    'f --version,-v', 'Print the version and end'
)
$PydockTable['builder'] = @(
    'c build', 'Build an image from a Dockerfile'
    'c context', 'List what a build would send, and why'
    'c prune', 'Remove the build cache'
)
$PydockTable['checkpoint'] = @(
    'c create', 'Save the state of a running container as a checkpoint'
    'c ls', 'List the checkpoints of a container'
    'c rm', 'Remove a checkpoint'
)
$PydockTable['config'] = @(
    'c create', 'Create a config'
    'c inspect', 'Show configs in detail'
    'c ls', 'List configs'
    'c rm', 'Remove configs'
)
$PydockTable['container'] = @(
    'c attach', 'Connect the terminal to a running container'
    'c commit', 'Make an image of a container''s changes'
    'c cp', 'Copy files between a container and this machine'
    'c create', 'Create a container without starting it'
    'c diff', 'List what has changed in a container''s files'
    'c exec', 'Run a command in a running container'
    'c export', 'Write a container''s files as a tar archive'
    'c inspect', 'Show containers in detail'
    'c kill', 'Send a signal to containers, SIGKILL by default'
    'c logs', 'Show what a container has written'
    'c ls', 'List containers'
    'c pause', 'Pause all processes of containers'
    'c port', 'List the published ports of a container'
    'c prune', 'Remove all stopped containers'
    'c rename', 'Give a container another name'
    'c restart', 'Stop containers and start them again'
    'c rm', 'Remove containers'
    'c run', 'Create a container from an image and run it'
    'c start', 'Start stopped containers'
    'c stats', 'Show what containers use, live'
    'c stop', 'Stop running containers'
    'c top', 'List the processes of a container'
    'c unpause', 'Let paused containers go on'
    'c update', 'Change the limits of containers'
    'c wait', 'Wait until containers end and print their exit statuses'
)
$PydockTable['context'] = @(
    'c create', 'Create a context'
    'c export', 'Write a context to a tar archive'
    'c import', 'Create a context from a tar or zip archive'
    'c inspect', 'Show contexts in detail'
    'c ls', 'List contexts'
    'c rm', 'Remove contexts'
    'c show', 'Print the name of the context in use'
    'c update', 'Change a context'
    'c use', 'Make a context the one in use'
)
$PydockTable['image'] = @(
    'c build', 'Build an image from a Dockerfile'
    'c history', 'Show how an image was made, layer by layer'
    'c import', 'Make an image from a tar archive of files'
    'c inspect', 'Show images in detail'
    'c load', 'Load images from a tar archive or standard input'
    'c ls', 'List images'
    'c prune', 'Remove unused images'
    'c pull', 'Download an image from a registry'
    'c push', 'Upload an image to a registry'
    'c rm', 'Remove images'
    'c save', 'Write images as a tar archive, to standard output by default'
    'c tag', 'Give an image another name'
)
$PydockTable['manifest'] = @(
    'c annotate', 'Add details to an image in a local manifest list'
    'c create', 'Create a local manifest list to annotate and push'
    'c inspect', 'Show an image''s manifest or manifest list'
    'c push', 'Upload a manifest list to a registry'
    'c rm', 'Remove local manifest lists'
)
$PydockTable['network'] = @(
    'c connect', 'Connect a container to a network'
    'c create', 'Create a network'
    'c disconnect', 'Disconnect a container from a network'
    'c inspect', 'Show networks in detail'
    'c ls', 'List networks'
    'c prune', 'Remove all unused networks'
    'c rm', 'Remove networks'
)
$PydockTable['node'] = @(
    'c demote', 'Make workers of managers'
    'c inspect', 'Show nodes in detail'
    'c ls', 'List the nodes of the swarm'
    'c promote', 'Make managers of workers'
    'c ps', 'List the tasks on nodes'
    'c rm', 'Remove nodes from the swarm'
    'c update', 'Change a node'
)
$PydockTable['plugin'] = @(
    'c create', 'Create a plugin from a folder with its files and configuration'
    'c disable', 'Disable a plugin'
    'c enable', 'Enable a plugin'
    'c inspect', 'Show plugins in detail'
    'c install', 'Install a plugin'
    'c ls', 'List plugins'
    'c push', 'Upload a plugin to a registry'
    'c rm', 'Remove plugins'
    'c set', 'Change the settings of a plugin'
    'c upgrade', 'Upgrade a plugin'
)
$PydockTable['secret'] = @(
    'c create', 'Create a secret'
    'c inspect', 'Show secrets in detail'
    'c ls', 'List secrets'
    'c rm', 'Remove secrets'
)
$PydockTable['service'] = @(
    'c create', 'Create a service from an image'
    'c inspect', 'Show services in detail'
    'c logs', 'Show what the tasks of a service have written'
    'c ls', 'List services'
    'c ps', 'List the tasks of services'
    'c rm', 'Remove services'
    'c rollback', 'Take the last change of a service back'
    'c scale', 'Change how many tasks services have'
    'c update', 'Change a service'
)
$PydockTable['stack'] = @(
    'c config', 'Show what Compose files say together'
    'c deploy', 'Deploy a stack, or change it'
    'c ls', 'List stacks'
    'c ps', 'List the tasks of a stack'
    'c rm', 'Remove stacks'
    'c services', 'List the services of a stack'
)
$PydockTable['swarm'] = @(
    'c ca', 'Show the root CA of the swarm, or change it'
    'c init', 'Begin a new swarm'
    'c join', 'Make the engine a node of a swarm'
    'c join-token', 'Show how to add nodes to the swarm'
    'c leave', 'Make the engine leave its swarm'
    'c unlock', 'Let a locked manager go on'
    'c unlock-key', 'Show the key that unlocks managers'
    'c update', 'Change the settings of the swarm'
)
$PydockTable['system'] = @(
    'c df', 'Show how much disk space the engine uses'
    'c events', 'Show what happens on the engine, live'
    'c info', 'Show the state of the engine'
    'c prune', 'Remove unused data'
)
$PydockTable['volume'] = @(
    'c create', 'Create a volume'
    'c inspect', 'Show volumes in detail'
    'c ls', 'List volumes'
    'c prune', 'Remove unused volumes'
    'c rm', 'Remove volumes'
    'c update', 'Change a volume (cluster volumes only)'
)
$PydockTable['builder context'] = @(
    'f --explain', 'Show what is left out too, and the rule that decided'
    'v --file,-f files', 'Dockerfile, as `build` takes it'
    'v --sort choices:name,size', 'Order: name (as in the tar) or size (largest first)'
    'a folders', ''
)
$PydockTable['builder prune'] = @(
    'f --all,-a', 'Remove all that is not in use, not only what is dangling'
    'v --filter choices:until=', 'Only what fits, such as "until=24h"'
    'f --force,-f', 'Do not ask'
    'v --keep-storage -', 'Disk space that the cache may keep'
)
$PydockTable['checkpoint create'] = @(
    'v --checkpoint-dir -', 'Folder of the engine''s machine to save it in'
    'f --leave-running', 'Let the container go on'
    'a containers:running', ''
)
$PydockTable['checkpoint ls'] = $PydockTable['checkpoint list'] = @(
    'v --checkpoint-dir -', 'Folder of the engine''s machine to look in'
    'a containers', ''
)
$PydockTable['checkpoint rm'] = $PydockTable['checkpoint remove'] = @(
    'v --checkpoint-dir -', 'Folder of the engine''s machine that it is in'
    'a containers', ''
)
$PydockTable['completion'] = @(
    'a choices:bash,fish,powershell,zsh', ''
)
$PydockTable['config create'] = @(
    'v --label,-l -', 'Labels of the config'
    'v --template-driver -', 'Driver that fills in templates in the data'
    'a -', ''
    'a files', ''
)
$PydockTable['config inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'f --pretty', 'Show it for people to read'
    'a configs', ''
    'r', ''
)
$PydockTable['config ls'] = $PydockTable['config list'] = @(
    'v --filter,-f choices:id=,label=,name=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --quiet,-q', 'Show ids only'
)
$PydockTable['config rm'] = $PydockTable['config remove'] = @(
    'a configs', ''
    'r', ''
)
$PydockTable['container attach'] = $PydockTable['attach'] = @(
    'v --detach-keys -', 'Keys that let go of the container'
    'f --no-stdin', 'Leave standard input out'
    'f --sig-proxy', 'Send signals on to the container'
    'a containers:running', ''
)
$PydockTable['container commit'] = $PydockTable['commit'] = @(
    'v --author,-a -', 'Author, such as "Hannibal Smith <hannibal@a-team.com>"'
    'v --change,-c -', 'Instruction of a Dockerfile to apply to the image'
    'v --message,-m -', 'Message that says what was done'
    'f --pause,-p', 'Pause the container meanwhile'
    'a containers', ''
)
$PydockTable['container cp'] = $PydockTable['cp'] = @(
    'f --archive,-a', 'Keep the numbers of the files'' user and group'
    'f --follow-link,-L', 'Follow a symlink that SRC_PATH itself is'
    'f --quiet,-q', 'Show nothing of the copy, as without a terminal anyway'
    'a container-paths+files', ''
    'a container-paths+files', ''
)
$PydockTable['container create'] = $PydockTable['create'] = @(
    'f --help', 'Show this page'
    'f --no-healthcheck', 'Do not check its health'
    'v --health-timeout -', 'Longest time of one check'
    'v --health-start-interval -', 'Time between two checks while it starts'
    'v --health-start-period -', 'Time to start before failures count'
    'v --health-retries -', 'How many failures in a row make it unhealthy'
    'v --health-interval -', 'Time between two checks'
    'v --health-cmd -', 'Command that checks its health'
    'f --use-api-socket', 'Give it the engine''s socket and your registry logins'
    'v --isolation choices:default,hyperv,process', 'How it is isolated (Windows)'
    'v --runtime -', 'Runtime to use'
    'v --uts choices:host', 'UTS namespace: host'
    'v --userns choices:host', 'User namespace: host'
    'v --pid choices:host,container:+joinable', 'Process namespace: host or container:name'
    'v --ipc choices:host,none,private,shareable,container:+joinable', 'IPC namespace: host, private, shareable, none or container:name'
    'v --cgroupns choices:host,private', 'Cgroup namespace: host or private'
    'v --cgroup-parent -', 'Control group to make its own in'
    'v --security-opt choices:apparmor=,label=,no-new-privileges,seccomp=,systempaths=unconfined', 'Security setting, such as seccomp=profile.json'
    'v --cap-drop choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Take a capability away'
    'v --cap-add choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Add a capability'
    'f --privileged', 'Give it the rights of the host''s root'
    'v --io-maxiops -', 'Most operations a second for the system drive (Windows)'
    'v --io-maxbandwidth -', 'Most bytes a second for the system drive (Windows)'
    'v --device-write-iops -', 'Most writes a second to a device'
    'v --device-read-iops -', 'Most reads a second from a device'
    'v --device-write-bps -', 'Most bytes a second to write to a device'
    'v --device-read-bps -', 'Most bytes a second to read from a device'
    'v --blkio-weight-device -', 'Weight for one block device (path:weight)'
    'v --blkio-weight -', 'Weight for block devices, 10 to 1000, or 0 for none'
    'v --gpus choices:all,device=', 'Add GPUs: all, a number, or device=...'
    'v --device-cgroup-rule -', 'Allow devices by a rule, such as c 1:3 rwm'
    'v --device files', 'Add a device: path[:path in container][:rwm], or its CDI name'
    'v --sysctl -', 'Kernel parameter of its namespaces (name=value)'
    'v --ulimit -', 'Limit of its processes (name=soft[:hard])'
    'v --pids-limit -', 'Most processes it may have, -1 for any'
    'v --cpu-percent -', 'Percentage of the CPUs it may use (Windows)'
    'v --cpu-count -', 'How many CPUs it may use (Windows)'
    'v --cpuset-mems -', 'Memory nodes to use (0-3, 0,1)'
    'v --cpuset-cpus -', 'CPUs to run on (0-3, 0,1)'
    'v --cpu-rt-runtime -', 'Microseconds of each real-time period that it may run'
    'v --cpu-rt-period -', 'Length of a real-time period in microseconds'
    'v --cpu-quota -', 'Microseconds of each period that it may run'
    'v --cpu-period -', 'Length of a scheduling period in microseconds'
    'v --cpu-shares,-c -', 'Weight among containers that want a CPU'
    'v --cpus -', 'How many CPUs it may use, such as 1.5'
    'v --oom-score-adj -', 'How readily it is killed then, -1000 to 1000'
    'f --oom-kill-disable', 'Do not kill it when memory runs out'
    'v --kernel-memory -', 'Most kernel memory it may use'
    'v --memory-swappiness -', 'How readily it is swapped out, 0 to 100'
    'v --memory-swap -', 'Most memory and swap together, -1 for any'
    'v --memory-reservation -', 'Memory to leave it when memory is scarce'
    'v --memory,-m -', 'Most memory it may use'
    'v --shm-size -', 'Size of /dev/shm'
    'v --storage-opt -', 'Setting of the storage driver (key=value)'
    'f --read-only', 'Mount the root filesystem read-only'
    'v --volume-driver -', 'Driver of volumes that are made on the way'
    'v --volumes-from containers', 'Mount the volumes of another container'
    'v --tmpfs -', 'Mount a tmpfs (path[:options])'
    'v --mount choices:type=bind,type=tmpfs,type=volume,type=image', 'Mount a filesystem: type=...,source=...,target=...'
    'v --volume,-v volumes+folders', 'Mount a volume or a path: [source:]target[:options]'
    'v --dns-search -', 'Domain to search names in'
    'v --dns-option -', 'Option of the resolver'
    'v --dns -', 'DNS server to ask'
    'v --add-host -', 'Add a host to /etc/hosts (name:address)'
    'v --domainname -', 'NIS domain name of the container'
    'v --hostname,-h -', 'Host name of the container'
    'v --expose -', 'Expose a port or a range of ports'
    'f --publish-all,-P', 'Publish every exposed port on a free port'
    'v --publish,-p -', 'Publish a port: [[ip:]host:]port[/protocol], with ranges'
    'v --link containers', 'Link to another container (name[:alias])'
    'v --mac-address -', 'Hardware address, such as 92:d0:c6:0a:29:33'
    'v --link-local-ip -', 'Link-local address, IPv4 or IPv6'
    'v --ip6 -', 'IPv6 address on the network'
    'v --ip -', 'IPv4 address on the network'
    'v --network-alias -', 'One more name on the network'
    'v --network networks+choices:default,container:+joinable', 'Network to connect to: its name, or name=...,alias=...,ip=...'
    'v --log-opt -', 'Setting of the log driver (key=value)'
    'v --log-driver choices:awslogs,etwlogs,fluentd,gcplogs,gelf,journald,json-file,local,none,splunk,syslog', 'Where the output goes'
    'f --tty,-t', 'Give the container a terminal'
    'f --interactive,-i', 'Keep standard input open'
    'v --attach,-a choices:stdin,stdout,stderr', 'Attach stdin, stdout or stderr only'
    'f --disable-content-trust', 'Do not verify the image'
    'f --quiet,-q', 'Show nothing of the pull'
    'v --pull choices:always,missing,never', 'When to pull the image: always, missing or never'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform to run, such as linux/arm64'
    'v --cidfile files', 'File to write the container''s id to'
    'v --annotation -', 'Pass an annotation (key=value) on to the runtime'
    'v --label-file files', 'Attach the labels that a file lists'
    'v --label,-l -', 'Attach a label (key=value)'
    'f --rm', 'Remove the container and its unnamed volumes when it ends'
    'v --restart choices:no,always,on-failure,on-failure:,unless-stopped', 'When to start it again: no, always, unless-stopped or on-failure[:times]'
    'v --stop-timeout -', 'Seconds to wait for it to stop before killing it'
    'v --stop-signal choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ', 'Signal that asks the container to stop'
    'f --init', 'Run a small init as process 1, to pass signals on and reap'
    'v --env-file files', 'Set the environment variables that a file lists'
    'v --env,-e env', 'Set an environment variable, or pass one on by its name'
    'v --workdir,-w -', 'Working directory in the container'
    'v --group-add -', 'One more group of the user'
    'v --user,-u -', 'User to run as: a name or number, optionally :group'
    'v --entrypoint -', 'Program to run instead of the image''s own entry point'
    'v --name -', 'Name of the container'
    'a images', ''
    'r', ''
    'p', ''
)
$PydockTable['container diff'] = $PydockTable['diff'] = @(
    'a containers', ''
)
$PydockTable['container exec'] = $PydockTable['exec'] = @(
    'f --detach,-d', 'Run it in the background'
    'v --detach-keys -', 'Keys that let go of the command'
    'v --env,-e env', 'Set an environment variable, or pass one on by its name'
    'v --env-file files', 'Set the environment variables that a file lists'
    'f --interactive,-i', 'Join standard input'
    'f --privileged', 'Give the command the rights of the host''s root'
    'f --tty,-t', 'Give the command a terminal'
    'v --user,-u -', 'User to run as: a name or number, optionally :group'
    'v --workdir,-w -', 'Working directory of the command'
    'a containers:running', ''
    'r', ''
    'p', ''
)
$PydockTable['container export'] = $PydockTable['export'] = @(
    'v --output,-o files', 'File to write to, instead of standard output'
    'a containers', ''
)
$PydockTable['container inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'f --size,-s', 'Find out how large its files are'
    'a containers', ''
    'r', ''
)
$PydockTable['container kill'] = $PydockTable['kill'] = @(
    'v --signal,-s choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ', 'Signal to send, SIGKILL if none is given'
    'a containers:running', ''
    'r', ''
)
$PydockTable['container logs'] = $PydockTable['logs'] = @(
    'f --details', 'Show attributes of the logging options too'
    'f --follow,-f', 'Go on with what it writes from now on'
    'v --since -', 'Only what is younger, a time (2013-01-02T13:23:37Z) or age (42m)'
    'v --tail,-n -', 'How many lines to show, from the end'
    'f --timestamps,-t', 'Show the time of each line'
    'v --until -', 'Only what is older, a time or age'
    'a containers', ''
)
$PydockTable['container ls'] = $PydockTable['container list'] = $PydockTable['container ps'] = $PydockTable['ps'] = @(
    'f --all,-a', 'Show all containers, not only those that run'
    'v --filter,-f choices:ancestor=,before=,exited=,expose=,health=,id=,is-task=,label=,name=,network=,publish=,since=,status=,volume=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'v --last,-n -', 'Show the last N that were created, in any state'
    'f --latest,-l', 'Show the last one that was created, in any state'
    'f --no-trunc', 'Show everything in full'
    'f --quiet,-q', 'Show ids only'
    'f --size,-s', 'Show how large their files are'
)
$PydockTable['container pause'] = $PydockTable['pause'] = @(
    'a containers:running', ''
    'r', ''
)
$PydockTable['container port'] = $PydockTable['port'] = @(
    'a containers', ''
)
$PydockTable['container prune'] = @(
    'v --filter choices:label=,label!=,until=', 'Only what fits, such as "until=<timestamp>"'
    'f --force,-f', 'Do not ask'
)
$PydockTable['container rename'] = $PydockTable['rename'] = @(
    'a containers', ''
)
$PydockTable['container restart'] = $PydockTable['restart'] = @(
    'v --signal,-s choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ', 'Signal to send to it'
    'v --timeout,-t -', 'Seconds to wait before it is killed'
    'a containers', ''
    'r', ''
)
$PydockTable['container rm'] = $PydockTable['container remove'] = $PydockTable['rm'] = @(
    'f --force,-f', 'Kill a running container and remove it'
    'f --link,-l', 'Remove the named link, not a container'
    'f --volumes,-v', 'Remove the container''s anonymous volumes too'
    'a containers', ''
    'r', ''
)
$PydockTable['container run'] = $PydockTable['run'] = @(
    'f --help', 'Show this page'
    'f --no-healthcheck', 'Do not check its health'
    'v --health-timeout -', 'Longest time of one check'
    'v --health-start-interval -', 'Time between two checks while it starts'
    'v --health-start-period -', 'Time to start before failures count'
    'v --health-retries -', 'How many failures in a row make it unhealthy'
    'v --health-interval -', 'Time between two checks'
    'v --health-cmd -', 'Command that checks its health'
    'f --use-api-socket', 'Give it the engine''s socket and your registry logins'
    'v --isolation choices:default,hyperv,process', 'How it is isolated (Windows)'
    'v --runtime -', 'Runtime to use'
    'v --uts choices:host', 'UTS namespace: host'
    'v --userns choices:host', 'User namespace: host'
    'v --pid choices:host,container:+joinable', 'Process namespace: host or container:name'
    'v --ipc choices:host,none,private,shareable,container:+joinable', 'IPC namespace: host, private, shareable, none or container:name'
    'v --cgroupns choices:host,private', 'Cgroup namespace: host or private'
    'v --cgroup-parent -', 'Control group to make its own in'
    'v --security-opt choices:apparmor=,label=,no-new-privileges,seccomp=,systempaths=unconfined', 'Security setting, such as seccomp=profile.json'
    'v --cap-drop choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Take a capability away'
    'v --cap-add choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Add a capability'
    'f --privileged', 'Give it the rights of the host''s root'
    'v --io-maxiops -', 'Most operations a second for the system drive (Windows)'
    'v --io-maxbandwidth -', 'Most bytes a second for the system drive (Windows)'
    'v --device-write-iops -', 'Most writes a second to a device'
    'v --device-read-iops -', 'Most reads a second from a device'
    'v --device-write-bps -', 'Most bytes a second to write to a device'
    'v --device-read-bps -', 'Most bytes a second to read from a device'
    'v --blkio-weight-device -', 'Weight for one block device (path:weight)'
    'v --blkio-weight -', 'Weight for block devices, 10 to 1000, or 0 for none'
    'v --gpus choices:all,device=', 'Add GPUs: all, a number, or device=...'
    'v --device-cgroup-rule -', 'Allow devices by a rule, such as c 1:3 rwm'
    'v --device files', 'Add a device: path[:path in container][:rwm], or its CDI name'
    'v --sysctl -', 'Kernel parameter of its namespaces (name=value)'
    'v --ulimit -', 'Limit of its processes (name=soft[:hard])'
    'v --pids-limit -', 'Most processes it may have, -1 for any'
    'v --cpu-percent -', 'Percentage of the CPUs it may use (Windows)'
    'v --cpu-count -', 'How many CPUs it may use (Windows)'
    'v --cpuset-mems -', 'Memory nodes to use (0-3, 0,1)'
    'v --cpuset-cpus -', 'CPUs to run on (0-3, 0,1)'
    'v --cpu-rt-runtime -', 'Microseconds of each real-time period that it may run'
    'v --cpu-rt-period -', 'Length of a real-time period in microseconds'
    'v --cpu-quota -', 'Microseconds of each period that it may run'
    'v --cpu-period -', 'Length of a scheduling period in microseconds'
    'v --cpu-shares,-c -', 'Weight among containers that want a CPU'
    'v --cpus -', 'How many CPUs it may use, such as 1.5'
    'v --oom-score-adj -', 'How readily it is killed then, -1000 to 1000'
    'f --oom-kill-disable', 'Do not kill it when memory runs out'
    'v --kernel-memory -', 'Most kernel memory it may use'
    'v --memory-swappiness -', 'How readily it is swapped out, 0 to 100'
    'v --memory-swap -', 'Most memory and swap together, -1 for any'
    'v --memory-reservation -', 'Memory to leave it when memory is scarce'
    'v --memory,-m -', 'Most memory it may use'
    'v --shm-size -', 'Size of /dev/shm'
    'v --storage-opt -', 'Setting of the storage driver (key=value)'
    'f --read-only', 'Mount the root filesystem read-only'
    'v --volume-driver -', 'Driver of volumes that are made on the way'
    'v --volumes-from containers', 'Mount the volumes of another container'
    'v --tmpfs -', 'Mount a tmpfs (path[:options])'
    'v --mount choices:type=bind,type=tmpfs,type=volume,type=image', 'Mount a filesystem: type=...,source=...,target=...'
    'v --volume,-v volumes+folders', 'Mount a volume or a path: [source:]target[:options]'
    'v --dns-search -', 'Domain to search names in'
    'v --dns-option -', 'Option of the resolver'
    'v --dns -', 'DNS server to ask'
    'v --add-host -', 'Add a host to /etc/hosts (name:address)'
    'v --domainname -', 'NIS domain name of the container'
    'v --hostname,-h -', 'Host name of the container'
    'v --expose -', 'Expose a port or a range of ports'
    'f --publish-all,-P', 'Publish every exposed port on a free port'
    'v --publish,-p -', 'Publish a port: [[ip:]host:]port[/protocol], with ranges'
    'v --link containers', 'Link to another container (name[:alias])'
    'v --mac-address -', 'Hardware address, such as 92:d0:c6:0a:29:33'
    'v --link-local-ip -', 'Link-local address, IPv4 or IPv6'
    'v --ip6 -', 'IPv6 address on the network'
    'v --ip -', 'IPv4 address on the network'
    'v --network-alias -', 'One more name on the network'
    'v --network networks+choices:default,container:+joinable', 'Network to connect to: its name, or name=...,alias=...,ip=...'
    'v --log-opt -', 'Setting of the log driver (key=value)'
    'v --log-driver choices:awslogs,etwlogs,fluentd,gcplogs,gelf,journald,json-file,local,none,splunk,syslog', 'Where the output goes'
    'f --tty,-t', 'Give the container a terminal'
    'f --interactive,-i', 'Keep standard input open'
    'v --attach,-a choices:stdin,stdout,stderr', 'Attach stdin, stdout or stderr only'
    'f --disable-content-trust', 'Do not verify the image'
    'f --quiet,-q', 'Show nothing of the pull'
    'v --pull choices:always,missing,never', 'When to pull the image: always, missing or never'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform to run, such as linux/arm64'
    'v --cidfile files', 'File to write the container''s id to'
    'v --annotation -', 'Pass an annotation (key=value) on to the runtime'
    'v --label-file files', 'Attach the labels that a file lists'
    'v --label,-l -', 'Attach a label (key=value)'
    'f --rm', 'Remove the container and its unnamed volumes when it ends'
    'v --restart choices:no,always,on-failure,on-failure:,unless-stopped', 'When to start it again: no, always, unless-stopped or on-failure[:times]'
    'v --stop-timeout -', 'Seconds to wait for it to stop before killing it'
    'v --stop-signal choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ', 'Signal that asks the container to stop'
    'f --init', 'Run a small init as process 1, to pass signals on and reap'
    'v --env-file files', 'Set the environment variables that a file lists'
    'v --env,-e env', 'Set an environment variable, or pass one on by its name'
    'v --workdir,-w -', 'Working directory in the container'
    'v --group-add -', 'One more group of the user'
    'v --user,-u -', 'User to run as: a name or number, optionally :group'
    'v --entrypoint -', 'Program to run instead of the image''s own entry point'
    'v --name -', 'Name of the container'
    'f --detach,-d', 'Run in the background and print the container''s id'
    'f --sig-proxy', 'Send signals on to the container'
    'v --detach-keys -', 'Keys that let go of the container'
    'a images', ''
    'r', ''
    'p', ''
)
$PydockTable['container start'] = $PydockTable['start'] = @(
    'f --attach,-a', 'Join standard output and error, and send signals on'
    'v --checkpoint -', 'Go on from this checkpoint'
    'v --checkpoint-dir -', 'Folder of the checkpoint'
    'v --detach-keys -', 'Keys that let go of the container'
    'f --interactive,-i', 'Join standard input too'
    'a containers:stopped', ''
    'r', ''
)
$PydockTable['container stats'] = $PydockTable['stats'] = @(
    'f --all,-a', 'Show all containers, not only those that run'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --no-stream', 'Show the figures once and end'
    'f --no-trunc', 'Show everything in full'
    'a containers:running', ''
    'r', ''
)
$PydockTable['container stop'] = $PydockTable['stop'] = @(
    'v --signal,-s choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ', 'Signal to send to it'
    'v --timeout,-t -', 'Seconds to wait before it is killed'
    'a containers:stoppable', ''
    'r', ''
)
$PydockTable['container top'] = $PydockTable['top'] = @(
    'a containers:running', ''
)
$PydockTable['container unpause'] = $PydockTable['unpause'] = @(
    'a containers:paused', ''
    'r', ''
)
$PydockTable['container update'] = $PydockTable['update'] = @(
    'v --blkio-weight -', 'Weight for block devices, 10 to 1000, or 0 for none'
    'v --cpu-period -', 'Length of a scheduling period in microseconds'
    'v --cpu-quota -', 'Microseconds of each period that it may run'
    'v --cpu-rt-period -', 'Length of a real-time period in microseconds'
    'v --cpu-rt-runtime -', 'Microseconds of each real-time period'
    'v --cpu-shares,-c -', 'Weight among containers that want a CPU'
    'v --cpus -', 'How many CPUs it may use, such as 1.5'
    'v --cpuset-cpus -', 'CPUs to run on (0-3, 0,1)'
    'v --cpuset-mems -', 'Memory nodes to use (0-3, 0,1)'
    'v --memory,-m -', 'Most memory it may use'
    'v --memory-reservation -', 'Memory to leave it when memory is scarce'
    'v --memory-swap -', 'Most memory and swap together, -1 for any'
    'v --pids-limit -', 'Most processes it may have, -1 for any'
    'v --restart choices:no,always,on-failure,on-failure:,unless-stopped', 'When to start it again: no, always, unless-stopped or on-failure[:times]'
    'a containers', ''
    'r', ''
)
$PydockTable['container wait'] = $PydockTable['wait'] = @(
    'a containers:running', ''
    'r', ''
)
$PydockTable['context create'] = @(
    'v --description -', 'Description of the context'
    'v --docker -', 'The engine: host=..., and ca=, cert=, key= for TLS'
    'v --from contexts', 'Context to copy'
)
$PydockTable['context export'] = @(
    'a contexts', ''
)
$PydockTable['context import'] = @(
    'a files', ''
)
$PydockTable['context inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'a contexts', ''
    'r', ''
)
$PydockTable['context ls'] = $PydockTable['context list'] = @(
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --quiet,-q', 'Show names only'
)
$PydockTable['context rm'] = $PydockTable['context remove'] = @(
    'f --force,-f', 'Remove even the context in use'
    'a contexts', ''
    'r', ''
)
$PydockTable['context show'] = @(
)
$PydockTable['context update'] = @(
    'v --description -', 'Description of the context'
    'v --docker -', 'The engine: host=..., and ca=, cert=, key= for TLS'
    'a contexts', ''
)
$PydockTable['context use'] = @(
    'a contexts', ''
)
$PydockTable['image build'] = $PydockTable['build'] = $PydockTable['builder build'] = @(
    'v --add-host -', 'Add a host to /etc/hosts (name:address)'
    'v --allow -', 'Let RUN have more: network.host, security.insecure, device'
    'v --annotation -', 'Note in the image''s manifest (key=value)'
    'v --attest -', 'What to tell about the image (type=sbom,...)'
    'v --build-arg -', 'Set a build argument (name=value, or a variable''s name)'
    'v --build-context -', 'Another context that FROM and COPY can name (name=path)'
    'v --builder -', 'Builder of the buildx plugin to build with'
    'v --cache-from -', 'Images whose layers may be used as cache, or type=local,...'
    'v --cache-to -', 'Where to keep the cache (type=registry,ref=..., type=inline)'
    'v --call choices:build,check,outline,targets', 'Ask about the Dockerfile in place of a build'
    'v --cgroup-parent -', 'Parent cgroup of the containers of RUN'
    'f --check', 'Look for mistakes in the Dockerfile, as --call=check'
    'f --compress', 'Compress the context on its way, with gzip'
    'v --cpu-period -', 'Period of the CPU quota in microseconds'
    'v --cpu-quota -', 'CPU time in a period, in microseconds'
    'v --cpu-shares,-c -', 'Weight of RUN among those who want the CPU'
    'v --cpuset-cpus -', 'CPUs to run on (0-3, 0,1)'
    'v --cpuset-mems -', 'Memory nodes to use (0-3, 0,1)'
    'f --debug,-D', 'Show more about warnings and errors'
    'f --disable-content-trust', 'Do not verify signatures'
    'v --file,-f files', 'Dockerfile, - for standard input (PATH/Dockerfile)'
    'f --force-rm', 'Remove the containers of RUN even when the build fails'
    'v --iidfile files', 'File to write the image''s id to'
    'v --isolation choices:default,hyperv,process', 'How RUN is isolated (Windows)'
    'v --label -', 'Attach a label to the image (key=value)'
    'f --load', 'Make an image of the engine, as --output=type=docker'
    'v --memory,-m -', 'Most memory RUN may use'
    'v --memory-swap -', 'Most memory and swap together, -1 for any'
    'v --metadata-file files', 'File to write facts about the result to'
    'v --network networks', 'Network of RUN'
    'f --no-cache', 'Build every step anew'
    'v --no-cache-filter -', 'Build the steps of these stages anew'
    'v --output,-o -', 'Where the result goes: a folder, - or type=tar,dest=...'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform to build for, such as linux/arm64'
    'v --progress choices:auto,none,plain,quiet,rawjson,tty', 'How to show the progress'
    'v --provenance -', 'Tell how the image was made, as --attest=type=provenance'
    'f --pull', 'Pull a newer base image if there is one'
    'f --push', 'Push the image, as --output=type=registry'
    'f --quiet,-q', 'Show nothing but the image''s id'
    'f --rm', 'Remove the containers of RUN after the build'
    'v --sbom -', 'Tell what is in the image, as --attest=type=sbom'
    'v --secret -', 'Secret that RUN may mount (id=name,src=path or id=name,env=VAR)'
    'v --security-opt -', 'Security options'
    'v --shm-size -', 'Size of /dev/shm'
    'f --squash', 'Make one layer of all new ones'
    'v --ssh -', 'ssh agent or keys that RUN may use (default, id=socket, id=key)'
    'v --tag,-t -', 'Name for the image, with a tag if wanted (name:tag)'
    'v --target -', 'Stage of the Dockerfile to build, the last one by default'
    'v --ulimit -', 'Ulimits of RUN'
    'a folders', ''
)
$PydockTable['image history'] = $PydockTable['history'] = @(
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --human,-H', 'Show sizes and times as people say them'
    'f --no-trunc', 'Show ids and commands in full'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'History for this platform, linux/amd64 say'
    'f --quiet,-q', 'Show ids only'
    'a images', ''
)
$PydockTable['image import'] = $PydockTable['import'] = @(
    'v --change,-c -', 'Apply an instruction of a Dockerfile, such as ''CMD sh'''
    'v --message,-m -', 'Comment to keep with the image'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of the image, where the engine knows several'
    'a files', ''
)
$PydockTable['image inspect'] = @(
    'v --format,-f -', 'How to show it: ''json'', or a Go template'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Show the image for this platform, linux/amd64 say'
    'a images', ''
    'r', ''
)
$PydockTable['image load'] = $PydockTable['load'] = @(
    'v --input,-i files', 'Read this tar archive, not standard input'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Load the image for this platform only, linux/amd64 say'
    'f --quiet,-q', 'Show the names of the images only'
)
$PydockTable['image ls'] = $PydockTable['image list'] = $PydockTable['images'] = @(
    'f --all,-a', 'Show untagged images and intermediate images of builds too'
    'f --digests', 'Show digests'
    'v --filter,-f choices:before=,dangling=,label=,reference=,since=,until=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --no-trunc', 'Show ids in full'
    'f --quiet,-q', 'Show ids only'
    'f --tree', 'Show images with their platforms, as a tree'
    'f --viz', 'Show images and their parents as a graph for Graphviz''s dot'
    'a images', ''
)
$PydockTable['image prune'] = @(
    'f --all,-a', 'Remove all images that no container uses, not only nameless ones'
    'v --filter choices:dangling=,label=,label!=,until=', 'Only what fits, such as "until=<timestamp>"'
    'f --force,-f', 'Do not ask'
)
$PydockTable['image pull'] = $PydockTable['pull'] = @(
    'f --all-tags,-a', 'Pull every tag of the repository'
    'f --disable-content-trust', 'Do not verify signatures'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform to pull, where the registry has several'
    'f --quiet,-q', 'Show nothing but the name of the image'
    'a images', ''
)
$PydockTable['image push'] = $PydockTable['push'] = @(
    'f --all-tags,-a', 'Push every tag of the repository'
    'f --disable-content-trust', 'Do not sign the image'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Push the image for one platform, linux/amd64 say, without its index of platforms'
    'f --quiet,-q', 'Show nothing but the name of the image'
    'a images', ''
)
$PydockTable['image rm'] = $PydockTable['image remove'] = $PydockTable['rmi'] = @(
    'f --force,-f', 'Remove it though it has several names or a stopped container'
    'f --no-prune', 'Keep parents that have no name'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Remove the image for this platform only'
    'a images', ''
    'r', ''
)
$PydockTable['image save'] = $PydockTable['save'] = @(
    'v --output,-o files', 'Write to this file, which is whole or not there'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Save the image for this platform only, linux/amd64 say'
    'a images', ''
    'r', ''
)
$PydockTable['image tag'] = $PydockTable['tag'] = @(
    'a images', ''
)
$PydockTable['inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'f --size,-s', 'Find out how large the files of containers are'
    'v --type choices:container,image,network,volume,service,task,node,plugin,secret,config', 'Look for this kind of object only'
    'a containers', ''
    'r', ''
)
$PydockTable['login'] = @(
    'v --password,-p -', 'Password or access token; other users of this machine see it'
    'f --password-stdin', 'Read the password or access token from standard input'
    'v --username,-u -', 'Name of the user'
)
$PydockTable['logout'] = @(
)
$PydockTable['manifest annotate'] = @(
    'v --arch -', 'Architecture of the image'
    'v --os -', 'Operating system of the image'
    'v --os-features -', 'Features that the operating system must have'
    'v --os-version -', 'Version of the operating system'
    'v --variant -', 'Variant of the architecture'
)
$PydockTable['manifest create'] = @(
    'f --amend,-a', 'Add to a list that exists'
    'f --insecure', 'Talk to registries without TLS, or with any certificate'
    'r', ''
)
$PydockTable['manifest inspect'] = @(
    'f --insecure', 'Talk to a registry without TLS, or with any certificate'
    'f --verbose,-v', 'Show layers and platforms too'
)
$PydockTable['manifest push'] = @(
    'f --insecure', 'Talk to a registry without TLS, or with any certificate'
    'f --purge,-p', 'Forget the local list when it is pushed'
)
$PydockTable['manifest rm'] = @(
    'r', ''
)
$PydockTable['network connect'] = @(
    'v --alias -', 'Further names of the container in the network'
    'v --driver-opt -', 'Options of the driver: KEY=VALUE'
    'v --gw-priority -', 'The highest gives the default gateway'
    'v --ip -', 'IPv4 address, such as 172.30.100.104'
    'v --ip6 -', 'IPv6 address, such as 2001:db8::33'
    'v --link containers', 'Link to another container: NAME[:ALIAS]'
    'v --link-local-ip -', 'Link-local addresses of the container'
    'a networks', ''
    'a containers', ''
)
$PydockTable['network create'] = @(
    'f --attachable', 'Let containers connect by hand (swarm)'
    'v --aux-address -', 'Addresses that the driver uses: NAME=IP'
    'v --config-from networks', 'Network to copy the configuration from'
    'f --config-only', 'Keep it as a configuration for others'
    'v --driver,-d choices:bridge,host,ipvlan,macvlan,none,overlay', 'Driver of the network'
    'v --gateway -', 'Gateway of a subnet, IPv4 or IPv6'
    'f --ingress', 'Make it the swarm''s routing mesh'
    'f --internal', 'Cut it off from outside'
    'v --ip-range -', 'Part of a subnet to give addresses from'
    'v --ipam-driver -', 'Driver for addresses'
    'v --ipam-opt -', 'Options of the driver for addresses'
    'f --ipv4', 'Give IPv4 addresses'
    'f --ipv6', 'Give IPv6 addresses'
    'v --label -', 'Labels of the network'
    'v --opt,-o -', 'Options of the driver'
    'v --scope choices:global,local,swarm', 'Scope of the network'
    'v --subnet -', 'Subnet in CIDR form, such as 10.1.0.0/16'
)
$PydockTable['network disconnect'] = @(
    'f --force,-f', 'Disconnect it even if the network does not answer'
    'a networks', ''
    'a containers', ''
)
$PydockTable['network inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'f --verbose,-v', 'Show the services and tasks of a swarm''s network'
    'a networks', ''
    'r', ''
)
$PydockTable['network ls'] = $PydockTable['network list'] = @(
    'v --filter,-f choices:dangling=,driver=,id=,label=,name=,scope=,type=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --no-trunc', 'Show ids in full'
    'f --quiet,-q', 'Show ids only'
)
$PydockTable['network prune'] = @(
    'v --filter choices:label=,label!=,until=', 'Only what fits, such as "until=<timestamp>"'
    'f --force,-f', 'Do not ask'
)
$PydockTable['network rm'] = $PydockTable['network remove'] = @(
    'f --force,-f', 'Do not mind a network that does not exist'
    'a networks', ''
    'r', ''
)
$PydockTable['node demote'] = @(
    'a nodes', ''
    'r', ''
)
$PydockTable['node inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'f --pretty', 'Show it for people to read'
    'a nodes', ''
    'r', ''
)
$PydockTable['node ls'] = $PydockTable['node list'] = @(
    'v --filter,-f choices:id=,label=,membership=,name=,node.label=,role=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --quiet,-q', 'Show ids only'
)
$PydockTable['node promote'] = @(
    'a nodes', ''
    'r', ''
)
$PydockTable['node ps'] = @(
    'v --filter,-f choices:desired-state=,id=,label=,name=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --no-resolve', 'Show ids of services and nodes, not names'
    'f --no-trunc', 'Do not shorten anything'
    'f --quiet,-q', 'Show ids only'
    'a nodes', ''
    'r', ''
)
$PydockTable['node rm'] = $PydockTable['node remove'] = @(
    'f --force,-f', 'Remove it even if it is not down'
    'a nodes', ''
    'r', ''
)
$PydockTable['node update'] = @(
    'v --availability choices:active,pause,drain', 'May it run tasks: active, pause (no new ones) or drain (none)'
    'v --label-add -', 'Labels to add or change: KEY=VALUE'
    'v --label-rm -', 'Labels to remove'
    'v --role choices:worker,manager', 'Make it a worker or a manager'
    'a nodes', ''
)
$PydockTable['plugin create'] = @(
    'f --compress', 'Send the folder compressed with gzip'
    'a -', ''
    'a folders', ''
)
$PydockTable['plugin disable'] = @(
    'f --force,-f', 'Disable it even while it is in use'
    'a plugins', ''
)
$PydockTable['plugin enable'] = @(
    'v --timeout -', 'Seconds to wait for the plugin to start'
    'a plugins', ''
)
$PydockTable['plugin inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'a plugins', ''
    'r', ''
)
$PydockTable['plugin install'] = @(
    'v --alias -', 'Name of the plugin on this engine'
    'f --disable', 'Do not enable it'
    'f --disable-content-trust', 'Do not check its signature'
    'f --grant-all-permissions', 'Grant what the plugin asks for, unasked'
    'r', ''
)
$PydockTable['plugin ls'] = $PydockTable['plugin list'] = @(
    'v --filter,-f choices:capability=,enabled=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --no-trunc', 'Show ids and descriptions in full'
    'f --quiet,-q', 'Show ids only'
)
$PydockTable['plugin push'] = @(
    'f --disable-content-trust', 'Do not sign the image'
    'a plugins', ''
)
$PydockTable['plugin rm'] = $PydockTable['plugin remove'] = @(
    'f --force,-f', 'Remove it even while it is enabled'
    'a plugins', ''
    'r', ''
)
$PydockTable['plugin set'] = @(
    'a plugins', ''
    'a -', ''
    'r', ''
)
$PydockTable['plugin upgrade'] = @(
    'f --disable-content-trust', 'Do not check its signature'
    'f --grant-all-permissions', 'Grant what the plugin asks for, unasked'
    'f --skip-remote-check', 'Do not ask about another image than before'
    'a plugins', ''
    'a -', ''
)
$PydockTable['search'] = @(
    'v --filter,-f choices:is-automated=,is-official=,stars=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table TEMPLATE'', ''json'', or a Go template'
    'v --limit -', 'At most so many results'
    'f --no-trunc', 'Show descriptions in full'
)
$PydockTable['secret create'] = @(
    'v --driver,-d -', 'Driver that knows the data; then there is no file'
    'v --label,-l -', 'Labels of the secret'
    'v --template-driver -', 'Driver that fills in templates in the data'
    'a -', ''
    'a files', ''
)
$PydockTable['secret inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'f --pretty', 'Show it for people to read'
    'a secrets', ''
    'r', ''
)
$PydockTable['secret ls'] = $PydockTable['secret list'] = @(
    'v --filter,-f choices:id=,label=,name=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --quiet,-q', 'Show ids only'
)
$PydockTable['secret rm'] = $PydockTable['secret remove'] = @(
    'a secrets', ''
    'r', ''
)
$PydockTable['service create'] = @(
    'f --detach,-d', 'Do not wait until the tasks are as they should be'
    'f --quiet,-q', 'Show no progress'
    'v --user,-u -', 'User to run as: a name or number, optionally :group'
    'v --workdir,-w -', 'Working directory in the container'
    'v --hostname -', 'Host name of the containers'
    'v --entrypoint -', 'Command to run instead of the image''s own entry point'
    'f --init', 'Run a small init as process 1, to pass signals on and reap'
    'f --tty,-t', 'Give the containers a terminal'
    'f --read-only', 'Mount the root file system read-only'
    'v --stop-signal choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ', 'Signal that asks a container to stop'
    'v --stop-grace-period -', 'Time to wait for it to stop before killing it'
    'v --isolation choices:default,hyperv,process', 'Way of isolation (Windows)'
    'v --credential-spec -', 'Credentials of a managed service account: config://NAME, file://NAME or registry://KEY (Windows)'
    'v --cap-add choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Add a Linux capability'
    'v --cap-drop choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Drop a Linux capability'
    'v --oom-score-adj -', 'How willingly the kernel kills it, -1000 to 1000'
    'v --health-cmd -', 'Command that checks the health'
    'v --health-interval -', 'Time between two checks'
    'v --health-timeout -', 'Longest time that a check may take'
    'v --health-retries -', 'Failures in a row that make it unhealthy'
    'v --health-start-period -', 'Time to start in, when failures do not count'
    'v --health-start-interval -', 'Time between two checks while it starts'
    'f --no-healthcheck', 'Turn the image''s own health check off'
    'v --limit-cpu -', 'How many CPUs a task may use, such as 1.5'
    'v --limit-memory -', 'Most memory a task may use'
    'v --limit-pids -', 'Most processes a task may have, 0 for any'
    'v --reserve-cpu -', 'CPUs that a node must have left for a task'
    'v --reserve-memory -', 'Memory that a node must have left for a task'
    'v --replicas -', 'How many tasks'
    'v --replicas-max-per-node -', 'Most tasks on one node, 0 for any'
    'v --max-concurrent -', 'Most tasks of a job at a time; as many as --replicas by default'
    'v --restart-condition choices:none,on-failure,any', 'When a task is replaced that ended: none, on-failure or any'
    'v --restart-delay -', 'Time before it is replaced'
    'v --restart-max-attempts -', 'How often it is replaced at most, 0 for any'
    'v --restart-window -', 'Time over which these attempts count'
    'v --update-parallelism -', 'How many tasks change at a time, 0 for all of them'
    'v --update-delay -', 'Time between one such group of tasks and the next'
    'v --update-monitor -', 'How long a new task is watched for failure'
    'v --update-failure-action choices:pause,continue,rollback', 'What follows when too many tasks fail: pause or continue or rollback'
    'v --update-max-failure-ratio -', 'Part of the tasks that may fail, 0 to 1'
    'v --update-order choices:start-first,stop-first', 'Which task comes first: start-first (the new one) or stop-first (the old one)'
    'v --rollback-parallelism -', 'How many tasks go back at a time, 0 for all of them'
    'v --rollback-delay -', 'Time between one such group of tasks and the next'
    'v --rollback-monitor -', 'How long a new task is watched for failure'
    'v --rollback-failure-action choices:pause,continue', 'What follows when too many tasks fail: pause or continue'
    'v --rollback-max-failure-ratio -', 'Part of the tasks that may fail, 0 to 1'
    'v --rollback-order choices:start-first,stop-first', 'Which task comes first: start-first (the new one) or stop-first (the old one)'
    'v --log-driver choices:awslogs,etwlogs,fluentd,gcplogs,gelf,journald,json-file,local,none,splunk,syslog', 'Where the output goes'
    'v --log-opt -', 'Setting of the log driver (key=value)'
    'f --with-registry-auth', 'Send the nodes your credentials for the registry'
    'f --no-resolve-image', 'Do not ask the registry for the image''s digest and platforms'
    'v --name -', 'Name of the service'
    'v --mode choices:replicated,global,replicated-job,global-job', 'What tasks there are: replicated, global, replicated-job or global-job'
    'v --endpoint-mode choices:vip,dnsrr', 'How its name is found: vip (one address for all tasks) or dnsrr (their own addresses)'
    'v --label,-l -', 'Attach a label to the service (key=value)'
    'v --container-label -', 'Attach a label to its containers (key=value)'
    'v --env,-e env', 'Set an environment variable, or pass one on by its name'
    'v --env-file files', 'Set the environment variables that a file lists'
    'v --mount -', 'Mount a volume or folder: type=...,source=...,target=...'
    'v --network networks', 'Network to be on: its name, or name=...,alias=...'
    'v --publish,-p -', 'Publish a port: published:target[/protocol], or published=...,target=...,mode=host'
    'v --config configs', 'Give it a config: its name, or source=...,target=...,mode=...'
    'v --secret secrets', 'Give it a secret: its name, or source=...,target=...,mode=...'
    'v --constraint -', 'What a node must be, such as node.role==worker'
    'v --placement-pref -', 'Spread the tasks, such as spread=node.labels.zone'
    'v --generic-resource -', 'Resource of your own that a node must have left (name=count)'
    'v --group -', 'One more group of the user'
    'v --dns -', 'DNS server to ask'
    'v --dns-option -', 'Option for the resolver'
    'v --dns-search -', 'Domain to search names in'
    'v --host -', 'Add a host to /etc/hosts (name:address)'
    'v --sysctl -', 'Kernel parameter of the containers (name=value)'
    'v --ulimit -', 'Limit of the processes (name=soft[:hard])'
    'a images', ''
    'r', ''
    'p', ''
)
$PydockTable['service inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'f --pretty', 'Show it for people to read'
    'a services', ''
    'r', ''
)
$PydockTable['service logs'] = @(
    'f --details', 'Show attributes of the logging options too'
    'f --follow,-f', 'Go on with what they write from now on'
    'f --no-resolve', 'Show ids of services and nodes, not names'
    'f --no-task-ids', 'Leave the ids of tasks out'
    'f --no-trunc', 'Do not shorten ids'
    'f --raw', 'Show the lines alone, not who wrote them'
    'v --since -', 'Only what is younger, a time (2013-01-02T13:23:37Z) or age (42m)'
    'v --tail,-n -', 'How many lines of each task to show, from the end'
    'f --timestamps,-t', 'Show the time of each line'
    'a services', ''
)
$PydockTable['service ls'] = $PydockTable['service list'] = @(
    'v --filter,-f choices:id=,label=,mode=,name=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --quiet,-q', 'Show ids only'
)
$PydockTable['service ps'] = @(
    'v --filter,-f choices:desired-state=,id=,name=,node=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --no-resolve', 'Show ids of services and nodes, not names'
    'f --no-trunc', 'Do not shorten anything'
    'f --quiet,-q', 'Show ids only'
    'a services', ''
    'r', ''
)
$PydockTable['service rm'] = $PydockTable['service remove'] = @(
    'a services', ''
    'r', ''
)
$PydockTable['service rollback'] = @(
    'f --detach,-d', 'Do not wait until the tasks are as they should be'
    'f --quiet,-q', 'Show no progress'
    'a services', ''
)
$PydockTable['service scale'] = @(
    'f --detach,-d', 'Do not wait until the tasks are as they should be'
    'a services', ''
    'r', ''
)
$PydockTable['service update'] = @(
    'f --detach,-d', 'Do not wait until the tasks are as they should be'
    'f --quiet,-q', 'Show no progress'
    'v --user,-u -', 'User to run as: a name or number, optionally :group'
    'v --workdir,-w -', 'Working directory in the container'
    'v --hostname -', 'Host name of the containers'
    'v --entrypoint -', 'Command to run instead of the image''s own entry point'
    'f --init', 'Run a small init as process 1, to pass signals on and reap'
    'f --tty,-t', 'Give the containers a terminal'
    'f --read-only', 'Mount the root file system read-only'
    'v --stop-signal choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ', 'Signal that asks a container to stop'
    'v --stop-grace-period -', 'Time to wait for it to stop before killing it'
    'v --isolation choices:default,hyperv,process', 'Way of isolation (Windows)'
    'v --credential-spec -', 'Credentials of a managed service account: config://NAME, file://NAME or registry://KEY (Windows)'
    'v --cap-add choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Add a Linux capability'
    'v --cap-drop choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Drop a Linux capability'
    'v --oom-score-adj -', 'How willingly the kernel kills it, -1000 to 1000'
    'v --health-cmd -', 'Command that checks the health'
    'v --health-interval -', 'Time between two checks'
    'v --health-timeout -', 'Longest time that a check may take'
    'v --health-retries -', 'Failures in a row that make it unhealthy'
    'v --health-start-period -', 'Time to start in, when failures do not count'
    'v --health-start-interval -', 'Time between two checks while it starts'
    'f --no-healthcheck', 'Turn the image''s own health check off'
    'v --limit-cpu -', 'How many CPUs a task may use, such as 1.5'
    'v --limit-memory -', 'Most memory a task may use'
    'v --limit-pids -', 'Most processes a task may have, 0 for any'
    'v --reserve-cpu -', 'CPUs that a node must have left for a task'
    'v --reserve-memory -', 'Memory that a node must have left for a task'
    'v --replicas -', 'How many tasks'
    'v --replicas-max-per-node -', 'Most tasks on one node, 0 for any'
    'v --max-concurrent -', 'Most tasks of a job at a time; as many as --replicas by default'
    'v --restart-condition choices:none,on-failure,any', 'When a task is replaced that ended: none, on-failure or any'
    'v --restart-delay -', 'Time before it is replaced'
    'v --restart-max-attempts -', 'How often it is replaced at most, 0 for any'
    'v --restart-window -', 'Time over which these attempts count'
    'v --update-parallelism -', 'How many tasks change at a time, 0 for all of them'
    'v --update-delay -', 'Time between one such group of tasks and the next'
    'v --update-monitor -', 'How long a new task is watched for failure'
    'v --update-failure-action choices:pause,continue,rollback', 'What follows when too many tasks fail: pause or continue or rollback'
    'v --update-max-failure-ratio -', 'Part of the tasks that may fail, 0 to 1'
    'v --update-order choices:start-first,stop-first', 'Which task comes first: start-first (the new one) or stop-first (the old one)'
    'v --rollback-parallelism -', 'How many tasks go back at a time, 0 for all of them'
    'v --rollback-delay -', 'Time between one such group of tasks and the next'
    'v --rollback-monitor -', 'How long a new task is watched for failure'
    'v --rollback-failure-action choices:pause,continue', 'What follows when too many tasks fail: pause or continue'
    'v --rollback-max-failure-ratio -', 'Part of the tasks that may fail, 0 to 1'
    'v --rollback-order choices:start-first,stop-first', 'Which task comes first: start-first (the new one) or stop-first (the old one)'
    'v --log-driver choices:awslogs,etwlogs,fluentd,gcplogs,gelf,journald,json-file,local,none,splunk,syslog', 'Where the output goes'
    'v --log-opt -', 'Setting of the log driver (key=value)'
    'f --with-registry-auth', 'Send the nodes your credentials for the registry'
    'f --no-resolve-image', 'Do not ask the registry for the image''s digest and platforms'
    'v --args -', 'Arguments of the command'
    'v --image images', 'Image to run'
    'v --endpoint-mode choices:vip,dnsrr', 'How its name is found: vip (one address for all tasks) or dnsrr (their own addresses)'
    'f --force', 'Replace the tasks even when nothing changes'
    'f --rollback', 'Go back to how the service was before the last change'
    'v --label-add -', 'Attach or change a label of the service (key=value)'
    'v --label-rm -', 'Remove a label of the service'
    'v --container-label-add -', 'Attach or change a label of the containers'
    'v --container-label-rm -', 'Remove a label of the containers'
    'v --env-add env', 'Set an environment variable, or pass one on by its name'
    'v --env-rm -', 'Remove an environment variable'
    'v --mount-add -', 'Add or change a mount: type=...,source=...,target=...'
    'v --mount-rm -', 'Remove the mount at a path'
    'v --network-add networks', 'Network to be on as well: its name, or name=...,alias=...'
    'v --network-rm networks', 'Leave a network'
    'v --publish-add -', 'Publish a port: published:target[/protocol], or published=...,target=...,mode=host'
    'v --publish-rm -', 'No longer publish a port of the tasks'
    'v --config-add configs', 'Give it a config: its name, or source=...,target=...,mode=...'
    'v --config-rm configs', 'Take a config away'
    'v --secret-add secrets', 'Give it a secret: its name, or source=...,target=...,mode=...'
    'v --secret-rm secrets', 'Take a secret away'
    'v --constraint-add -', 'What a node must be, such as node.role==worker'
    'v --constraint-rm -', 'Drop such a condition'
    'v --placement-pref-add -', 'Spread the tasks, such as spread=node.labels.zone'
    'v --placement-pref-rm -', 'No longer spread the tasks so'
    'v --generic-resource-add -', 'Resource of your own that a node must have left (name=count)'
    'v --generic-resource-rm -', 'Drop such a resource'
    'v --group-add -', 'One more group of the user'
    'v --group-rm -', 'Remove a group of the user'
    'v --dns-add -', 'DNS server to ask'
    'v --dns-rm -', 'Remove a DNS server'
    'v --dns-option-add -', 'Option for the resolver'
    'v --dns-option-rm -', 'Remove an option for the resolver'
    'v --dns-search-add -', 'Domain to search names in'
    'v --dns-search-rm -', 'Remove a domain to search names in'
    'v --host-add -', 'Add a host to /etc/hosts (name:address)'
    'v --host-rm -', 'Remove a host from /etc/hosts (name or name:address)'
    'v --sysctl-add -', 'Set a kernel parameter of the containers (name=value)'
    'v --sysctl-rm -', 'Remove a kernel parameter'
    'v --ulimit-add -', 'Set a limit of the processes (name=soft[:hard])'
    'v --ulimit-rm -', 'Remove a limit of the processes'
    'a services', ''
)
$PydockTable['stack config'] = @(
    'v --compose-file,-c files', 'Compose file, or - for standard input; what later files say counts'
    'f --skip-interpolation', 'Leave variables as they are written'
)
$PydockTable['stack deploy'] = $PydockTable['stack up'] = @(
    'v --compose-file,-c files', 'Compose file, or - for standard input; what later files say counts'
    'f --detach,-d', 'Do not wait until the services are as they should be'
    'f --prune', 'Remove services that the files do not name any more'
    'f --quiet,-q', 'Show no progress'
    'v --resolve-image choices:always,changed,never', 'When to ask the registry which image it is: "always", "changed" or "never"'
    'f --with-registry-auth', 'Let the nodes pull with your credentials'
    'a stacks', ''
)
$PydockTable['stack ls'] = $PydockTable['stack list'] = @(
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
)
$PydockTable['stack ps'] = @(
    'v --filter,-f choices:desired-state=,id=,label=,name=,node=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --no-resolve', 'Show ids of services and nodes, not names'
    'f --no-trunc', 'Do not shorten anything'
    'f --quiet,-q', 'Show ids only'
    'a stacks', ''
)
$PydockTable['stack rm'] = $PydockTable['stack remove'] = $PydockTable['stack down'] = @(
    'f --detach,-d', 'Do not wait until all tasks have ended'
    'a stacks', ''
    'r', ''
)
$PydockTable['stack services'] = @(
    'v --filter,-f choices:id=,label=,mode=,name=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --quiet,-q', 'Show ids only'
    'a stacks', ''
)
$PydockTable['swarm ca'] = @(
    'v --ca-cert files', 'Certificate of the new root CA'
    'v --ca-key files', 'Key of the new root CA'
    'v --cert-expiry -', 'How long the certificates of nodes are valid'
    'v --external-ca -', 'Services that sign certificates: protocol=cfssl,url=URL[,cacert=FILE]'
    'f --detach,-d', 'Do not wait for the nodes'
    'f --quiet,-q', 'Show no progress'
    'f --rotate', 'Change to another root CA, a new one unless options name it'
)
$PydockTable['swarm init'] = @(
    'v --data-path-port -', 'Port for the traffic of tasks, 1024 to 49151; 0 is 4789'
    'v --default-addr-pool -', 'Networks to take the subnets of overlay networks from, in CIDR form'
    'v --default-addr-pool-mask-length -', 'Length of the prefix of these subnets'
    'f --force-new-cluster', 'Make a swarm of this manager alone, with the state it has'
    'v --advertise-addr -', 'Address that other nodes reach it at: IP|INTERFACE[:PORT]'
    'v --availability choices:active,pause,drain', 'May it run tasks: active, pause or drain'
    'v --data-path-addr -', 'Address for the traffic of tasks: IP|INTERFACE'
    'v --listen-addr -', 'Address to listen on: IP|INTERFACE[:PORT]'
    'f --autolock', 'Lock managers: one that starts again needs a key'
    'v --cert-expiry -', 'How long the certificates of nodes are valid'
    'v --external-ca -', 'Services that sign certificates: protocol=cfssl,url=URL[,cacert=FILE]'
    'v --dispatcher-heartbeat -', 'How often nodes report to managers'
    'v --max-snapshots -', 'Old snapshots of Raft to keep'
    'v --snapshot-interval -', 'Log entries between snapshots of Raft'
    'v --task-history-limit -', 'Old tasks to keep for each slot'
)
$PydockTable['swarm join'] = @(
    'v --advertise-addr -', 'Address that other nodes reach it at: IP|INTERFACE[:PORT]'
    'v --availability choices:active,pause,drain', 'May it run tasks: active, pause or drain'
    'v --data-path-addr -', 'Address for the traffic of tasks: IP|INTERFACE'
    'v --listen-addr -', 'Address to listen on: IP|INTERFACE[:PORT]'
    'v --token -', 'Token that lets nodes in: `swarm join-token` on a manager shows it'
)
$PydockTable['swarm join-token'] = @(
    'f --quiet,-q', 'Print the token only'
    'f --rotate', 'Make a new token; the old one lets nobody in any more'
    'a choices:worker,manager', ''
)
$PydockTable['swarm leave'] = @(
    'f --force,-f', 'Also as a manager, whatever that does to the swarm'
)
$PydockTable['swarm unlock'] = @(
)
$PydockTable['swarm unlock-key'] = @(
    'f --quiet,-q', 'Print the key only'
    'f --rotate', 'Make a new key in place of the old one'
)
$PydockTable['swarm update'] = @(
    'f --autolock', 'Lock managers: one that starts again needs a key'
    'v --cert-expiry -', 'How long the certificates of nodes are valid'
    'v --external-ca -', 'Services that sign certificates: protocol=cfssl,url=URL[,cacert=FILE]'
    'v --dispatcher-heartbeat -', 'How often nodes report to managers'
    'v --max-snapshots -', 'Old snapshots of Raft to keep'
    'v --snapshot-interval -', 'Log entries between snapshots of Raft'
    'v --task-history-limit -', 'Old tasks to keep for each slot'
)
$PydockTable['system df'] = @(
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --verbose,-v', 'Show every image, container, volume and cache entry'
)
$PydockTable['system dial-stdio'] = @(
)
$PydockTable['system events'] = $PydockTable['events'] = @(
    'v --filter,-f choices:config=,container=,daemon=,event=,image=,label=,network=,node=,plugin=,scope=,secret=,service=,type=,volume=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'v --since -', 'Show events since a time or a duration ago, such as 1h30m'
    'v --until -', 'End at a time, or at a duration from now'
)
$PydockTable['system info'] = $PydockTable['info'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
)
$PydockTable['system prune'] = @(
    'f --all,-a', 'Remove all unused images, not only dangling ones'
    'v --filter choices:label=,label!=,until=', 'Only what fits, such as "label=<key>=<value>"'
    'f --force,-f', 'Do not ask'
    'f --volumes', 'Remove anonymous volumes too'
)
$PydockTable['version'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
)
$PydockTable['volume create'] = @(
    'v --availability choices:active,pause,drain', 'Of a cluster volume: active, pause or drain'
    'v --driver,-d -', 'Driver of the volume'
    'v --group -', 'Group of the cluster volume'
    'v --label -', 'Labels of the volume'
    'v --limit-bytes -', 'Largest size of the cluster volume'
    'v --opt,-o -', 'Options of the driver'
    'v --required-bytes -', 'Smallest size of the cluster volume'
    'v --scope choices:single,multi', 'Nodes that may use the cluster volume: single or multi'
    'v --secret -', 'Secrets of the cluster volume'
    'v --sharing choices:none,readonly,onewriter,all', 'Tasks that may share it: none, readonly, onewriter, all'
    'v --topology-preferred -', 'Topology that it had best be in'
    'v --topology-required -', 'Topology that it must be in'
    'v --type choices:mount,block', 'Access to the cluster volume: mount or block'
)
$PydockTable['volume inspect'] = @(
    'v --format,-f choices:json,{{.', 'How to show it: ''json'', or a Go template'
    'a volumes', ''
    'r', ''
)
$PydockTable['volume ls'] = $PydockTable['volume list'] = @(
    'f --cluster', 'Show cluster volumes only'
    'v --filter,-f choices:dangling=,driver=,label=,name=', 'Show only what fits, given as NAME=VALUE'
    'v --format choices:table,json,{{.', 'How to show it: ''table'', ''table TEMPLATE'', ''json'', or a Go template'
    'f --quiet,-q', 'Show names only'
)
$PydockTable['volume prune'] = @(
    'f --all,-a', 'Remove all unused volumes, not only anonymous ones'
    'v --filter choices:all=,label=,label!=', 'Only what fits, such as "label=<label>"'
    'f --force,-f', 'Do not ask'
)
$PydockTable['volume rm'] = $PydockTable['volume remove'] = @(
    'f --force,-f', 'Remove it even if its driver does not answer'
    'a volumes', ''
    'r', ''
)
$PydockTable['volume update'] = @(
    'v --availability choices:active,pause,drain', 'Of a cluster volume: active, pause or drain'
    'a volumes', ''
)

function Get-PydockValueSource([string[]] $Rows, [string] $Flag) {
    for ($at = 0; $at -lt $Rows.Count; $at += 2) {
        $facts = $Rows[$at] -split ' '
        if ($facts[0] -ceq 'v' -and ($facts[1] -split ',') -ccontains $Flag) { return $facts[2] }
    }
    return $null
}

function Get-PydockCandidates([string] $Sources, [string[]] $Globals) {
    foreach ($source in $Sources -split '\+') {
        if ($source -like 'choices:*') { $source.Substring(8) -split ',' }
        elseif ($source -in '-', 'files', 'folders', 'env', '') { }
        else { & pydock @Globals __complete $source 2>$null }
    }
}

Register-ArgumentCompleter -Native -CommandName pydock -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    $path = ''; $rows = $PydockTable['']; $source = $null; $arguments = @(); $globals = @()
    for ($i = 0; $i -lt $words.Count; $i++) {
        $word = $words[$i]; $source = $null
        if ($word -like '-?*') {
            if (-not $path) { $globals += $word }
            if ($word -like '--*=*') { continue }
            $flags = if ($word -like '--*') { , $word } else { $word.Substring(1).ToCharArray() | ForEach-Object { "-$_" } }
            foreach ($flag in $flags) { $source = Get-PydockValueSource $rows $flag; if ($source) { break } }
            if ($source -and $flag -cne @($flags)[-1]) { $source = $null }
            if ($source -and $i + 1 -lt $words.Count) {
                $i++; $source = $null
                if (-not $path) { $globals += $words[$i] }
            }
        } elseif (@($rows) -like 'c *') {
            $path = "$path $word".Trim(); $rows = $PydockTable[$path]
            if (-not $rows) { return }
        } else {
            $arguments += $word
            if ($rows -ccontains 'p') { return }
        }
    }
    $offered = @()
    if ($source) { $offered = Get-PydockCandidates $source $globals | ForEach-Object { , @($_, $_) } }
    elseif ($wordToComplete -like '--*=*') {
        $flag = ($wordToComplete -split '=', 2)[0]
        $source = Get-PydockValueSource $rows $flag
        if ($source) { $offered = Get-PydockCandidates $source $globals | ForEach-Object { , @("$flag=$_", $_) } }
    } else {
        $sources = @(); $repeats = $rows -ccontains 'r'
        for ($at = 0; $at -lt $rows.Count; $at += 2) {
            $facts = $rows[$at] -split ' '
            if ($wordToComplete -like '-*') {
                if ($facts[0] -cin 'f', 'v') { foreach ($name in $facts[1] -split ',') { $offered += , @($name, $rows[$at + 1]) } }
            } elseif ($facts[0] -ceq 'c') { $offered += , @($facts[1], $rows[$at + 1]) }
            elseif ($facts[0] -ceq 'a') { $sources += $facts[1] }
        }
        if (-not $offered -and $sources.Count) {
            $position = if ($arguments.Count -lt $sources.Count) { $arguments.Count } elseif ($repeats) { -1 } else { $null }
            if ($null -ne $position) {
                $offered = Get-PydockCandidates $sources[$position] $globals |
                    Where-Object { $arguments -cnotcontains $_ } | ForEach-Object { , @($_, $_) }
            }
        }
    }
    $offered | Where-Object { $_[0] -like "$wordToComplete*" } | ForEach-Object {
        $tip = if ($_[1]) { $_[1] } else { $_[0] }
        [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $tip)
    }
}
