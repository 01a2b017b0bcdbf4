//! Reading ahead: a stream is read on a thread of its own, so that inflating it takes no time from making rows of it.

use std::io::{Error, ErrorKind, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// The most that is handed over at once, in bytes.
const BLOCK: usize = 1 << 18;
/// How many blocks may lie ready.
const READY: usize = 4;

/// A stream that is read ahead of whoever reads it.
pub(super) struct Ahead {
    /// What was read; an empty block is the end.
    blocks: Receiver<std::io::Result<Vec<u8>>>,
    block: Vec<u8>,
    /// How much of the block was taken.
    taken: usize,
    ended: bool,
}

impl Ahead {
    /// Begins to read a stream. The thread ends with the stream, or after its next block when nobody wants that.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub(super) fn of(stream: impl Read + Send + 'static) -> std::io::Result<Ahead> {
        let (sender, blocks) = sync_channel(READY);
        std::thread::Builder::new().name("read-ahead".to_owned()).spawn(move || hand_over(stream, &sender))?;
        Ok(Ahead { blocks, block: Vec::new(), taken: 0, ended: false })
    }
}

fn hand_over(mut stream: impl Read, blocks: &SyncSender<std::io::Result<Vec<u8>>>) {
    loop {
        let mut block = vec![0; BLOCK];
        let read = stream.read(&mut block).map(|count| {
            block.truncate(count);
            block
        });
        let more = match &read {
            Ok(block) => !block.is_empty(),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => false,
        };
        if blocks.send(read).is_err() || !more {
            return;
        }
    }
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.taken == self.block.len() && !self.ended {
            // Without an end or an error the thread has panicked: what is missing must not look like the end.
            let lost = |_| Err(Error::other("the thread that reads the file has stopped"));
            self.block = self.blocks.recv().unwrap_or_else(lost)?;
            self.taken = 0;
            self.ended = self.block.is_empty();
        }
        let count = buffer.len().min(self.block.len() - self.taken);
        buffer[..count].copy_from_slice(&self.block[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes in reads of odd sizes, and how they end.
    struct Odd {
        left: usize,
        error: Option<ErrorKind>,
        panics: bool,
    }

    impl Read for Odd {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.left == 0 {
                assert!(!self.panics, "as a decoder that is wrong");
                return self.error.take().map_or(Ok(0), |kind| Err(kind.into()));
            }
            let count = buffer.len().min(self.left).min(100_003);
            for (place, byte) in buffer[..count].iter_mut().enumerate() {
                *byte = ((self.left - place) % 251).to_le_bytes()[0];
            }
            self.left -= count;
            Ok(count)
        }
    }

    fn read(error: Option<ErrorKind>, panics: bool) -> (Vec<u8>, std::io::Result<usize>) {
        let mut all = Vec::new();
        let result = Ahead::of(Odd { left: 1_500_000, error, panics }).unwrap().read_to_end(&mut all);
        (all, result)
    }

    #[test]
    fn what_is_read_ahead_is_what_there_is_up_to_its_end_or_error() {
        let mut plain = Vec::new();
        Odd { left: 1_500_000, error: None, panics: false }.read_to_end(&mut plain).unwrap();
        let (all, result) = read(None, false);
        assert!(all == plain && result.unwrap() == 1_500_000);
        let (all, result) = read(Some(ErrorKind::Interrupted), false);
        assert!(all == plain && result.is_ok());
        let (all, result) = read(Some(ErrorKind::UnexpectedEof), false);
        assert!(all == plain && result.unwrap_err().kind() == ErrorKind::UnexpectedEof);
        let (all, result) = read(None, true);
        assert!(all == plain && result.unwrap_err().to_string().contains("has stopped"));
    }

    #[test]
    fn who_reads_no_further_keeps_no_thread() {
        struct Told(std::sync::mpsc::Sender<()>);
        impl Read for Told {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                Ok(buffer.len())
            }
        }
        impl Drop for Told {
            fn drop(&mut self) {
                let _ = self.0.send(());
            }
        }
        let (sender, dropped) = std::sync::mpsc::channel();
        drop(Ahead::of(Told(sender)).unwrap());
        dropped.recv_timeout(std::time::Duration::from_secs(10)).unwrap();
    }
}
