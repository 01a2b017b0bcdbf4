//! Builds the user interface with npm and Vite, to be embedded in the binary. `THROUGHLINE_UI` names a folder in which it
//! is built already.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What the user interface is made of.
const SOURCES: [&str; 7] =
    ["src", "public", "index.html", "package-lock.json", "svelte.config.js", "tsconfig.json", "vite.config.ts"];

fn main() {
    println!("cargo::rerun-if-env-changed=THROUGHLINE_UI");
    println!("cargo::rerun-if-changed=build.rs");
    let folder = match std::env::var_os("THROUGHLINE_UI") {
        Some(folder) => {
            let folder = PathBuf::from(folder);
            println!("cargo::rerun-if-changed={}", folder.display());
            assert!(
                folder.join("index.html").exists(),
                "THROUGHLINE_UI names {}, which holds no index.html",
                folder.display()
            );
            folder
        }
        None => build(),
    };
    println!("cargo::rustc-env=THROUGHLINE_UI_FOLDER={}", folder.display());
}

/// Builds it and returns where it is.
fn build() -> PathBuf {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui");
    for source in SOURCES.map(|source| ui.join(source)).into_iter().filter(|source| source.exists()) {
        println!("cargo::rerun-if-changed={}", source.display());
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo says it")).join("ui");
    let (lock, installed) = (ui.join("package-lock.json"), ui.join("node_modules/.throughline-lock"));
    let wanted = std::fs::read(&lock).expect("ui/package-lock.json is part of the sources");
    if std::fs::read(&installed).ok().as_ref() != Some(&wanted) {
        npm(&ui, &["ci", "--no-audit", "--no-fund", "--silent"]);
        std::fs::write(&installed, &wanted).expect("ui/node_modules was just made");
    }
    let target = out.to_str().expect("cargo's directories are UTF-8");
    npm(&ui, &["exec", "--", "vite", "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", target]);
    out
}

fn npm(ui: &Path, arguments: &[&str]) {
    let output = Command::new("npm").args(arguments).current_dir(ui).output();
    let output = output.unwrap_or_else(|error| {
        panic!(
            "npm cannot be run ({error}): the user interface is built with Node 20; install it, or set THROUGHLINE_UI to \
             a folder in which it is built already"
        )
    });
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "npm {}: {}", arguments.join(" "), String::from_utf8_lossy(&said));
}
