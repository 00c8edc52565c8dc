//! What a command costs, with all that it starts.
//!
//! The system counts CPU time and the peak memory of a process's children for its whole life, so each command is run by a
//! process of its own: this program again, under a variable of the environment.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Set where this program is to run a command and say what it cost.
const CHILD: &str = "SPECWRIGHT_BENCH_CHILD";

/// What a command cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Seconds by the clock.
    pub(crate) wall: f64,
    /// Seconds of user and system time.
    pub(crate) cpu: f64,
    /// Megabytes that the largest of its processes held at once.
    pub(crate) peak: f64,
}

/// Runs a command several times, each after what makes ready for it, and gives the round with the least CPU.
///
/// # Panics
///
/// When the command fails.
pub(crate) fn cheapest(rounds: usize, command: &mut Command, ready: impl Fn()) -> Cost {
    let costs = (0..rounds.max(1)).map(|_| {
        ready();
        measure(command)
    });
    costs.min_by(|a, b| a.cpu.total_cmp(&b.cpu)).expect("there is a round")
}

fn measure(command: &Command) -> Cost {
    let own = std::env::current_exe().expect("a program knows where it is");
    let mut outer = Command::new(own);
    outer.env(CHILD, "1").arg(command.get_program()).args(command.get_args());
    outer.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(folder) = command.get_current_dir() {
        outer.current_dir(folder);
    }
    let output = outer.output().expect("this program runs again");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {talk}");
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [wall, cpu, peak] = *numbers else { panic!("{command:?} said {said}") };
    Cost { wall, cpu, peak }
}

pub(crate) fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

/// Runs the command of the arguments and prints its cost: seconds, CPU seconds, megabytes.
pub(crate) fn run_child() {
    let mut arguments = std::env::args_os().skip(1);
    let program = arguments.next().expect("there is a command");
    let mut command = Command::new(program);
    command.args(arguments).env_remove(CHILD).stdin(Stdio::null()).stdout(Stdio::null());
    let started = Instant::now();
    let status = command.status().expect("the command starts");
    let wall = started.elapsed().as_secs_f64();
    assert!(status.success(), "the command ended with {status}");
    let (cpu, peak) = children();
    println!("{wall} {cpu} {peak}");
}

/// CPU seconds of all children, and the most megabytes that one of them held.
#[cfg(unix)]
fn children() -> (f64, f64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let cpu = Duration::from_micros(u64::try_from(micros).unwrap_or_default());
    let peak = u32::try_from(usage.max_rss()).unwrap_or(u32::MAX);
    // macOS counts bytes, all others kilobytes.
    let unit = if cfg!(target_os = "macos") { 1e6 } else { 1e3 };
    (cpu.as_secs_f64(), f64::from(peak) / unit)
}

/// Elsewhere only the clock is read.
#[cfg(not(unix))]
fn children() -> (f64, f64) {
    (f64::NAN, f64::NAN)
}
