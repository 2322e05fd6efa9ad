//! The `entrefilet` command: arguments in, words and exit codes out. All the work is in the library.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
