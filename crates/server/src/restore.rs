//! Restoring a backup: read whole and checked first, then made and proven in a directory of its own, then put in place.
//!
//! Invariants: nothing is written before the backup is known to be whole and of a form that this program reads; what
//! was erased is erased again before anybody can see it; a directory that is replaced is moved aside, not deleted;
//! where anything fails before the end, the directory is as it was.

use std::io::Write;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use anyhow::{Context as _, Result, bail};
use kernel::{Clock as _, SystemClock, Timestamp};
use tokio::runtime::Handle;
use web::Principal;

use crate::app::{App, truth_steps};
use crate::backup::file::{open, sync_directory};
use crate::backup::format::{self, Header, Part, Progress};
use crate::backup::{ERASURES_FILE, note_restored};
use crate::config::{Config, StoreArgs};
use crate::doctor;
use crate::observe::Report;

/// Where the store is made before it is put in place, in the data directory: on the same disk, whatever is mounted.
const STAGE: &str = "restoring";

/// What is to be restored, and where to.
pub(crate) struct Plan {
    /// The backup.
    pub(crate) file: PathBuf,
    /// Its passphrase, where there is one.
    pub(crate) passphrase: Option<SecretString>,
    /// The data directory.
    pub(crate) data: PathBuf,
    /// Configuration beside that of the backup.
    pub(crate) config: Option<PathBuf>,
    /// Whether a store that is there is moved aside.
    pub(crate) replace: bool,
    /// The list of what was erased since, in place of that of the replaced directory.
    pub(crate) erasures: Option<PathBuf>,
}

/// What a restore did.
pub(crate) struct Restored {
    /// What the doctor found in the restored store.
    pub(crate) report: Report,
    /// Where the replaced directory is now.
    pub(crate) aside: Option<PathBuf>,
    /// Erasures that the backup did not know; nothing where no list of those after it is known.
    pub(crate) erasures: Option<usize>,
}

/// What is at the place of the data directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    Nothing,
    Empty,
    Store,
}

impl Plan {
    /// Refuses a directory that holds something, where that is not to be replaced. Nothing is written.
    pub(crate) fn check_place(&self) -> Result<()> {
        self.there().map(drop)
    }

    fn there(&self) -> Result<There> {
        let shown = self.data.display();
        let entries = match std::fs::read_dir(&self.data) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(There::Nothing),
            Err(error) => return Err(error).with_context(|| format!("cannot use the data directory {shown}")),
        };
        refuse_left_over(&self.data)?;
        let mut names = entries.filter_map(Result::ok).map(|entry| entry.file_name());
        // The lock file and what file systems put into their roots are nobody's data.
        if names.all(|name| name == store::LOCK_FILE || name == "lost+found") {
            return Ok(There::Empty);
        }
        if !self.data.join(store::TRUTH_FILE).exists() {
            bail!("{shown} is not empty, and what is in it is no store: name another directory with --data");
        }
        if !self.replace {
            bail!("{shown} holds a store: name another directory, or say --replace, which moves that store aside");
        }
        Ok(There::Store)
    }

    /// Refuses a backup that this program is too old for.
    pub(crate) fn check_backup(&self, header: &Header) -> Result<()> {
        let unknown = store::unknown_steps(&header.steps, &truth_steps());
        if !unknown.is_empty() {
            bail!(
                "{} was made by version {}, which is newer than this one (it has the tables {}): restore it with that",
                self.file.display(),
                header.made_by,
                unknown.join(", ")
            );
        }
        Ok(())
    }

    /// Restores. The backup must have been read whole and checked before. Blocks; must be called within a tokio
    /// runtime, not on its workers.
    ///
    /// # Errors
    /// What stands in the way: the directory is as it was.
    pub(crate) fn carry_out(self, progress: &Progress) -> Result<Restored> {
        let there = self.there()?;
        let place = Place::take(&self.data, there)?;
        let header = place.unpack(&self, progress)?;
        let (lines, known) = place.gather_erasures(&self, there)?;
        let stage = Some(place.stage.clone());
        let config = Config::load(
            &StoreArgs { data: stage, config: self.config.clone(), database_url: None, database_url_file: None },
            None,
        )?;
        let app = App::open(&config).context("opening the restored store")?;
        let report = prove(&app, &header, &lines);
        app.close();
        drop(app);
        let (report, again) = report?;
        place.keep_erasures(&lines)?;
        let aside = place.settle(SystemClock.now())?;
        Ok(Restored { report, aside, erasures: known.then_some(again) })
    }
}

/// What a restore that was broken off has left in a data directory.
pub(crate) fn left_over(data: &Path) -> Option<PathBuf> {
    Some(data.join(STAGE)).filter(|stage| stage.exists())
}

fn refuse_left_over(data: &Path) -> Result<()> {
    match left_over(data) {
        Some(stage) => bail!("{} is left from a restore that was broken off: remove it first", stage.display()),
        None => Ok(()),
    }
}

/// Erases again what was erased, leaves a trace of the restore, and examines the store.
fn prove(app: &App, header: &Header, lines: &[String]) -> Result<(Report, usize)> {
    let again = replay(app, lines)?;
    let (from, now) = (header.created_at, app.clock.now());
    app.store.truth.write_blocking(move |tx| note_restored(tx, from, now))?;
    let (who, what) = (Principal::local(), format!("everything up to {from}"));
    Handle::current().block_on(app.audit.change(&who, "backups.restore", "", &what))?;
    Ok((doctor::examine(app)?, again))
}

