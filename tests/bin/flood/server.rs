//! The server that is flooded: a process of its own, so that what it takes of memory is its own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use fibre_gateway::runtime::server::Listen;
use nix::sys::resource::{Resource, getrlimit, setrlimit};

#[path = "../against_axum/generated.rs"]
mod generated;

/// What tells the command to be the server.
pub(crate) const SERVE: &str = "serve";

static PANICS: AtomicU32 = AtomicU32::new(0);

/// Serves as users are told to, with every default. Says where, then how many panics there were for each line that
/// comes in, and ends when no more can come.
pub(crate) fn serve() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        told(panic);
    }));
    let files = raise_files();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        say(format_args!("{} {files}", listener.local_addr().expect("an address")));
        std::thread::spawn(|| {
            for _ in std::io::stdin().lines() {
                say(format_args!("{}", PANICS.load(Ordering::Relaxed)));
            }
            std::process::exit(0);
        });
        Listen::on(listener).serve(generated::server()).await.expect("a server");
    });
}

fn say(what: std::fmt::Arguments<'_>) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what}").and_then(|()| out.flush()).expect("somebody listens");
}

/// Lets this process open as many files as the machine allows; gives how many that are.
pub(crate) fn raise_files() -> u64 {
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE).expect("a limit");
    setrlimit(Resource::RLIMIT_NOFILE, hard, hard).expect("what is allowed");
    hard
}

/// The server, as the one who floods it sees it.
pub(crate) struct Served {
    child: Child,
    ask: Option<ChildStdin>,
    told: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
    pub(crate) files: u64,
}

impl Served {
    pub(crate) fn start() -> Self {
        let command = std::env::current_exe().expect("this command's path");
        let mut child = Command::new(command)
            .arg(SERVE)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let ask = child.stdin.take();
        let mut told = BufReader::new(child.stdout.take().expect("it is piped"));
        let line = line(&mut told).expect("where it listens");
        let (address, files) = line.split_once(' ').expect("two words");
        let address = address.parse().expect("an address");
        Self { child, ask, told, address, files: files.parse().expect("a number") }
    }

    /// How many panics there were; `None` where the server is gone.
    pub(crate) fn panics(&mut self) -> Option<u32> {
        self.ask.as_mut()?.write_all(b"\n").ok()?;
        line(&mut self.told)?.parse().ok()
    }

    /// Forgets what the peak of memory was.
    pub(crate) fn forget_peak(&self) {
        // Only Linux has this, as it alone has the peak.
        let _ = std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5");
    }

    /// The most memory that was resident at once, in MiB; `None` where the system does not say.
    pub(crate) fn peak(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? >> 10)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.ask.take());
        let _ = self.child.wait();
    }
}

fn line(from: &mut BufReader<ChildStdout>) -> Option<String> {
    let mut line = String::new();
    from.read_line(&mut line).ok().filter(|length| *length > 0)?;
    Some(line.trim_end().to_owned())
}
