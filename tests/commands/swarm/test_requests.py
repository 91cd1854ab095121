"""Requests and output of the `swarm` commands."""

from __future__ import annotations

from typing import Any

from tests.support.cases import Case, both_tests
from tests.support.objects import INFO, NODE

SWARM: dict[str, Any] = {
    "ID": "s1",
    "Version": {"Index": 9},
    "Spec": {"Name": "default", "EncryptionConfig": {"AutoLockManagers": True}},
    "JoinTokens": {"Worker": "W-1", "Manager": "M-1"},
    "TLSInfo": {"TrustRoot": "CERT\n"},
}

CASES = (
    Case("swarm ca", {"GET /swarm": SWARM}, ["GET /swarm"], out="CERT\n"),
    Case(
        "swarm ca -d --rotate",
        {"GET /swarm": SWARM, "POST /swarm/update": b""},
        [
            "GET /swarm",
            (
                "POST /swarm/update?rotateManagerToken=false&rotateManagerUnlockKey=false"
                "&rotateWorkerToken=false&version=9",
                {
                    "Name": "default",
                    "EncryptionConfig": {"AutoLockManagers": True},
                    "CAConfig": {"SigningCACert": "", "SigningCAKey": "", "ForceRotate": 1},
                },
            ),
        ],
    ),
    Case(
        "swarm init --advertise-addr eth0",
        {
            "POST /swarm/init": "n1",
            "GET /nodes/n1": {**NODE, "ManagerStatus": {"Addr": "10.0.0.1:2377"}},
            "GET /swarm": SWARM,
        },
        [
            (
                "POST /swarm/init",
                {
                    "ListenAddr": "0.0.0.0:2377",
                    "AdvertiseAddr": "eth0",
                    "DataPathAddr": "",
                    "DataPathPort": 0,
                    "DefaultAddrPool": None,
                    "SubnetSize": 24,
                    "ForceNewCluster": False,
                    "AutoLockManagers": False,
                    "Spec": {},
                },
            ),
            "GET /nodes/n1",
            "GET /swarm",
        ],
        out=(
            "Swarm initialized: current node (n1) is now a manager.\n"
            "\n"
            "To add a worker to this swarm, run the following command:\n"
            "\n"
            "    docker swarm join --token W-1 10.0.0.1:2377\n"
            "\n"
            "To add a manager to this swarm, run 'docker swarm join-token manager' and "
            "follow the instructions.\n"
            "\n"
        ),
    ),
    Case(
        "swarm join --token W-1 10.0.0.1:2377",
        {"POST /swarm/join": b"", "GET /info": INFO},
        [
            (
                "POST /swarm/join",
                {
                    "ListenAddr": "0.0.0.0:2377",
                    "AdvertiseAddr": "",
                    "DataPathAddr": "",
                    "JoinToken": "W-1",
                    "RemoteAddrs": ["10.0.0.1:2377"],
                },
            ),
            "GET /info",
        ],
        out="This node joined a swarm as a manager.\n",
    ),
    Case("swarm join-token -q worker", {"GET /swarm": SWARM}, ["GET /swarm"], out="W-1\n"),
    Case(
        "swarm join-token --rotate manager",
        {
            "GET /swarm": SWARM,
            "POST /swarm/update": b"",
            "GET /info": INFO,
            "GET /nodes/n1": {**NODE, "ManagerStatus": {"Addr": "10.0.0.1:2377"}},
        },
        [
            "GET /swarm",
            (
                "POST /swarm/update?rotateManagerToken=true&rotateManagerUnlockKey=false"
                "&rotateWorkerToken=false&version=9",
                {"Name": "default", "EncryptionConfig": {"AutoLockManagers": True}},
            ),
            "GET /swarm",
            "GET /info",
            "GET /nodes/n1",
            "GET /swarm",
        ],
        out=(
            "Successfully rotated manager join token.\n"
            "\n"
            "To add a manager to this swarm, run the following command:\n"
            "\n"
            "    docker swarm join --token M-1 10.0.0.1:2377\n"
            "\n"
        ),
    ),
    Case(
        "swarm leave -f",
        {"POST /swarm/leave": b""},
        ["POST /swarm/leave?force=1"],
        out="Node left the swarm.\n",
    ),
    Case(
        "swarm unlock",
        {"GET /info": {"Swarm": {"LocalNodeState": "locked"}}, "POST /swarm/unlock": b""},
        ["GET /info", ("POST /swarm/unlock", {"UnlockKey": "KEY"})],
        stdin="KEY\n",
    ),
    Case(
        "swarm unlock-key",
        {"GET /swarm/unlockkey": {"UnlockKey": "KEY"}},
        ["GET /swarm/unlockkey"],
        out=(
            "To unlock a swarm manager after it restarts, run the `docker swarm unlock`\n"
            "command and provide the following key:\n"
            "\n"
            "    KEY\n"
            "\n"
            "Remember to store this key in a password manager, since without it you\n"
            "will not be able to restart the manager.\n"
        ),
    ),
    Case(
        "swarm unlock-key -q --rotate",
        {
            "GET /swarm": SWARM,
            "POST /swarm/update": b"",
            "GET /swarm/unlockkey": {"UnlockKey": "KEY"},
        },
        [
            "GET /swarm",
            (
                "POST /swarm/update?rotateManagerToken=false&rotateManagerUnlockKey=true"
                "&rotateWorkerToken=false&version=9",
                {"Name": "default", "EncryptionConfig": {"AutoLockManagers": True}},
            ),
            "GET /swarm/unlockkey",
        ],
        out="KEY\n",
    ),
    Case(
        "swarm update --task-history-limit 3",
        {"GET /swarm": SWARM, "POST /swarm/update": b""},
        [
            "GET /swarm",
            (
                "POST /swarm/update?rotateManagerToken=false&rotateManagerUnlockKey=false"
                "&rotateWorkerToken=false&version=9",
                {
                    "Name": "default",
                    "EncryptionConfig": {"AutoLockManagers": True},
                    "Orchestration": {"TaskHistoryRetentionLimit": 3},
                },
            ),
        ],
        out="Swarm updated.\n",
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
