//! Builds the user interface and lists its files for the binary to hold.
//!
//! `THROUGHLINE_UI_DIR` names a folder that was built elsewhere; then neither Node nor npm is needed.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// A folder that was built elsewhere.
const BUILT: &str = "THROUGHLINE_UI_DIR";
/// What the interface is built from, below its folder.
const SOURCES: [&str; 8] = [
    "src",
    "scripts",
    "index.html",
    "package.json",
    "package-lock.json",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
];

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={BUILT}");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=the user interface: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let folder = match std::env::var_os(BUILT) {
        Some(built) => {
            let built = PathBuf::from(built).canonicalize().map_err(|error| format!("{BUILT}: {error}"))?;
            println!("cargo::rerun-if-changed={}", built.display());
            built
        }
        None => build(&out.join("ui"))?,
    };
    let mut files = Vec::new();
    collect(&folder, &folder, &mut files)?;
    if !files.iter().any(|(name, _)| name == "index.html") {
        return Err(format!("{} holds no index.html", folder.display()).into());
    }
    files.sort();
    let mut list = String::from("[\n");
    for (name, path) in files {
        writeln!(list, "    ({name:?}, include_bytes!({path:?}).as_slice()),")?;
    }
    list.push(']');
    std::fs::write(out.join("ui_files.rs"), list)?;
    Ok(())
}

/// Builds the interface into a folder.
fn build(into: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let ui = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("../../ui").canonicalize()?;
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", ui.join(source).display());
    }
    // What was installed is good for as long as the lock file says the same.
    let lock = std::fs::read(ui.join("package-lock.json"))?;
    let stamp = ui.join("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).ok().as_ref() != Some(&lock) {
        npm(&ui, &["ci", "--no-audit", "--no-fund"])?;
        std::fs::write(stamp, lock)?;
    }
    let folder = into.to_str().ok_or("the path of the build folder is not UTF-8")?;
    npm(&ui, &["run", "build", "--", "--outDir", folder, "--emptyOutDir"])?;
    Ok(into.to_owned())
}

fn npm(ui: &Path, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let done = Command::new("npm").args(arguments).current_dir(ui).output().map_err(|error| {
        format!("npm is needed to build it ({error}): install Node 20 or newer, or let {BUILT} name a built folder")
    })?;
    if !done.status.success() {
        let said =
            String::from_utf8_lossy(if done.stderr.is_empty() { &done.stdout } else { &done.stderr }).into_owned();
        return Err(format!("`npm {}` failed: {}", arguments.join(" "), said.replace('\n', " | ")).into());
    }
    Ok(())
}

/// All files below a folder, by their path from it; what begins with a dot is the builder's own.
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(root)?.to_str().ok_or("the name of a built file is not UTF-8")?.to_owned();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            let path = path.to_str().ok_or("the path of a built file is not UTF-8")?.to_owned();
            files.push((name, path));
        }
    }
    Ok(())
}
