"""`--restart` of containers."""

from typing import Any

from pydock.golang.strconv.numbers import parse_int

Json = dict[str, Any]


def restart_policy(text: str) -> Json:
    """Parse `on-failure:3` into a RestartPolicy, {} for "". Raises ValueError."""
    if not text:
        return {}
    name, colon, count = text.partition(":")
    if colon and not name:
        raise ValueError("invalid restart policy format: no policy provided before colon")
    if not count:
        return {"Name": name}
    try:
        return {"Name": name, "MaximumRetryCount": parse_int(count, any_base=False)}
    except ValueError:
        raise ValueError(
            "invalid restart policy format: maximum retry count must be an integer"
        ) from None


def policy_text(policy: Json) -> str:
    """Return the text of a RestartPolicy; "" for none."""
    if is_none(policy):
        return ""
    retries = policy.get("MaximumRetryCount")
    return f"{policy['Name']}:{retries}" if retries else str(policy["Name"])


def is_none(policy: Json) -> bool:
    """Does the policy never restart a container?"""
    return policy.get("Name", "") in ("", "no")