/// Erases what a list of erasures names, a line each, and destroys it. Returns how many were not erased in the store.
///
/// # Errors
/// When it cannot be done: a store in which it was not done must not be used.
pub(crate) fn replay(app: &App, lines: &[String]) -> Result<usize> {
    app.erasures.replay(&lines.join("\n")).context("erasing again what was erased")
}

/// The data directory while it is restored. Unless it is settled, everything that was made in it goes.
struct Place {
    data: PathBuf,
    stage: PathBuf,
    there: There,
    settled: bool,
    /// The lock of the data directory: nobody else opens it meanwhile.
    _lock: std::fs::File,
}

impl Place {
    fn take(data: &Path, there: There) -> Result<Place> {
        // Moving a link aside would leave the store itself where it is.
        let data = if data.is_symlink() { std::fs::canonicalize(data)? } else { data.to_owned() };
        let lock = store::hold(&data)?;
        let stage = data.join(STAGE);
        refuse_left_over(&data)?;
        let place = Place { data, stage, there, settled: false, _lock: lock };
        make_private(&place.stage).with_context(|| format!("cannot make {}", place.stage.display()))?;
        Ok(place)
    }

    /// Writes the parts of the backup.
    fn unpack(&self, plan: &Plan, progress: &Progress) -> Result<Header> {
        let stream = open(&plan.file, plan.passphrase.as_ref())?;
        let mut made = Vec::new();
        let whole = format::read(stream, progress, &mut |part: Part| {
            let path = self.stage.join(part.file_name());
            let file = std::fs::File::create_new(&path)?;
            made.push(path);
            Ok(Box::new(file) as Box<dyn Write>)
        });
        let whole = whole.with_context(|| format!("restoring {}", plan.file.display()))?;
        for path in made {
            std::fs::File::open(&path)?.sync_all().with_context(|| format!("writing {}", path.display()))?;
        }
        Ok(whole.header)
    }

    /// The lines of both lists of erasures, that of the backup and that of the time after; and whether there is one of
    /// the time after.
    fn gather_erasures(&self, plan: &Plan, there: There) -> Result<(Vec<String>, bool)> {
        let beside = self.data.join(ERASURES_FILE);
        let given = plan.erasures.clone().or_else(|| (there == There::Store && beside.exists()).then_some(beside));
        let in_stage = self.stage.join(ERASURES_FILE);
        let mut lines = if in_stage.exists() { lines_of(&in_stage)? } else { Vec::new() };
        let in_backup: std::collections::HashSet<String> = lines.iter().cloned().collect();
        let known = given.is_some();
        if let Some(file) = given {
            lines.extend(lines_of(&file)?.into_iter().filter(|line| !in_backup.contains(line)));
        }
        Ok((lines, known))
    }

    /// Leaves both lists as one, in place of what replaying them wrote down again.
    fn keep_erasures(&self, lines: &[String]) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let target = self.stage.join(ERASURES_FILE);
        let write = || -> std::io::Result<()> {
            let mut file = std::fs::File::create(&target)?;
            file.write_all((lines.join("\n") + "\n").as_bytes())?;
            file.sync_all()
        };
        write().with_context(|| format!("writing {}", target.display()))
    }

    /// Puts the store in its place. Returns where the one that was there is now.
    fn settle(mut self, now: Timestamp) -> Result<Option<PathBuf>> {
        let parent = self.data.parent().map(Path::to_owned).unwrap_or_default();
        if self.there != There::Store {
            let mut names: Vec<_> = std::fs::read_dir(&self.stage)?.filter_map(Result::ok).collect();
            // What makes it a store comes last; its lock is held here already.
            names.sort_by_key(|entry| entry.file_name() == store::TRUTH_FILE);
            for entry in names.iter().filter(|entry| entry.file_name() != store::LOCK_FILE) {
                std::fs::rename(entry.path(), self.data.join(entry.file_name()))?;
            }
            self.settled = true;
            std::fs::remove_dir_all(&self.stage)?;
            sync_directory(&self.data)?;
            sync_directory(&parent)?;
            return Ok(None);
        }
        let aside = beside(&self.data, now);
        let failed = || {
            let data = self.data.display();
            format!("{data} cannot be moved aside (where it is a mount point, empty it or restore into another)")
        };
        std::fs::rename(&self.data, &aside).with_context(failed)?;
        if let Err(error) = std::fs::rename(aside.join(STAGE), &self.data) {
            std::fs::rename(&aside, &self.data)?;
            return Err(error).context("the restored store cannot be put in its place");
        }
        self.settled = true;
        sync_directory(&parent)?;
        Ok(Some(aside))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        let _ = std::fs::remove_dir_all(&self.stage);
        if self.there != There::Store {
            let _ = std::fs::remove_file(self.data.join(store::LOCK_FILE));
        }
        if self.there == There::Nothing {
            let _ = std::fs::remove_dir(&self.data);
        }
    }
}

fn make_private(directory: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(directory)
}

/// The name under which a replaced directory stays.
fn beside(data: &Path, now: Timestamp) -> PathBuf {
    let time: String = now.to_string().chars().filter(char::is_ascii_alphanumeric).collect();
    let mut name = data.file_name().unwrap_or_default().to_owned();
    name.push(format!(".before-restore-{time}"));
    data.with_file_name(name)
}

fn lines_of(file: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(file);
    let text = text.with_context(|| format!("reading the list of erasures {}", file.display()))?;
    Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}
