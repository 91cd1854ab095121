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
    'c info', 'Show information on the engine'
    'c builder', 'Manage builds and the build cache'
    'c checkpoint', 'Manage checkpoints of running containers'
    'c container', 'Create, run and manage containers'
    'c context', 'Manage contexts, named endpoints of engines'
    'c image', 'Build, transfer and manage images'
    'c manifest', 'Manage manifests and manifest lists of a registry'
    'c network', 'Create and manage networks'
    'c plugin', 'Manage plugins of the engine'
    'c system', 'Inspect and clean up the engine'
    'c volume', 'Create and manage volumes'
    'c config', 'Manage the configs of a swarm, files for its services'
    'c node', 'Manage the nodes of a swarm, its engines'
    'c secret', 'Manage the secrets of a swarm, confidential files for its services'
    'c service', 'Manage the services of a swarm'
    'c stack', 'Manage stacks, groups of services from Compose files'
    'c swarm', 'Manage a swarm, a cluster of engines'
    'c attach', 'Attach the terminal to a running container'
    'c commit', 'Create an image from the changes of a container'
    'c cp', 'Copy files between a container and this machine'
    'c create', 'Create a container without starting it'
    'c diff', 'List changed files of a container'
    'c events', 'Show events of the engine, live'
    'c export', 'Export the files of a container as a tar archive'
    'c history', 'Show the history of an image, layer by layer'
    'c import', 'Create an image from a tar archive of files'
    'c inspect', 'Show any objects of the engine in detail'
    'c kill', 'Send a signal to containers, SIGKILL by default'
    'c load', 'Load images from a tar archive or standard input'
    'c logs', 'Show the logs of a container'
    'c pause', 'Pause all processes of containers'
    'c port', 'List the published ports of a container'
    'c rename', 'Rename a container'
    'c restart', 'Restart containers'
    'c rm', 'Remove containers'
    'c rmi', 'Remove images'
    'c save', 'Save images as a tar archive, to standard output by default'
    'c start', 'Start stopped containers'
    'c stats', 'Show the resource usage of containers, live'
    'c stop', 'Stop running containers'
    'c tag', 'Tag an image with another name'
    'c top', 'List the processes of a container'
    'c unpause', 'Resume paused containers'
    'c update', 'Update the resource limits of containers'
    'c wait', 'Wait until containers stop, and print their exit statuses'
    'c compose', 'Define and run applications of several containers'
    'c debug', 'Open a shell with tools in any container or image'
    'c forward', 'Forward local ports to ports of a container'
    'c monitor', 'Show what containers use over time, and act on them'
    'c outdated', 'Show which images and containers are behind their registry'
    'c recreate', 'Replace a container by the same one with changes'
    'c help', 'Help about a command'
    'v --config directories', 'Directory of the configuration files'
    'v --context,-c contexts', 'Context of the engine to use'
    'f --debug,-D', 'Show details of errors'
    'v --host,-H -', 'Address of the engine (unix:///var/run/docker.sock, tcp://..., ssh://...)'
    'v --log-level,-l choices:debug,info,warn,error,fatal', 'Level of messages: "debug", "info", "warn", "error", "fatal"'
    'f --tls', 'Use TLS; implied by --tlsverify'
    'v --tlscacert files', 'Certificate file of the trusted authority'
    'v --tlscert files', 'Certificate file of the client'
    'v --tlskey files', 'Key file of the client certificate'
    'f --tlsverify', 'Use TLS and verify the engine''s certificate'
    'f --version,-v', 'Print the version and exit'
)
$PydockTable['builder'] = @(
    'c build', 'Build an image from a Dockerfile'
    'c context', 'List the files of a build context'
    'c prune', 'Remove the build cache'
)
$PydockTable['checkpoint'] = @(
    'c create', 'Save the state of a running container as a checkpoint'
    'c ls', 'List the checkpoints of a container'
    'c rm', 'Remove a checkpoint'
)
$PydockTable['compose'] = @(
    'c attach', 'Attach the terminal to a container of a project'
    'c build', 'Build the images of a project'
    'c commit', 'Create an image from the changes of a container of a project'
    'c config', 'Print the merged Compose files of a project in canonical form'
    'c cp', 'Copy files between containers of a project and this machine'
    'c create', 'Create the containers of a project'
    'c down', 'Stop and remove the containers and networks of a project'
    'c events', 'Show the events of a project'
    'c exec', 'Run a command in a container of a project'
    'c export', 'Export the files of a container of a project as a tar archive'
    'c images', 'List the images of a project''s containers'
    'c kill', 'Send a signal to the containers of a project'
    'c logs', 'Show the logs of a project'
    'c ls', 'List the projects of the engine'
    'c pause', 'Pause the containers of a project'
    'c port', 'Print the address of a published port'
    'c ps', 'List the containers of a project'
    'c pull', 'Download the images of a project'
    'c push', 'Upload the images of a project'
    'c restart', 'Restart the containers of a project'
    'c rm', 'Remove stopped containers of a project'
    'c run', 'Run a command once in a new container of a service'
    'c scale', 'Set the number of containers of services'
    'c start', 'Start the containers of a project'
    'c stats', 'Show the resource usage of a project''s containers, live'
    'c stop', 'Stop the containers of a project'
    'c top', 'List the processes of a project'
    'c unpause', 'Resume paused containers of a project'
    'c up', 'Create and start a project'
    'c version', 'Print the version of docker compose that this one equals'
    'c volumes', 'List the volumes of a project'
    'c wait', 'Wait until containers of a project stop'
    'c watch', 'Update services when files change'
    'f --all-resources', 'Include networks, volumes, ... of no service'
    'v --ansi choices:never,always,auto', 'When to print control sequences of terminals ("never", "always", "auto")'
    'f --compatibility', 'Name containers as version 1 did'
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --env-file files', 'File of variables in place of .env'
    'v --file,-f files', 'Compose file (later ones override)'
    'v --parallel -', 'Limit of what is done at a time, -1 for none'
    'v --profile -', 'Profile to enable'
    'v --progress choices:auto,tty,plain,json,quiet', 'Type of progress (auto, tty, plain, json, quiet)'
    'v --project-directory directories', 'Directory of the project (default: that of the first Compose file)'
    'v --project-name,-p -', 'Name of the project'
)
$PydockTable['config'] = @(
    'c create', 'Create a config'
    'c inspect', 'Show configs in detail'
    'c ls', 'List configs'
    'c rm', 'Remove configs'
)
$PydockTable['container'] = @(
    'c attach', 'Attach the terminal to a running container'
    'c commit', 'Create an image from the changes of a container'
    'c cp', 'Copy files between a container and this machine'
    'c create', 'Create a container without starting it'
    'c diff', 'List changed files of a container'
    'c exec', 'Run a command in a running container'
    'c export', 'Export the files of a container as a tar archive'
    'c inspect', 'Show containers in detail'
    'c kill', 'Send a signal to containers, SIGKILL by default'
    'c logs', 'Show the logs of a container'
    'c ls', 'List containers'
    'c pause', 'Pause all processes of containers'
    'c port', 'List the published ports of a container'
    'c prune', 'Remove all stopped containers'
    'c rename', 'Rename a container'
    'c restart', 'Restart containers'
    'c rm', 'Remove containers'
    'c run', 'Create a container from an image and run it'
    'c start', 'Start stopped containers'
    'c stats', 'Show the resource usage of containers, live'
    'c stop', 'Stop running containers'
    'c top', 'List the processes of a container'
    'c unpause', 'Resume paused containers'
    'c update', 'Update the resource limits of containers'
    'c wait', 'Wait until containers stop, and print their exit statuses'
)
$PydockTable['context'] = @(
    'c create', 'Create a context'
    'c export', 'Export a context to a tar archive'
    'c import', 'Create a context from a tar or zip archive'
    'c inspect', 'Show contexts in detail'
    'c ls', 'List contexts'
    'c rm', 'Remove contexts'
    'c show', 'Print the name of the context in use'
    'c update', 'Update a context'
    'c use', 'Set the context in use'
)
$PydockTable['image'] = @(
    'c build', 'Build an image from a Dockerfile'
    'c copy', 'Copy images to another engine, only the layers that it lacks'
    'c diff', 'Show what differs between two images'
    'c explain', 'Explain an image: Dockerfile, layers, waste, secrets left behind'
    'c history', 'Show the history of an image, layer by layer'
    'c import', 'Create an image from a tar archive of files'
    'c inspect', 'Show images in detail'
    'c load', 'Load images from a tar archive or standard input'
    'c ls', 'List images'
    'c prune', 'Remove unused images'
    'c pull', 'Download an image from a registry'
    'c push', 'Upload an image to a registry'
    'c rm', 'Remove images'
    'c save', 'Save images as a tar archive, to standard output by default'
    'c tag', 'Tag an image with another name'
    'c tags', 'List the tags of a repository in its registry'
    'c tree', 'Show images by shared layers, and what removing one would free'
)
$PydockTable['manifest'] = @(
    'c annotate', 'Annotate an image in a local manifest list'
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
    'c demote', 'Demote managers to workers'
    'c inspect', 'Show nodes in detail'
    'c ls', 'List the nodes of the swarm'
    'c promote', 'Promote workers to managers'
    'c ps', 'List the tasks on nodes'
    'c rm', 'Remove nodes from the swarm'
    'c update', 'Update a node'
)
$PydockTable['plugin'] = @(
    'c create', 'Create a plugin from a directory with its files and configuration'
    'c disable', 'Disable a plugin'
    'c enable', 'Enable a plugin'
    'c inspect', 'Show plugins in detail'
    'c install', 'Install a plugin'
    'c ls', 'List plugins'
    'c push', 'Upload a plugin to a registry'
    'c rm', 'Remove plugins'
    'c set', 'Set the settings of a plugin'
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
    'c logs', 'Show the logs of a service or task'
    'c ls', 'List services'
    'c ps', 'List the tasks of services'
    'c rm', 'Remove services'
    'c rollback', 'Roll back the last update of a service'
    'c scale', 'Set the number of tasks of services'
    'c update', 'Update a service'
)
$PydockTable['stack'] = @(
    'c config', 'Print the merged Compose files'
    'c deploy', 'Deploy or update a stack'
    'c ls', 'List stacks'
    'c ps', 'List the tasks of a stack'
    'c rm', 'Remove stacks'
    'c services', 'List the services of a stack'
)
$PydockTable['swarm'] = @(
    'c ca', 'Show or rotate the root CA of the swarm'
    'c init', 'Create a swarm on this engine'
    'c join', 'Join the engine to a swarm'
    'c join-token', 'Show the join tokens of the swarm'
    'c leave', 'Remove the engine from its swarm'
    'c unlock', 'Unlock a locked manager'
    'c unlock-key', 'Show the unlock key of managers'
    'c update', 'Update the settings of the swarm'
)
$PydockTable['system'] = @(
    'c df', 'Show the disk usage of the engine'
    'c events', 'Show events of the engine, live'
    'c info', 'Show information on the engine'
    'c prune', 'Remove unused data'
)
$PydockTable['volume'] = @(
    'c copy', 'Copy a volume, also to another engine'
    'c create', 'Create a volume'
    'c diff', 'Show what differs between the files of two volumes'
    'c du', 'Show what uses the space of a volume'
    'c export', 'Write the files of a volume as a tar archive'
    'c import', 'Fill a volume with the files of a tar archive'
    'c inspect', 'Show volumes in detail'
    'c ls', 'List volumes'
    'c prune', 'Remove unused volumes'
    'c rename', 'Rename a volume that no container uses'
    'c rm', 'Remove volumes'
    'c update', 'Update a volume (cluster volumes only)'
)
$PydockTable['builder context'] = @(
    'f --explain', 'Include ignored files, and the rule that applies'
    'v --file,-f files', 'Path of the Dockerfile, as of `build`'
    'v --sort choices:name,size', 'Sort order: name (as in the tar) or size (largest first)'
    'a directories', ''
)
$PydockTable['builder prune'] = @(
    'f --all,-a', 'Remove all unused build cache (default: dangling only)'
    'v --filter choices:until=', 'Filter, such as "until=24h"'
    'f --force,-f', 'Do not prompt for confirmation'
    'v --apply files', 'Remove the objects of a plan, if unchanged'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'v --keep -', 'Keep the newest N (of images: in each repository)'
    'v --older-than -', 'Remove older ones, such as "7d"'
    'v --plan files', 'Write a plan of the removal to a file'
    'v --larger-than -', 'Remove larger ones, such as "100m"'
    'v --keep-storage -', 'Disk space to keep for the cache'
)
$PydockTable['checkpoint create'] = @(
    'v --checkpoint-dir -', 'Checkpoint directory on the engine''s host'
    'f --leave-running', 'Keep the container running'
    'a containers:running', ''
)
$PydockTable['checkpoint ls'] = $PydockTable['checkpoint list'] = @(
    'v --checkpoint-dir -', 'Checkpoint directory on the engine''s host'
    'a containers', ''
)
$PydockTable['checkpoint rm'] = $PydockTable['checkpoint remove'] = @(
    'v --checkpoint-dir -', 'Checkpoint directory on the engine''s host'
    'a containers', ''
)
$PydockTable['completion'] = @(
    'a choices:bash,fish,powershell,zsh', ''
)
$PydockTable['compose attach'] = @(
    'v --detach-keys -', 'Detach key sequence'
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --index -', 'Number of the container, of a service with several'
    'f --no-stdin', 'Do not attach standard input'
    'f --sig-proxy', 'Forward signals to the container'
)
$PydockTable['compose build'] = @(
    'v --build-arg -', 'Build argument (name=value, or name to copy a variable)'
    'v --builder -', 'Builder instance of the buildx plugin'
    'f --check', 'Check the Dockerfiles, and build nothing'
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --memory,-m -', 'Memory limit, of the classic builder alone'
    'f --no-cache', 'Build without the cache'
    'f --print', 'Print the builds as a file of bake'
    'v --provenance -', 'Provenance attestation'
    'f --pull', 'Always pull newer base images'
    'f --push', 'Push the images'
    'f --quiet,-q', 'Build without output'
    'v --sbom -', 'SBOM attestation'
    'v --ssh -', 'ssh agent or keys for RUN (default, id=socket, id=key)'
    'f --with-dependencies', 'Build the images of dependencies too'
    'r', ''
)
$PydockTable['compose commit'] = @(
    'v --author,-a -', 'Author of the image'
    'v --change,-c -', 'Instruction of a Dockerfile to apply'
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --index -', 'Number of the container, of a service with several'
    'v --message,-m -', 'Message of the commit'
    'f --pause,-p', 'Pause the container meanwhile'
)
$PydockTable['compose config'] = @(
    'f --dry-run', 'Accepted for all commands: this one changes nothing'
    'f --environment', 'Print the variables that references get values of'
    'v --format choices:yaml,json', 'Format of the output: "yaml" or "json"'
    'v --hash -', 'Print the hashes of services, all with *'
    'f --images', 'Print the images of the services'
    'f --lock-image-digests', 'Print an override file with image digests'
    'f --models', 'Print the models'
    'f --networks', 'Print the names of the networks'
    'f --no-consistency', 'Do not check that the parts fit together'
    'f --no-env-resolution', 'Do not read the env files of services again'
    'f --no-interpolate', 'Do not substitute variables'
    'f --no-normalize', 'Do not add what the files imply'
    'f --no-path-resolution', 'Do not make paths absolute'
    'v --output,-o files', 'File to write to, in place of standard output'
    'f --profiles', 'Print the names of the profiles'
    'f --quiet,-q', 'Check the files and print nothing'
    'f --resolve-image-digests', 'Replace the tags of images by digests'
    'f --services', 'Print the names of the services'
    'f --variables', 'Print the variables in the files and their defaults'
    'f --volumes', 'Print the names of the volumes'
    'r', ''
)
$PydockTable['compose cp'] = @(
    'f --all', 'Include containers of run'
    'f --archive,-a', 'Preserve user and group ids'
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --follow-link,-L', 'Follow symbolic links in SRC_PATH'
    'v --index -', 'Number of the container, of a service with several'
)
$PydockTable['compose create'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --build', 'Build images first, also those that exist'
    'f --force-recreate', 'Replace containers that have not changed too'
    'f --no-build', 'Build no image, also if it is missing'
    'f --no-recreate', 'Keep containers that have changed'
    'v --pull choices:always,missing,never,build', 'When to pull: always, missing, never, build'
    'f --quiet-pull', 'Pull without progress'
    'f --remove-orphans', 'Remove containers of services that the files lack'
    'v --scale -', 'SERVICE=NUM: number of containers of a service'
    'f --yes,-y', 'Answer all prompts with yes'
    'r', ''
)
$PydockTable['compose down'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --remove-orphans', 'Remove containers of services that the files lack'
    'v --rmi choices:local,all', 'Remove images: local (built without a name) or all'
    'v --timeout,-t -', 'Seconds to wait before SIGKILL'
    'f --volumes,-v', 'Remove named volumes of the files, and anonymous volumes'
)
$PydockTable['compose events'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --json', 'Print a JSON object for each event'
    'v --since -', 'Oldest event: timestamp or age (1h30m)'
    'v --until -', 'Newest event: timestamp or duration from now'
    'r', ''
)
$PydockTable['compose exec'] = @(
    'f --detach,-d', 'Run the command in the background'
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --env,-e -', 'Set an environment variable (NAME=VALUE, or NAME to copy its value)'
    'v --index -', 'Number of the container, of a service with several'
    'f --no-tty,-T', 'Allocate no terminal (default: that of standard output)'
    'f --privileged', 'Extended privileges for the command'
    'v --user,-u -', 'User to run as'
    'v --workdir,-w -', 'Working directory of the command'
    'r', ''
    'p', ''
)
$PydockTable['compose export'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --index -', 'Number of the container, of a service with several'
    'v --output,-o files', 'File to write to, in place of standard output'
)
$PydockTable['compose images'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --format choices:table,json', 'Format of the output: table or json'
    'f --quiet,-q', 'Print IDs only'
    'r', ''
)
$PydockTable['compose kill'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --remove-orphans', 'Include containers of services that the files lack'
    'v --signal,-s choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ,ABRT,ALRM,BUS,CHLD,CONT,FPE,HUP,ILL,INT,IO,KILL,PIPE,PROF,PWR,QUIT,SEGV,STOP,SYS,TERM,TRAP,TSTP,TTIN,TTOU,URG,USR1,USR2,VTALRM,WINCH,XCPU,XFSZ', 'Signal to send'
    'r', ''
)
$PydockTable['compose logs'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --follow,-f', 'Follow the log output'
    'v --index -', 'Number of the container, of a service with several'
    'f --no-color', 'Print no colours'
    'f --no-log-prefix', 'Do not print the name of the container before each line'
    'v --since -', 'Oldest log line: timestamp (2013-01-02T13:23:37Z) or age (42m)'
    'v --tail,-n -', 'Number of lines from the end, of each container'
    'f --timestamps,-t', 'Include timestamps'
    'v --until -', 'Newest log line: timestamp or age'
    'r', ''
)
$PydockTable['compose ls'] = @(
    'f --all,-a', 'Include projects whose containers have all stopped'
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --filter -', 'Select projects (name=value)'
    'v --format choices:table,json', 'Format of the output: table or json'
    'f --quiet,-q', 'Print names only'
)
$PydockTable['compose pause'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'r', ''
)
$PydockTable['compose port'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --index -', 'Number of the container, of a service with several'
    'v --protocol choices:tcp,udp', 'tcp or udp'
)
$PydockTable['compose ps'] = @(
    'f --all,-a', 'Include stopped containers, and those of run'
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --filter -', 'Select containers by a property (status=running)'
    'v --format choices:table,json', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --no-trunc', 'Do not truncate output'
    'f --orphans', 'Include services that the files lack'
    'f --quiet,-q', 'Print IDs only'
    'f --services', 'Print the names of services'
    'v --status choices:paused,restarting,removing,running,dead,created,exited', 'Select by status: paused, restarting, removing, running, dead, created, exited'
    'r', ''
)
$PydockTable['compose pull'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --ignore-buildable', 'Leave out images that can be built'
    'f --ignore-pull-failures', 'Pull what can be pulled, and ignore failures'
    'f --include-deps', 'Pull the images of dependencies too'
    'v --policy choices:missing,always', 'When to pull: missing or always'
    'f --quiet,-q', 'Pull without progress'
    'r', ''
)
$PydockTable['compose push'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --ignore-push-failures', 'Push what can be pushed, and ignore failures'
    'f --include-deps', 'Push the images of dependencies too'
    'f --quiet,-q', 'Push without progress'
    'r', ''
)
$PydockTable['compose restart'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --no-deps', 'Do not restart dependent services'
    'v --timeout,-t -', 'Seconds to wait before SIGKILL'
    'r', ''
)
$PydockTable['compose rm'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --force,-f', 'Do not prompt'
    'f --stop,-s', 'Stop running containers first'
    'f --volumes,-v', 'Remove anonymous volumes too'
    'r', ''
)
$PydockTable['compose run'] = @(
    'f --build', 'Build the image first'
    'v --cap-add -', 'Add a capability'
    'v --cap-drop -', 'Drop a capability'
    'f --detach,-d', 'Run in the background and print the container''s ID'
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --entrypoint -', 'Entrypoint in place of the image''s'
    'v --env,-e -', 'Set an environment variable (NAME=VALUE, or NAME to copy its value)'
    'v --env-from-file files', 'Read environment variables from a file'
    'f --interactive,-i', 'Attach standard input'
    'v --label,-l -', 'Set a label (key=value)'
    'v --name -', 'Name of the container'
    'f --no-deps', 'Do not start the services that it depends on'
    'f --no-TTY,-T', 'Allocate no terminal (default: that of standard output)'
    'v --publish,-p -', 'Publish a port of the container'
    'v --pull choices:always,missing,never', 'When to pull: always, missing, never'
    'f --quiet,-q', 'Print nothing about what is done'
    'f --quiet-build', 'Build without output'
    'f --quiet-pull', 'Pull without progress'
    'f --remove-orphans', 'Remove containers of services that the files lack'
    'f --rm', 'Remove the container when it exits'
    'f --service-ports,-P', 'Publish the ports of the service'
    'f --use-aliases', 'Give it the service''s aliases in its networks'
    'v --user,-u -', 'User to run as'
    'v --volume,-v -', 'Mount a volume or a directory'
    'v --workdir,-w -', 'Working directory of the command'
    'r', ''
    'p', ''
)
$PydockTable['compose scale'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --no-deps', 'Leave the services alone that these depend on'
    'r', ''
)
$PydockTable['compose start'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'r', ''
)
$PydockTable['compose stats'] = @(
    'f --all,-a', 'Show all containers (default: running ones only)'
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --format choices:table,json', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --no-stream', 'Print the first result and exit'
    'f --no-trunc', 'Do not truncate output'
)
$PydockTable['compose stop'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --timeout,-t -', 'Seconds to wait before SIGKILL'
    'r', ''
)
$PydockTable['compose top'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'r', ''
)
$PydockTable['compose unpause'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'r', ''
)
$PydockTable['compose up'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --build', 'Build images first, also those that exist'
    'f --force-recreate', 'Replace containers that have not changed too'
    'f --no-build', 'Build no image, also if it is missing'
    'f --no-recreate', 'Keep containers that have changed'
    'v --pull choices:always,missing,never,build', 'When to pull: always, missing, never, build'
    'f --quiet-pull', 'Pull without progress'
    'f --remove-orphans', 'Remove containers of services that the files lack'
    'v --scale -', 'SERVICE=NUM: number of containers of a service'
    'f --yes,-y', 'Answer all prompts with yes'
    'f --abort-on-container-exit', 'Stop all containers when one has stopped'
    'f --abort-on-container-failure', 'Stop all containers when one has failed'
    'f --always-recreate-deps', 'Replace the containers of dependencies too'
    'v --attach -', 'Show the output of these services only'
    'f --attach-dependencies', 'Show the output of dependencies too'
    'f --detach,-d', 'Run in the background'
    'v --exit-code-from -', 'Stop when a service has, and exit with its status'
    'f --menu', 'Accepted, without effect: there are no shortcuts'
    'v --no-attach -', 'Do not show the output of these services'
    'f --no-color', 'Print no colours'
    'f --no-deps', 'Do not start the services that the named ones depend on'
    'f --no-log-prefix', 'Do not print the name of the container before each line'
    'f --no-start', 'Do not start the containers'
    'f --quiet-build', 'Build without output'
    'f --renew-anon-volumes,-V', 'Replace anonymous volumes instead of keeping them'
    'v --timeout,-t -', 'Seconds to wait before SIGKILL when containers are stopped'
    'f --timestamps', 'Include timestamps'
    'f --wait', 'Wait until services are running or healthy, in the background'
    'v --wait-timeout -', 'Seconds to wait at most, with --wait'
    'f --watch,-w', 'Watch files, and update containers when they change'
    'r', ''
)
$PydockTable['compose version'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --format,-f choices:pretty,json', 'Format of the output: pretty or json'
    'f --short', 'Print the number only'
)
$PydockTable['compose volumes'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'v --format choices:table,json', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Print names only'
    'r', ''
)
$PydockTable['compose wait'] = @(
    'f --down-project', 'Remove the project when the first container stops'
    'f --dry-run', 'Show what would be done, and do nothing'
)
$PydockTable['compose watch'] = @(
    'f --dry-run', 'Show what would be done, and do nothing'
    'f --no-up', 'Do not build and start services first'
    'f --prune', 'Remove the images that rebuilt ones replace'
    'f --quiet', 'Build without output'
    'r', ''
)
$PydockTable['config create'] = @(
    'v --label,-l -', 'Labels of the config (key=value)'
    'v --template-driver -', 'Template driver'
    'a -', ''
    'a files', ''
)
$PydockTable['config inspect'] = @(
    'v --format,-f choices:json+fields:CreatedAt,ID,Spec,Spec.Data,Spec.Labels,Spec.Name,Spec.Templating,UpdatedAt,Version', 'Output format: ''json'' or a Go template'
    'f --pretty', 'Human-readable output'
    'a configs', ''
    'r', ''
)
$PydockTable['config ls'] = $PydockTable['config list'] = @(
    'v --filter,-f choices:id=,label=,name=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:CreatedAt,ID,Labels,Name,UpdatedAt', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show config IDs only'
)
$PydockTable['config rm'] = $PydockTable['config remove'] = @(
    'a configs', ''
    'r', ''
)
$PydockTable['container attach'] = $PydockTable['attach'] = @(
    'v --detach-keys -', 'Detach key sequence'
    'f --no-stdin', 'Do not attach standard input'
    'f --sig-proxy', 'Forward signals to the container'
    'a containers:running', ''
)
$PydockTable['container commit'] = $PydockTable['commit'] = @(
    'v --author,-a -', 'Author of the image, such as "Hannibal Smith <hannibal@a-team.com>"'
    'v --change,-c -', 'Dockerfile instruction to apply to the image'
    'v --message,-m -', 'Commit message'
    'f --no-pause', 'Do not pause the container during the commit'
    'a containers', ''
)
$PydockTable['container cp'] = $PydockTable['cp'] = @(
    'f --archive,-a', 'Preserve user and group ids'
    'f --follow-link,-L', 'Follow symbolic links in SRC_PATH'
    'f --quiet,-q', 'Suppress progress output (default without a terminal)'
    'a container-paths+files', ''
    'a container-paths+files', ''
)
$PydockTable['container create'] = $PydockTable['create'] = @(
    'v --user,-u -', 'User to run as (name or id, with optional :group)'
    'f --tty,-t', 'Allocate a terminal'
    'v --workdir,-w -', 'Working directory in the container'
    'f --read-only', 'Mount the root file system read-only'
    'v --oom-score-adj -', 'OOM score adjustment (-1000 to 1000)'
    'v --cap-add choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Add a Linux capability'
    'v --cap-drop choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Drop a Linux capability'
    'v --isolation choices:default,hyperv,process', 'Isolation technology (Windows)'
    'v --env,-e env', 'Environment variable (NAME=VALUE, or NAME to copy its value)'
    'v --env-file files', 'Read environment variables from a file'
    'v --dotenv-file files', 'Read variables from a file as Compose does'
    'v --dns -', 'DNS server'
    'v --dns-search -', 'DNS search domain'
    'v --health-cmd -', 'Health check command'
    'v --health-retries -', 'Consecutive failures of an unhealthy container'
    'f --no-healthcheck', 'Disable the health check of the image'
    'v --health-interval -', 'Interval of health checks'
    'v --health-timeout -', 'Timeout of a health check'
    'v --health-start-period -', 'Start period in which failures do not count'
    'v --health-start-interval -', 'Interval of health checks in the start period'
    'v --entrypoint -', 'Entry point, in place of the image''s'
    'v --group-add -', 'Additional group of the user'
    'f --init', 'Run an init process that forwards signals and reaps'
    'v --stop-signal choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ,ABRT,ALRM,BUS,CHLD,CONT,FPE,HUP,ILL,INT,IO,KILL,PIPE,PROF,PWR,QUIT,SEGV,STOP,SYS,TERM,TRAP,TSTP,TTIN,TTOU,URG,USR1,USR2,VTALRM,WINCH,XCPU,XFSZ', 'Signal to stop the container'
    'v --stop-timeout -', 'Seconds to wait for the stop before SIGKILL'
    'v --restart choices:no,always,on-failure,on-failure:,unless-stopped', 'Restart policy: no, always, unless-stopped or on-failure[:retries]'
    'v --label,-l -', 'Label of the container (key=value)'
    'v --label-file files', 'Read labels from a file'
    'v --annotation -', 'Annotation for the OCI runtime (key=value)'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of the image, such as linux/arm64'
    'f --quiet,-q', 'Suppress pull output'
    'f --interactive,-i', 'Keep standard input open'
    'v --log-driver choices:awslogs,etwlogs,fluentd,gcplogs,gelf,journald,json-file,local,none,splunk,syslog', 'Log driver of the container'
    'v --log-opt -', 'Log driver option (key=value)'
    'v --network networks+choices:default,container:+joinable', 'Network to connect to: a name, or name=...,alias=...,ip=...'
    'v --network-alias -', 'Network-scoped alias'
    'v --ip -', 'IPv4 address, such as 172.30.100.104'
    'v --ip6 -', 'IPv6 address, such as 2001:db8::33'
    'v --link-local-ip -', 'Link-local address (IPv4 or IPv6)'
    'v --mac-address -', 'MAC address, such as 92:d0:c6:0a:29:33'
    'v --link containers', 'Link to another container (name[:alias])'
    'v --publish,-p -', 'Publish a port: [[ip:]host:]port[/protocol], with ranges'
    'f --publish-all,-P', 'Publish all exposed ports on random ports'
    'v --expose -', 'Expose a port or range of ports'
    'v --hostname,-h -', 'Host name of the container'
    'v --domainname -', 'NIS domain name of the container'
    'v --add-host -', 'Extra /etc/hosts entry (name:address)'
    'v --dns-option -', 'DNS option'
    'v --volume,-v volumes+directories', 'Bind mount a volume or path: [source:]target[:options]'
    'v --mount choices:type=bind,type=tmpfs,type=volume,type=image', 'Mount a file system: type=...,source=...,target=...'
    'v --tmpfs -', 'Mount a tmpfs (path[:options])'
    'v --volumes-from containers', 'Mount all volumes of another container'
    'v --volume-driver -', 'Driver of created volumes'
    'v --storage-opt -', 'Storage driver option (key=value)'
    'v --shm-size -', 'Size of /dev/shm'
    'v --cpu-period -', 'CPU CFS period in microseconds'
    'v --cpu-quota -', 'CPU CFS quota in microseconds'
    'v --cpu-shares,-c -', 'CPU shares (relative weight)'
    'v --cpuset-cpus -', 'Allowed CPUs (0-3, 0,1)'
    'v --cpuset-mems -', 'Allowed memory nodes (0-3, 0,1)'
    'v --memory,-m -', 'Memory limit'
    'v --memory-swap -', 'Limit of memory plus swap (-1: unlimited)'
    'v --blkio-weight -', 'Block IO weight (10 to 1000, or 0 to disable)'
    'v --cpu-rt-period -', 'CPU real-time period in microseconds'
    'v --cpu-rt-runtime -', 'CPU real-time runtime in microseconds'
    'v --cpus -', 'Number of CPUs, such as 1.5'
    'v --memory-reservation -', 'Memory soft limit'
    'v --pids-limit -', 'Process limit (-1: unlimited)'
    'v --memory-swappiness -', 'Memory swappiness (0 to 100)'
    'f --oom-kill-disable', 'Disable the OOM killer'
    'v --cpu-count -', 'Number of CPUs (Windows)'
    'v --cpu-percent -', 'CPU percentage (Windows)'
    'v --ulimit -', 'Ulimit (name=soft[:hard])'
    'v --sysctl -', 'Sysctl option (name=value)'
    'v --device files', 'Device: path[:path in container][:rwm], or a CDI name'
    'v --device-cgroup-rule -', 'Cgroup device rule, such as c 1:3 rwm'
    'v --gpus choices:all,device=', 'GPUs: all, a number, or device=...'
    'v --blkio-weight-device -', 'Block IO weight of a device (path:weight)'
    'v --device-read-bps -', 'Read rate limit of a device (path:bytes)'
    'v --device-write-bps -', 'Write rate limit of a device (path:bytes)'
    'v --device-read-iops -', 'Read rate limit (path:operations)'
    'v --device-write-iops -', 'Write rate limit (path:operations)'
    'v --io-maxbandwidth -', 'IO bandwidth limit of the system drive (Windows)'
    'v --io-maxiops -', 'IO operations limit of the system drive (Windows)'
    'f --privileged', 'Extended privileges'
    'v --security-opt choices:apparmor=,label=,no-new-privileges,seccomp=,systempaths=unconfined', 'Security option, such as seccomp=profile.json'
    'v --cgroup-parent -', 'Parent cgroup'
    'v --cgroupns choices:host,private', 'Cgroup namespace: host or private'
    'v --ipc choices:host,none,private,shareable,container:+joinable', 'IPC namespace: host, private, shareable, none or container:name'
    'v --pid choices:host,container:+joinable', 'Process namespace: host or container:name'
    'v --userns choices:host', 'User namespace: host'
    'v --uts choices:host', 'UTS namespace: host'
    'v --runtime -', 'OCI runtime'
    'f --help', 'Print usage'
    'v --name -', 'Name of the container'
    'f --rm', 'Remove the container and its anonymous volumes on exit'
    'v --cidfile files', 'Container ID output file'
    'v --pull choices:always,missing,never', 'Pull policy: always, missing or never'
    'v --attach,-a choices:stdin,stdout,stderr', 'Stream to attach: stdin, stdout or stderr'
    'f --use-api-socket', 'Mount the API socket and your registry credentials'
    'a images', ''
    'r', ''
    'p', ''
)
$PydockTable['container diff'] = $PydockTable['diff'] = @(
    'a containers', ''
)
$PydockTable['container exec'] = $PydockTable['exec'] = @(
    'f --detach,-d', 'Run the command in the background'
    'v --detach-keys -', 'Detach key sequence'
    'v --env,-e env', 'Set an environment variable (NAME=VALUE, or NAME to copy its value)'
    'v --user,-u -', 'User to run as (name or id, with optional :group)'
    'v --workdir,-w -', 'Working directory of the command'
    'v --env-file files', 'Read environment variables from a file'
    'v --dotenv-file files', 'Read variables from a file as Compose does'
    'f --interactive,-i', 'Attach standard input'
    'f --privileged', 'Extended privileges for the command'
    'f --tty,-t', 'Allocate a terminal'
    'a containers:running', ''
    'a -', ''
    'r', ''
    'n', ''
)
$PydockTable['container export'] = $PydockTable['export'] = @(
    'v --output,-o files', 'Output file (default: standard output)'
    'a containers', ''
)
$PydockTable['container inspect'] = @(
    'v --format,-f choices:json+fields:AppArmorProfile,Args,Config,Config.ArgsEscaped,Config.AttachStderr,Config.AttachStdin,Config.AttachStdout,Config.Cmd,Config.Domainname,Config.Entrypoint,Config.Env,Config.ExposedPorts,Config.Healthcheck,Config.Hostname,Config.Image,Config.Labels,Config.NetworkDisabled,Config.OnBuild,Config.OpenStdin,Config.Shell,Config.StdinOnce,Config.StopSignal,Config.StopTimeout,Config.Tty,Config.User,Config.Volumes,Config.WorkingDir,Created,Driver,ExecIDs,GraphDriver,GraphDriver.Data,GraphDriver.Name,HostConfig,HostConfig.Annotations,HostConfig.AutoRemove,HostConfig.Binds,HostConfig.BlkioDeviceReadBps,HostConfig.BlkioDeviceReadIOps,HostConfig.BlkioDeviceWriteBps,HostConfig.BlkioDeviceWriteIOps,HostConfig.BlkioWeight,HostConfig.BlkioWeightDevice,HostConfig.CPUCount,HostConfig.CPUPercent,HostConfig.CPUPeriod,HostConfig.CPUQuota,HostConfig.CPURealtimePeriod,HostConfig.CPURealtimeRuntime,HostConfig.CPUShares,HostConfig.CapAdd,HostConfig.CapDrop,HostConfig.Cgroup,HostConfig.CgroupParent,HostConfig.CgroupnsMode,HostConfig.ConsoleSize,HostConfig.ContainerIDFile,HostConfig.CpusetCpus,HostConfig.CpusetMems,HostConfig.DNS,HostConfig.DNSOptions,HostConfig.DNSSearch,HostConfig.DeviceCgroupRules,HostConfig.DeviceRequests,HostConfig.Devices,HostConfig.ExtraHosts,HostConfig.GroupAdd,HostConfig.IOMaximumBandwidth,HostConfig.IOMaximumIOps,HostConfig.Init,HostConfig.IpcMode,HostConfig.Isolation,HostConfig.Links,HostConfig.LogConfig,HostConfig.MaskedPaths,HostConfig.Memory,HostConfig.MemoryReservation,HostConfig.MemorySwap,HostConfig.MemorySwappiness,HostConfig.Mounts,HostConfig.NanoCPUs,HostConfig.NetworkMode,HostConfig.OomKillDisable,HostConfig.OomScoreAdj,HostConfig.PidMode,HostConfig.PidsLimit,HostConfig.PortBindings,HostConfig.Privileged,HostConfig.PublishAllPorts,HostConfig.ReadonlyPaths,HostConfig.ReadonlyRootfs,HostConfig.RestartPolicy,HostConfig.Runtime,HostConfig.SecurityOpt,HostConfig.ShmSize,HostConfig.StorageOpt,HostConfig.Sysctls,HostConfig.Tmpfs,HostConfig.UTSMode,HostConfig.Ulimits,HostConfig.UsernsMode,HostConfig.VolumeDriver,HostConfig.VolumesFrom,HostnamePath,HostsPath,ID,Image,ImageManifestDescriptor,ImageManifestDescriptor.Annotations,ImageManifestDescriptor.ArtifactType,ImageManifestDescriptor.Data,ImageManifestDescriptor.Digest,ImageManifestDescriptor.MediaType,ImageManifestDescriptor.Platform,ImageManifestDescriptor.Size,ImageManifestDescriptor.URLs,LogPath,MountLabel,Mounts,Name,NetworkSettings,NetworkSettings.Networks,NetworkSettings.Ports,NetworkSettings.SandboxID,NetworkSettings.SandboxKey,Path,Platform,ProcessLabel,ResolvConfPath,RestartCount,SizeRootFs,SizeRw,State,State.Dead,State.Error,State.ExitCode,State.FinishedAt,State.Health,State.OOMKilled,State.Paused,State.Pid,State.Restarting,State.Running,State.StartedAt,State.Status,Storage,Storage.RootFS', 'Output format: ''json'' or a Go template'
    'f --size,-s', 'Include file sizes'
    'f --as-run', 'Print the command line of run that makes a container again'
    'f --as-create', 'Print the command line of create that makes it again'
    'f --as-compose', 'Print a Compose file that makes containers again'
    'f --no-name', 'Leave the container''s name out of it'
    'a containers', ''
    'r', ''
)
$PydockTable['container kill'] = $PydockTable['kill'] = @(
    'v --signal,-s choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ,ABRT,ALRM,BUS,CHLD,CONT,FPE,HUP,ILL,INT,IO,KILL,PIPE,PROF,PWR,QUIT,SEGV,STOP,SYS,TERM,TRAP,TSTP,TTIN,TTOU,URG,USR1,USR2,VTALRM,WINCH,XCPU,XFSZ', 'Signal to send (default: SIGKILL)'
    'a containers:running', ''
    'r', ''
)
$PydockTable['container logs'] = $PydockTable['logs'] = @(
    'f --details', 'Include extra attributes of the log driver'
    'f --follow,-f', 'Follow the log output'
    'v --since -', 'Oldest log line: timestamp (2013-01-02T13:23:37Z) or age (42m)'
    'v --tail,-n -', 'Number of lines from the end'
    'f --timestamps,-t', 'Include timestamps'
    'v --until -', 'Newest log line: timestamp or age'
    'f --all', 'Show the logs of all containers'
    'v --filter choices:ancestor=,before=,exited=,expose=,health=,id=,is-task=,label=,name=,network=,publish=,since=,status=,volume=', 'Select containers, as ps -a does (name=value)'
    'v --grep -', 'Show only lines that match a regular expression'
    'v --grep-v -', 'Leave out lines that match a regular expression'
    'f --json-fields', 'Show JSON objects as KEY=VALUE, =A,B these keys only'
    'f --local-time', 'Include timestamps, in the local time zone'
    'f --no-prefix', 'Do not print the name of the container before each line'
    'f --restarts', 'Follow through restarts, until interrupted'
    'a containers', ''
    'r', ''
)
$PydockTable['container ls'] = $PydockTable['container list'] = $PydockTable['container ps'] = $PydockTable['ps'] = @(
    'f --all,-a', 'Show all containers (default: running ones only)'
    'v --filter,-f choices:ancestor=,before=,exited=,expose=,health=,id=,is-task=,label=,name=,network=,publish=,since=,status=,volume=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:Command,CreatedAt,HealthStatus,ID,IPs,Image,Labels,LocalVolumes,Mounts,Names,Networks,Platform,Ports,RunningFor,Size,State,Status', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'v --last,-n -', 'Show the last N created containers (all states)'
    'f --latest,-l', 'Show the last created container (all states)'
    'f --no-trunc', 'Do not truncate output'
    'f --quiet,-q', 'Show container IDs only'
    'f --size,-s', 'Include file sizes'
    'v --contexts contexts', 'List the containers of these contexts (CONTEXT[,CONTEXT])'
    'v --sort choices:command,created,health,id,image,names,networks,ports,size,state,status', 'Sort by columns (COLUMN[,COLUMN]), descending after -'
    'f --tree', 'Group by Compose project, or as named'
    'f --watch', 'Redraw the list when it changes, every second at most, or every SECONDS'
)
$PydockTable['container pause'] = $PydockTable['pause'] = @(
    'a containers:running', ''
    'r', ''
)
$PydockTable['container port'] = $PydockTable['port'] = @(
    'a containers', ''
)
$PydockTable['container prune'] = @(
    'v --filter choices:label=,label!=,until=', 'Filter, such as "until=<timestamp>"'
    'f --force,-f', 'Do not prompt for confirmation'
    'v --apply files', 'Remove the objects of a plan, if unchanged'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'v --keep -', 'Keep the newest N (of images: in each repository)'
    'v --older-than -', 'Remove older ones, such as "7d"'
    'v --plan files', 'Write a plan of the removal to a file'
    'v --name -', 'Remove those whose name the glob matches'
    'v --larger-than -', 'Remove larger ones, such as "100m"'
)
$PydockTable['container rename'] = $PydockTable['rename'] = @(
    'a containers', ''
)
$PydockTable['container restart'] = $PydockTable['restart'] = @(
    'v --signal,-s choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ,ABRT,ALRM,BUS,CHLD,CONT,FPE,HUP,ILL,INT,IO,KILL,PIPE,PROF,PWR,QUIT,SEGV,STOP,SYS,TERM,TRAP,TSTP,TTIN,TTOU,URG,USR1,USR2,VTALRM,WINCH,XCPU,XFSZ', 'Signal to send'
    'v --timeout,-t -', 'Seconds to wait before SIGKILL'
    'a containers', ''
    'r', ''
)
$PydockTable['container rm'] = $PydockTable['container remove'] = $PydockTable['rm'] = @(
    'f --force,-f', 'Remove a running container (with SIGKILL)'
    'f --link,-l', 'Remove the link, not the container'
    'f --volumes,-v', 'Remove anonymous volumes of the container'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'a containers:stopped|containers', ''
    'r', ''
)
$PydockTable['container run'] = $PydockTable['run'] = @(
    'v --user,-u -', 'User to run as (name or id, with optional :group)'
    'f --tty,-t', 'Allocate a terminal'
    'v --workdir,-w -', 'Working directory in the container'
    'f --read-only', 'Mount the root file system read-only'
    'v --oom-score-adj -', 'OOM score adjustment (-1000 to 1000)'
    'v --cap-add choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Add a Linux capability'
    'v --cap-drop choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Drop a Linux capability'
    'v --isolation choices:default,hyperv,process', 'Isolation technology (Windows)'
    'v --env,-e env', 'Environment variable (NAME=VALUE, or NAME to copy its value)'
    'v --env-file files', 'Read environment variables from a file'
    'v --dotenv-file files', 'Read variables from a file as Compose does'
    'v --dns -', 'DNS server'
    'v --dns-search -', 'DNS search domain'
    'v --health-cmd -', 'Health check command'
    'v --health-retries -', 'Consecutive failures of an unhealthy container'
    'f --no-healthcheck', 'Disable the health check of the image'
    'v --health-interval -', 'Interval of health checks'
    'v --health-timeout -', 'Timeout of a health check'
    'v --health-start-period -', 'Start period in which failures do not count'
    'v --health-start-interval -', 'Interval of health checks in the start period'
    'v --entrypoint -', 'Entry point, in place of the image''s'
    'v --group-add -', 'Additional group of the user'
    'f --init', 'Run an init process that forwards signals and reaps'
    'v --stop-signal choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ,ABRT,ALRM,BUS,CHLD,CONT,FPE,HUP,ILL,INT,IO,KILL,PIPE,PROF,PWR,QUIT,SEGV,STOP,SYS,TERM,TRAP,TSTP,TTIN,TTOU,URG,USR1,USR2,VTALRM,WINCH,XCPU,XFSZ', 'Signal to stop the container'
    'v --stop-timeout -', 'Seconds to wait for the stop before SIGKILL'
    'v --restart choices:no,always,on-failure,on-failure:,unless-stopped', 'Restart policy: no, always, unless-stopped or on-failure[:retries]'
    'v --label,-l -', 'Label of the container (key=value)'
    'v --label-file files', 'Read labels from a file'
    'v --annotation -', 'Annotation for the OCI runtime (key=value)'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of the image, such as linux/arm64'
    'f --quiet,-q', 'Suppress pull output'
    'f --interactive,-i', 'Keep standard input open'
    'v --log-driver choices:awslogs,etwlogs,fluentd,gcplogs,gelf,journald,json-file,local,none,splunk,syslog', 'Log driver of the container'
    'v --log-opt -', 'Log driver option (key=value)'
    'v --network networks+choices:default,container:+joinable', 'Network to connect to: a name, or name=...,alias=...,ip=...'
    'v --network-alias -', 'Network-scoped alias'
    'v --ip -', 'IPv4 address, such as 172.30.100.104'
    'v --ip6 -', 'IPv6 address, such as 2001:db8::33'
    'v --link-local-ip -', 'Link-local address (IPv4 or IPv6)'
    'v --mac-address -', 'MAC address, such as 92:d0:c6:0a:29:33'
    'v --link containers', 'Link to another container (name[:alias])'
    'v --publish,-p -', 'Publish a port: [[ip:]host:]port[/protocol], with ranges'
    'f --publish-all,-P', 'Publish all exposed ports on random ports'
    'v --expose -', 'Expose a port or range of ports'
    'v --hostname,-h -', 'Host name of the container'
    'v --domainname -', 'NIS domain name of the container'
    'v --add-host -', 'Extra /etc/hosts entry (name:address)'
    'v --dns-option -', 'DNS option'
    'v --volume,-v volumes+directories', 'Bind mount a volume or path: [source:]target[:options]'
    'v --mount choices:type=bind,type=tmpfs,type=volume,type=image', 'Mount a file system: type=...,source=...,target=...'
    'v --tmpfs -', 'Mount a tmpfs (path[:options])'
    'v --volumes-from containers', 'Mount all volumes of another container'
    'v --volume-driver -', 'Driver of created volumes'
    'v --storage-opt -', 'Storage driver option (key=value)'
    'v --shm-size -', 'Size of /dev/shm'
    'v --cpu-period -', 'CPU CFS period in microseconds'
    'v --cpu-quota -', 'CPU CFS quota in microseconds'
    'v --cpu-shares,-c -', 'CPU shares (relative weight)'
    'v --cpuset-cpus -', 'Allowed CPUs (0-3, 0,1)'
    'v --cpuset-mems -', 'Allowed memory nodes (0-3, 0,1)'
    'v --memory,-m -', 'Memory limit'
    'v --memory-swap -', 'Limit of memory plus swap (-1: unlimited)'
    'v --blkio-weight -', 'Block IO weight (10 to 1000, or 0 to disable)'
    'v --cpu-rt-period -', 'CPU real-time period in microseconds'
    'v --cpu-rt-runtime -', 'CPU real-time runtime in microseconds'
    'v --cpus -', 'Number of CPUs, such as 1.5'
    'v --memory-reservation -', 'Memory soft limit'
    'v --pids-limit -', 'Process limit (-1: unlimited)'
    'v --memory-swappiness -', 'Memory swappiness (0 to 100)'
    'f --oom-kill-disable', 'Disable the OOM killer'
    'v --cpu-count -', 'Number of CPUs (Windows)'
    'v --cpu-percent -', 'CPU percentage (Windows)'
    'v --ulimit -', 'Ulimit (name=soft[:hard])'
    'v --sysctl -', 'Sysctl option (name=value)'
    'v --device files', 'Device: path[:path in container][:rwm], or a CDI name'
    'v --device-cgroup-rule -', 'Cgroup device rule, such as c 1:3 rwm'
    'v --gpus choices:all,device=', 'GPUs: all, a number, or device=...'
    'v --blkio-weight-device -', 'Block IO weight of a device (path:weight)'
    'v --device-read-bps -', 'Read rate limit of a device (path:bytes)'
    'v --device-write-bps -', 'Write rate limit of a device (path:bytes)'
    'v --device-read-iops -', 'Read rate limit (path:operations)'
    'v --device-write-iops -', 'Write rate limit (path:operations)'
    'v --io-maxbandwidth -', 'IO bandwidth limit of the system drive (Windows)'
    'v --io-maxiops -', 'IO operations limit of the system drive (Windows)'
    'f --privileged', 'Extended privileges'
    'v --security-opt choices:apparmor=,label=,no-new-privileges,seccomp=,systempaths=unconfined', 'Security option, such as seccomp=profile.json'
    'v --cgroup-parent -', 'Parent cgroup'
    'v --cgroupns choices:host,private', 'Cgroup namespace: host or private'
    'v --ipc choices:host,none,private,shareable,container:+joinable', 'IPC namespace: host, private, shareable, none or container:name'
    'v --pid choices:host,container:+joinable', 'Process namespace: host or container:name'
    'v --userns choices:host', 'User namespace: host'
    'v --uts choices:host', 'UTS namespace: host'
    'v --runtime -', 'OCI runtime'
    'f --help', 'Print usage'
    'v --name -', 'Name of the container'
    'f --rm', 'Remove the container and its anonymous volumes on exit'
    'v --cidfile files', 'Container ID output file'
    'v --pull choices:always,missing,never', 'Pull policy: always, missing or never'
    'v --attach,-a choices:stdin,stdout,stderr', 'Stream to attach: stdin, stdout or stderr'
    'f --use-api-socket', 'Mount the API socket and your registry credentials'
    'f --detach,-d', 'Run in the background and print the container''s ID'
    'f --sig-proxy', 'Forward signals to the container'
    'v --detach-keys -', 'Detach key sequence'
    'a images', ''
    'r', ''
    'p', ''
)
$PydockTable['container start'] = $PydockTable['start'] = @(
    'f --attach,-a', 'Attach standard output and error, and forward signals'
    'v --checkpoint -', 'Checkpoint to restore'
    'v --checkpoint-dir -', 'Directory of the checkpoint'
    'v --detach-keys -', 'Detach key sequence'
    'f --interactive,-i', 'Attach standard input'
    'a containers:stopped', ''
    'r', ''
)
$PydockTable['container stats'] = $PydockTable['stats'] = @(
    'f --all,-a', 'Show all containers (default: running ones only)'
    'v --format choices:table,json+fields:BlockIO,CPUPerc,Container,ID,MemPerc,MemUsage,Name,NetIO,PIDs', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --no-stream', 'Print the first result and exit'
    'f --no-trunc', 'Do not truncate output'
    'v --filter choices:ancestor=,before=,exited=,expose=,health=,id=,is-task=,label=,name=,network=,publish=,since=,status=,volume=', 'Select containers, as ps does (name=value)'
    'v --sort choices:cpu,disk,id,memory,name,network,pids', 'Sort by columns (COLUMN[,COLUMN]), descending after -'
    'f --watch', 'Redraw the table in place every second, or every SECONDS'
    'a containers:running', ''
    'r', ''
)
$PydockTable['container stop'] = $PydockTable['stop'] = @(
    'v --signal,-s choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ,ABRT,ALRM,BUS,CHLD,CONT,FPE,HUP,ILL,INT,IO,KILL,PIPE,PROF,PWR,QUIT,SEGV,STOP,SYS,TERM,TRAP,TSTP,TTIN,TTOU,URG,USR1,USR2,VTALRM,WINCH,XCPU,XFSZ', 'Signal to send'
    'v --timeout,-t -', 'Seconds to wait before SIGKILL'
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
    'v --cpu-period -', 'CPU CFS period in microseconds'
    'v --cpu-quota -', 'CPU CFS quota in microseconds'
    'v --cpu-shares,-c -', 'CPU shares (relative weight)'
    'v --cpuset-cpus -', 'Allowed CPUs (0-3, 0,1)'
    'v --cpuset-mems -', 'Allowed memory nodes (0-3, 0,1)'
    'v --memory,-m -', 'Memory limit'
    'v --memory-swap -', 'Limit of memory plus swap (-1: unlimited)'
    'v --blkio-weight -', 'Block IO weight (10 to 1000, or 0 to disable)'
    'v --cpu-rt-period -', 'CPU real-time period in microseconds'
    'v --cpu-rt-runtime -', 'CPU real-time runtime in microseconds'
    'v --cpus -', 'Number of CPUs, such as 1.5'
    'v --memory-reservation -', 'Memory soft limit'
    'v --pids-limit -', 'Process limit (-1: unlimited)'
    'v --device-read-bps -', 'Read rate limit of a device (path:bytes)'
    'v --device-read-iops -', 'Read rate limit (path:operations)'
    'v --device-write-bps -', 'Write rate limit of a device (path:bytes)'
    'v --device-write-iops -', 'Write rate limit (path:operations)'
    'v --restart choices:no,always,on-failure,on-failure:,unless-stopped', 'Restart policy: no, always, unless-stopped or on-failure[:retries]'
    'a containers', ''
    'r', ''
)
$PydockTable['container wait'] = $PydockTable['wait'] = @(
    'f --healthy', 'Wait until the health check of the engine succeeds'
    'v --log -', 'Wait for a line of the current run that matches'
    'v --port -', 'Wait until a program listens on a TCP port in it'
    'f --removed', 'Wait until they are removed'
    'f --running', 'Wait until they run'
    'v --timeout -', 'Longest time to wait, such as 30s'
    'a containers', ''
    'r', ''
)
$PydockTable['context create'] = @(
    'v --description -', 'Description of the context'
    'v --docker -', 'Engine endpoint: host=..., and ca=, cert=, key= for TLS'
    'v --from contexts', 'Context to copy from'
)
$PydockTable['context export'] = @(
    'a contexts', ''
)
$PydockTable['context import'] = @(
    'a files', ''
)
$PydockTable['context inspect'] = @(
    'v --format,-f choices:json+fields:Endpoints,Metadata,Name,Storage,Storage.MetadataPath,Storage.TLSPath,TLSMaterial', 'Output format: ''json'' or a Go template'
    'a contexts', ''
    'r', ''
)
$PydockTable['context ls'] = $PydockTable['context list'] = @(
    'v --format choices:table,json+fields:Current,Description,DockerEndpoint,Error,Name', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show context names only'
)
$PydockTable['context rm'] = $PydockTable['context remove'] = @(
    'f --force,-f', 'Remove the current context as well'
    'a contexts:others', ''
    'r', ''
)
$PydockTable['context show'] = @(
)
$PydockTable['context update'] = @(
    'v --description -', 'Description of the context'
    'v --docker -', 'Engine endpoint: host=..., and ca=, cert=, key= for TLS'
    'a contexts', ''
)
$PydockTable['context use'] = @(
    'f --here', 'For this directory and those below, by a file in it'
    'a contexts', ''
)
$PydockTable['debug'] = @(
    'v --detach-keys -', 'Detach key sequence'
    'v --env,-e env', 'Set an environment variable (NAME=VALUE, or NAME to copy its value)'
    'v --user,-u -', 'User to run as (name or id, with optional :group)'
    'v --workdir,-w -', 'Working directory of the command'
    'v --image images', 'Image with the tools'
    'f --interactive,-i', 'Attach standard input; on a terminal the default'
    'f --root', 'Run as root instead of the user of the container'
    'f --tty,-t', 'Allocate a terminal; on a terminal the default'
    'a containers+images', ''
    'a -', ''
    'r', ''
    'n', ''
)
$PydockTable['forward'] = @(
    'v --image images', 'Image of the helper container'
    'v --unix files', 'Unix socket to create instead of a local port'
    'a containers:running', ''
    'a -', ''
)
$PydockTable['image build'] = $PydockTable['build'] = $PydockTable['builder build'] = @(
    'v --add-host -', 'Extra /etc/hosts entry (name:address)'
    'v --allow -', 'Extra privileges of RUN: network.host, security.insecure, device'
    'v --annotation -', 'Annotation of the image manifest (key=value)'
    'v --attest -', 'Attestation to attach (type=sbom,...)'
    'v --build-arg -', 'Build argument (name=value, or name to copy a variable)'
    'v --build-arg-file files', 'Read build arguments from a file as Compose does'
    'v --build-context -', 'Additional build context (name=path)'
    'v --builder -', 'Builder instance of the buildx plugin'
    'v --cache-from -', 'External cache sources (image name, or type=local,...)'
    'v --cache-to -', 'Cache export destination (type=registry,ref=..., type=inline)'
    'v --call choices:build,check,outline,targets', 'Evaluation method: build, check, outline or targets'
    'v --cgroup-parent -', 'Parent cgroup of RUN containers'
    'f --check', 'Check the Dockerfile (same as --call=check)'
    'f --compress', 'Compress the build context with gzip'
    'f --debug,-D', 'Verbose warnings and errors'
    'v --cpu-period -', 'CPU CFS period in microseconds'
    'v --cpu-quota -', 'CPU CFS quota in microseconds'
    'v --cpu-shares,-c -', 'CPU shares (relative weight)'
    'v --cpuset-cpus -', 'Allowed CPUs (0-3, 0,1)'
    'v --cpuset-mems -', 'Allowed memory nodes (0-3, 0,1)'
    'v --memory,-m -', 'Memory limit'
    'v --memory-swap -', 'Limit of memory plus swap (-1: unlimited)'
    'v --file,-f files', 'Path of the Dockerfile, or - for standard input (default: PATH/Dockerfile)'
    'f --force-rm', 'Remove intermediate containers even if the build fails'
    'v --iidfile files', 'Image ID output file'
    'v --isolation choices:default,hyperv,process', 'Isolation of RUN containers (Windows)'
    'v --label -', 'Label of the image (key=value)'
    'f --load', 'Load the result into the engine (same as --output=type=docker)'
    'v --metadata-file files', 'Build result metadata output file'
    'v --network networks', 'Network mode of RUN instructions'
    'f --no-cache', 'Build without the cache'
    'v --no-cache-filter -', 'Build these stages without the cache'
    'v --output,-o -', 'Output destination: a directory, - or type=tar,dest=...'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Target platform, such as linux/arm64'
    'v --progress choices:auto,none,plain,quiet,rawjson,tty', 'Type of progress output'
    'v --provenance -', 'Provenance attestation (same as --attest=type=provenance)'
    'f --pull', 'Always pull newer base images'
    'f --push', 'Push the result (same as --output=type=registry)'
    'f --quiet,-q', 'Print the image ID only'
    'f --rm', 'Remove intermediate containers after the build'
    'v --sbom -', 'SBOM attestation (same as --attest=type=sbom)'
    'v --secret -', 'Secret for RUN (id=name,src=path or id=name,env=VAR)'
    'v --security-opt -', 'Security options'
    'v --shm-size -', 'Size of /dev/shm'
    'f --squash', 'Squash new layers into one'
    'v --ssh -', 'ssh agent or keys for RUN (default, id=socket, id=key)'
    'v --tag,-t -', 'Name of the image, with optional tag (name:tag)'
    'v --target -', 'Target build stage (default: the last one)'
    'v --ulimit -', 'Ulimits of RUN containers'
    'a directories', ''
)
$PydockTable['image copy'] = @(
    'f --dry-run', 'Show which layers would be sent, and send none'
    'v --from contexts', 'Context or address of the engine that has the images (default: the engine in use)'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platforms to copy, such as linux/amd64,linux/arm64'
    'f --quiet,-q', 'Print image names only'
    'v --to contexts', 'Context or address of the engine that gets the images'
    'a images', ''
    'r', ''
)
$PydockTable['image diff'] = @(
    'v --format choices:json', 'Output format: ''json'''
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of the images, such as linux/amd64'
    'a images', ''
)
$PydockTable['image explain'] = @(
    'f --ci', 'Check limits; status 1 where the image exceeds one'
    'v --format choices:json', 'Output format: ''json'''
    'v --max-secrets -', 'With --ci: how many secrets may be left behind'
    'v --max-wasted -', 'With --ci: the most wasted bytes, such as 20MB'
    'v --min-efficiency -', 'With --ci: the least efficiency, such as 95% (default 90%)'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of the image, such as linux/amd64'
    'a images', ''
)
$PydockTable['image history'] = $PydockTable['history'] = @(
    'v --format choices:table,json+fields:Comment,CreatedAt,CreatedBy,CreatedSince,ID,Size', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --human,-H', 'Human-readable sizes and times'
    'f --no-trunc', 'Do not truncate output'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of the image, such as linux/amd64'
    'f --quiet,-q', 'Show layer IDs only'
    'a images', ''
)
$PydockTable['image import'] = $PydockTable['import'] = @(
    'v --change,-c -', 'Dockerfile instruction to apply, such as ''CMD sh'''
    'v --message,-m -', 'Commit message of the image'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of the image, such as linux/amd64'
    'a files', ''
)
$PydockTable['image inspect'] = @(
    'v --format,-f -', 'Output format: ''json'' or a Go template'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of the image, such as linux/amd64'
    'f --attestations', 'Add the in-toto attestations of the image'
    'f --insecure', 'Of --remote: allow registries without TLS or verified certificates'
    'f --remote', 'Show what the registry has, without an engine or a pull'
    'a images', ''
    'r', ''
)
$PydockTable['image load'] = $PydockTable['load'] = @(
    'v --input,-i files', 'Input file (default: standard input)'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platforms to load, such as linux/amd64,linux/arm64'
    'f --quiet,-q', 'Print image names only'
)
$PydockTable['image ls'] = $PydockTable['image list'] = $PydockTable['images'] = @(
    'f --all,-a', 'Include untagged and intermediate images'
    'f --digests', 'Show digests'
    'v --filter,-f choices:before=,dangling=,label=,reference=,since=,until=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:Containers,CreatedAt,CreatedSince,Digest,ID,Repository,SharedSize,Size,Tag,UniqueSize', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --no-trunc', 'Do not truncate output'
    'f --quiet,-q', 'Show image IDs only'
    'f --tree', 'Show images and their platforms as a tree'
    'v --sort choices:containers,created,digest,id,repository,size,tag', 'Sort by columns (COLUMN[,COLUMN]), descending after -'
    'f --viz', 'Print the graph of images and parents for Graphviz'
    'f --watch', 'Redraw the list when it changes, every second at most, or every SECONDS'
    'a images', ''
)
$PydockTable['image prune'] = @(
    'f --all,-a', 'Remove all unused images (default: dangling ones only)'
    'v --filter choices:dangling=,label=,label!=,until=', 'Filter, such as "until=<timestamp>"'
    'f --force,-f', 'Do not prompt for confirmation'
    'v --apply files', 'Remove the objects of a plan, if unchanged'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'v --keep -', 'Keep the newest N (of images: in each repository)'
    'v --older-than -', 'Remove older ones, such as "7d"'
    'v --plan files', 'Write a plan of the removal to a file'
    'v --name -', 'Remove those whose name the glob matches'
    'v --larger-than -', 'Remove larger ones, such as "100m"'
    'v --keep-tag -', 'Keep images with a tag that the glob matches'
)
$PydockTable['image pull'] = $PydockTable['pull'] = @(
    'f --all-tags,-a', 'Pull all tags of the repository'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform to pull, such as linux/amd64'
    'f --quiet,-q', 'Print the image name only'
    'a images', ''
)
$PydockTable['image push'] = $PydockTable['push'] = @(
    'f --all-tags,-a', 'Push all tags of the repository'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform to push, such as linux/amd64, without the image index'
    'f --quiet,-q', 'Print the image name only'
    'a images', ''
)
$PydockTable['image rm'] = $PydockTable['image remove'] = $PydockTable['rmi'] = @(
    'f --force,-f', 'Remove images with several names or stopped containers'
    'f --no-prune', 'Keep untagged parents'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform to remove, such as linux/amd64'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'a images', ''
    'r', ''
)
$PydockTable['image save'] = $PydockTable['save'] = @(
    'v --output,-o files', 'Output file (default: standard output)'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platforms to save, such as linux/amd64,linux/arm64'
    'a images', ''
    'r', ''
)
$PydockTable['image tag'] = $PydockTable['tag'] = @(
    'a images', ''
)
$PydockTable['image tags'] = @(
    'f --digests', 'Show digests'
    'v --filter,-f -', 'List tags that the glob matches'
    'v --format choices:table,json+fields:', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --insecure', 'Allow registries without TLS, or with unverified certificates'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of --size (default: this machine''s)'
    'f --platforms', 'Show the platforms of each tag'
    'f --quiet,-q', 'Show tags only'
    'f --size,-s', 'Show the size of each tag, compressed as it is sent'
    'v --sort choices:size,tag', 'Sort by columns, descending after - (default: tag)'
    'a images', ''
)
$PydockTable['image tree'] = @(
    'v --format choices:json', 'Output format: ''json'''
)
$PydockTable['inspect'] = @(
    'v --format,-f choices:json+fields:AppArmorProfile,Args,Config,Config.ArgsEscaped,Config.AttachStderr,Config.AttachStdin,Config.AttachStdout,Config.Cmd,Config.Domainname,Config.Entrypoint,Config.Env,Config.ExposedPorts,Config.Healthcheck,Config.Hostname,Config.Image,Config.Labels,Config.NetworkDisabled,Config.OnBuild,Config.OpenStdin,Config.Shell,Config.StdinOnce,Config.StopSignal,Config.StopTimeout,Config.Tty,Config.User,Config.Volumes,Config.WorkingDir,Created,Driver,ExecIDs,GraphDriver,GraphDriver.Data,GraphDriver.Name,HostConfig,HostConfig.Annotations,HostConfig.AutoRemove,HostConfig.Binds,HostConfig.BlkioDeviceReadBps,HostConfig.BlkioDeviceReadIOps,HostConfig.BlkioDeviceWriteBps,HostConfig.BlkioDeviceWriteIOps,HostConfig.BlkioWeight,HostConfig.BlkioWeightDevice,HostConfig.CPUCount,HostConfig.CPUPercent,HostConfig.CPUPeriod,HostConfig.CPUQuota,HostConfig.CPURealtimePeriod,HostConfig.CPURealtimeRuntime,HostConfig.CPUShares,HostConfig.CapAdd,HostConfig.CapDrop,HostConfig.Cgroup,HostConfig.CgroupParent,HostConfig.CgroupnsMode,HostConfig.ConsoleSize,HostConfig.ContainerIDFile,HostConfig.CpusetCpus,HostConfig.CpusetMems,HostConfig.DNS,HostConfig.DNSOptions,HostConfig.DNSSearch,HostConfig.DeviceCgroupRules,HostConfig.DeviceRequests,HostConfig.Devices,HostConfig.ExtraHosts,HostConfig.GroupAdd,HostConfig.IOMaximumBandwidth,HostConfig.IOMaximumIOps,HostConfig.Init,HostConfig.IpcMode,HostConfig.Isolation,HostConfig.Links,HostConfig.LogConfig,HostConfig.MaskedPaths,HostConfig.Memory,HostConfig.MemoryReservation,HostConfig.MemorySwap,HostConfig.MemorySwappiness,HostConfig.Mounts,HostConfig.NanoCPUs,HostConfig.NetworkMode,HostConfig.OomKillDisable,HostConfig.OomScoreAdj,HostConfig.PidMode,HostConfig.PidsLimit,HostConfig.PortBindings,HostConfig.Privileged,HostConfig.PublishAllPorts,HostConfig.ReadonlyPaths,HostConfig.ReadonlyRootfs,HostConfig.RestartPolicy,HostConfig.Runtime,HostConfig.SecurityOpt,HostConfig.ShmSize,HostConfig.StorageOpt,HostConfig.Sysctls,HostConfig.Tmpfs,HostConfig.UTSMode,HostConfig.Ulimits,HostConfig.UsernsMode,HostConfig.VolumeDriver,HostConfig.VolumesFrom,HostnamePath,HostsPath,ID,Image,ImageManifestDescriptor,ImageManifestDescriptor.Annotations,ImageManifestDescriptor.ArtifactType,ImageManifestDescriptor.Data,ImageManifestDescriptor.Digest,ImageManifestDescriptor.MediaType,ImageManifestDescriptor.Platform,ImageManifestDescriptor.Size,ImageManifestDescriptor.URLs,LogPath,MountLabel,Mounts,Name,NetworkSettings,NetworkSettings.Networks,NetworkSettings.Ports,NetworkSettings.SandboxID,NetworkSettings.SandboxKey,Path,Platform,ProcessLabel,ResolvConfPath,RestartCount,SizeRootFs,SizeRw,State,State.Dead,State.Error,State.ExitCode,State.FinishedAt,State.Health,State.OOMKilled,State.Paused,State.Pid,State.Restarting,State.Running,State.StartedAt,State.Status,Storage,Storage.RootFS', 'Output format: ''json'' or a Go template'
    'f --size,-s', 'Include file sizes of containers'
    'v --type choices:container,image,network,volume,service,task,node,plugin,secret,config', 'Kind of object'
    'f --as-run', 'Print the command line of run that makes a container again'
    'f --as-create', 'Print the command line of create that makes it again'
    'f --as-compose', 'Print a Compose file that makes containers again'
    'f --no-name', 'Leave the container''s name out of it'
    'a containers', ''
    'r', ''
)
$PydockTable['login'] = @(
    'v --password,-p -', 'Password or access token (visible to other users of this host)'
    'f --password-stdin', 'Read the password from standard input'
    'v --username,-u -', 'User name'
)
$PydockTable['logout'] = @(
)
$PydockTable['manifest annotate'] = @(
    'v --arch -', 'Architecture'
    'v --os -', 'Operating system'
    'v --os-features -', 'Required operating system features'
    'v --os-version -', 'Operating system version'
    'v --variant -', 'Architecture variant'
)
$PydockTable['manifest create'] = @(
    'f --amend,-a', 'Amend an existing manifest list'
    'f --insecure', 'Allow registries without TLS, or with unverified certificates'
    'r', ''
)
$PydockTable['manifest inspect'] = @(
    'f --insecure', 'Allow registries without TLS, or with unverified certificates'
    'f --verbose,-v', 'Include layers and platforms'
)
$PydockTable['manifest push'] = @(
    'f --insecure', 'Allow registries without TLS, or with unverified certificates'
    'f --purge,-p', 'Remove the local manifest list after the push'
)
$PydockTable['manifest rm'] = @(
    'r', ''
)
$PydockTable['monitor'] = @(
    'v --contexts contexts', 'Monitor the containers of these contexts (CONTEXT[,CONTEXT])'
    'v --filter,-f choices:ancestor=,before=,exited=,expose=,health=,id=,is-task=,label=,name=,network=,publish=,since=,status=,volume=', 'Select containers, as ps does (name=value)'
    'v --format choices:table,json+fields:', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --no-trunc', 'Do not truncate output'
    'v --sort choices:cpu,memory,network,disk,name,pids', 'Sort by columns (COLUMN[,COLUMN]), descending after -'
)
$PydockTable['network connect'] = @(
    'v --alias -', 'Network-scoped aliases of the container'
    'v --driver-opt -', 'Driver options (key=value)'
    'v --gw-priority -', 'Gateway priority (the highest is the default gateway)'
    'v --ip -', 'IPv4 address, such as 172.30.100.104'
    'v --ip6 -', 'IPv6 address, such as 2001:db8::33'
    'v --link containers', 'Link to another container (name[:alias])'
    'v --link-local-ip -', 'Link-local addresses of the container'
    'v --mac-address -', 'MAC address, such as 92:d0:c6:0a:29:33'
    'a networks', ''
    'a containers', ''
)
$PydockTable['network create'] = @(
    'f --attachable', 'Allow manual container attachment (swarm)'
    'v --aux-address -', 'Auxiliary addresses of the driver (name=address)'
    'v --config-from networks', 'Configuration-only network to use'
    'f --config-only', 'Create a configuration-only network'
    'v --driver,-d choices:bridge,host,ipvlan,macvlan,none,overlay', 'Network driver'
    'v --gateway -', 'Gateway of the subnet (IPv4 or IPv6)'
    'f --ingress', 'Create the routing-mesh network of the swarm'
    'f --internal', 'Restrict external access'
    'v --ip-range -', 'Address range within the subnet'
    'v --ipam-driver -', 'IPAM driver'
    'v --ipam-opt -', 'IPAM driver options (key=value)'
    'f --ipv4', 'Enable IPv4 addresses'
    'f --ipv6', 'Enable IPv6 addresses'
    'v --label -', 'Labels of the network (key=value)'
    'v --opt,-o -', 'Driver options (key=value)'
    'v --scope choices:global,local,swarm', 'Scope of the network'
    'v --subnet -', 'Subnet in CIDR form, such as 10.1.0.0/16'
)
$PydockTable['network disconnect'] = @(
    'f --force,-f', 'Force the disconnect'
    'a networks', ''
    'a containers', ''
)
$PydockTable['network inspect'] = @(
    'v --format,-f choices:json+fields:Attachable,ConfigFrom,ConfigFrom.Network,ConfigOnly,Containers,Created,Driver,EnableIPv4,EnableIPv6,ID,IPAM,IPAM.Config,IPAM.Driver,IPAM.Options,Ingress,Internal,Labels,Name,Options,Peers,Scope,Services,Status,Status.IPAM', 'Output format: ''json'' or a Go template'
    'f --verbose,-v', 'Include services and tasks of a swarm network'
    'a networks', ''
    'r', ''
)
$PydockTable['network ls'] = $PydockTable['network list'] = @(
    'v --filter,-f choices:dangling=,driver=,id=,label=,name=,scope=,type=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:CreatedAt,Driver,ID,IPv4,IPv6,Internal,Labels,Name,Scope', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show network IDs only'
    'f --no-trunc', 'Do not truncate output'
    'v --sort choices:created,driver,id,internal,ipv6,name,scope', 'Sort by columns (COLUMN[,COLUMN]), descending after -'
    'f --watch', 'Redraw the list when it changes, every second at most, or every SECONDS'
)
$PydockTable['network prune'] = @(
    'v --filter choices:label=,label!=,until=', 'Filter, such as "until=<timestamp>"'
    'f --force,-f', 'Do not prompt for confirmation'
    'v --apply files', 'Remove the objects of a plan, if unchanged'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'v --keep -', 'Keep the newest N (of images: in each repository)'
    'v --older-than -', 'Remove older ones, such as "7d"'
    'v --plan files', 'Write a plan of the removal to a file'
    'v --name -', 'Remove those whose name the glob matches'
)
$PydockTable['network rm'] = $PydockTable['network remove'] = @(
    'f --force,-f', 'Ignore missing networks'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'a networks:custom', ''
    'r', ''
)
$PydockTable['node demote'] = @(
    'a nodes', ''
    'r', ''
)
$PydockTable['node inspect'] = @(
    'v --format,-f choices:json+fields:CreatedAt,Description,Description.CSIInfo,Description.Engine,Description.Hostname,Description.Platform,Description.Resources,Description.TLSInfo,ID,ManagerStatus,ManagerStatus.Addr,ManagerStatus.Leader,ManagerStatus.Reachability,Spec,Spec.Availability,Spec.Labels,Spec.Name,Spec.Role,Status,Status.Addr,Status.Message,Status.State,UpdatedAt,Version', 'Output format: ''json'' or a Go template'
    'f --pretty', 'Human-readable output'
    'a nodes', ''
    'r', ''
)
$PydockTable['node ls'] = $PydockTable['node list'] = @(
    'v --filter,-f choices:id=,label=,membership=,name=,node.label=,role=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:Availability,EngineVersion,Hostname,ID,ManagerStatus,Self,Status,TLSStatus', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show node IDs only'
)
$PydockTable['node promote'] = @(
    'a nodes', ''
    'r', ''
)
$PydockTable['node ps'] = @(
    'v --filter,-f choices:desired-state=,id=,label=,name=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:CurrentState,DesiredState,Error,ID,Image,Name,Node,Ports', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show task IDs only'
    'f --no-resolve', 'Do not resolve IDs to names'
    'f --no-trunc', 'Do not truncate output'
    'a nodes', ''
    'r', ''
)
$PydockTable['node rm'] = $PydockTable['node remove'] = @(
    'f --force,-f', 'Remove a node that is not down'
    'a nodes:down|nodes', ''
    'r', ''
)
$PydockTable['node update'] = @(
    'v --availability choices:active,pause,drain', 'Availability: active, pause (no new tasks) or drain (no tasks)'
    'v --label-add -', 'Labels to add or change (key=value)'
    'v --label-rm -', 'Labels to remove'
    'v --role choices:worker,manager', 'Role: worker or manager'
    'a nodes', ''
)
$PydockTable['outdated'] = @(
    'v --format choices:table,json+fields:', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --no-trunc', 'Do not truncate output'
    'f --quiet,-q', 'Show the names of outdated images only'
    'a images', ''
    'r', ''
)
$PydockTable['plugin create'] = @(
    'f --compress', 'Compress the content with gzip'
    'a -', ''
    'a directorys', ''
)
$PydockTable['plugin disable'] = @(
    'f --force,-f', 'Disable a plugin in use'
    'a plugins:enabled', ''
)
$PydockTable['plugin enable'] = @(
    'v --timeout -', 'Timeout in seconds'
    'a plugins:disabled', ''
)
$PydockTable['plugin inspect'] = @(
    'v --format,-f choices:json+fields:Config,Config.Args,Config.Description,Config.DockerVersion,Config.Documentation,Config.Entrypoint,Config.Env,Config.Interface,Config.IpcHost,Config.Linux,Config.Mounts,Config.Network,Config.PidHost,Config.PropagatedMount,Config.Rootfs,Config.User,Config.WorkDir,Enabled,ID,Name,PluginReference,Settings,Settings.Args,Settings.Devices,Settings.Env,Settings.Mounts', 'Output format: ''json'' or a Go template'
    'a plugins', ''
    'r', ''
)
$PydockTable['plugin install'] = @(
    'v --alias -', 'Local name of the plugin'
    'f --disable', 'Do not enable the plugin'
    'f --grant-all-permissions', 'Grant all requested privileges without confirmation'
    'r', ''
)
$PydockTable['plugin ls'] = $PydockTable['plugin list'] = @(
    'v --filter,-f choices:capability=,enabled=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:Description,Enabled,ID,Name,PluginReference', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show plugin IDs only'
    'f --no-trunc', 'Do not truncate output'
)
$PydockTable['plugin push'] = @(
    'a plugins', ''
)
$PydockTable['plugin rm'] = $PydockTable['plugin remove'] = @(
    'f --force,-f', 'Remove an enabled plugin'
    'a plugins:disabled|plugins', ''
    'r', ''
)
$PydockTable['plugin set'] = @(
    'a plugins', ''
    'a -', ''
    'r', ''
)
$PydockTable['plugin upgrade'] = @(
    'f --grant-all-permissions', 'Grant all requested privileges without confirmation'
    'f --skip-remote-check', 'Skip the check for a different remote image'
    'a plugins', ''
    'a -', ''
)
$PydockTable['recreate'] = @(
    'v --user,-u -', 'User to run as (name or id, with optional :group)'
    'f --tty,-t', 'Allocate a terminal'
    'v --workdir,-w -', 'Working directory in the container'
    'f --read-only', 'Mount the root file system read-only'
    'v --oom-score-adj -', 'OOM score adjustment (-1000 to 1000)'
    'v --cap-add choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Add a Linux capability'
    'v --cap-drop choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Drop a Linux capability'
    'v --isolation choices:default,hyperv,process', 'Isolation technology (Windows)'
    'v --env,-e env', 'Environment variable (NAME=VALUE, or NAME to copy its value)'
    'v --env-file files', 'Read environment variables from a file'
    'v --dotenv-file files', 'Read variables from a file as Compose does'
    'v --dns -', 'DNS server'
    'v --dns-search -', 'DNS search domain'
    'v --health-cmd -', 'Health check command'
    'v --health-retries -', 'Consecutive failures of an unhealthy container'
    'f --no-healthcheck', 'Disable the health check of the image'
    'v --health-interval -', 'Interval of health checks'
    'v --health-timeout -', 'Timeout of a health check'
    'v --health-start-period -', 'Start period in which failures do not count'
    'v --health-start-interval -', 'Interval of health checks in the start period'
    'v --entrypoint -', 'Entry point, in place of the image''s'
    'v --group-add -', 'Additional group of the user'
    'f --init', 'Run an init process that forwards signals and reaps'
    'v --stop-signal choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ,ABRT,ALRM,BUS,CHLD,CONT,FPE,HUP,ILL,INT,IO,KILL,PIPE,PROF,PWR,QUIT,SEGV,STOP,SYS,TERM,TRAP,TSTP,TTIN,TTOU,URG,USR1,USR2,VTALRM,WINCH,XCPU,XFSZ', 'Signal to stop the container'
    'v --stop-timeout -', 'Seconds to wait for the stop before SIGKILL'
    'v --restart choices:no,always,on-failure,on-failure:,unless-stopped', 'Restart policy: no, always, unless-stopped or on-failure[:retries]'
    'v --label,-l -', 'Label of the container (key=value)'
    'v --label-file files', 'Read labels from a file'
    'v --annotation -', 'Annotation for the OCI runtime (key=value)'
    'v --platform choices:linux/amd64,linux/arm64,linux/arm/v7,linux/386,linux/ppc64le,linux/riscv64,linux/s390x', 'Platform of the image, such as linux/arm64'
    'f --quiet,-q', 'Suppress pull output'
    'f --interactive,-i', 'Keep standard input open'
    'v --log-driver choices:awslogs,etwlogs,fluentd,gcplogs,gelf,journald,json-file,local,none,splunk,syslog', 'Log driver of the container'
    'v --log-opt -', 'Log driver option (key=value)'
    'v --network networks+choices:default,container:+joinable', 'Network to connect to: a name, or name=...,alias=...,ip=...'
    'v --network-alias -', 'Network-scoped alias'
    'v --ip -', 'IPv4 address, such as 172.30.100.104'
    'v --ip6 -', 'IPv6 address, such as 2001:db8::33'
    'v --link-local-ip -', 'Link-local address (IPv4 or IPv6)'
    'v --mac-address -', 'MAC address, such as 92:d0:c6:0a:29:33'
    'v --link containers', 'Link to another container (name[:alias])'
    'v --publish,-p -', 'Publish a port: [[ip:]host:]port[/protocol], with ranges'
    'f --publish-all,-P', 'Publish all exposed ports on random ports'
    'v --expose -', 'Expose a port or range of ports'
    'v --hostname,-h -', 'Host name of the container'
    'v --domainname -', 'NIS domain name of the container'
    'v --add-host -', 'Extra /etc/hosts entry (name:address)'
    'v --dns-option -', 'DNS option'
    'v --volume,-v volumes+directories', 'Bind mount a volume or path: [source:]target[:options]'
    'v --mount choices:type=bind,type=tmpfs,type=volume,type=image', 'Mount a file system: type=...,source=...,target=...'
    'v --tmpfs -', 'Mount a tmpfs (path[:options])'
    'v --volumes-from containers', 'Mount all volumes of another container'
    'v --volume-driver -', 'Driver of created volumes'
    'v --storage-opt -', 'Storage driver option (key=value)'
    'v --shm-size -', 'Size of /dev/shm'
    'v --cpu-period -', 'CPU CFS period in microseconds'
    'v --cpu-quota -', 'CPU CFS quota in microseconds'
    'v --cpu-shares,-c -', 'CPU shares (relative weight)'
    'v --cpuset-cpus -', 'Allowed CPUs (0-3, 0,1)'
    'v --cpuset-mems -', 'Allowed memory nodes (0-3, 0,1)'
    'v --memory,-m -', 'Memory limit'
    'v --memory-swap -', 'Limit of memory plus swap (-1: unlimited)'
    'v --blkio-weight -', 'Block IO weight (10 to 1000, or 0 to disable)'
    'v --cpu-rt-period -', 'CPU real-time period in microseconds'
    'v --cpu-rt-runtime -', 'CPU real-time runtime in microseconds'
    'v --cpus -', 'Number of CPUs, such as 1.5'
    'v --memory-reservation -', 'Memory soft limit'
    'v --pids-limit -', 'Process limit (-1: unlimited)'
    'v --memory-swappiness -', 'Memory swappiness (0 to 100)'
    'f --oom-kill-disable', 'Disable the OOM killer'
    'v --cpu-count -', 'Number of CPUs (Windows)'
    'v --cpu-percent -', 'CPU percentage (Windows)'
    'v --ulimit -', 'Ulimit (name=soft[:hard])'
    'v --sysctl -', 'Sysctl option (name=value)'
    'v --device files', 'Device: path[:path in container][:rwm], or a CDI name'
    'v --device-cgroup-rule -', 'Cgroup device rule, such as c 1:3 rwm'
    'v --gpus choices:all,device=', 'GPUs: all, a number, or device=...'
    'v --blkio-weight-device -', 'Block IO weight of a device (path:weight)'
    'v --device-read-bps -', 'Read rate limit of a device (path:bytes)'
    'v --device-write-bps -', 'Write rate limit of a device (path:bytes)'
    'v --device-read-iops -', 'Read rate limit (path:operations)'
    'v --device-write-iops -', 'Write rate limit (path:operations)'
    'v --io-maxbandwidth -', 'IO bandwidth limit of the system drive (Windows)'
    'v --io-maxiops -', 'IO operations limit of the system drive (Windows)'
    'f --privileged', 'Extended privileges'
    'v --security-opt choices:apparmor=,label=,no-new-privileges,seccomp=,systempaths=unconfined', 'Security option, such as seccomp=profile.json'
    'v --cgroup-parent -', 'Parent cgroup'
    'v --cgroupns choices:host,private', 'Cgroup namespace: host or private'
    'v --ipc choices:host,none,private,shareable,container:+joinable', 'IPC namespace: host, private, shareable, none or container:name'
    'v --pid choices:host,container:+joinable', 'Process namespace: host or container:name'
    'v --userns choices:host', 'User namespace: host'
    'v --uts choices:host', 'UTS namespace: host'
    'v --runtime -', 'OCI runtime'
    'f --help', 'Print usage'
    'v --image images', 'Image of the new container'
    'f --pull', 'Pull the image first'
    'f --dry-run', 'Show what would change, and change nothing'
    'a containers', ''
)
$PydockTable['search'] = @(
    'v --filter,-f choices:is-automated=,is-official=,stars=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:Description,IsOfficial,Name,StarCount', 'Output format: ''table TEMPLATE'', ''json'' or a Go template'
    'v --limit -', 'Maximum number of results'
    'f --no-trunc', 'Do not truncate output'
)
$PydockTable['secret create'] = @(
    'v --driver,-d -', 'Secret driver, in place of a file'
    'v --label,-l -', 'Labels of the secret (key=value)'
    'v --template-driver -', 'Template driver'
    'a -', ''
    'a files', ''
)
$PydockTable['secret inspect'] = @(
    'v --format,-f choices:json+fields:CreatedAt,ID,Spec,Spec.Data,Spec.Driver,Spec.Labels,Spec.Name,Spec.Templating,UpdatedAt,Version', 'Output format: ''json'' or a Go template'
    'f --pretty', 'Human-readable output'
    'a secrets', ''
    'r', ''
)
$PydockTable['secret ls'] = $PydockTable['secret list'] = @(
    'v --filter,-f choices:id=,label=,name=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:CreatedAt,Driver,ID,Labels,Name,UpdatedAt', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show secret IDs only'
)
$PydockTable['secret rm'] = $PydockTable['secret remove'] = @(
    'a secrets', ''
    'r', ''
)
$PydockTable['service create'] = @(
    'f --detach,-d', 'Exit without waiting for the service to converge'
    'f --quiet,-q', 'Suppress progress output'
    'v --user,-u -', 'User to run as (name or id, with optional :group)'
    'f --tty,-t', 'Allocate a terminal'
    'v --workdir,-w -', 'Working directory in the container'
    'f --read-only', 'Mount the root file system read-only'
    'v --oom-score-adj -', 'OOM score adjustment (-1000 to 1000)'
    'v --cap-add choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Add a Linux capability'
    'v --cap-drop choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Drop a Linux capability'
    'v --isolation choices:default,hyperv,process', 'Isolation technology (Windows)'
    'v --health-cmd -', 'Health check command'
    'v --health-retries -', 'Consecutive failures of an unhealthy task'
    'f --no-healthcheck', 'Disable the health check of the image'
    'v --health-interval -', 'Interval of health checks'
    'v --health-timeout -', 'Timeout of a health check'
    'v --health-start-period -', 'Start period in which failures do not count'
    'v --health-start-interval -', 'Interval of health checks in the start period'
    'v --hostname -', 'Host name of the containers'
    'v --entrypoint -', 'Entry point, in place of the image''s'
    'f --init', 'Run an init process that forwards signals and reaps processes'
    'v --stop-signal choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ,ABRT,ALRM,BUS,CHLD,CONT,FPE,HUP,ILL,INT,IO,KILL,PIPE,PROF,PWR,QUIT,SEGV,STOP,SYS,TERM,TRAP,TSTP,TTIN,TTOU,URG,USR1,USR2,VTALRM,WINCH,XCPU,XFSZ', 'Signal to stop the containers'
    'v --stop-grace-period -', 'Time to wait for the stop before SIGKILL'
    'v --credential-spec -', 'Credential spec of a managed service account: config://NAME, file://NAME or registry://KEY (Windows)'
    'v --limit-cpu -', 'CPU limit of a task, such as 1.5'
    'v --limit-memory -', 'Memory limit of a task'
    'v --limit-pids -', 'Process limit of a task (0: unlimited)'
    'v --memory-swap -', 'Swap limit of a task (-1: unlimited)'
    'v --memory-swappiness -', 'Memory swappiness of a task (0 to 100, -1: default)'
    'v --reserve-cpu -', 'CPU reservation of a task'
    'v --reserve-memory -', 'Memory reservation of a task'
    'v --replicas -', 'Number of tasks'
    'v --replicas-max-per-node -', 'Maximum number of tasks per node (0: unlimited)'
    'v --max-concurrent -', 'Number of concurrent tasks of a job (default: --replicas)'
    'v --restart-condition choices:none,on-failure,any', 'Restart condition: none, on-failure or any'
    'v --restart-delay -', 'Delay between restart attempts'
    'v --restart-max-attempts -', 'Maximum number of restarts (0: unlimited)'
    'v --restart-window -', 'Time window of the restart limit'
    'v --update-parallelism -', 'Number of tasks to update at once (0: all)'
    'v --update-delay -', 'Delay between tasks'
    'v --update-monitor -', 'Time to watch a new task for failure'
    'v --update-failure-action choices:pause,continue,rollback', 'Action on failure: pause or continue or rollback'
    'v --update-max-failure-ratio -', 'Tolerated ratio of failed tasks (0 to 1)'
    'v --update-order choices:start-first,stop-first', 'Order: start-first (new task before the old one) or stop-first'
    'v --rollback-parallelism -', 'Number of tasks to roll back at once (0: all)'
    'v --rollback-delay -', 'Delay between tasks'
    'v --rollback-monitor -', 'Time to watch a new task for failure'
    'v --rollback-failure-action choices:pause,continue', 'Action on failure: pause or continue'
    'v --rollback-max-failure-ratio -', 'Tolerated ratio of failed tasks (0 to 1)'
    'v --rollback-order choices:start-first,stop-first', 'Order: start-first (new task before the old one) or stop-first'
    'v --log-driver choices:awslogs,etwlogs,fluentd,gcplogs,gelf,journald,json-file,local,none,splunk,syslog', 'Log driver of the service'
    'v --log-opt -', 'Log driver option (key=value)'
    'f --with-registry-auth', 'Send your registry credentials to the nodes'
    'f --no-resolve-image', 'Do not resolve the digest and platforms of the image in the registry'
    'v --env,-e env', 'Environment variable (NAME=VALUE, or NAME to copy its value)'
    'v --env-file files', 'Read environment variables from a file'
    'v --dotenv-file files', 'Read variables from a file as Compose does'
    'v --dns -', 'DNS server'
    'v --dns-search -', 'DNS search domain'
    'v --name -', 'Name of the service'
    'v --mode choices:replicated,global,replicated-job,global-job', 'Service mode: replicated, global, replicated-job or global-job'
    'v --endpoint-mode choices:vip,dnsrr', 'Endpoint mode: vip (one virtual address) or dnsrr (addresses of all tasks)'
    'v --label,-l -', 'Label of the service (key=value)'
    'v --container-label -', 'Label of the containers (key=value)'
    'v --mount -', 'Mount a file system: type=...,source=...,target=...'
    'v --network networks', 'Network to attach to: a name, or name=...,alias=...'
    'v --publish,-p -', 'Publish a port: published:target[/protocol], or published=...,target=...,mode=host'
    'v --config configs', 'Config to mount: a name, or source=...,target=...,mode=...'
    'v --secret secrets', 'Secret to mount: a name, or source=...,target=...,mode=...'
    'v --constraint -', 'Placement constraint, such as node.role==worker'
    'v --placement-pref -', 'Placement preference (spread=node.labels.zone)'
    'v --generic-resource -', 'Reservation of a user-defined resource (name=count)'
    'v --group -', 'Additional group of the user'
    'v --dns-option -', 'DNS option'
    'v --host -', 'Extra /etc/hosts entry (name:address)'
    'v --sysctl -', 'Sysctl option (name=value)'
    'v --ulimit -', 'Ulimit (name=soft[:hard])'
    'a images', ''
    'r', ''
    'p', ''
)
$PydockTable['service inspect'] = @(
    'v --format,-f choices:json+fields:CreatedAt,Endpoint,Endpoint.Ports,Endpoint.Spec,Endpoint.VirtualIPs,ID,JobStatus,JobStatus.JobIteration,JobStatus.LastExecution,PreviousSpec,PreviousSpec.EndpointSpec,PreviousSpec.Labels,PreviousSpec.Mode,PreviousSpec.Name,PreviousSpec.Networks,PreviousSpec.RollbackConfig,PreviousSpec.TaskTemplate,PreviousSpec.UpdateConfig,ServiceStatus,ServiceStatus.CompletedTasks,ServiceStatus.DesiredTasks,ServiceStatus.RunningTasks,Spec,Spec.EndpointSpec,Spec.Labels,Spec.Mode,Spec.Name,Spec.Networks,Spec.RollbackConfig,Spec.TaskTemplate,Spec.UpdateConfig,UpdateStatus,UpdateStatus.CompletedAt,UpdateStatus.Message,UpdateStatus.StartedAt,UpdateStatus.State,UpdatedAt,Version', 'Output format: ''json'' or a Go template'
    'f --pretty', 'Human-readable output'
    'a services', ''
    'r', ''
)
$PydockTable['service logs'] = @(
    'f --details', 'Include extra attributes of the log driver'
    'f --follow,-f', 'Follow the log output'
    'f --no-resolve', 'Do not resolve IDs to names'
    'f --no-task-ids', 'Omit task IDs'
    'f --no-trunc', 'Do not truncate output'
    'f --raw', 'Print log lines without names of tasks'
    'v --since -', 'Oldest log line: timestamp (2013-01-02T13:23:37Z) or age (42m)'
    'v --tail,-n -', 'Number of lines of each task from the end'
    'f --timestamps,-t', 'Include timestamps'
    'a services', ''
)
$PydockTable['service ls'] = $PydockTable['service list'] = @(
    'v --filter,-f choices:id=,label=,mode=,name=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:ID,Image,Mode,Name,Ports,Replicas', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show service IDs only'
)
$PydockTable['service ps'] = @(
    'v --filter,-f choices:desired-state=,id=,name=,node=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:CurrentState,DesiredState,Error,ID,Image,Name,Node,Ports', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show task IDs only'
    'f --no-resolve', 'Do not resolve IDs to names'
    'f --no-trunc', 'Do not truncate output'
    'a services', ''
    'r', ''
)
$PydockTable['service rm'] = $PydockTable['service remove'] = @(
    'a services', ''
    'r', ''
)
$PydockTable['service rollback'] = @(
    'f --detach,-d', 'Exit without waiting for the service to converge'
    'f --quiet,-q', 'Suppress progress output'
    'a services', ''
)
$PydockTable['service scale'] = @(
    'f --detach,-d', 'Exit without waiting for the service to converge'
    'a services', ''
    'r', ''
)
$PydockTable['service update'] = @(
    'f --detach,-d', 'Exit without waiting for the service to converge'
    'f --quiet,-q', 'Suppress progress output'
    'v --user,-u -', 'User to run as (name or id, with optional :group)'
    'f --tty,-t', 'Allocate a terminal'
    'v --workdir,-w -', 'Working directory in the container'
    'f --read-only', 'Mount the root file system read-only'
    'v --oom-score-adj -', 'OOM score adjustment (-1000 to 1000)'
    'v --cap-add choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Add a Linux capability'
    'v --cap-drop choices:ALL,AUDIT_CONTROL,AUDIT_READ,AUDIT_WRITE,BLOCK_SUSPEND,BPF,CHECKPOINT_RESTORE,CHOWN,DAC_OVERRIDE,DAC_READ_SEARCH,FOWNER,FSETID,IPC_LOCK,IPC_OWNER,KILL,LEASE,LINUX_IMMUTABLE,MAC_ADMIN,MAC_OVERRIDE,MKNOD,NET_ADMIN,NET_BIND_SERVICE,NET_BROADCAST,NET_RAW,PERFMON,SETFCAP,SETGID,SETPCAP,SETUID,SYSLOG,SYS_ADMIN,SYS_BOOT,SYS_CHROOT,SYS_MODULE,SYS_NICE,SYS_PACCT,SYS_PTRACE,SYS_RAWIO,SYS_RESOURCE,SYS_TIME,SYS_TTY_CONFIG,WAKE_ALARM', 'Drop a Linux capability'
    'v --isolation choices:default,hyperv,process', 'Isolation technology (Windows)'
    'v --health-cmd -', 'Health check command'
    'v --health-retries -', 'Consecutive failures of an unhealthy task'
    'f --no-healthcheck', 'Disable the health check of the image'
    'v --health-interval -', 'Interval of health checks'
    'v --health-timeout -', 'Timeout of a health check'
    'v --health-start-period -', 'Start period in which failures do not count'
    'v --health-start-interval -', 'Interval of health checks in the start period'
    'v --hostname -', 'Host name of the containers'
    'v --entrypoint -', 'Entry point, in place of the image''s'
    'f --init', 'Run an init process that forwards signals and reaps processes'
    'v --stop-signal choices:SIGABRT,SIGALRM,SIGBUS,SIGCHLD,SIGCONT,SIGFPE,SIGHUP,SIGILL,SIGINT,SIGIO,SIGKILL,SIGPIPE,SIGPROF,SIGPWR,SIGQUIT,SIGSEGV,SIGSTOP,SIGSYS,SIGTERM,SIGTRAP,SIGTSTP,SIGTTIN,SIGTTOU,SIGURG,SIGUSR1,SIGUSR2,SIGVTALRM,SIGWINCH,SIGXCPU,SIGXFSZ,ABRT,ALRM,BUS,CHLD,CONT,FPE,HUP,ILL,INT,IO,KILL,PIPE,PROF,PWR,QUIT,SEGV,STOP,SYS,TERM,TRAP,TSTP,TTIN,TTOU,URG,USR1,USR2,VTALRM,WINCH,XCPU,XFSZ', 'Signal to stop the containers'
    'v --stop-grace-period -', 'Time to wait for the stop before SIGKILL'
    'v --credential-spec -', 'Credential spec of a managed service account: config://NAME, file://NAME or registry://KEY (Windows)'
    'v --limit-cpu -', 'CPU limit of a task, such as 1.5'
    'v --limit-memory -', 'Memory limit of a task'
    'v --limit-pids -', 'Process limit of a task (0: unlimited)'
    'v --memory-swap -', 'Swap limit of a task (-1: unlimited)'
    'v --memory-swappiness -', 'Memory swappiness of a task (0 to 100, -1: default)'
    'v --reserve-cpu -', 'CPU reservation of a task'
    'v --reserve-memory -', 'Memory reservation of a task'
    'v --replicas -', 'Number of tasks'
    'v --replicas-max-per-node -', 'Maximum number of tasks per node (0: unlimited)'
    'v --max-concurrent -', 'Number of concurrent tasks of a job (default: --replicas)'
    'v --restart-condition choices:none,on-failure,any', 'Restart condition: none, on-failure or any'
    'v --restart-delay -', 'Delay between restart attempts'
    'v --restart-max-attempts -', 'Maximum number of restarts (0: unlimited)'
    'v --restart-window -', 'Time window of the restart limit'
    'v --update-parallelism -', 'Number of tasks to update at once (0: all)'
    'v --update-delay -', 'Delay between tasks'
    'v --update-monitor -', 'Time to watch a new task for failure'
    'v --update-failure-action choices:pause,continue,rollback', 'Action on failure: pause or continue or rollback'
    'v --update-max-failure-ratio -', 'Tolerated ratio of failed tasks (0 to 1)'
    'v --update-order choices:start-first,stop-first', 'Order: start-first (new task before the old one) or stop-first'
    'v --rollback-parallelism -', 'Number of tasks to roll back at once (0: all)'
    'v --rollback-delay -', 'Delay between tasks'
    'v --rollback-monitor -', 'Time to watch a new task for failure'
    'v --rollback-failure-action choices:pause,continue', 'Action on failure: pause or continue'
    'v --rollback-max-failure-ratio -', 'Tolerated ratio of failed tasks (0 to 1)'
    'v --rollback-order choices:start-first,stop-first', 'Order: start-first (new task before the old one) or stop-first'
    'v --log-driver choices:awslogs,etwlogs,fluentd,gcplogs,gelf,journald,json-file,local,none,splunk,syslog', 'Log driver of the service'
    'v --log-opt -', 'Log driver option (key=value)'
    'f --with-registry-auth', 'Send your registry credentials to the nodes'
    'f --no-resolve-image', 'Do not resolve the digest and platforms of the image in the registry'
    'v --args -', 'Command arguments'
    'v --image images', 'Image to run'
    'v --endpoint-mode choices:vip,dnsrr', 'Endpoint mode: vip (one virtual address) or dnsrr (addresses of all tasks)'
    'f --force', 'Force an update without changes'
    'f --rollback', 'Roll back to the previous specification'
    'v --label-add -', 'Add or update a label of the service (key=value)'
    'v --label-rm -', 'Remove a label of the service'
    'v --container-label-add -', 'Add or update a container label (key=value)'
    'v --container-label-rm -', 'Remove a label of the containers'
    'v --env-add env', 'Add or update an environment variable (NAME=VALUE, or NAME)'
    'v --env-rm -', 'Remove an environment variable'
    'v --mount-add -', 'Add or update a mount: type=...,source=...,target=...'
    'v --mount-rm -', 'Remove a mount by its target path'
    'v --network-add networks', 'Add a network: a name, or name=...,alias=...'
    'v --network-rm networks', 'Remove a network'
    'v --publish-add -', 'Publish a port: published:target[/protocol], or published=...,target=...,mode=host'
    'v --publish-rm -', 'Remove a published port by its target port'
    'v --config-add configs', 'Add or update a config: a name, or source=...,target=...,mode=...'
    'v --config-rm configs', 'Remove a config'
    'v --secret-add secrets', 'Add or update a secret: a name, or source=...,target=...,mode=...'
    'v --secret-rm secrets', 'Remove a secret'
    'v --constraint-add -', 'Add a placement constraint, such as node.role==worker'
    'v --constraint-rm -', 'Remove a placement constraint'
    'v --placement-pref-add -', 'Add a placement preference, such as spread=node.labels.zone'
    'v --placement-pref-rm -', 'Remove a placement preference'
    'v --generic-resource-add -', 'Add a user-defined resource (name=count)'
    'v --generic-resource-rm -', 'Remove a user-defined resource'
    'v --group-add -', 'Add a group of the user'
    'v --group-rm -', 'Remove a group of the user'
    'v --dns-add -', 'Add a DNS server'
    'v --dns-rm -', 'Remove a DNS server'
    'v --dns-option-add -', 'Add a DNS option'
    'v --dns-option-rm -', 'Remove a DNS option'
    'v --dns-search-add -', 'Add a DNS search domain'
    'v --dns-search-rm -', 'Remove a DNS search domain'
    'v --host-add -', 'Add an /etc/hosts entry (name:address)'
    'v --host-rm -', 'Remove an /etc/hosts entry (name or name:address)'
    'v --sysctl-add -', 'Add or update a sysctl option (name=value)'
    'v --sysctl-rm -', 'Remove a sysctl option'
    'v --ulimit-add -', 'Add or update a ulimit (name=soft[:hard])'
    'v --ulimit-rm -', 'Remove a ulimit'
    'a services', ''
)
$PydockTable['stack config'] = @(
    'v --compose-file,-c files', 'Compose file, or - for standard input (later files override)'
    'f --skip-interpolation', 'Do not substitute variables'
)
$PydockTable['stack deploy'] = $PydockTable['stack up'] = @(
    'v --compose-file,-c files', 'Compose file, or - for standard input (later files override)'
    'f --detach,-d', 'Exit without waiting for the services to converge'
    'f --prune', 'Remove services that are no longer in the files'
    'f --quiet,-q', 'Suppress progress output'
    'v --resolve-image choices:always,changed,never', 'When to resolve image digests in the registry: "always", "changed" or "never"'
    'f --with-registry-auth', 'Send your registry credentials to the nodes'
    'a stacks', ''
)
$PydockTable['stack ls'] = $PydockTable['stack list'] = @(
    'v --format choices:table,json+fields:Name,Services', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
)
$PydockTable['stack ps'] = @(
    'v --filter,-f choices:desired-state=,id=,label=,name=,node=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:CurrentState,DesiredState,Error,ID,Image,Name,Node,Ports', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show task IDs only'
    'f --no-resolve', 'Do not resolve IDs to names'
    'f --no-trunc', 'Do not truncate output'
    'a stacks', ''
)
$PydockTable['stack rm'] = $PydockTable['stack remove'] = $PydockTable['stack down'] = @(
    'f --detach,-d', 'Exit without waiting for the tasks to end'
    'a stacks', ''
    'r', ''
)
$PydockTable['stack services'] = @(
    'v --filter,-f choices:id=,label=,mode=,name=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:ID,Image,Mode,Name,Ports,Replicas', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show service IDs only'
    'a stacks', ''
)
$PydockTable['swarm ca'] = @(
    'v --ca-cert files', 'Root CA certificate (PEM file)'
    'v --ca-key files', 'Root CA key (PEM file)'
    'v --cert-expiry -', 'Validity period of node certificates'
    'v --external-ca -', 'External CA: protocol=cfssl,url=URL[,cacert=FILE]'
    'f --detach,-d', 'Exit without waiting for the rotation to complete'
    'f --quiet,-q', 'Suppress progress output'
    'f --rotate', 'Rotate the root CA (default: generate a new one)'
)
$PydockTable['swarm init'] = @(
    'v --data-path-port -', 'Port for data traffic: 1024 to 49151, or 0 for 4789'
    'v --default-addr-pool -', 'Address pool for overlay networks, in CIDR form'
    'v --default-addr-pool-mask-length -', 'Prefix length of subnets of the address pool'
    'f --force-new-cluster', 'Create a single-manager swarm from the current state'
    'v --advertise-addr -', 'Advertised address: IP|INTERFACE[:PORT]'
    'v --availability choices:active,pause,drain', 'Availability of the node: active, pause or drain'
    'v --data-path-addr -', 'Address for data traffic: IP|INTERFACE'
    'v --listen-addr -', 'Listen address: IP|INTERFACE[:PORT]'
    'f --autolock', 'Require an unlock key to restart managers'
    'v --cert-expiry -', 'Validity period of node certificates'
    'v --external-ca -', 'External CA: protocol=cfssl,url=URL[,cacert=FILE]'
    'v --dispatcher-heartbeat -', 'Heartbeat period of nodes'
    'v --max-snapshots -', 'Number of old Raft snapshots to keep'
    'v --snapshot-interval -', 'Log entries between Raft snapshots'
    'v --task-history-limit -', 'Task history limit for each slot'
)
$PydockTable['swarm join'] = @(
    'v --advertise-addr -', 'Advertised address: IP|INTERFACE[:PORT]'
    'v --availability choices:active,pause,drain', 'Availability of the node: active, pause or drain'
    'v --data-path-addr -', 'Address for data traffic: IP|INTERFACE'
    'v --listen-addr -', 'Listen address: IP|INTERFACE[:PORT]'
    'v --token -', 'Join token, as shown by `swarm join-token` on a manager'
)
$PydockTable['swarm join-token'] = @(
    'f --quiet,-q', 'Print the token only'
    'f --rotate', 'Replace the token; the previous one becomes invalid'
    'a choices:worker,manager', ''
)
$PydockTable['swarm leave'] = @(
    'f --force,-f', 'Leave even as a manager, ignoring warnings'
)
$PydockTable['swarm unlock'] = @(
)
$PydockTable['swarm unlock-key'] = @(
    'f --quiet,-q', 'Print the key only'
    'f --rotate', 'Replace the unlock key'
)
$PydockTable['swarm update'] = @(
    'f --autolock', 'Require an unlock key to restart managers'
    'v --cert-expiry -', 'Validity period of node certificates'
    'v --external-ca -', 'External CA: protocol=cfssl,url=URL[,cacert=FILE]'
    'v --dispatcher-heartbeat -', 'Heartbeat period of nodes'
    'v --max-snapshots -', 'Number of old Raft snapshots to keep'
    'v --snapshot-interval -', 'Log entries between Raft snapshots'
    'v --task-history-limit -', 'Task history limit for each slot'
)
$PydockTable['system df'] = @(
    'v --format choices:table,json+fields:Active,Reclaimable,Size,TotalCount,Type', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --verbose,-v', 'Show details of images, containers, volumes and cache entries'
)
$PydockTable['system dial-stdio'] = @(
)
$PydockTable['system events'] = $PydockTable['events'] = @(
    'v --filter,-f choices:config=,container=,daemon=,event=,image=,label=,network=,node=,plugin=,scope=,secret=,service=,type=,volume=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:Action,Actor.Attributes,Actor.ID,From,ID,Scope,Status,Time,TimeNano,Type', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'v --since -', 'Oldest event: timestamp or age (1h30m)'
    'v --until -', 'Newest event: timestamp or duration from now'
    'f --timeline', 'Draw what happened when, a line for each object'
)
$PydockTable['system info'] = $PydockTable['info'] = @(
    'v --format,-f choices:json+fields:Architecture,CDISpecDirs,CPUCfsPeriod,CPUCfsQuota,CPUSet,CPUShares,CgroupDriver,CgroupVersion,ClientInfo,ClientInfo.Arch,ClientInfo.BuildTime,ClientInfo.Context,ClientInfo.Debug,ClientInfo.DefaultAPIVersion,ClientInfo.GitCommit,ClientInfo.GoVersion,ClientInfo.Os,ClientInfo.Platform,ClientInfo.Plugins,ClientInfo.Version,ClientInfo.Warnings,Containerd,Containerd.Address,Containerd.Namespaces,ContainerdCommit,ContainerdCommit.Expected,ContainerdCommit.ID,Containers,ContainersPaused,ContainersRunning,ContainersStopped,Debug,DefaultAddressPools,DefaultRuntime,DiscoveredDevices,DockerRootDir,Driver,DriverStatus,ExperimentalBuild,FirewallBackend,FirewallBackend.Driver,FirewallBackend.Info,GenericResources,HTTPProxy,HTTPSProxy,ID,IPv4Forwarding,Images,IndexServerAddress,InitBinary,InitCommit,InitCommit.Expected,InitCommit.ID,Isolation,KernelMemory,KernelMemoryTCP,KernelVersion,Labels,LiveRestoreEnabled,LoggingDriver,MemTotal,MemoryLimit,NCPU,NEventsListener,NFd,NGoroutines,NRI,NRI.Info,Name,NoProxy,OSType,OSVersion,OomKillDisable,OperatingSystem,PidsLimit,Plugins,Plugins.Authorization,Plugins.Log,Plugins.Network,Plugins.Volume,ProductLicense,RegistryConfig,RegistryConfig.IndexConfigs,RegistryConfig.InsecureRegistryCIDRs,RegistryConfig.Mirrors,RuncCommit,RuncCommit.Expected,RuncCommit.ID,Runtimes,SecurityOptions,ServerVersion,SwapLimit,Swarm,Swarm.Cluster,Swarm.ControlAvailable,Swarm.Error,Swarm.LocalNodeState,Swarm.Managers,Swarm.NodeAddr,Swarm.NodeID,Swarm.Nodes,Swarm.RemoteManagers,Swarm.Warnings,SystemStatus,SystemTime,Warnings', 'Output format: ''json'' or a Go template'
)
$PydockTable['system prune'] = @(
    'f --all,-a', 'Remove all unused images (default: dangling ones only)'
    'v --filter choices:label=,label!=,until=', 'Filter, such as "label=<key>=<value>"'
    'f --force,-f', 'Do not prompt for confirmation'
    'v --apply files', 'Remove the objects of a plan, if unchanged'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'v --keep -', 'Keep the newest N (of images: in each repository)'
    'v --older-than -', 'Remove older ones, such as "7d"'
    'v --plan files', 'Write a plan of the removal to a file'
    'v --name -', 'Remove those whose name the glob matches'
    'v --larger-than -', 'Remove larger ones, such as "100m"'
    'v --keep-tag -', 'Keep images with a tag that the glob matches'
    'f --volumes', 'Remove anonymous volumes'
)
$PydockTable['version'] = @(
    'v --format,-f choices:json+fields:Client,Client.APIVersion,Client.Arch,Client.BuildTime,Client.Context,Client.DefaultAPIVersion,Client.GitCommit,Client.GoVersion,Client.Os,Client.Platform,Client.Version,Server,Server.APIVersion,Server.Arch,Server.BuildTime,Server.Components,Server.Experimental,Server.GitCommit,Server.GoVersion,Server.KernelVersion,Server.MinAPIVersion,Server.Os,Server.Platform,Server.Version', 'Output format: ''json'' or a Go template'
)
$PydockTable['volume copy'] = @(
    'v --from contexts', 'Context or address of the engine that has the volume (default: the engine in use)'
    'f --pause', 'Pause running containers that may write to the volume, meanwhile'
    'f --quiet,-q', 'Suppress progress and summary'
    'v --to contexts', 'Context or address of the engine that gets the copy (default: the engine in use)'
    'a volumes', ''
    'a -', ''
)
$PydockTable['volume create'] = @(
    'v --availability choices:active,pause,drain', 'Availability of a cluster volume: active, pause or drain'
    'v --driver,-d -', 'Volume driver'
    'v --group -', 'Group of a cluster volume'
    'v --label -', 'Labels of the volume (key=value)'
    'v --limit-bytes -', 'Maximum size of a cluster volume'
    'v --opt,-o -', 'Driver options (key=value)'
    'v --required-bytes -', 'Minimum size of a cluster volume'
    'v --scope choices:single,multi', 'Scope of a cluster volume: single or multi (nodes)'
    'v --secret -', 'Secrets of a cluster volume (key=value)'
    'v --sharing choices:none,readonly,onewriter,all', 'Sharing of a cluster volume: none, readonly, onewriter or all'
    'v --topology-preferred -', 'Preferred topology of a cluster volume'
    'v --topology-required -', 'Required topology of a cluster volume'
    'v --type choices:mount,block', 'Access type of a cluster volume: mount or block'
)
$PydockTable['volume diff'] = @(
    'v --format choices:json', 'Output format: ''json'''
    'v --from contexts', 'Context or address of the engine that has VOLUME (default: the engine in use)'
    'f --pause', 'Pause running containers that may write to the volume, meanwhile'
    'v --to contexts', 'Context or address of the engine that has OTHER (default: the engine in use)'
    'a volumes', ''
)
$PydockTable['volume du'] = @(
    'v --depth,-d -', 'Levels of directories to show'
    'v --format choices:table,json+fields:', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'v --largest,-n -', 'Show the largest N alone (0: all)'
    'a volumes', ''
)
$PydockTable['volume export'] = @(
    'f --gzip,-z', 'Compress the archive'
    'v --output,-o files', 'Output file (default: standard output)'
    'f --pause', 'Pause running containers that may write to the volume, meanwhile'
    'f --quiet,-q', 'Suppress progress and summary'
    'a volumes', ''
)
$PydockTable['volume import'] = @(
    'f --merge', 'Add to a volume that has files; those of the archive replace them'
    'f --pause', 'Pause running containers that may write to the volume, meanwhile'
    'f --quiet,-q', 'Suppress progress and summary'
    'a volumes', ''
    'a files', ''
)
$PydockTable['volume inspect'] = @(
    'v --format,-f choices:json+fields:ClusterVolume,CreatedAt,Driver,Labels,Mountpoint,Name,Options,Scope,Status,UsageData,UsageData.RefCount,UsageData.Size', 'Output format: ''json'' or a Go template'
    'a volumes', ''
    'r', ''
)
$PydockTable['volume ls'] = $PydockTable['volume list'] = @(
    'f --cluster', 'Show cluster volumes only'
    'v --filter,-f choices:dangling=,driver=,label=,name=', 'Filter output (name=value)'
    'v --format choices:table,json+fields:Availability,Driver,Group,Labels,Links,Mountpoint,Name,Scope,Size,Status', 'Output format: ''table'', ''table TEMPLATE'', ''json'' or a Go template'
    'f --quiet,-q', 'Show volume names only'
    'v --sort choices:created,driver,mountpoint,name,scope', 'Sort by columns (COLUMN[,COLUMN]), descending after -'
    'f --watch', 'Redraw the list when it changes, every second at most, or every SECONDS'
)
$PydockTable['volume prune'] = @(
    'f --all,-a', 'Remove all unused volumes (default: anonymous ones only)'
    'v --filter choices:all=,label=,label!=', 'Filter, such as "label=<label>"'
    'f --force,-f', 'Do not prompt for confirmation'
    'v --apply files', 'Remove the objects of a plan, if unchanged'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'v --keep -', 'Keep the newest N (of images: in each repository)'
    'v --older-than -', 'Remove older ones, such as "7d"'
    'v --plan files', 'Write a plan of the removal to a file'
    'v --name -', 'Remove those whose name the glob matches'
    'v --larger-than -', 'Remove larger ones, such as "100m"'
)
$PydockTable['volume rename'] = @(
    'f --quiet,-q', 'Suppress progress and summary'
    'a volumes:unused', ''
    'a -', ''
)
$PydockTable['volume rm'] = $PydockTable['volume remove'] = @(
    'f --force,-f', 'Force the removal'
    'f --dry-run', 'Show what would be removed, and remove nothing'
    'a volumes:unused', ''
    'r', ''
)
$PydockTable['volume update'] = @(
    'v --availability choices:active,pause,drain', 'Availability of a cluster volume: active, pause or drain'
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
        $source = ($source -split '\|')[0]
        if ($source -like 'choices:*') { $source.Substring(8) -split ',' }
        elseif ($source -in '-', 'files', 'directories', 'env', '' -or $source -like 'fields:*') { }
        else { & pydock @Globals __complete $source 2>$null }
    }
}

