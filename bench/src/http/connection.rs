//! One kept-alive connection: a request out, an answer in.

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Address;
use super::answer::{Answer, parse};

/// No answer of the server is larger than this.
const LARGEST: usize = 64 << 20;

/// A connection to the server.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: &Address) -> Result<Connection> {
        let stream = TcpStream::connect(address.socket).await;
        let stream = stream.with_context(|| format!("connecting to {}", address.host))?;
        stream.set_nodelay(true).context("switching off delays")?;
        Ok(Connection { stream, buffer: Vec::with_capacity(4_096) })
    }

    /// Sends a whole request and waits for its whole answer.
    ///
    /// A server may refuse before it has read everything, so the answer is looked for even when sending failed.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<Answer> {
        let sent = self.stream.write_all(request).await;
        match (self.read().await, sent) {
            (Ok(answer), _) => Ok(answer),
            (Err(_), Err(sent)) => Err(sent).context("sending a request"),
            (Err(read), Ok(())) => Err(read),
        }
    }

    async fn read(&mut self) -> Result<Answer> {
        self.buffer.clear();
        loop {
            let got = self.stream.read_buf(&mut self.buffer).await.context("reading an answer")?;
            if got == 0 {
                bail!("the server closed the connection instead of answering");
            }
            if let Some(answer) = parse(&self.buffer)? {
                return Ok(answer);
            }
            if self.buffer.len() > LARGEST {
                bail!("the answer is larger than {LARGEST} bytes");
            }
        }
    }
}
