//! Choices.

use super::{check, plan_of};

#[test]
fn null_is_no_branch() {
    check(&[(
        "A: {properties: {p: {type: string}}}\nN: {oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}\nS: \
         {properties: {n: {$ref: '#/components/schemas/N'}, m: {anyOf: [{type: 'null'}, {type: string}]}}}",
        "
        a::A
          p: Option<String> optional
        n::N
          = A
        s::S
          n: Patch<A> patch
          m: Patch<String> patch
        ",
        &[],
    )]);
}

#[test]
fn json_types_make_variants() {
    check(&[
        (
            "S: {type: [string, integer, boolean]}",
            "s::S\n  Boolean(Bool)\n  Integer(I64)\n  String(String)",
            &[],
        ),
        (
            "S: {oneOf: [{type: string}, {type: array, items: {type: string}}]}",
            "s::S\n  String(String)\n  List(Vec<String>)",
            &[],
        ),
    ]);
}

#[test]
fn tags_come_from_mapping_constants_or_names() {
    check(&[
        (
            "A: {properties: {kind: {type: string}}, required: [kind]}\nB: {properties: {kind: {const: bee}}, required: \
             [kind]}\nC: {properties: {kind: {type: string}}, required: [kind]}\nS: {oneOf: [{$ref: \
             '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], \
             discriminator: {propertyName: kind, mapping: {cee: C}}}",
            r#"
            a::A
              kind = "A"
            b::B
              kind = "bee"
            c::C
              kind = "cee"
            s::S
              A(A)
              B(B)
              C(C)
              tag kind [("cee", 2), ("A", 0), ("bee", 1)] None
            "#,
            &[],
        ),
        (
            "S: {oneOf: [{properties: {t: {const: one}, x: {}}, required: [t]}, {properties: {t: {const: two}}, required: \
             [t]}]}",
            r#"
            s::S
              One(SOne)
              Two(STwo)
              tag t [("one", 0), ("two", 1)] None
            s::SOne
              t = "one"
              x: Option<Json> optional
            s::STwo
              t = "two"
            "#,
            &[],
        ),
    ]);
}

#[test]
fn a_base_with_a_discriminator_is_any_of_its_heirs() {
    check(&[(
        "Pet: {properties: {petType: {type: string}}, required: [petType], discriminator: {propertyName: petType, \
         mapping: {dog: Dog}}}\nCat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {name: {type: \
         string}}}]}\nDog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {bark: {type: string}}}]}",
        r#"
        cat::Cat
          petType = "Cat"
          name: Option<String> optional
        dog::Dog
          petType = "dog"
          bark: Option<String> optional
        pet::Pet
          Dog(Dog)
          Cat(Cat)
          Base(PetBase)
          tag petType [("dog", 0), ("Cat", 1), ("Pet", 2)] Some(2)
        pet::PetBase
          pet_type: String
        "#,
        &[],
    )]);
}

#[test]
fn what_stands_beside_a_choice_goes_into_each_variant() {
    check(&[
        (
            "S: {properties: {common: {type: string}}, required: [common], oneOf: [{properties: {a: {type: string}}, \
             required: [a]}, {properties: {b: {type: string}}, required: [b]}]}",
            "
            s::S
              WithA(SWithA)
              WithB(SWithB)
            s::SWithA
              a: String
              common: String
            s::SWithB
              b: String
              common: String
            ",
            &[],
        ),
        (
            "S: {properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
            r#"
            s::S
              a: Option<String> optional
              b: Option<String> optional
              ! RequiredAny { sets: [["a"], ["b"]], exclusive: false }
            "#,
            &[],
        ),
        // One constant of a choice of constants.
        (
            "K: {type: integer, oneOf: [{const: 1, title: One}, {const: 2, title: Two}]}\nS: {properties: {k: {type: \
             integer, enum: [2], allOf: [{$ref: '#/components/schemas/K'}]}}}",
            "
            k::K
              One = 1
              Two = 2
            s::S
              k: Option<SK> optional
            s::SK
              N2 = 2
            ",
            &[],
        ),
    ]);
}

/// Both parents list their children, who extend them.
#[test]
fn parents_that_list_their_heirs_are_no_circle() {
    check(&[(
        "Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], properties: {kind: {type: \
         string}}}\nCat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {c: {}}, required: [c]}]}\nDog: {allOf: \
         [{$ref: '#/components/schemas/Pet'}, {properties: {d: {}}, required: [d]}]}",
        "
        cat::Cat
          kind: Option<String> optional
          c: Json
        dog::Dog
          kind: Option<String> optional
          d: Json
        pet::Pet
          Cat(Cat)
          Dog(Dog)
        ",
        &[],
    )]);
}

#[test]
fn branches_that_nothing_tells_apart_are_warned_of() {
    let amendment = |name: &str, own: &str| {
        format!(
            "{name}: {{required: [orderId], properties: {{orderId: {{type: integer}}, {own}: {{}}}}}}\n"
        )
    };
    let text = [
        amendment("ProvideAmendment", "tasks"),
        amendment("CeaseAmendment", "reason"),
        "AmendmentRequest: {oneOf: [{$ref: '#/components/schemas/ProvideAmendment'}, {$ref: \
         '#/components/schemas/CeaseAmendment'}]}"
            .to_owned(),
    ]
    .concat();
    let (plan, found) = plan_of(&super::of_schemas(&text), "");
    assert_eq!(found, ["ambiguous-union"]);
    let union =
        plan.items.iter().find(|item| item.name == "AmendmentRequest").expect("it is a union");
    let super::super::ItemKind::Union(union) = &union.kind else { panic!("{union:?}") };
    let told: Vec<_> =
        union.variants.iter().map(|of| (of.name.as_str(), &of.own_keys[..])).collect();
    assert_eq!(
        told,
        [("Provide", &["tasks".to_owned()][..]), ("Cease", &["reason".to_owned()][..])]
    );
    assert!(union.overlapping);
}
