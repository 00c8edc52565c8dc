//! Requests and answers.

use super::{outline, plan_of, unindented};

fn check(paths: &str, expected: &str, codes: &[&str]) {
    let text = format!("openapi: 3.1.0\ninfo: {{title: Test, version: '1'}}\npaths:\n{paths}");
    let (plan, found) = plan_of(&text, "");
    assert_eq!(outline::outline(&plan).trim(), unindented(expected), "\n{paths}");
    assert_eq!(found, codes, "\n{paths}");
}

#[test]
fn parameters_and_bodies_are_fields_of_the_request() {
    check(
        "
  /orders/{id}:
    parameters:
      - {name: X-Trace, in: header, schema: {type: string}}
      - {name: limit, in: query, schema: {type: string}}
    post:
      operationId: amendOrder
      parameters:
        - {name: limit, in: query, schema: {type: integer, default: 20}}
        - {name: id, in: query, schema: {type: string}}
        - {name: body, in: query, schema: {type: string}}
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: Authorization, in: header, schema: {type: string}}
      requestBody:
        required: true
        content: {application/json: {schema: {properties: {a: {}}}}}
      responses:
        '201': {description: made, headers: {Location: {schema: {type: string}}}}
        4XX: {description: yours}
        default: {description: ours}
",
        "
        amend_order::AmendOrderBody >
          a: Option<Json> optional
        fn amend_order(AmendOrderRequest)
          id: String
          limit: I64
          query_id: Option<String>
          query_body: Option<String>
          x_trace: Option<String>
          body: AmendOrderBody
              Json: application/json AmendOrderBody
          AmendOrderSuccess
            Created
              location: Option<String>
          AmendOrderError
            ClientError
            Default
        ",
        &["ignored-header"],
    );
}

#[test]
fn several_contents_are_a_choice() {
    check(
        "
  /pets:
    put:
      requestBody:
        content:
          application/json: {schema: {properties: {a: {}}}}
          application/x-www-form-urlencoded: {schema: {properties: {b: {}}}}
          image/*: {}
      responses:
        default: {description: it}
",
        "
        put_pets::PutPetsFormBody >
          b: Option<Json> optional
        put_pets::PutPetsJsonBody >
          a: Option<Json> optional
        fn put_pets(PutPetsRequest)
          body: Option<PutPetsBody>
              enum PutPetsBody
              Json: application/json PutPetsJsonBody
              Form: application/x-www-form-urlencoded PutPetsFormBody
              Bytes: image/* Bytes
          PutPetsSuccess
            Default
          PutPetsError
        ",
        &[],
    );
}

#[test]
fn operations_that_cannot_be_are_left_out_by_name() {
    check(
        "
  /a/{b}{c}:
    get: {operationId: sideBySide, responses: {'200': {description: x}}}
  /d/{e}:
    get: {operationId: new, security: [{nowhere: []}], responses: {'200': {description: x}}}
    put: {operationId: drop, responses: {'404': {description: x}}}
",
        "
        fn drop_operation(DropOperationRequest)
          e: String
          DropOperationSuccess
            Successful
          DropOperationError
            NotFound
        ",
        &[
            "operation-left-out",
            "operation-left-out",
            "path-parameter-mismatch",
            "no-success",
            "contested-name",
        ],
    );
}

#[test]
fn what_requests_and_responses_require_differently_is_two_types() {
    check(
        "
  /pets:
    post:
      operationId: createPet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'201': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      required: [id, name]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string}
        pin: {type: string, writeOnly: true}
        tag: {properties: {label: {type: string, readOnly: true}}}
",
        "
        pet::Pet <
          id: I64
          name: String
          tag: Option<PetTag> optional
        pet::PetInput >
          name: String
          pin: Option<String> optional
          tag: Option<PetTag> optional
        pet::PetTag <>
          label: Option<String> optional
        fn create_pet(CreatePetRequest)
          body: PetInput
              Json: application/json PetInput
          CreatePetSuccess
            Created
              Json: application/json Pet
          CreatePetError
        ",
        &[],
    );
}
