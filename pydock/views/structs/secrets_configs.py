"""Shapes of `docker secret inspect` and `docker config inspect`."""

from pydock.views.structs.swarm import COMMON

SHAPES = {
    **COMMON,
    "swarm.Secret": "ID string; +swarm.Meta; Spec swarm.SecretSpec",
    "swarm.SecretSpec": """
        +swarm.Annotations; Data bytes ?; Driver *swarm.Driver ?; Templating *swarm.Driver ?
    """,
    "swarm.Config": "ID string; +swarm.Meta; Spec swarm.ConfigSpec",
    "swarm.ConfigSpec": "+swarm.Annotations; Data bytes ?; Templating *swarm.Driver ?",
}
