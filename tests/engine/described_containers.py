"""Containers made with every option of `create`, for the tests of `inspect --as-create`.

A line holds options, image and command. {name} is a network with the subnet 10.9.8.0/24, {name}-b
one more, {name}-c a running container, {name}-i an image that has defaults of its own.
"""

LINES = """
busybox
busybox sleep 100
busybox sh -c 'echo "$HOME"; echo '\\''quoted'\\'''
busybox echo '' 'a  b' '*' '~' '!' '#x'
-i busybox
-t busybox
-it busybox
-a stdin busybox
-a stdout busybox
-a stderr busybox
-a stdin -a stderr busybox
-i -a stdout busybox
--entrypoint '' busybox true
--entrypoint sh busybox -c true
--entrypoint sh busybox
--entrypoint 'a b' busybox
-w /w busybox
-u 1:2 busybox
-u nobody busybox
-h host busybox
-h host.example.com busybox
--domainname d busybox
-e A=1 -e B= busybox
-e 'A=a b"c$d'\\''e' busybox
-e A=1=2 -e PATH=/bin busybox
-e NOT_SET_ANYWHERE busybox
-l a -l b=c busybox
-l 'a.b=c d' -l 'json={{"a": [1]}}' busybox
--annotation a=b --annotation c busybox
--stop-signal 9 busybox
--stop-signal SIGINT busybox
--stop-timeout 0 busybox
--stop-timeout 30 busybox
--init busybox
--init=false busybox
--restart always busybox
--restart unless-stopped busybox
--restart on-failure busybox
--restart on-failure:3 busybox
--rm busybox
--read-only busybox
--privileged busybox
--privileged --pid host --ipc host busybox
--group-add 5 --group-add audio busybox
--cap-add net_raw --cap-add CAP_CHOWN busybox
--cap-drop all busybox
--cap-add ALL --cap-drop MKNOD busybox
--security-opt no-new-privileges busybox
--security-opt seccomp=unconfined busybox
--security-opt label=disable busybox
--security-opt label=user:a --security-opt label=level:s0 busybox
--security-opt systempaths=unconfined busybox
--security-opt apparmor=unconfined --security-opt no-new-privileges busybox
--cgroup-parent /p busybox
--cgroupns private busybox
--cgroupns host busybox
--ipc shareable busybox
--ipc none busybox
--ipc host busybox
--ipc container:{name}-c busybox
--pid host busybox
--pid container:{name}-c busybox
--uts host busybox
--userns host busybox
--sysctl kernel.sem='1 2 3 4' --sysctl net.ipv4.ip_forward=1 busybox
--log-driver none busybox
--log-driver json-file --log-opt max-size=5m --log-opt max-file=3 busybox
--log-driver local busybox
--log-opt tag=a{{{{.Name}}}} busybox
-m 64m busybox
-m 1.5g --memory-reservation 10m busybox
-m 64m --memory-swap 64m busybox
-m 64m --memory-swap -1 busybox
--memory-swappiness 0 busybox
--memory-swappiness 60 busybox
-m 64m --oom-kill-disable busybox
--oom-score-adj -5 busybox
--shm-size 1g busybox
--shm-size 12345 busybox
--cpus 1.5 busybox
--cpus 0.01 busybox
-c 512 busybox
--cpu-period 20000 --cpu-quota 10000 busybox
--cpuset-cpus 0 --cpuset-mems 0 busybox
--pids-limit 100 busybox
--pids-limit -1 busybox
--ulimit nproc=3 --ulimit nofile=1024:2048 busybox
--ulimit core=-1 busybox
--blkio-weight 300 busybox
--blkio-weight-device /dev/null:100 busybox
--device /dev/null busybox
--device /dev/null:/dev/a:r --device /dev/zero:rw busybox
--device-cgroup-rule 'c 1:3 rwm' --device-cgroup-rule 'a *:* r' busybox
--device-read-bps /dev/null:1mb --device-write-bps /dev/null:2mb busybox
--device-read-iops /dev/null:5 --device-write-iops /dev/null:6 busybox
--gpus all busybox
--gpus '"device=0,1",driver=x,"capabilities=a,b"' busybox
--network none busybox
--network host busybox
--network host -h other busybox
--network container:{name}-c busybox
--network {name} busybox
--network {name} --network-alias a --network-alias B busybox
--network {name} --ip 10.9.8.7 --link-local-ip 169.254.0.1 busybox
--network name={name},alias=a,alias=b,ip=10.9.8.7,driver-opt=a=b busybox
--network name={name},alias=a --network name={name}-b,alias=c busybox
--network {name} --network {name}-b busybox
--network {name} --link {name}-c:other busybox
--network {name} --mac-address 02:42:aa:bb:cc:01 busybox
--mac-address 02:42:aa:bb:cc:02 busybox
--link {name}-c:other busybox
--link {name}-c busybox
-p 80 busybox
-p 127.0.0.1:81:80 -p 127.0.0.1::82/udp busybox
-p 90-92:80-82 busybox
-p 7000-7010:80 busybox
-p [::1]:8080:80/sctp busybox
-p 80:80 -p 81:80 --expose 90-92/udp busybox
-p target=80,published=8080,protocol=udp -P busybox
-P --expose 80 busybox
--add-host a:1.2.3.4 --add-host b=::1 busybox
--dns 1.1.1.1 --dns ::2 --dns-search a.b --dns-option ndots:2 busybox
-v /a:/b -v /a:/c:ro busybox
-v {name}-v:/e:nocopy -v {name}-v:/d busybox
-v /f -v /g busybox
-v '/with space:/x y:ro' busybox
-v {name}-v:/z --volume-driver local busybox
--mount type=bind,src=/tmp,dst=/b,ro,bind-propagation=rslave busybox
--mount src={name}-v,dst=/b,volume-nocopy --mount dst=/anonymous busybox
--mount '"src={name}-v",dst=/b,volume-label=a=b,volume-opt=o=x' busybox
--mount type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1770 busybox
--tmpfs /c:size=1m,mode=755 --tmpfs /d busybox
--volumes-from {name}-c:ro busybox
--health-cmd 'test -e /a' --health-interval 1m30s --health-retries 3 busybox
--health-cmd true --health-timeout 100ms --health-start-period 5s busybox
--no-healthcheck busybox
--runtime runc busybox
-l com.docker.compose.project=p -l com.docker.compose.service=s busybox
{name}-i
{name}-i other command
--entrypoint sh {name}-i
--entrypoint '' {name}-i true
--entrypoint /bin/entry {name}-i
-e A=changed -e OWN=1 {name}-i
-e OWN=1 -e A=image {name}-i
-l image=changed -l own=1 {name}-i
-p 80:80 {name}-i
-P --expose 81 {name}-i
-v /data -v /own {name}-i
-v {name}-v:/data {name}-i
--health-cmd false {name}-i
--health-interval 9s {name}-i
--no-healthcheck {name}-i
-u 0 -w / --stop-signal SIGKILL {name}-i
"""

#: containers that run, with or without a terminal and input
RUN_LINES = """
busybox sleep 1000
-i busybox cat
-t busybox sh
-it -p 8080:80 -e A=1 busybox sh
--network {name} --network-alias a busybox sleep 1000
--mac-address 02:42:aa:bb:cc:02 busybox sleep 1000
--network host busybox sleep 1000
--network container:{name}-c --ipc container:{name}-c busybox sleep 1000
--uts host --pid host busybox sleep 1000
--link {name}-c:other busybox sleep 1000
-v /anonymous --tmpfs /t busybox sleep 1000
-m 64m --cpus 0.5 --pids-limit 50 --read-only busybox sleep 1000
--health-cmd true --restart unless-stopped busybox sleep 1000
--entrypoint sleep {name}-i 1000
"""

DOCKERFILE = """
FROM busybox
ENV A=image B=second
LABEL image=yes other="a b"
EXPOSE 80 443/udp
VOLUME /data
USER nobody
WORKDIR /home
STOPSIGNAL SIGUSR1
HEALTHCHECK --interval=7s --retries=2 CMD test -e /etc
ENTRYPOINT ["/bin/entry"]
CMD ["image", "command"]
"""
