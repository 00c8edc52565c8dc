//! Names over a whole document.

use super::{check, of_schemas, outline, plan_of};

#[test]
fn parts_are_called_after_what_holds_them() {
    check(&[(
        "Order: {properties: {lines: {type: array, items: {properties: {price: {properties: {amount: {type: number}}}}}}, \
         orderStatus: {enum: [a, b]}, extras: {additionalProperties: {properties: {x: {}}}}}}",
        r#"
        order::Order
          lines: Option<Vec<OrderLine>> optional
          order_status: Option<OrderStatus> optional
          extras: Option<Map<OrderExtrasValue>> optional
        order::OrderLine
          price: Option<OrderLinePrice> optional
        order::OrderLinePrice
          amount: Option<F64> optional
        order::OrderStatus
          A = "a"
          B = "b"
        order::OrderExtrasValue
          x: Option<Json> optional
        "#,
        &[],
    )]);
}

#[test]
fn contested_names_walk_the_ladder() {
    let text = "Option: {properties: {a: {}}}\nfoo_bar: {properties: {b: {}}}\nFooBar: {properties: {c: {}}}\nOrder: \
                {properties: {item: {properties: {x: {}}}}}\nOrderItem: {properties: {y: {}}}\nself: {properties: {crate: \
                {}, type: {}, '@id': {}, id: {}}}";
    let (plan, found) = plan_of(&of_schemas(text), "");
    let names: Vec<&str> = plan.items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(
        names,
        ["FooBar", "FooBar2", "OptionModel", "Order", "OrderItem2", "OrderItem", "SelfValue"]
    );
    assert_eq!(found, ["contested-name"; 3]);
    let fields = outline::outline(&plan);
    assert!(fields.contains("  crate_: Option<Json> optional\n  r#type: "), "{fields}");
    assert!(fields.contains("  at_id: Option<Json> optional\n  id: "), "{fields}");
}

/// The same document with the keys of its components in another order.
#[test]
fn the_order_of_components_changes_nothing() {
    let parts = [
        "A: {properties: {b: {$ref: '#/components/schemas/B'}, in: {properties: {x: {}}}}}",
        "B: {oneOf: [{$ref: '#/components/schemas/C'}, {properties: {z: {}}, required: [z]}]}",
        "C: {properties: {a: {$ref: '#/components/schemas/A'}}}",
        "c: {enum: [one, two]}",
        "D: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/C'}]}",
    ];
    let outlined = |order: &[usize]| {
        let text: Vec<&str> = order.iter().map(|&at| parts[at]).collect();
        outline::outline(&plan_of(&of_schemas(&text.join("\n")), "").0)
    };
    let first = outlined(&[0, 1, 2, 3, 4]);
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 4, 0, 3, 2]] {
        assert_eq!(outlined(&order), first);
    }
}

#[test]
fn the_configuration_goes_before_everything() {
    let text = "Order: {properties: {orderId: {type: number}, status: {enum: [a]}, contact: {$ref: \
                '#/components/schemas/Contact'}}}\nContact: {properties: {phone: {type: string}, when: {type: string, format: \
                date-time}}}";
    let config = r#"
        order = "name"
        [types]
        "*/orderId" = "u64"
        "Contact/phone" = "crate::Phone"
        "Nowhere" = "u8"
        [names]
        "Contact" = "Person"
        "Order/status" = "State"
        [formats]
        date-time = "String"
    "#;
    let (plan, found) = plan_of(&of_schemas(text), config);
    assert_eq!(
        outline::outline(&plan).trim(),
        super::unindented(
            r#"
            order::Order
              contact: Option<Person> optional
              order_id: Option<U64> optional
              state: Option<State> optional
            order::State
              A = "a"
            person::Person
              phone: Option<crate::Phone> optional
              when: Option<String> optional
            "#
        )
    );
    assert_eq!(found, ["unused-selector"]);
}
