//! Reading a mailbox by IMAP4rev1 (RFC 3501). Nothing in it is changed: mails stay unread for whoever else reads it.

use std::sync::Arc;
use std::time::Duration;

use async_imap::types::Fetch;
use async_imap::{Client, Session};
use futures_util::TryStreamExt as _;
use hyper_rustls::ConfigBuilderExt as _;
use kernel::Timestamp;
use kernel::clock::DAY;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;
use web::address::Network;
use web::outgoing::addresses;

use super::mail;
use super::model::{Fetched, Found, From, ImapTls, Item, Position};

/// How long a server may take for everything.
const PATIENCE: Duration = Duration::from_mins(1);
/// Mails that are read at once.
const PORTION: usize = 50;
/// How much of a mail is read, in bytes: what people write comes before what they attach.
const LONGEST: usize = 1 << 20;

/// A way to a server.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug> Stream for T {}

/// The mails behind a place; where nothing was read yet, those that came since a moment.
pub(super) async fn fetch(
    from: &From,
    password: &str,
    (position, since): (&Position, Timestamp),
    networks: &[Network],
) -> Result<Fetched, String> {
    let work = async {
        let session = sign_in(from, password, networks).await?;
        read(session, from, position, since).await
    };
    let late = || format!("the server took more than {} seconds", PATIENCE.as_secs());
    tokio::time::timeout(PATIENCE, work).await.map_err(|_| late())?
}

async fn sign_in(from: &From, password: &str, networks: &[Network]) -> Result<Session<Box<dyn Stream>>, String> {
    let From::Imap { host, port, tls, user, .. } = from else { return Err("this is no mailbox".to_owned()) };
    let usual = if *tls == ImapTls::Tls { 993 } else { 143 };
    let no_way = |error: std::io::Error| format!("no connection: {}", error.kind());
    let found =
        addresses(host, port.unwrap_or(usual), networks).await.map_err(|error| format!("no connection: {error}"))?;
    let stream = TcpStream::connect(found.as_slice()).await.map_err(no_way)?;
    let stream: Box<dyn Stream> = match tls {
        ImapTls::None => Box::new(stream),
        ImapTls::Tls => Box::new(secret_way(host, stream).await?),
        ImapTls::Starttls => {
            let mut client = Client::new(stream);
            client.read_response().await.map_err(no_way)?;
            let refused = |_| "the server knows no STARTTLS: let `tls` be \"tls\"".to_owned();
            client.run_command_and_check_ok("STARTTLS", None).await.map_err(refused)?;
            Box::new(secret_way(host, client.into_inner()).await?)
        }
    };
    let mut client = Client::new(stream);
    if *tls != ImapTls::Starttls {
        // Its greeting.
        client.read_response().await.map_err(no_way)?.ok_or("the server hung up")?;
    }
    // What it says may name the user.
    let refused = |_| "the server did not take the user and password".to_owned();
    client.login(user, password).await.map_err(|(error, _)| refused(error))
}

async fn secret_way(host: &str, stream: TcpStream) -> Result<TlsStream<TcpStream>, String> {
    let config = ClientConfig::builder().with_native_roots();
    let config = config.map_err(|error| format!("no certificates to trust were found: {error}"))?;
    let name = ServerName::try_from(host.to_owned()).map_err(|_| format!("{host:?} is no name of a server"))?;
    let connector = TlsConnector::from(Arc::new(config.with_no_client_auth()));
    connector.connect(name, stream).await.map_err(|error| format!("TLS: {error}"))
}

async fn read(
    mut session: Session<Box<dyn Stream>>,
    from: &From,
    position: &Position,
    since: Timestamp,
) -> Result<Fetched, String> {
    let From::Imap { folder, from_beginning, .. } = from else { return Err("this is no mailbox".to_owned()) };
    let odd = |error: async_imap::error::Error| match error {
        async_imap::error::Error::Io(error) => format!("the connection broke: {}", error.kind()),
        _ => "the server said something unexpected".to_owned(),
    };
    let missing = |_| format!("there is no folder {folder:?}, or it cannot be read");
    let mailbox = session.examine(folder).await.map_err(missing)?;
    let validity = mailbox.uid_validity.ok_or("the server knows no UIDVALIDITY: its mails cannot be told apart")?;
    // A folder that was made anew counts anew: what was read before is known by its Message-ID.
    let read_before = position.uid.filter(|(before, _)| *before == validity).map_or(0, |(_, uid)| uid);
    let mut query = format!("UID {}:*", read_before + 1);
    if !from_beginning && read_before == 0 {
        // Only days can be asked for, as the server counts them: the hour is looked at below.
        let day = jiff::Timestamp::from_millisecond(since.0 - DAY).unwrap_or_default();
        query.push_str(&day.strftime(" SINCE %-d-%b-%Y").to_string());
    }
    let found = session.uid_search(&query).await.map_err(odd)?;
    // `n:*` names the last mail also where that is before n.
    let mut uids: Vec<u32> = found.into_iter().filter(|uid| *uid > read_before).collect();
    uids.sort_unstable();
    let more = uids.len() > PORTION;
    uids.truncate(PORTION);
    let mut mails = Vec::with_capacity(uids.len());
    if !uids.is_empty() {
        let set = uids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let wanted = format!("(UID INTERNALDATE BODY.PEEK[]<0.{LONGEST}>)");
        let stream = session.uid_fetch(set, wanted).await.map_err(odd)?;
        mails = stream.try_collect::<Vec<Fetch>>().await.map_err(odd)?;
    }
    // Whoever does not say goodbye is no worse a reader.
    let _ = session.logout().await;
    let found = mails.iter().filter_map(|fetched| mail_of(fetched, (!from_beginning).then_some(since))).collect();
    let last = uids.last().copied().unwrap_or(read_before);
    Ok(Fetched { found, position: Position { uid: Some((validity, last)), ..Position::default() }, more })
}

/// A mail that was read; nothing where it came before somebody wanted them.
fn mail_of(fetched: &Fetch, since: Option<Timestamp>) -> Option<Found> {
    let raw = fetched.body()?.to_vec();
    let at = fetched.internal_date().map(|at| Timestamp(at.timestamp_millis()));
    // INTERNALDATE has whole seconds.
    let is_early = since.zip(at).is_some_and(|(since, at)| at.0 < since.0 / 1000 * 1000);
    (!is_early).then(|| Found { id: mail::id_of(&raw), item: Item::Mail { raw, at } })
}
