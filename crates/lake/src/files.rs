//! Where segments are kept: a directory, or any object store by its URL.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt as _, PutMode, WriteMultipart};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::{Error, Result};

/// Where a lake is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A directory of this machine.
    Directory(PathBuf),
    /// An object store, such as `s3://bucket/prefix`; what else it needs, such as keys, is in the environment.
    Store(String),
}

impl Place {
    /// Reads a place as it is configured: a URL, or a path.
    #[must_use]
    pub fn parse(text: &str) -> Place {
        match text.split_once("://") {
            Some(("file", path)) => Place::Directory(path.into()),
            Some(_) => Place::Store(text.to_owned()),
            None => Place::Directory(text.into()),
        }
    }
}

/// The name of the file that holds a lake's id.
const ID_FILE: &str = "lake.id";
/// The name of the file whose lock the process holds that writes into a directory.
const LOCK_FILE: &str = "lake.lock";
/// The ending of segments.
const ENDING: &str = ".parquet";
/// How much of a file is sent at once.
const PIECE: usize = 8 << 20;

/// The files of a lake. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    directory: Option<PathBuf>,
    temp: PathBuf,
    id: String,
    lock: Option<Arc<std::fs::File>>,
}

/// A file of a lake.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// When it was written, in milliseconds.
    pub(crate) at: i64,
}

impl Files {
    /// Opens the place of a lake, making it where it is not there. `temp` is where files are written that are not whole
    /// yet, if the place is no directory.
    ///
    /// # Errors
    /// What the place says, or that its URL cannot be used.
    pub async fn open(place: &Place, temp: &FilePath) -> Result<Files> {
        let (store, directory): (Arc<dyn ObjectStore>, _) = match place {
            Place::Directory(directory) => {
                make_private(directory)?;
                let refused = |error| Error::Files(format!("opening {}", directory.display()), error);
                let store = LocalFileSystem::new_with_prefix(directory).map_err(refused)?;
                (Arc::new(store), Some(directory.clone()))
            }
            Place::Store(url) => (remote(url)?, None),
        };
        let temp = directory.as_ref().map_or_else(|| temp.to_owned(), |directory| directory.join("tmp"));
        make_private(&temp)?;
        let lock = directory.as_deref().map(lock).transpose()?.flatten().map(Arc::new);
        let mut files = Files { store, directory, temp, id: String::new(), lock };
        if files.is_writer() {
            files.clear_temp()?;
        }
        files.id = files.read_id().await?;
        Ok(files)
    }

    /// The lake's id, which lies beside the segments.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether this process may write: in a directory one at a time does.
    #[must_use]
    pub fn is_writer(&self) -> bool {
        self.directory.is_none() || self.lock.is_some()
    }

    /// Whether other machines may use the same files.
    #[must_use]
    pub fn may_be_shared(&self) -> bool {
        self.directory.is_none()
    }

    /// The store that `DataFusion` reads segments from.
    pub(crate) fn store(&self) -> Arc<dyn ObjectStore> {
        self.store.clone()
    }

    /// Where files are that are not whole yet, and what queries have no memory for.
    pub(crate) fn temp(&self) -> &FilePath {
        &self.temp
    }

    /// A file to write a segment into.
    pub(crate) fn begin(&self) -> Result<NamedTempFile> {
        let failed = |error| Error::Io(format!("writing into {}", self.temp.display()), error);
        tempfile::Builder::new().suffix(ENDING).tempfile_in(&self.temp).map_err(failed)
    }

