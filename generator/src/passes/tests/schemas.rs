//! Schemas without a choice.

use super::check;

#[test]
fn scalars_take_the_types_of_their_formats() {
    check(&[(
        "S: {type: object, properties: {a: {type: integer}, b: {type: integer, format: int32}, c: {type: integer, \
         format: uint64}, d: {type: number}, e: {type: number, format: float}, f: {type: string, format: date}, g: \
         {type: string, format: date-time}, h: {type: string, format: uuid}, i: {type: string, format: byte}, j: \
         {type: string, format: password}, k: {type: string, format: email}, l: {type: boolean}, m: {}}}",
        "
        s::S
          a: Option<I64> optional
          b: Option<I32> optional
          c: Option<U64> optional
          d: Option<F64> optional
          e: Option<F32> optional
          f: Option<Date> optional
          g: Option<DateTime> optional
          h: Option<Uuid> optional
          i: Option<Base64> optional
          j: Option<Secret> optional
          k: Option<String> optional
          l: Option<Bool> optional
          m: Option<Json> optional
        ",
        &[],
    )]);
}

#[test]
fn presence_is_what_required_null_and_default_say() {
    check(&[(
        "S: {type: object, required: [a, b], properties: {a: {type: string}, b: {type: [string, 'null']}, c: {type: \
         [string, 'null']}, d: {type: string}, e: {type: string, default: x}, f: {type: integer, format: int8, default: \
         300}, g: {enum: [x, y], default: y}, h: {enum: [x], default: z}, i: {type: array, items: {type: [integer, \
         'null']}, default: []}}}",
        r#"
        s::S
          a: String
          b: Option<String> nullable
          c: Patch<String> patch
          d: Option<String> optional
          e: String = "x"
          f: Option<I8> optional
          g: SG = "y"
          h: Option<SH> optional
          i: Vec<Option<I64>> = []
        s::SG
          X = "x"
          Y = "y"
        s::SH
          X = "x"
        "#,
        &["unused-default"],
    )]);
}

#[test]
fn objects_are_structs_or_maps() {
    check(&[
        ("S: {type: object}", "s::S\n  = Map<Json>", &[]),
        ("S: {type: object, additionalProperties: {type: integer}}", "s::S\n  = Map<I64>", &[]),
        ("S: {type: object, additionalProperties: false}", "s::S\n  closed", &[]),
        (
            "S: {properties: {a: {type: string}}, additionalProperties: {type: integer}}",
            "s::S\n  a: Option<String> optional\n  ..additional_properties: I64",
            &[],
        ),
        (
            "S: {properties: {a: {type: string}}, additionalProperties: false, required: [z]}",
            "s::S\n  a: Option<String> optional\n  z: Json\n  closed",
            &[],
        ),
        (
            "S: {type: object, patternProperties: {'^x': {type: string}}, additionalProperties: false}",
            "s::S\n  = Map<String>",
            &[],
        ),
        ("S: {type: object, required: [a]}", "s::S\n  = Map<Json>\n  ! Required(\"a\")", &[]),
    ]);
}

#[test]
fn arrays_are_lists_or_tuples() {
    check(&[
        (
            "S: {type: array, items: {type: string}, minItems: 1}",
            "s::S\n  = Vec<String>\n  ! MinItems(1)",
            &[],
        ),
        (
            "S: {prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}",
            "s::S\n  = (String, I64)\n  ! MinItems(2)",
            &[],
        ),
        ("S: {prefixItems: [{type: string}, {type: integer}]}", "s::S\n  = Vec<Json>", &[]),
        ("S: {prefixItems: [{type: string}], items: {type: string}}", "s::S\n  = Vec<String>", &[]),
        (
            "S: {type: array, items: {$ref: '#/components/schemas/S'}}",
            "s::S\n  = Vec<Json>",
            &["endless-type"],
        ),
    ]);
}

