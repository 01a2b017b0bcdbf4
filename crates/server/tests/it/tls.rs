//! TLS: a certificate from files, read again without breaking anything, and a key that only its owner reads.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::harness::{Kind, Place, Server};

/// A self-made certificate in the place's directory.
struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

impl Files {
    fn of(place: &Place) -> Files {
        let directory = place.directory.path();
        Files { certificate: directory.join("certificate.pem"), key: directory.join("key.pem") }
    }

    /// Writes a fresh certificate.
    fn renew(&self) -> CertificateDer<'static> {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        std::fs::write(&self.certificate, made.cert.pem()).unwrap();
        std::fs::write(&self.key, made.signing_key.serialize_pem()).unwrap();
        self.allow(0o600);
        made.cert.der().clone()
    }

    fn allow(&self, mode: u32) {
        std::fs::set_permissions(&self.key, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    fn config(&self) -> String {
        let (certificate, key) = (self.certificate.display(), self.key.display());
        format!("tls_certificate = \"{certificate}\"\ntls_key = \"{key}\"\n")
    }
}

type Stream = StreamOwned<ClientConnection, TcpStream>;

/// A connection of somebody who trusts this certificate and no other.
fn connect(server: &Server, trusted: &CertificateDer<'static>) -> std::io::Result<Stream> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let name = ServerName::try_from("localhost").unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let tcp = TcpStream::connect(server.url.strip_prefix("https://").unwrap()).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut stream = StreamOwned::new(client, tcp);
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock)?;
    }
    Ok(stream)
}

/// Asks over a connection that is kept, and returns the whole answer.
fn ask(stream: &mut Stream) -> String {
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let mut part = [0; 1024];
    while !answer.ends_with(b"\r\n\r\nok") {
        let read = stream.read(&mut part).unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&part[..read]);
    }
    String::from_utf8(answer).unwrap()
}

#[test]
fn the_server_speaks_tls_and_changes_its_certificate_without_breaking_connections() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let files = Files::of(&place);
    let first = files.renew();
    let server = place.try_serve(&files.config()).unwrap_or_else(|said| panic!("{said}"));
    let mut kept = connect(&server, &first).unwrap();
    assert_eq!(kept.conn.alpn_protocol(), Some(b"http/1.1".as_slice()));
    let answer = ask(&mut kept);
    assert!(answer.to_lowercase().contains("strict-transport-security: max-age=31536000"), "{answer}");
    let second = files.renew();
    let hang_up =
        || assert!(Command::new("kill").args(["-HUP", &server.pid().to_string()]).status().unwrap().success());
    hang_up();
    let started = Instant::now();
    while connect(&server, &second).is_err() {
        assert!(started.elapsed() < Duration::from_secs(10), "the new certificate is not shown");
    }
    assert!(connect(&server, &first).is_err());
    ask(&mut kept);
    // What is not in order changes nothing.
    std::fs::write(&files.certificate, "nonsense").unwrap();
    hang_up();
    while !server.log.lock().unwrap().contains("stays as it was") {
        assert!(started.elapsed() < Duration::from_secs(20), "nothing is said of the broken file");
    }
    ask(&mut connect(&server, &second).unwrap());
    ask(&mut kept);
    // Plain HTTP gets no answer, and whoever has the directory needs no TLS.
    let mut plain = TcpStream::connect(server.url.strip_prefix("https://").unwrap()).unwrap();
    plain.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer);
    assert!(!String::from_utf8_lossy(&answer).contains("HTTP/1.1"));
    place.key(&["--role", "agent"]);
    drop(kept);
    server.stop();
}

#[test]
fn curl_is_served() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let files = Files::of(&place);
    files.renew();
    let server = place.try_serve(&files.config()).unwrap_or_else(|said| panic!("{said}"));
    let url = format!("{}/healthz", server.url.replace("127.0.0.1", "localhost"));
    let Ok(output) = Command::new("curl").args(["-sS", "-4", "--cacert"]).arg(&files.certificate).arg(&url).output()
    else {
        println!("skipped: curl is not installed");
        return;
    };
    assert_eq!(String::from_utf8_lossy(&output.stdout), "ok", "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_key_that_others_can_read_is_refused_and_so_is_half_a_configuration() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let files = Files::of(&place);
    let refused = |config: &str| place.try_serve(config).err().unwrap_or_else(|| panic!("it started"));
    files.renew();
    files.allow(0o644);
    let said = refused(&files.config());
    assert!(said.contains("can be read by others (mode 644)") && said.contains("chmod 600"), "{said}");
    files.allow(0o600);
    let of = |name: &str| format!("{}\n", files.config().lines().find(|line| line.starts_with(name)).unwrap());
    assert!(refused(&of("tls_key")).contains("go together"));
    assert!(refused(&of("tls_certificate")).contains("go together"));
    let other = rcgen::KeyPair::generate().unwrap();
    std::fs::write(&files.key, other.serialize_pem()).unwrap();
    assert!(refused(&files.config()).contains("do not belong together"));
    std::fs::write(&files.certificate, "").unwrap();
    assert!(refused(&files.config()).contains("holds no certificate"));
    std::fs::remove_file(&files.certificate).unwrap();
    assert!(refused(&files.config()).contains("certificate.pem"));
}
