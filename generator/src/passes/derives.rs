//! Which standard traits a type derives.
//!
//! Every type has `Clone`, `Debug` and `PartialEq`. Structs and unions have no more by themselves: what else they could
//! derive depends on what they hold, so a member added to the document would take it away from those who use it, and each
//! derive costs every build of the output. The configuration adds traits where they are wanted.

use super::plan::{Derives, Item, ItemKind};
use crate::config::{Config, Target};

/// The traits of an item; `path` is how selectors name it.
pub(super) fn of(item: &Item, path: &str, config: &Config) -> Derives {
    let target = Target { source: &item.source, path };
    let mut more: Vec<String> = Vec::new();
    for (_, traits) in config.derives.all(target) {
        let new = traits.iter().map(|one| &one.0).filter(|one| !more.contains(one));
        let new: Vec<_> = new.cloned().collect();
        more.extend(new);
    }
    match &item.kind {
        ItemKind::Enum(of) => Derives { copy: of.unknown.is_none(), more },
        ItemKind::Struct(_) | ItemKind::Union(_) => Derives { more, ..Derives::default() },
        ItemKind::Alias(_) => Derives::default(),
    }
}