#[test]
fn enumerations_are_what_they_list() {
    check(&[
        ("S: {enum: [a, 1, true, null]}", "s::S\n  A = \"a\"\n  N1 = 1\n  True = true", &[]),
        ("S: {enum: [true, false]}", "s::S\n  = Bool", &[]),
        ("S: {const: null}", "s::S\n  = Unit", &[]),
        ("S: {type: integer, enum: [1, 2, x]}", "s::S\n  N1 = 1\n  N2 = 2", &[]),
        ("S: {allOf: [{type: integer}, {enum: [x]}]}", "s::S\n  = Json", &["impossible-schema"]),
        (
            "S: {enum: [a, b], x-enum-varnames: [First, Second]}",
            "s::S\n  First = \"a\"\n  Second = \"b\"",
            &[],
        ),
        (
            "S: {enum: [APPROVED, approved, '', '+1', '-1']}",
            r#"
            s::S
              Approved = "APPROVED"
              Approved2 = "approved"
              Empty = ""
              Plus1 = "+1"
              Minus1 = "-1"
            "#,
            &[],
        ),
        (
            "S: {oneOf: [{const: 1, title: One}, {const: 2, title: Two}]}",
            "s::S\n  One = 1\n  Two = 2",
            &[],
        ),
        ("S: {anyOf: [{enum: [x]}, {type: string}]}", "s::S\n  X = \"x\"\n  Unknown(..)", &[]),
    ]);
}

#[test]
fn all_of_is_one_type() {
    check(&[
        (
            "A: {properties: {p: {type: string, maxLength: 10}}}\nS: {allOf: [{$ref: '#/components/schemas/A'}, \
             {properties: {p: {minLength: 2, maxLength: 5}, q: {type: string}}, required: [p]}]}",
            "
            a::A
              p: Option<String> optional
            s::S
              p: String
              q: Option<String> optional
            ",
            &[],
        ),
        // Nothing but words beside one reference is that type.
        (
            "A: {properties: {p: {type: string}}}\nS: {properties: {x: {allOf: [{$ref: '#/components/schemas/A'}], \
             description: words}, y: {$ref: '#/components/schemas/A', description: words}, z: {type: object, allOf: \
             [{$ref: '#/components/schemas/A'}]}}}",
            "
            a::A
              p: Option<String> optional
            s::S
              x: Option<A> optional
              y: Option<A> optional
              z: Option<A> optional
            ",
            &[],
        ),
        (
            "S: {allOf: [{type: string}, {type: integer}]}",
            "s::S\n  = Json",
            &["contradicting-schemas"],
        ),
        (
            "S: {allOf: [{properties: {a: {}}}, {properties: {b: {}}, additionalProperties: false}]}",
            "s::S\n  a: Option<Json> optional\n  b: Option<Json> optional\n  closed",
            &["closed-branch"],
        ),
        ("S: {allOf: [{$ref: '#/components/schemas/S'}]}", "s::S\n  = Json", &[]),
        (
            "A: {allOf: [{$ref: '#/components/schemas/B'}]}\nB: {allOf: [{$ref: '#/components/schemas/A'}]}",
            "a::A\n  = Json\nb::B\n  = Json",
            &["impossible-schema"],
        ),
    ]);
}

#[test]
fn recursion_is_boxed_where_it_closes() {
    check(&[(
        "A: {properties: {b: {$ref: '#/components/schemas/B'}, list: {type: array, items: {$ref: \
         '#/components/schemas/A'}}}}\nB: {properties: {a: {$ref: '#/components/schemas/A'}, self: {$ref: \
         '#/components/schemas/B'}}, required: [a]}",
        "
        a::A
          b: Option<B> optional
          list: Option<Vec<A>> optional
        b::B
          a: Box<A>
          self_: Option<Box<B>> optional
        ",
        &[],
    )]);
}

/// Each level names the one below twice, so that a walk over all ways through takes 2^60 steps.
#[test]
fn exponential_documents_take_linear_time() {
    let reference = |level: usize| format!("{{$ref: '#/components/schemas/L{level}'}}");
    let mut text = String::from("L0: {properties: {a: {type: string}}}\n");
    for level in 1..60 {
        let below = reference(level - 1);
        let line = format!(
            "L{level}: {{allOf: [{below}, {below}, {{properties: {{p{level}: {below}}}}}]}}\n"
        );
        text.push_str(&line);
    }
    let (plan, found) = super::plan_of(&super::of_schemas(&text), "");
    assert_eq!((plan.items.len(), found.len()), (60, 0));
}
