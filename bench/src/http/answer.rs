//! Reads an HTTP/1.1 answer out of the bytes that have arrived.

use anyhow::{Context, Result, bail};

/// A whole answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The seconds of `Retry-After`.
    pub(crate) retry_after: Option<u64>,
    /// The body, out of its chunks.
    pub(crate) body: Vec<u8>,
}

enum Framing {
    Length(usize),
    Chunked,
}

/// The answer at the beginning of `bytes`, or `None` while it is not whole. The client never sends a second request
/// before the first is answered, so nothing follows it.
pub(super) fn parse(bytes: &[u8]) -> Result<Option<Answer>> {
    let Some(head_length) = find(bytes, b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&bytes[..head_length]).context("the answer's head is not text")?;
    let (status, retry_after, framing) = parse_head(head)?;
    let rest = &bytes[head_length + 4..];
    let body = match framing {
        Framing::Length(length) if rest.len() < length => None,
        Framing::Length(length) => Some(rest[..length].to_vec()),
        Framing::Chunked => unchunk(rest)?,
    };
    Ok(body.map(|body| Answer { status, retry_after, body }))
}

fn parse_head(head: &str) -> Result<(u16, Option<u64>, Framing)> {
    let mut lines = head.split("\r\n");
    let status_line = lines.next().unwrap_or_default();
    let status = status_line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.with_context(|| format!("the answer begins with {status_line:?}"))?;
    let (mut retry_after, mut framing) = (None, Framing::Length(0));
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            framing = Framing::Length(value.parse().context("the answer's length is no number")?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") && value.eq_ignore_ascii_case("chunked") {
            framing = Framing::Chunked;
        } else if name.eq_ignore_ascii_case("retry-after") {
            retry_after = value.parse().ok();
        }
    }
    Ok((status, retry_after, framing))
}

fn unchunk(mut rest: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    loop {
        let Some(line) = find(rest, b"\r\n") else { return Ok(None) };
        let size = std::str::from_utf8(&rest[..line]).ok().and_then(|text| text.split(';').next());
        let size = size.and_then(|text| usize::from_str_radix(text.trim(), 16).ok());
        let Some(size) = size else { bail!("a chunk of the answer has no size") };
        let end = line + 2 + size + 2;
        if rest.len() < end {
            return Ok(None);
        }
        if size == 0 {
            return Ok(Some(body));
        }
        body.extend_from_slice(&rest[line + 2..end - 2]);
        rest = &rest[end..];
    }
}

/// Where `needle` begins in `bytes`.
pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_answer_is_read_once_it_is_whole() {
        let whole = b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 2\r\nContent-Length: 5\r\n\r\nhello";
        for end in 0..whole.len() {
            assert_eq!(parse(&whole[..end]).expect("it may still become one"), None);
        }
        let answer = parse(whole).expect("valid").expect("whole");
        assert_eq!((answer.status, answer.retry_after, answer.body.as_slice()), (429, Some(2), b"hello".as_slice()));
    }

    #[test]
    fn chunks_are_joined() {
        let whole = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nthro\r\n6\r\nughput\r\n0\r\n\r\n";
        assert_eq!(parse(&whole[..whole.len() - 1]).expect("valid"), None);
        assert_eq!(parse(whole).expect("valid").expect("whole").body, b"throughput");
    }

    #[test]
    fn what_is_no_http_is_refused() {
        assert!(parse(b"hello\r\n\r\n").is_err());
    }
}