function Get-PydockPlugins([string[]] $Globals) {
    $own = if ($env:DOCKER_CONFIG) { $env:DOCKER_CONFIG } else { "$HOME/.docker" }
    $places = "$own/cli-plugins/docker-*", '/usr/*/docker/cli-plugins/docker-*', '/usr/local/*/docker/cli-plugins/docker-*'
    $further = Select-String -Quiet -SimpleMatch cliPluginsExtraDirs, pydock-aliases "$own/config.json" -ErrorAction Ignore
    if ($further -or (Test-Path $places) -contains $true) { & pydock @Globals __complete cli-plugins 2>$null }
}

function Get-PydockPluginAnswer([string] $Name, [string[]] $Words, [string] $Last, [string[]] $Globals) {
    # PowerShell before 7.3 drops empty arguments
    if (-not $Last -and $PSVersionTable.PSVersion -lt [version] '7.3') { $Last = '""' }
    & pydock @Globals __complete "plugin:$Name" @Words $Last 2>$null | Where-Object { $_ -notlike ':*' }
}

Register-ArgumentCompleter -Native -CommandName pydock -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    $path = ''; $rows = $PydockTable['']; $source = $null; $arguments = @(); $globals = @(); $plugin = $null
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
            } elseif ($source -and -not $path) { $globals = @($globals | Select-Object -SkipLast 1) }
        } elseif (-not $path -and $word -ceq 'help') { # names of commands follow
        } elseif (@($rows) -like 'c *') {
            $path = "$path $word".Trim(); $rows = $PydockTable[$path]
            if (-not $rows) {
                if ($path -cne $word) { return }
                $plugin = $word; $arguments = @($words | Select-Object -Skip ($i + 1))
                break
            }
        } else {
            $arguments += $word
            if ($rows -ccontains 'p' -or $rows -ccontains 'n') { return }
        }
    }
    $offered = @() # of pairs; @(...) keeps a single pair one
    if ($plugin) {
        $offered = @(Get-PydockPluginAnswer $plugin $arguments $wordToComplete $globals | ForEach-Object { , @($_ -split "`t", 2) })
    } elseif ($source) { $offered = @(Get-PydockCandidates $source $globals | ForEach-Object { , @($_, $_) }) }
    elseif ($wordToComplete -like '--*=*') {
        $flag = ($wordToComplete -split '=', 2)[0]
        $source = Get-PydockValueSource $rows $flag
        if ($source) { $offered = @(Get-PydockCandidates $source $globals | ForEach-Object { , @("$flag=$_", $_) }) }
    } else {
        $sources = @(); $repeats = $rows -ccontains 'r'
        for ($at = 0; $at -lt $rows.Count; $at += 2) {
            $facts = $rows[$at] -split ' '
            if ($wordToComplete -like '-*') {
                if ($facts[0] -cin 'f', 'v') { foreach ($name in $facts[1] -split ',') { $offered += , @($name, $rows[$at + 1]) } }
            } elseif ($facts[0] -ceq 'c') { $offered += , @($facts[1], $rows[$at + 1]) }
            elseif ($facts[0] -ceq 'a') { $sources += $facts[1] }
        }
        if (-not $path -and $wordToComplete -notlike '-*') {
            $offered += @(Get-PydockPlugins $globals | ForEach-Object { , @($_ -split "`t", 2) })
        }
        if (-not $offered -and $sources.Count) {
            $position = if ($arguments.Count -lt $sources.Count) { $arguments.Count } elseif ($repeats) { -1 } else { $null }
            if ($null -ne $position) {
                $offered = @(Get-PydockCandidates $sources[$position] $globals |
                    Where-Object { $arguments -cnotcontains $_ } | ForEach-Object { , @($_, $_) })
            }
        }
    }
    $offered | Where-Object { $_[0] -like "$wordToComplete*" } | ForEach-Object {
        $tip = if ($_[1]) { $_[1] } else { $_[0] }
        [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $tip)
    }
}
