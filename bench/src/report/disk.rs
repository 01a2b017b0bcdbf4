//! How much a directory takes on disk.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use anyhow::{Context, Result};

/// The bytes that the files below a directory occupy.
pub(crate) fn occupied(dir: &Path) -> Result<u64> {
    let mut total = 0;
    for entry in dir.read_dir().with_context(|| format!("reading {}", dir.display()))? {
        let entry = entry.context("reading a directory")?;
        let found = entry.metadata().context("reading a file's size")?;
        total += if found.is_dir() { occupied(&entry.path())? } else { found.blocks() * 512 };
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    #[test]
    fn files_below_are_counted() {
        let dir = tempfile::tempdir().expect("a directory");
        std::fs::create_dir(dir.path().join("below")).expect("a directory");
        std::fs::write(dir.path().join("below/file"), vec![1; 100_000]).expect("a file");
        assert!(super::occupied(dir.path()).expect("readable") >= 100_000);
    }
}
