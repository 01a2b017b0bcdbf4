//! The binary `throughline`.

mod app;
mod background;
mod backup;
mod cli;
mod config;
mod doctor;
mod lake;
mod log;
mod machine;
mod observe;
mod openapi;
mod operations;
mod patience;
mod restore;
mod serve;
mod settings;
mod tls;
mod ui;
mod wire;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
