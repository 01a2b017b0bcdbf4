//! Bombs: what is small when it is sent and large when it is unpacked, nested without end, or never closed. The server
//! refuses it or takes it line by line; its memory stays within bounds.

use std::io::Write as _;

use serde_json::{Value, json};

use crate::harness::{Answer, Kind, Place, Server, basic, gzip};

const MIB: usize = 1 << 20;

/// The most memory that a server has had so far, in MiB.
fn peak(server: &Server) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() / 1024
}

/// So many MiB of one byte, as gzip.
fn packed(mebibytes: usize, byte: u8) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..mebibytes {
        encoder.write_all(&vec![byte; MIB]).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn a_body_that_grows_is_refused_at_the_limit() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = basic(&place.key(&["--source", "shop"]));
    let send = |encoding: &str, body: &[u8]| {
        let headers = [("authorization", &*shop), ("content-encoding", encoding), ("content-type", "application/json")];
        server.send("POST", "/v1/batch", &headers, body)
    };
    let before = peak(&server);
    let bomb = packed(400, b' ');
    assert!(bomb.len() < MIB);
    for _ in 0..3 {
        let answer = send("gzip", &bomb);
        assert_eq!(answer.status, 413, "{}", answer.body);
    }
    // Many small members one behind the other are one body.
    let members = packed(8, b' ').repeat(50);
    assert_eq!(send("gzip", &members).status, 413);
    // A bomb within a bomb is opened once.
    assert_eq!(send("gzip", &gzip(&bomb)).status, 400);
    for other in ["zstd", "deflate", "br", "gzip, gzip"] {
        assert_eq!(send(other, &bomb).status, 415, "{other}");
    }
    assert!(peak(&server) < before + 150, "{} MiB, and {before} before", peak(&server));
    // Nothing else is unpacked.
    let bearer = format!("Bearer {}", server.admin);
    let headers = [("authorization", &*bearer), ("content-encoding", "gzip"), ("content-type", "application/json")];
    let answer = server.send("POST", "/api/v1/keys", &headers, &gzip(br#"{"name": "x", "role": "agent"}"#));
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    assert_eq!(server.send("GET", "/healthz", &[], b"").status, 200);
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let key = place.key(&["--source", "shop"]);
    let admin = format!("Bearer {}", server.admin);
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let event = format!(
            r#"{{"batch": [{{"type": "track", "event": "e", "userId": "u", "properties": {{"a": {deep}}}}}]}}"#
        );
        let context =
            format!(r#"{{"batch": [{{"type": "track", "event": "e", "userId": "u", "context": {{"a": {deep}}}}}]}}"#);
        let traits = format!(r#"{{"batch": [{{"type": "identify", "userId": "u", "traits": {{"a": {deep}}}}}]}}"#);
        for body in [&deep, &event, &context, &traits] {
            let answer = server.try_batch(&key, body);
            assert!(answer.status < 500, "{}", answer.body);
        }
        for path in ["/api/v1/keys", "/api/v1/people/merge", "/api/v1/session"] {
            let headers = [("authorization", &*admin), ("content-type", "application/json")];
            let answer = server.send("POST", path, &headers, deep.as_bytes());
            assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
        }
    }
    // What was taken can be read, exported and folded.
    server.folded();
    for person in server.get("/api/v1/people?facts=true")["items"].as_array().unwrap() {
        let id = person["id"].as_str().unwrap();
        for path in ["", "/timeline", "/facts", "/export", "/export?format=html"] {
            let path = format!("/api/v1/people/{id}{path}");
            let answer = server.call("GET", &path, &Value::Null);
            assert!(answer.status == 200, "{path}: {} {}", answer.status, &answer.body[..answer.body.len().min(200)]);
        }
        for item in server.get(&format!("/api/v1/people/{id}/timeline"))["items"].as_array().unwrap() {
            server.get(&format!("/api/v1/interactions/{}", item["id"].as_str().unwrap()));
        }
    }
    server.get("/api/v1/dropped");
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
}

fn import(server: &Server, file: &str, body: &[u8]) -> Answer {
    let bearer = format!("Bearer {}", server.admin);
    server.send("POST", &format!("/api/v1/sources/shop/import?file={file}"), &[("authorization", &bearer)], body)
}

#[test]
fn files_that_grow_are_read_in_bounds() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let mapping = "[[interaction]]\noutput = \"x\"\ntime = \"{{ at }}\"\nname = \"X\"\n\
        identifiers = [{ namespace = \"user_id\", value = \"{{ user }}\" }]\n";
    let bearer = format!("Bearer {}", server.admin);
    let headers = [("authorization", &*bearer), ("content-type", "text/plain")];
    assert_eq!(server.send("PUT", "/api/v1/sources/shop/mapping", &headers, mapping.as_bytes()).status, 204);
    let before = peak(&server);
    // Sixty-four mebibytes without the end of a line, as CSV and as JSON lines, and the good row behind it.
    let good = "\nu1,2026-03-01T10:00:00Z\n";
    let bomb =
        |start: &str, byte: u8, end: &str| [gzip(start.as_bytes()), packed(64, byte), gzip(end.as_bytes())].concat();
    let csv = import(&server, "a.csv.gz", &bomb("user,at\n", b'x', good));
    assert_eq!((csv.status, &csv.json()["stored"]), (200, &json!(1)), "{}", csv.body);
    // One quote that is never closed.
    let csv = import(&server, "b.csv.gz", &bomb("user,at\n\"", b'x', "\nu2,2026-03-01T10:00:00Z\n"));
    assert_eq!((csv.status, &csv.json()["stored"]), (200, &json!(1)), "{}", csv.body);
    // Nothing but quotes, and nothing but delimiters.
    for byte in [b'"', b','] {
        let answer = import(&server, "c.csv.gz", &bomb("user,at\n", byte, "\n"));
        assert!(answer.status < 500, "{}", answer.body);
    }
    let answer =
        import(&server, "d.jsonl.gz", &bomb("", b'[', "\n{\"user\": \"u3\", \"at\": \"2026-03-01T10:00:00Z\"}\n"));
    assert_eq!((answer.status, &answer.json()["stored"]), (200, &json!(1)), "{}", answer.body);
    // A bomb in a bomb is one line of rubbish.
    let answer = import(&server, "e.csv.gz", &gzip(&bomb("user,at\n", b'x', good)));
    assert!(answer.status < 500, "{}", answer.body);
    // A frame of zstd that asks for a window of two gibibytes.
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, (31 - 10) << 3];
    frame.extend([0x03, 0x00, 0x00, b'x']);
    let answer = import(&server, "f.csv.zst", &frame);
    assert!((400..500).contains(&answer.status), "{}: {}", answer.status, answer.body);
    let grown = peak(&server).saturating_sub(before);
    assert!(grown < 250, "{grown} MiB more than the {before} before");
}

/// Parquet says itself how large it is.
#[test]
fn parquet_that_is_larger_than_it_looks_is_refused() {
    use parquet::basic::{Compression, ZstdLevel};
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::properties::WriterProperties;
    let schema = "message x { required binary user (STRING); required binary at (STRING); }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let compression = Compression::ZSTD(ZstdLevel::try_new(1).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).set_dictionary_enabled(false).build();
    let mut file =
        parquet::file::writer::SerializedFileWriter::new(Vec::new(), schema, std::sync::Arc::new(properties)).unwrap();
    let mut group = file.next_row_group().unwrap();
    for value in [ByteArray::from(vec![b'x'; 600 * MIB]), ByteArray::from("2026-03-01T10:00:00Z")] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&[value], None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    let bytes = file.into_inner().unwrap();
    assert!(bytes.len() < MIB, "{} bytes", bytes.len());
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let mapping = "[[interaction]]\noutput = \"x\"\ntime = \"{{ at }}\"\nname = \"X\"\n\
        identifiers = [{ namespace = \"user_id\", value = \"{{ user }}\" }]\n";
    let bearer = format!("Bearer {}", server.admin);
    let headers = [("authorization", &*bearer), ("content-type", "text/plain")];
    assert_eq!(server.send("PUT", "/api/v1/sources/shop/mapping", &headers, mapping.as_bytes()).status, 204);
    let before = peak(&server);
    let answer = import(&server, "a.parquet", &bytes);
    assert_eq!(answer.status, 400, "{}", answer.body);
    assert!(answer.body.contains("row group"), "{}", answer.body);
    assert!(peak(&server) < before + 100, "{} MiB, and {before} before", peak(&server));
    // What is no Parquet but says that its end is very long.
    let mut liar = b"PAR1".to_vec();
    liar.extend([0xff, 0xff, 0xff, 0x7f]);
    liar.extend(b"PAR1");
    assert_eq!(import(&server, "b.parquet", &liar).status, 400);
    assert!(peak(&server) < before + 100, "{} MiB, and {before} before", peak(&server));
}
