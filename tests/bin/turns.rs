//! Two ways to do the same, measured in one process: in short rounds that take turns.

use std::time::{Duration, Instant};

/// The time of each round, of both sides, and how often a round does it.
pub(crate) struct Pairs {
    count: u32,
    times: Vec<[Duration; 2]>,
}

/// Both take turns; who is first changes, as whoever is second finds warmer caches.
pub(crate) fn turns(rounds: usize, mut hand: impl FnMut(u32), mut ours: impl FnMut(u32)) -> Pairs {
    const COUNT: u32 = 2000;
    let mut timed = |ours_turn: bool| {
        let start = Instant::now();
        if ours_turn {
            ours(COUNT);
        } else {
            hand(COUNT);
        }
        start.elapsed()
    };
    let mut round = |number: usize| {
        if number.is_multiple_of(2) {
            let hand = timed(false);
            [hand, timed(true)]
        } else {
            let ours = timed(true);
            [timed(false), ours]
        }
    };
    // One that does not count: it fills caches and lazy tables.
    round(0);
    Pairs { count: COUNT, times: (0..rounds).map(round).collect() }
}

/// What the columns of the rows are; of the two sides, the names.
pub(crate) fn headline([hand, ours]: [&str; 2]) {
    let (hand, ours) = (format!("{hand} /s"), format!("{ours} /s"));
    println!("{:<42} {hand:>12} {ours:>12} {:>7} {:>12}", "", "ratio", "allocations");
}

/// Prints what was measured.
pub(crate) fn row(name: &str, pairs: &Pairs, allocations: Option<[u64; 2]>) {
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let rate = |side: usize| {
        middle(
            pairs
                .times
                .iter()
                .map(|times| f64::from(pairs.count) / times[side].as_secs_f64())
                .collect(),
        )
    };
    let ratio = middle(
        pairs.times.iter().map(|[hand, ours]| hand.as_secs_f64() / ours.as_secs_f64()).collect(),
    );
    let allocations = allocations.map_or(String::new(), |[hand, ours]| format!("{hand} / {ours}"));
    println!("{name:<42} {:>12.0} {:>12.0} {ratio:>7.2} {allocations:>12}", rate(0), rate(1));
}

/// The allocations of a call that was made before.
pub(crate) fn allocations(mut call: impl FnMut()) -> u64 {
    call();
    allocation_counter::measure(call).count_total
}
