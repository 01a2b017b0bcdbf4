//! What the tests share: servers on a store of their own, and a client.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// Makes a test of each function for SQLite and for PostgreSQL.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(&$crate::harness::Place::new($crate::harness::Kind::Sqlite).unwrap()); })+
        }
        mod postgres {
            $(#[test] fn $name() {
                match $crate::harness::Place::new($crate::harness::Kind::Postgres) {
                    Some(place) => super::$name(&place),
                    None => println!("skipped: THROUGHLINE_TEST_POSTGRES names no PostgreSQL server"),
                }
            })+
        }
    };
}
pub(crate) use on_both;

/// The binary under test.
pub(crate) fn binary() -> Command {
    Command::new(env!("CARGO_BIN_EXE_throughline"))
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// A place for a store: a directory, or a database of its own.
pub(crate) struct Place {
    /// Gone with the place; the tests' own files are in it.
    pub(crate) directory: TempDir,
    data: PathBuf,
    database: Option<Database>,
}

struct Database {
    server: String,
    name: String,
}

impl Place {
    pub(crate) fn new(kind: Kind) -> Option<Place> {
        let database = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => Some(Database::make(std::env::var("THROUGHLINE_TEST_POSTGRES").ok()?)),
        };
        let directory = tempfile::tempdir().unwrap();
        Some(Place { data: directory.path().join("data"), directory, database })
    }

    /// A directory below this one.
    pub(crate) fn at(parent: &Path) -> Place {
        Place { data: parent.join("data"), directory: tempfile::tempdir().unwrap(), database: None }
    }

    /// A database on this server.
    pub(crate) fn on(server: String) -> Place {
        let place = Place::at(Path::new("unused"));
        Place { database: Some(Database::make(server)), ..place }
    }

    /// The flags that name the store.
    pub(crate) fn flags(&self) -> Vec<String> {
        match &self.database {
            None => vec!["--data".to_owned(), self.data().display().to_string()],
            Some(database) => vec!["--database-url".to_owned(), database.url()],
        }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.data.clone()
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.database.is_some()
    }

    /// Starts a server on the store.
    pub(crate) fn serve(&self) -> Server {
        self.serve_with("")
    }

    /// Starts a server on the store with a configuration file.
    pub(crate) fn serve_with(&self, config: &str) -> Server {
        let mut server = self.try_serve(config).unwrap_or_else(|said| panic!("the server did not start: {said}"));
        server.admin = self.key(&["--role", "admin"]);
        server
    }

    /// Starts a server; where it does not start, what it said.
    pub(crate) fn try_serve(&self, config: &str) -> Result<Server, String> {
        self.try_serve_as(config, &[])
    }

    /// Starts a server with variables of the environment; where it does not start, what it said.
    pub(crate) fn try_serve_as(&self, config: &str, environment: &[(&str, &str)]) -> Result<Server, String> {
        self.start("127.0.0.1:0", config, environment)
    }

    /// Starts a server at an address that others must know before.
    pub(crate) fn serve_at(&self, address: &str, config: &str) -> Server {
        let server = self.start(address, config, &[]);
        let mut server = server.unwrap_or_else(|said| panic!("the server did not start: {said}"));
        server.admin = self.key(&["--role", "admin"]);
        server
    }

    fn start(&self, address: &str, config: &str, environment: &[(&str, &str)]) -> Result<Server, String> {
        let file = self.directory.path().join("config.toml");
        std::fs::write(&file, format!("phone_region = \"GB\"\n{config}")).unwrap();
        let mut command = binary();
        command.envs(environment.iter().copied());
        command.arg("serve").args(self.flags()).args(["--listen", address, "--config"]).arg(&file);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // At once: a wordy server would wait for its log to be read before it listens.
        let (log, drained) = drain(&mut child);
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some(url) = line.trim().strip_prefix("listening on ") else {
            child.wait().unwrap();
            drained.join().unwrap();
            return Err(log.lock().unwrap().clone());
        };
        Ok(Server { child, url: url.to_owned(), admin: String::new(), log })
    }

    /// Makes a key with the command line and returns its token.
    pub(crate) fn key(&self, about: &[&str]) -> String {
        let made = self.run(&[&["keys", "create", "--name", "test", "--json"], about].concat());
        made["key"].as_str().unwrap().to_owned()
    }

    /// Runs a command on the store and returns the JSON that it prints.
    pub(crate) fn run(&self, args: &[&str]) -> Value {
        let output = self.output(args);
        let said = [output.stderr.as_slice(), &output.stdout].map(String::from_utf8_lossy).join("\n");
        assert!(output.status.success(), "{args:?}: {said}");
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    /// Does statements to the tables of the truth, past everything that guards them. A directory must be free, or be
    /// that of a server that lets others write between its own transactions.
    pub(crate) fn sql(&self, statements: &str) {
        if let Some(database) = &self.database {
            return Database::run_on(&database.url(), statements);
        }
        let file = rusqlite::Connection::open(self.data.join("throughline.db")).unwrap();
        file.busy_timeout(Duration::from_secs(10)).unwrap();
        file.execute_batch(statements).unwrap();
    }

    /// Runs a command on the store.
    pub(crate) fn output(&self, args: &[&str]) -> std::process::Output {
        binary().args(args).args(self.flags()).stdin(Stdio::null()).output().unwrap()
    }
}

impl Database {
    fn make(server: String) -> Database {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("throughline_test_{}_{count}", std::process::id());
        let database = Database { server, name };
        database.run(&format!("CREATE DATABASE {}", database.name));
        database
    }

    fn url(&self) -> String {
        let (base, _) = self.server.rsplit_once('/').unwrap();
        format!("{base}/{}", self.name)
    }

    fn run(&self, sql: &str) {
        Database::run_on(&self.server, sql);
    }

    fn run_on(url: &str, sql: &str) {
        let output = Command::new("psql").args([url, "-qc", sql]).output().unwrap();
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let _ = Command::new("psql").args([&self.server, "-qc", &sql]).output();
    }
}

/// Reads what a server logs, so that it never waits for somebody to read.
fn drain(child: &mut Child) -> (std::sync::Arc<std::sync::Mutex<String>>, std::thread::JoinHandle<()>) {
    let log = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let (kept, stderr) = (log.clone(), child.stderr.take().unwrap());
    let drained = std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let mut log = kept.lock().unwrap();
            log.push_str(&line);
            log.push('\n');
        }
    });
    (log, drained)
}

