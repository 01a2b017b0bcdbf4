//! The binary `throughline`.

mod app;
mod cli;
mod config;
mod doctor;
mod observe;
mod operations;
mod serve;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
