"""What the gateway's document cannot say, said to schemathesis."""

from pathlib import Path

import schemathesis
import yaml

DOCUMENT = Path(__file__).resolve().parents[4] / "specs" / "gateway"
AMENDMENTS = "service-order-amendments"

# The first sample order of every tenant. It can always be amended, as the stub supplier decides at once.
ORDER = 123


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Reads the union of amendments as `anyOf`.

    Its branches overlap, as the published page has them, so hardly a body fits exactly one: taken by the letter, `oneOf`
    refuses the document's own example. The generator says so (`ambiguous-union`) and takes the branch that fits best,
    which is what `anyOf` says.
    """
    text = (DOCUMENT / "paths" / f"{AMENDMENTS}.yaml").read_text()
    item = yaml.safe_load(text.replace("../", ""))
    body = item["post"]["requestBody"]["content"]["application/json"]
    union = yaml.safe_load((DOCUMENT / body["schema"]["$ref"]).read_text())
    body["schema"] = {"anyOf": [{"$ref": f"schemas/{one['$ref']}"} for one in union["oneOf"]]}
    raw_schema["paths"][f"/{AMENDMENTS}"] = item


@schemathesis.hook
def before_call(context, case, kwargs):
    """Gives valid requests an order, and credentials, that the gateway knows; all else is as it was generated."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = str(ORDER)
    if not isinstance(case.body, dict):
        return
    if "grant_type" in case.body:
        case.body.update(client_id="example-tenant", client_secret="not-a-real-secret")
        case.body.pop("scope", None)
    if "orderId" in case.body:
        case.body["orderId"] = ORDER
    if "appointmentReservationId" in case.body:
        # A `number` in the document; specs/gateway/specwright.toml says that ids are whole.
        case.body["appointmentReservationId"] = max(1, int(case.body["appointmentReservationId"]) % 2**53)
    if case.operation.path == "/service-order-cancellations":
        # Else the first of them would end the order, and the next would rightly be refused.
        case.headers["X-Scenario"] = "CANCELLATION_REJECTED"
