//! What a process costs: processor time and memory, read from /proc.

use std::fs;

/// Clock ticks a second in /proc/<pid>/stat. Linux shows 100 to programs whatever the kernel counts with.
const TICKS: f64 = 100.0;

/// The memory of a process in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Memory {
    /// All resident pages, those of mapped files too.
    pub(crate) resident: u64,
    /// Resident pages that no file backs.
    pub(crate) anonymous: u64,
}

impl Memory {
    /// The larger of each.
    pub(crate) fn peak(self, other: Memory) -> Memory {
        Memory { resident: self.resident.max(other.resident), anonymous: self.anonymous.max(other.anonymous) }
    }
}

/// Processor seconds, user and system, of a process so far.
pub(crate) fn cpu_seconds(pid: u32) -> Option<f64> {
    let times = stat(pid)?;
    Some((times.own) / TICKS)
}

/// Processor seconds of a process and its children, as `PostgreSQL` has one for each connection.
pub(crate) fn cpu_seconds_with_children(pid: u32) -> Option<f64> {
    let parent = stat(pid)?;
    let pids = fs::read_dir("/proc").ok()?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    let children: f64 = pids.filter_map(stat).filter(|times| times.parent == pid).map(|times| times.own).sum();
    Some((parent.own + parent.ended_children + children) / TICKS)
}

/// Processor seconds of this process so far.
pub(crate) fn own_cpu_seconds() -> f64 {
    cpu_seconds(std::process::id()).unwrap_or(0.0)
}

/// The memory that a process holds now.
pub(crate) fn memory(pid: u32) -> Option<Memory> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    Some(Memory { resident: kilobytes(&status, "VmRSS:")?, anonymous: kilobytes(&status, "RssAnon:")? })
}

struct Times {
    parent: u32,
    own: f64,
    ended_children: f64,
}

/// The fields of /proc/<pid>/stat that follow the name in brackets, which may itself hold blanks and brackets.
fn stat(pid: u32) -> Option<Times> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    let own = ticks(11)? + ticks(12)?;
    Some(Times { parent: fields.get(1)?.parse().ok()?, own, ended_children: ticks(13)? + ticks(14)? })
}

fn kilobytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1_024)
}

#[cfg(test)]
mod tests {
    #[test]
    fn this_process_is_seen() {
        let own = std::process::id();
        assert!(super::cpu_seconds(own).is_some());
        let memory = super::memory(own).expect("/proc is there");
        assert!(memory.resident >= memory.anonymous && memory.anonymous > 0);
    }
}