/// A running server.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    pub(crate) admin: String,
    pub(crate) log: std::sync::Arc<std::sync::Mutex<String>>,
}

/// An answer: its status, headers that tests look at, and body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.body))
    }
}

impl Server {
    /// Sends a request with whatever headers and body.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let config =
            ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_mins(1)));
        let agent: ureq::Agent = config.allow_non_standard_methods(true).build().into();
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = agent.run(request.body(body.to_vec()).unwrap()).unwrap();
        let body = response.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap();
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    fn bearer(key: &str) -> String {
        format!("Bearer {key}")
    }

    /// GET as administrator; it must succeed.
    pub(crate) fn get(&self, path: &str) -> Value {
        let answer = self.send("GET", path, &[("authorization", &Self::bearer(&self.admin))], b"");
        assert_eq!(answer.status, 200, "GET {path}: {}", answer.body);
        answer.json()
    }

    /// A call with a JSON body as administrator.
    pub(crate) fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers = [("authorization", &*Self::bearer(&self.admin)), ("content-type", "application/json")];
        self.send(method, path, &headers, body.to_string().as_bytes())
    }

    /// POST as administrator; it must succeed.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.call("POST", path, body);
        assert!((200..300).contains(&answer.status), "POST {path}: {} {}", answer.status, answer.body);
        answer.json()
    }

    /// Sends a batch of Segment events; it must be taken.
    pub(crate) fn batch(&self, key: &str, events: &[Value]) -> Value {
        let answer = self.try_batch(key, &json!({"batch": events}).to_string());
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    /// Sends a body to the batch call.
    pub(crate) fn try_batch(&self, key: &str, body: &str) -> Answer {
        self.send("POST", "/v1/batch", &[("authorization", &basic(key))], body.as_bytes())
    }

    /// The person of an identifier, who must be there.
    pub(crate) fn person(&self, identifier: &str) -> Value {
        self.find(identifier).unwrap_or_else(|| panic!("nobody is known by {identifier}"))
    }

    /// The person of an identifier.
    pub(crate) fn find(&self, identifier: &str) -> Option<Value> {
        let found = self.get(&format!("/api/v1/people?identifier={}", escaped(identifier)));
        found["items"].as_array().unwrap().first().cloned()
    }

    /// The id of the person of an identifier.
    pub(crate) fn id(&self, identifier: &str) -> String {
        self.person(identifier)["id"].as_str().unwrap().to_owned()
    }

    /// Waits until everything that was acknowledged is folded.
    pub(crate) fn folded(&self) {
        soon("what was acknowledged, folded", || {
            let metrics = self.send("GET", "/metrics", &[("authorization", &Self::bearer(&self.admin))], b"");
            metrics.body.contains("throughline_folds_waiting_interactions 0\n").then_some(())
        });
    }

    /// Kills the server at once, as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks the server to stop and waits until it has.
    pub(crate) fn stop(mut self) {
        self.signal();
        assert!(self.child.wait().unwrap().success());
    }

    fn signal(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("the server logged:\n{}", self.log.lock().unwrap());
        }
    }
}

