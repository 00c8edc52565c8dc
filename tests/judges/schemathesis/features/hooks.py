"""What the feature documents cannot say, said to schemathesis."""

import re

import schemathesis

MEMBERS_OF_SLOT = {"slot[row]", "slot[side]"}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Keeps valid requests to what the standard says how to write and Rust can hold, and asks for successes."""
    query = case.query or {}
    if str(query.get("answer", "")).isdigit() and int(query["answer"]) < 600:
        # A request for a failure is as valid as one for a success.
        query["answer"] = max(200, min(int(query["answer"]), 299))
    if case.operation.path.startswith("/path/matrix") and is_no_list(case, "ports"):
        # A list of one item is written as the item: what is to be no list must be no item either.
        case.path_parameters["ports"] = ";ports=none"
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for name in [name for name in query if name.startswith("slot[") and name not in MEMBERS_OF_SLOT]:
        # How lists and objects inside of an object are written is left open by the standard.
        del query[name]
    if "small" in query:
        # `format: uint8`, which schemathesis does not know.
        query["small"] = int(query["small"]) % 256
    for name in query:
        query[name] = held(query[name])
    if isinstance(case.body, (dict, list)):
        case.body = held(case.body)
    if case.operation.path == "/form" and isinstance(case.body, dict) and isinstance(case.body.get("site"), dict):
        # The same of an object in a form.
        site = case.body["site"]
        case.body["site"] = {name: site[name] for name in site if not isinstance(site[name], (dict, list))}
    if case.operation.path == "/base64" and isinstance(case.body, dict):
        # `contentEncoding`, which schemathesis does not know.
        case.body["data"] = "YW55"


def is_no_list(case, name):
    """Whether a case is invalid by what stands in a list's place, and that is a number."""
    text = str((case.path_parameters or {}).get(name, ""))
    mutations = getattr(case.meta and case.meta.phase.data, "mutations", None) or ()
    return re.fullmatch(rf";{name}=-?[\d.]+(e(-|%2B|\+)?\d+)?", text) and any(
        mutation.path == (name,) and mutation.schema_pointer == f"/properties/{name}" for mutation in mutations
    )


def held(value):
    """An `integer` without a format is of 64 bits."""
    if isinstance(value, dict):
        return {key: held(item) for key, item in value.items()}
    if isinstance(value, list):
        return [held(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-(2**63), min(value, 2**63 - 1))
    return value
