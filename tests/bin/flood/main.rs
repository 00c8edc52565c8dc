//! Floods the generated server with what strangers send who mean it no good.
//!
//! `cargo run --release -p specwright-tests --features load --bin flood [-- NAME...]` starts the gateway in a process of its
//! own, on loopback and with every default, and does one thing after the other to it: those of `floods.rs` whose names have a
//! `NAME` in them, or all. Meanwhile well-meant calls have to be answered, memory has to stay within a bound, no
//! connection may be held for longer than the server's limits say, and nothing may panic. It ends with 1 where that does
//! not hold.

mod floods;
mod good;
mod server;

use std::time::Duration;

use floods::{Ends, FLOODS, Flood};
use good::{Caller, Calls};
use server::{SERVE, Served};

/// The most memory that the server may take, in MiB. The bodies on their way are let take 256, and up to twice that
/// with the room they grow into; the rest is a few KiB for each connection.
const MOST_MEMORY: u64 = 768;

/// Files that a process has open beside its connections.
const OTHER_FILES: u64 = 500;

fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    if names.first().is_some_and(|name| name == SERVE) {
        return server::serve();
    }
    let own = server::raise_files();
    let mut served = Served::start();
    let most = own.min(served.files).saturating_sub(OTHER_FILES);
    println!("{own} open files allowed here, {} to the server", served.files);
    println!(
        "{:<24} {:>11} {:>8} {:>10} {:>10} {:>9}  ends",
        "", "connections", "answered", "middle", "slowest", "peak"
    );
    let mut faults = Vec::new();
    for flood in &FLOODS {
        if names.is_empty() || names.iter().any(|name| flood.name.contains(name)) {
            let connections = flood.connections.min(usize::try_from(most).unwrap_or(usize::MAX));
            let found = run(flood, connections, &mut served);
            faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", flood.name)));
        }
    }
    if faults.is_empty() {
        println!("no panics");
    } else {
        eprintln!("{}", faults.join("\n"));
        std::process::exit(1);
    }
}

/// Does one thing to the server, prints what came of it, and gives what should not have been.
fn run(flood: &Flood, connections: usize, served: &mut Served) -> Vec<String> {
    served.forget_peak();
    let caller = Caller::start(served.address);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let ends = runtime.block_on(flood.run(served.address, connections));
    let mut calls = caller.stop();
    let peak = served.peak();
    calls.times.sort();
    let middle = calls.times.get(calls.times.len() / 2).copied().unwrap_or_default();
    let slowest = calls.times.last().copied().unwrap_or_default();
    println!(
        "{:<24} {connections:>11} {:>8} {:>7.1} ms {:>7.1} ms {:>9}  {}",
        flood.name,
        calls.times.len(),
        milliseconds(middle),
        milliseconds(slowest),
        peak.map_or("?".to_owned(), |peak| format!("{peak} MiB")),
        ends.iter().map(|(end, count)| format!("{count} {end:?}")).collect::<Vec<_>>().join(", "),
    );
    faults(flood, &calls, &ends, peak, served.panics())
}

fn faults(
    flood: &Flood,
    calls: &Calls,
    ends: &Ends,
    peak: Option<u64>,
    panics: Option<u32>,
) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(first) = calls.faults.first() {
        faults.push(format!("{} calls failed, the first with {first}", calls.faults.len()));
    }
    if calls.times.len() < 10 {
        faults.push(format!("{} calls were answered", calls.times.len()));
    }
    let wrong = ends.iter().filter(|(end, _)| !flood.ends.contains(end));
    faults.extend(wrong.map(|(end, count)| format!("{count} connections ended with {end:?}")));
    if let Some(peak) = peak.filter(|peak| *peak > MOST_MEMORY) {
        faults.push(format!("{peak} MiB of memory"));
    }
    match panics {
        Some(0) => {}
        Some(panics) => faults.push(format!("{panics} panics so far")),
        None => faults.push("the server is gone".to_owned()),
    }
    faults
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