/// Looks until it finds something, for a minute at most.
pub(crate) fn soon<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < Duration::from_mins(1), "there is still not {what}");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

/// The header of Basic authentication for a write key.
pub(crate) fn basic(key: &str) -> String {
    use base64::Engine as _;
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{key}:")))
}

/// A text as part of a query.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A text compressed with gzip.
pub(crate) fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// A PostgreSQL server of a test's own, to be restarted.
pub(crate) struct Cluster {
    bin: String,
    directory: TempDir,
    port: u16,
}

impl Cluster {
    /// Starts one, where `THROUGHLINE_TEST_POSTGRES_BIN` names PostgreSQL's programs.
    pub(crate) fn start() -> Option<Cluster> {
        let Ok(bin) = std::env::var("THROUGHLINE_TEST_POSTGRES_BIN") else {
            println!("skipped: THROUGHLINE_TEST_POSTGRES_BIN names no folder with PostgreSQL's programs");
            return None;
        };
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().display().to_string();
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let cluster = Cluster { bin, directory, port: free };
        // PostgreSQL does not run as root.
        let _ = Command::new("chown").arg("postgres").arg(cluster.directory.path()).output();
        Cluster::run(&format!("'{}/initdb' -D '{path}/pg' -A trust -U postgres", cluster.bin));
        cluster.control("start");
        Some(cluster)
    }

    fn run(command: &str) {
        let root = std::fs::metadata("/proc/self").is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0);
        let mut shell = if root { Command::new("su") } else { Command::new("sh") };
        if root {
            shell.arg("postgres");
        }
        let output = shell.args(["-c", command]).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn control(&self, what: &str) {
        let (path, port) = (self.directory.path().display(), self.port);
        let options = format!("-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={path}");
        Cluster::run(&format!(
            "'{}/pg_ctl' -D '{path}/pg' -w -l '{path}/log' -o '{options}' {what} >/dev/null",
            self.bin
        ));
    }

    /// Restarts the server: `fast` or `immediate`, which is a crash.
    pub(crate) fn restart(&self, mode: &str) {
        self.control(&format!("-m {mode} restart"));
    }

    /// A store on this server.
    pub(crate) fn place(&self) -> Place {
        let server = format!("postgres://postgres@127.0.0.1:{}/postgres", self.port);
        Place::on(server)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.control("-m immediate stop");
    }
}