    /// Makes a file that is whole and on the disk one of the lake's.
    pub(crate) async fn publish(&self, file: NamedTempFile, name: &str) -> Result<()> {
        let Some(directory) = &self.directory else { return self.send(file, name).await };
        let to = directory.join(name);
        let failed = |error| Error::Io(format!("writing {}", to.display()), error);
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&to).map_err(|error| failed(error.error))?;
        sync(directory)
    }

    async fn send(&self, file: NamedTempFile, name: &str) -> Result<()> {
        use std::io::Read as _;
        let refused = |error| Error::Files(format!("writing {name}"), error);
        let upload = self.store.put_multipart(&Path::from(name)).await.map_err(refused)?;
        let mut parts = WriteMultipart::new_with_chunk_size(upload, PIECE);
        let mut from = file.reopen().map_err(|error| Error::Io("reading a segment".to_owned(), error))?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = from.read(&mut piece).map_err(|error| Error::Io("reading a segment".to_owned(), error))?;
            if read == 0 {
                break;
            }
            parts.write(&piece[..read]);
            parts.wait_for_capacity(2).await.map_err(refused)?;
        }
        parts.finish().await.map_err(refused)?;
        Ok(())
    }

    /// All segments that are there.
    pub(crate) async fn list(&self) -> Result<Vec<Found>> {
        let refused = |error| Error::Files("listing segments".to_owned(), error);
        let all: Vec<_> = self.store.list(None).try_collect().await.map_err(refused)?;
        let found = all.into_iter().map(|one| Found {
            name: one.location.to_string(),
            bytes: one.size,
            at: one.last_modified.timestamp_millis(),
        });
        Ok(found.filter(|one| one.name.ends_with(ENDING) && !one.name.contains('/')).collect())
    }

    /// Removes files for good. Those that are not there any more are gone already.
    pub(crate) async fn remove(&self, names: &[String]) -> Result<()> {
        for name in names {
            match self.store.delete(&Path::from(name.as_str())).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(Error::Files(format!("removing {name}"), error)),
            }
        }
        match &self.directory {
            // What was removed must not come back with a power cut.
            Some(directory) if !names.is_empty() => sync(directory),
            _ => Ok(()),
        }
    }

    /// The SHA-256 of a file; nothing where it is not there.
    pub(crate) async fn hash(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let refused = |error| Error::Files(format!("reading {name}"), error);
        let mut pieces = match self.store.get(&Path::from(name)).await {
            Ok(got) => got.into_stream(),
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(refused(error)),
        };
        let mut hash = Sha256::new();
        while let Some(piece) = pieces.next().await {
            hash.update(piece.map_err(refused)?);
        }
        Ok(Some(hash.finalize().to_vec()))
    }

    fn clear_temp(&self) -> Result<()> {
        let failed = |error| Error::Io(format!("clearing {}", self.temp.display()), error);
        if self.directory.is_none() {
            return Ok(());
        }
        std::fs::remove_dir_all(&self.temp).map_err(failed)?;
        make_private(&self.temp)
    }

    async fn read_id(&self) -> Result<String> {
        let refused = |error| Error::Files(format!("reading {ID_FILE}"), error);
        let path = Path::from(ID_FILE);
        let fresh = format!("{:032x}", rand::random::<u128>());
        match self.store.put_opts(&path, fresh.clone().into(), PutMode::Create.into()).await {
            Ok(_) => return Ok(fresh),
            Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => {}
            Err(error) => return Err(refused(error)),
        }
        let got = self.store.get(&path).await.map_err(refused)?.bytes().await.map_err(refused)?;
        let id = String::from_utf8_lossy(&got).trim().to_owned();
        if id.len() == fresh.len() && id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(id);
        }
        Err(Error::Refused(format!("{ID_FILE} of the lake holds no id: remove the lake, and it is made again")))
    }
}

/// An object store by its URL.
fn remote(url: &str) -> Result<Arc<dyn ObjectStore>> {
    let wrong = |said: String| Error::Refused(format!("the lake at {url}: {said}"));
    let parsed = url::Url::parse(url).map_err(|error| wrong(error.to_string()))?;
    let environment = std::env::vars().filter(|(name, _)| name.starts_with("AWS_"));
    let options = environment.map(|(name, value)| (name.to_ascii_lowercase(), value));
    let (store, prefix) = object_store::parse_url_opts(&parsed, options).map_err(|error| wrong(error.to_string()))?;
    Ok(Arc::new(PrefixStore::new(store, prefix)))
}

/// A directory that is nobody else's.
fn make_private(directory: &FilePath) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    let failed = |error| Error::Io(format!("cannot use {}", directory.display()), error);
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(failed)
}

/// Takes the lock of a directory; nothing where another process has it.
fn lock(directory: &FilePath) -> Result<Option<std::fs::File>> {
    let path = directory.join(LOCK_FILE);
    let failed = |error| Error::Io(format!("cannot lock {}", path.display()), error);
    let file = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Brings the names in a directory to the disk.
fn sync(directory: &FilePath) -> Result<()> {
    let failed = |error| Error::Io(format!("syncing {}", directory.display()), error);
    std::fs::File::open(directory).and_then(|directory| directory.sync_all()).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_path_or_a_url() {
        assert_eq!(Place::parse("/data/lake"), Place::Directory("/data/lake".into()));
        assert_eq!(Place::parse("file:///data/lake"), Place::Directory("/data/lake".into()));
        assert_eq!(Place::parse("s3://bucket/lake"), Place::Store("s3://bucket/lake".to_owned()));
        let refused = remote("gopher://x").map(|_| ()).unwrap_err().to_string();
        assert!(refused.contains("gopher://x"), "{refused}");
    }
}
