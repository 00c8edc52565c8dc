//! Whether the parts of one schema fit each other: values and types, lower and upper bounds.
//!
//! A value that its own schema excludes can never be met, so it is left out; where only its spelling is of another type
//! (`1` for a string), the meaning is clear and it is read as that type.

use crate::description::{Schema, SchemaType};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::read::Reader;
use crate::source::{At, Decimal, Kind, Literal, Location};

impl Reader<'_> {
    pub(super) fn check_fit(&mut self, schema: &mut Schema) {
        self.fit_enumeration(schema);
        self.fit_default(schema);
        self.check_bounds(schema);
        if let Some(discriminator) = &schema.discriminator
            && !schema.types.is_empty()
            && !schema.types.contains(&SchemaType::Object)
        {
            let message = "a discriminator stands in a schema that is no object";
            self.report(
                Diagnostic::new(&codes::STRAY_DISCRIMINATOR, discriminator.location, message)
                    .label("ignored: only objects have the property it names")
                    .help("remove it, or correct `type`"),
            );
            schema.discriminator = None;
        }
    }

    fn fit_enumeration(&mut self, schema: &mut Schema) {
        let Some(values) = &mut schema.enumeration else { return };
        let mut strangers: Vec<Location> = Vec::new();
        values.value.retain_mut(|value| {
            let fits = self.fit(value, &schema.types);
            if !fits {
                strangers.push(value.location);
            }
            fits
        });
        if strangers.is_empty() {
            return;
        }
        let location = values.location;
        // Of a single `null` the type is the mistake: some tools write it for the empty branch of a union.
        let null = |place: &Location| self.sources.node(*place).kind() == Kind::Null;
        let mends_type = values.value.is_empty() && strangers.iter().all(null);
        if mends_type {
            values.value.push(At { value: Literal::Null, location: strangers[0] });
            schema.types = vec![SchemaType::Null];
        }
        let help = if mends_type {
            "correct the type; until then the value is taken to be null"
        } else {
            "correct the values or the type; they are left out until then"
        };
        let mut diagnostic = Diagnostic::new(
            &codes::ENUM_MISMATCH,
            location,
            format!("`enum` holds values that `type` excludes: {}", self.shown(&strangers)),
        )
        .help(help);
        for location in strangers.iter().take(3) {
            diagnostic = diagnostic.related(*location, "not of the type");
        }
        self.report(diagnostic);
    }

    fn fit_default(&mut self, schema: &mut Schema) {
        let Some(default) = &mut schema.default else { return };
        let location = default.location;
        let fits = self.fit(default, &schema.types);
        let listed = schema
            .enumeration
            .as_ref()
            .is_none_or(|values| values.value.iter().any(|value| value.value == default.value));
        if fits && listed {
            return;
        }
        schema.default = None;
        let node = self.sources.node(location);
        if node.kind() == Kind::Number && node.as_number().is_none() {
            return; // That it is no number has been said.
        }
        let why = if fits { "is none of `enum`" } else { "is not of the type" };
        let message = format!("the default {} {why}", self.shown(&[location]));
        self.report(
            Diagnostic::new(&codes::DEFAULT_MISMATCH, location, message)
                .label("ignored")
                .help("correct the default, or the schema"),
        );
    }

    /// Scalars as they are written, arrays and objects by their kind.
    fn shown(&self, locations: &[Location]) -> String {
        const SHOWN: usize = 5;
        const LONGEST: usize = 40;
        let one = |location: &Location| {
            let node = self.sources.node(*location);
            match node.kind() {
                Kind::Array | Kind::Object => node.kind().described().to_owned(),
                Kind::Null | Kind::Bool | Kind::Number | Kind::String => {
                    let text: String = node.text().chars().take(LONGEST).collect();
                    format!("`{}`", text.escape_debug())
                }
            }
        };
        let mut parts: Vec<String> = locations.iter().take(SHOWN).map(one).collect();
        if locations.len() > SHOWN {
            parts.push(format!("and {} more", locations.len() - SHOWN));
        }
        parts.join(", ")
    }

    /// Whether a value is of one of the types, as it is or as its text can be read.
    fn fit(&mut self, value: &mut At<Literal>, types: &[SchemaType]) -> bool {
        if types.is_empty() || types.iter().any(|kind| is_of(&value.value, *kind)) {
            return true;
        }
        let node = self.sources.node(value.location);
        let text = node.text();
        let scalar = matches!(node.kind(), Kind::Bool | Kind::Number | Kind::String);
        let read = types.iter().filter(|_| scalar).find_map(|kind| match kind {
            SchemaType::String => Some(Literal::String(text.to_owned())),
            SchemaType::Boolean => match text {
                "true" => Some(Literal::Bool(true)),
                "false" => Some(Literal::Bool(false)),
                _ => None,
            },
            SchemaType::Integer | SchemaType::Number => {
                let number = Decimal::parse(text).map(Literal::Number)?;
                is_of(&number, *kind).then_some(number)
            }
            SchemaType::Null | SchemaType::Array | SchemaType::Object => None,
        });
        let Some(read) = read else {
            return false;
        };
        value.value = read;
        let message =
            format!("`{}` is {}, not of the type", text.escape_debug(), node.kind().described());
        let help =
            if node.kind() == Kind::String { "remove the quotes" } else { "put it in quotes" };
        self.report(
            Diagnostic::new(&codes::LOOSE_TYPE, value.location, message)
                .label("read as the type wants it")
                .help(help),
        );
        true
    }

    fn check_bounds(&mut self, schema: &Schema) {
        let counts = [
            ("minLength", &schema.min_length, "maxLength", &schema.max_length),
            ("minItems", &schema.min_items, "maxItems", &schema.max_items),
            ("minProperties", &schema.min_properties, "maxProperties", &schema.max_properties),
            ("minContains", &schema.min_contains, "maxContains", &schema.max_contains),
        ];
        for (low_name, low, high_name, high) in counts {
            if let (Some(low), Some(high)) = (low, high)
                && low.value > high.value
            {
                let places = [low.location, high.location];
                self.report_bounds(schema.location, [low_name, high_name], places);
            }
        }
        let lows = [
            ("minimum", &schema.minimum, false),
            ("exclusiveMinimum", &schema.exclusive_minimum, true),
        ];
        let highs = [
            ("maximum", &schema.maximum, false),
            ("exclusiveMaximum", &schema.exclusive_maximum, true),
        ];
        for (low_name, low, low_open) in lows {
            for (high_name, high, high_open) in highs {
                if let (Some(low), Some(high)) = (low, high)
                    && (low.value > high.value
                        || (low_open || high_open) && low.value == high.value)
                {
                    let places = [low.location, high.location];
                    self.report_bounds(schema.location, [low_name, high_name], places);
                }
            }
        }
    }

    fn report_bounds(&mut self, schema: Location, [low, high]: [&str; 2], places: [Location; 2]) {
        let message = format!("`{low}` is above `{high}`: no value satisfies both");
        self.report(
            Diagnostic::new(&codes::CONTRADICTING_BOUNDS, schema, message)
                .on_key()
                .label("accepts nothing")
                .related_key(places[0], "the lower bound")
                .related_key(places[1], "the upper bound")
                .help("correct one of the two"),
        );
    }
}

fn is_of(value: &Literal, kind: SchemaType) -> bool {
    match (value, kind) {
        (Literal::Null, SchemaType::Null)
        | (Literal::Bool(_), SchemaType::Boolean)
        | (Literal::Number(_), SchemaType::Number)
        | (Literal::String(_), SchemaType::String)
        | (Literal::Array(_), SchemaType::Array)
        | (Literal::Object(_), SchemaType::Object) => true,
        (Literal::Number(number), SchemaType::Integer) => number.is_integer(),
        (
            Literal::Null
            | Literal::Bool(_)
            | Literal::Number(_)
            | Literal::String(_)
            | Literal::Array(_)
            | Literal::Object(_),
            _,
        ) => false,
    }
}
