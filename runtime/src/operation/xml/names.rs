//! Names in XML, and where the table has them.

use super::super::codec::Forms;
use crate::param::{Form, Node, each};

/// `{namespace}prefix:local`
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'a> {
    pub(super) namespace: &'a str,
    pub(super) prefix: &'a str,
    pub(super) local: &'a str,
}

impl<'a> Name<'a> {
    pub(super) fn parse(text: &'a str) -> Self {
        let braced = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let (namespace, rest) = braced.unwrap_or(("", text));
        let (prefix, local) = rest.split_once(':').unwrap_or(("", rest));
        Self { namespace, prefix, local }
    }
}

/// How the value at a pointer is spelled.
pub(super) fn form(forms: Forms<'_>, pointer: &str) -> Form {
    let known = each(forms).find(|(known, _)| *known == pointer);
    known.map_or(Form::query(), |(_, form)| form)
}

/// The members of the object at a pointer that the table speaks of.
pub(super) fn members<'a>(
    forms: Forms<'a>,
    pointer: &'a str,
) -> impl Iterator<Item = (&'a str, Form)> {
    each(forms).filter_map(move |(known, form)| {
        let name = known.strip_prefix(pointer)?.strip_prefix('/')?;
        (!name.contains('/') && name != "*").then_some((name, form))
    })
}

/// Whether the table speaks of the items of a list.
pub(super) fn has_items(forms: Forms<'_>, pointer: &str) -> bool {
    let items = format!("{pointer}/*");
    let is_below = |rest: &str| rest.is_empty() || rest.starts_with('/');
    each(forms).any(|(known, _)| known.strip_prefix(&*items).is_some_and(is_below))
}

/// The member that an element or attribute of a name stands for.
pub(super) fn member<'a>(forms: Forms<'a>, pointer: &str, name: &'a str, node: Node) -> &'a str {
    for (known, form) in each(forms) {
        let Some(member) = known.strip_prefix(pointer).and_then(|rest| rest.strip_prefix('/'))
        else {
            continue;
        };
        // Items without an element around them have names of their own.
        let (member, own) = match member.strip_suffix("/*") {
            Some(list) => (list, self::form(forms, &format!("{pointer}/{list}")).node),
            None => (member, form.node),
        };
        let of_item = known.ends_with("/*");
        let is_meant = match node {
            Node::Attribute => own == Node::Attribute,
            Node::Element | Node::Wrapped | Node::Content => {
                own == Node::Element || own == Node::Wrapped && !of_item
            }
        };
        let spelled = Name::parse(form.name).local;
        if is_meant && !member.contains('/') && !spelled.is_empty() && spelled == name {
            return member;
        }
    }
    name
}
