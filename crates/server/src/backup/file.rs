//! The file of a backup: written beside its name and renamed when it is whole, encrypted where asked (age, with a
//! passphrase).

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use anyhow::{Context as _, Result, bail};

use super::format::{self, Progress, Whole};

/// The variable that has the passphrase, where no file is named.
pub(crate) const PASSPHRASE: &str = "THROUGHLINE_BACKUP_PASSPHRASE";
/// How an encrypted file begins.
const ENCRYPTED: &[u8] = b"age-encryption.org/";
/// The most work that a file may ask for before its passphrase is tried, as a power of two: about a minute.
const MOST_WORK: u8 = 22;

/// The passphrase: the first line of a file, or else what the environment says.
///
/// # Errors
/// When the file cannot be read, or what it holds is empty.
pub(crate) fn passphrase(file: Option<&Path>) -> Result<Option<SecretString>> {
    let (text, from) = match file {
        Some(file) => {
            let text = std::fs::read_to_string(file);
            (
                text.with_context(|| format!("reading the passphrase from {}", file.display()))?,
                file.display().to_string(),
            )
        }
        None => match std::env::var(PASSPHRASE) {
            Ok(text) => (text, PASSPHRASE.to_owned()),
            Err(std::env::VarError::NotPresent) => return Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => bail!("{PASSPHRASE} is not UTF-8"),
        },
    };
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        bail!("the passphrase in {from} is empty");
    }
    Ok(Some(SecretString::from(line.to_owned())))
}

/// Refuses a name that is taken, before any work is done.
///
/// # Errors
/// When there is such a file.
pub(crate) fn refuse_taken(file: &Path) -> Result<()> {
    if file.symlink_metadata().is_ok() {
        bail!("{} is there already: name another file, or replace it with --force", file.display());
    }
    Ok(())
}

/// Reads a backup from a stream, keeps it as `file`, and says what it is. Blocks. What had the name is replaced.
///
/// # Errors
/// When the stream breaks off or is damaged, and when the file cannot be written: nothing is left of it.
pub(crate) fn keep(
    stream: impl Read,
    file: &Path,
    passphrase: Option<SecretString>,
    progress: &Progress,
) -> Result<Whole> {
    let partial = Partial::create(file)?;
    let failed = |error: io::Error| anyhow::Error::new(error).context(cannot_write(file));
    let to = BufWriter::with_capacity(1 << 18, partial.file.try_clone().map_err(failed)?);
    let sink = match passphrase {
        Some(passphrase) => {
            let encryptor = age::Encryptor::with_user_passphrase(passphrase);
            Sink::Encrypted(Box::new(encryptor.wrap_output(to).map_err(failed)?))
        }
        None => Sink::Plain(to),
    };
    let mut copied = Copied { from: stream, to: sink, refused: None };
    let whole = format::read(&mut copied, progress, &mut |_| Ok(Box::new(io::sink())));
    if let Some(refused) = copied.refused {
        return Err(failed(refused));
    }
    let whole = whole.context("the backup did not come whole")?;
    copied.to.finish().map_err(failed)?;
    partial.keep(file).map_err(failed)?;
    Ok(whole)
}

fn cannot_write(file: &Path) -> String {
    format!("cannot write {}; nothing is left of it", file.display())
}

/// Opens a backup for reading, decrypting it where it is encrypted.
///
/// # Errors
/// When it cannot be read, or not with this passphrase.
pub(crate) fn open(file: &Path, passphrase: Option<&SecretString>) -> Result<Box<dyn Read>> {
    let reading = || format!("reading {}", file.display());
    let mut reader = BufReader::with_capacity(1 << 18, File::open(file).with_context(reading)?);
    let mut begins = Vec::new();
    (&mut reader).take(ENCRYPTED.len() as u64).read_to_end(&mut begins).with_context(reading)?;
    let encrypted = begins == ENCRYPTED;
    let whole = io::Cursor::new(begins).chain(reader);
    if !encrypted {
        return Ok(Box::new(whole));
    }
    let Some(passphrase) = passphrase else {
        bail!("{} is encrypted: say --passphrase-file FILE, or set {PASSPHRASE}", file.display());
    };
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(MOST_WORK);
    let decrypted = age::Decryptor::new_buffered(whole).and_then(|whole| {
        let identity: &dyn age::Identity = &identity;
        whole.decrypt(std::iter::once(identity))
    });
    match decrypted {
        Ok(reader) => Ok(Box::new(reader)),
        Err(age::DecryptError::Io(error)) if error.kind() != io::ErrorKind::UnexpectedEof => {
            Err(error).with_context(reading)
        }
        Err(age::DecryptError::DecryptionFailed | age::DecryptError::NoMatchingKeys) => {
            bail!("{} cannot be decrypted: the passphrase is another, or the file was altered", file.display())
        }
        Err(age::DecryptError::ExcessiveWork { .. }) => {
            bail!("{} was encrypted with more work than is done here to decrypt one", file.display())
        }
        Err(_) => bail!("{} cannot be decrypted: its beginning is cut off or altered", file.display()),
    }
}

/// Makes the names of a directory durable.
///
/// # Errors
/// What the file system says.
pub(crate) fn sync_directory(directory: &Path) -> io::Result<()> {
    let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
    File::open(directory)?.sync_all()
}

/// A file that is being written. Unless it is kept, it goes.
struct Partial {
    file: File,
    path: PathBuf,
    kept: bool,
}

impl Partial {
    fn create(file: &Path) -> Result<Partial> {
        use std::os::unix::fs::OpenOptionsExt as _;
        let mut path = file.as_os_str().to_owned();
        path.push(".partial");
        let path = PathBuf::from(path);
        let mut options = File::options();
        // What is left of one that was broken off is written over; whether another process is at it, its lock tells.
        options.create(true).truncate(false).write(true).mode(0o600);
        let opened = options.open(&path).with_context(|| format!("cannot write {}", path.display()))?;
        if opened.try_lock().is_err() {
            bail!("{} is being written by another process", path.display());
        }
        let partial = Partial { file: opened, path, kept: false };
        partial.file.set_len(0).with_context(|| cannot_write(file))?;
        Ok(partial)
    }

    fn keep(mut self, file: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        std::fs::rename(&self.path, file)?;
        self.kept = true;
        sync_directory(file.parent().unwrap_or(Path::new(".")))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

type Buffered = BufWriter<File>;

/// Where the bytes of a backup go.
enum Sink {
    Plain(Buffered),
    Encrypted(Box<age::stream::StreamWriter<Buffered>>),
}

impl Sink {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::Plain(to) => to.write_all(bytes),
            Sink::Encrypted(to) => to.write_all(bytes),
        }
    }

    fn finish(self) -> io::Result<()> {
        let mut to = match self {
            Sink::Plain(to) => to,
            Sink::Encrypted(to) => to.finish()?,
        };
        to.flush()
    }
}

/// A stream whose bytes are written to a file as they are read.
struct Copied<R> {
    from: R,
    to: Sink,
    /// Why the file could not be written.
    refused: Option<io::Error>,
}

impl<R: Read> Read for Copied<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        if let Err(error) = self.to.write_all(&buffer[..count]) {
            let kind = error.kind();
            self.refused = Some(error);
            return Err(kind.into());
        }
        Ok(count)
    }
}
