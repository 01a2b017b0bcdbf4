//! What the machine says of the server: its process, and the room that its store takes and has.

use std::path::Path;

use store::{Db, Dialect, Location, Result};

/// What the operating system says of this process; what it does not say is absent.
#[derive(Debug, Default)]
pub(crate) struct Process {
    /// Bytes in memory.
    pub(crate) resident_bytes: Option<u64>,
    /// Milliseconds of processor since the start.
    pub(crate) cpu_milliseconds: Option<u64>,
    /// Open files and connections.
    pub(crate) open_files: Option<u64>,
    /// How many of them there may be.
    pub(crate) most_open_files: Option<u64>,
}

impl Process {
    /// As of now. Reads `/proc`, as Linux has it.
    pub(crate) fn now() -> Process {
        let read = |file: &str| std::fs::read_to_string(format!("/proc/self/{file}")).unwrap_or_default();
        let number = |text: &str, after: &str| -> Option<u64> {
            text.lines().find_map(|line| line.strip_prefix(after))?.split_whitespace().next()?.parse().ok()
        };
        Process {
            resident_bytes: number(&read("status"), "VmRSS:").map(|kilobytes| kilobytes * 1024),
            cpu_milliseconds: cpu_ticks(&read("stat"))
                .map(|ticks| ticks * 1000 / rustix::param::clock_ticks_per_second()),
            open_files: std::fs::read_dir("/proc/self/fd").ok().map(|files| files.count() as u64),
            most_open_files: number(&read("limits"), "Max open files"),
        }
    }
}

/// The ticks of processor in a line of `/proc/self/stat`: its 14th and 15th fields. The second is a name in brackets, in
/// which anything may stand.
fn cpu_ticks(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

/// Bytes that a file system has.
#[derive(Debug)]
pub(crate) struct Disk {
    /// Bytes that may still be written.
    pub(crate) free: u64,
    /// Bytes in all.
    pub(crate) total: u64,
}

/// The file system of a store's directory.
pub(crate) fn disk(location: &Location) -> Option<Disk> {
    let Location::Directory(directory) = location else { return None };
    let about = rustix::fs::statvfs(directory).ok()?;
    Some(Disk { free: about.f_bavail * about.f_frsize, total: about.f_blocks * about.f_frsize })
}

/// The bytes of each file of a store, or of its database. Blocks.
pub(crate) fn store_bytes(location: &Location, truth: &Db) -> Result<Vec<(String, u64)>> {
    match location {
        Location::Directory(directory) => Ok(files(directory)),
        Location::Postgres(_) => {
            debug_assert_eq!(truth.dialect(), Dialect::Postgres);
            let size = "SELECT pg_database_size(current_database())";
            let bytes = truth.read_blocking(|tx| tx.query_int(size, &[]))?;
            Ok(vec![("database".to_owned(), bytes.unsigned_abs())])
        }
    }
}

/// The files of the store itself: what else lies in the directory is not the server's.
fn files(directory: &Path) -> Vec<(String, u64)> {
    const FILES: [&str; 6] =
        ["throughline.db", "throughline.db-wal", "throughline.db-shm", "folds.db", "folds.db-wal", "folds.db-shm"];
    let of = |name: &str| std::fs::metadata(directory.join(name)).ok().map(|about| (name.to_owned(), about.len()));
    FILES.into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_knows_itself() {
        assert_eq!(cpu_ticks("7 (a) b)) S 1 1 1 0 -1 4 5 6 7 8 30 12 0 0 20"), Some(42));
        assert_eq!(cpu_ticks("nonsense"), None);
        if cfg!(target_os = "linux") {
            let now = Process::now();
            assert!(now.resident_bytes > Some(100_000) && now.open_files > Some(2) && now.cpu_milliseconds.is_some());
            assert!(now.most_open_files >= now.open_files);
        }
    }
}
