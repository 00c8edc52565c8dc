//! Selectors of the configuration that select nothing: most likely misspelt.

use crate::config::{Config, Rules, Target};
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Operation, TypeId};
use crate::source::Literal;

/// Warns of rules that no type, property, value, operation or parameter fits.
pub(super) fn warn(
    api: &Api,
    paths: &[String],
    operation_ids: &[String],
    config: &Config,
    found: &mut Diagnostics,
) {
    let mut unused = [
        Unused::of("types", &config.types),
        Unused::of("names", &config.names),
        Unused::of("unions", &config.unions),
        Unused::of("derives", &config.derives),
    ];
    if unused.iter().all(|rules| rules.left.is_empty()) {
        return;
    }
    let mut hold = |source: &str, path: &str| {
        for rules in &mut unused {
            rules.hold_against(&Target { source, path });
        }
    };
    for id in api.type_ids() {
        hold_type(api, id, &paths[id.0 as usize], &mut hold);
    }
    let operations = api.operations.iter().chain(&api.webhooks);
    for (operation, id) in operations.zip(operation_ids) {
        hold_operation(operation, id, &mut hold);
    }
    for rules in unused {
        rules.report(found);
    }
}

fn hold_type(api: &Api, id: TypeId, path: &str, hold: &mut impl FnMut(&str, &str)) {
    let def = api.ty(id);
    hold(&def.source, path);
    for field in def.shape.as_object().iter().flat_map(|object| &object.fields) {
        hold(&field.source, &format!("{path}/{}", field.name));
    }
    for value in def.shape.as_enumeration().iter().flat_map(|of| &of.values) {
        if let Literal::String(text) = &value.value {
            hold(&def.source, &format!("{path}/{text}"));
        }
    }
}

fn hold_operation(operation: &Operation, id: &str, hold: &mut impl FnMut(&str, &str)) {
    hold("", id);
    for parameter in &operation.parameters {
        hold(&parameter.source, &format!("{id}/{}", parameter.name));
    }
    for header in operation.responses.iter().flat_map(|response| &response.headers) {
        hold("", &format!("{id}/{}", header.name));
    }
}

/// The numbers of the rules that fit a target.
type Matches<'a> = dyn Fn(&Target<'_>) -> Vec<usize> + 'a;

/// The rules of one option that have selected nothing yet.
struct Unused<'a> {
    option: &'static str,
    matches: Box<Matches<'a>>,
    left: Vec<(usize, String, Option<String>)>,
}

impl<'a> Unused<'a> {
    fn of<T>(option: &'static str, rules: &'a Rules<T>) -> Self {
        let left = rules
            .iter()
            .enumerate()
            .map(|(at, rule)| (at, rule.selector.text().to_owned(), rule.place.clone()));
        Self {
            option,
            left: left.collect(),
            matches: Box::new(|target| rules.all(*target).map(|(at, _)| at).collect()),
        }
    }

    fn hold_against(&mut self, target: &Target<'_>) {
        if self.left.is_empty() {
            return;
        }
        let matched = (self.matches)(target);
        self.left.retain(|(at, ..)| !matched.contains(at));
    }

    fn report(self, found: &mut Diagnostics) {
        for (_, selector, place) in self.left {
            let at = at(place.as_ref());
            let message = format!("`{selector}` of `{}` selects nothing{at}", self.option);
            let finding = Diagnostic::of_configuration(&codes::UNUSED_SELECTOR, message);
            found.push(finding.help("mend its spelling, or remove it"));
        }
    }
}

/// Where an entry of the configuration stands, behind a message.
pub(super) fn at(place: Option<&String>) -> String {
    place.map(|place| format!(" ({place})")).unwrap_or_default()
}
