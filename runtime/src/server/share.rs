//! What the bodies of all calls take of memory together, and the share of each.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What every body may take whatever others take: calls of ordinary size are served while long bodies fill all the room.
const FREE: usize = 64 << 10;

/// What the bodies of a server's calls take together.
pub(crate) type Taken = Arc<AtomicUsize>;

/// What the body of one call takes, until the call ends.
#[derive(Debug)]
pub(crate) struct Share {
    taken: Taken,
    own: AtomicUsize,
    most: usize,
}

impl Share {
    pub(crate) fn new(taken: Taken, most: usize) -> Self {
        Self { taken, own: AtomicUsize::new(0), most }
    }

    /// Whether there is room for a body that has grown to a length.
    pub(crate) fn grow(&self, length: usize) -> bool {
        let counted = length.saturating_sub(FREE);
        let more = counted.saturating_sub(self.own.fetch_max(counted, Ordering::Relaxed));
        more == 0 || self.taken.fetch_add(more, Ordering::Relaxed) + more <= self.most
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.taken.fetch_sub(*self.own.get_mut(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_bodies_share_what_there_is() {
        let taken = Taken::default();
        let share = || Share::new(Arc::clone(&taken), 100);
        let (first, second) = (share(), share());
        assert!(first.grow(FREE) && first.grow(FREE + 80) && first.grow(FREE + 80));
        assert!(second.grow(FREE + 20) && !second.grow(FREE + 21));
        assert!(share().grow(FREE), "short ones need no share");
        drop(first);
        assert!(second.grow(FREE + 100));
        drop(second);
        assert_eq!(taken.load(Ordering::Relaxed), 0);
    }
}
