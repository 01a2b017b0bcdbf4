//! The binary `throughline`.

mod app;
mod backup;
mod cli;
mod config;
mod doctor;
mod observe;
mod openapi;
mod operations;
mod patience;
mod restore;
mod serve;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
