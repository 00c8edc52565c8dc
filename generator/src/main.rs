//! The `specwright` command.

mod cli;

/// A run makes millions of short texts and lists, which were a third of what it cost with the allocator of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
