//! What is said when the program meets a state that should not exist.

use std::panic::PanicHookInfo;

/// Logs every panic, and says it on standard error, without what may be a token in it: nobody chose those words, and the
/// log is what people send when they report one.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let (words, place) = words_of(panic);
        let thread = std::thread::current().name().unwrap_or("without a name").to_owned();
        // The log of warnings goes to standard error too, where there is one that a person reads.
        tracing::error!(thread, place, "panic: {words}");
    }));
}

fn words_of(panic: &PanicHookInfo<'_>) -> (String, String) {
    let words = panic.payload_as_str().unwrap_or("a panic without words");
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    (meta::redact::scrub_unknown(words), place)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tracing_subscriber::fmt::MakeWriter;

    use super::*;

    #[derive(Clone, Default)]
    struct Heard(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Heard {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Heard {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    #[test]
    fn a_panic_is_in_the_log_without_the_token_in_its_words() {
        const TOKEN: &str = "EAABsbCS1234ZDZDabcdefghijklmnop";
        let heard = Heard::default();
        let subscriber = tracing_subscriber::fmt().json().with_writer(heard.clone()).finish();
        let before = std::panic::take_hook();
        log_panics();
        let caught = tracing::subscriber::with_default(subscriber, || {
            std::panic::catch_unwind(|| panic!("no row for {TOKEN} in https://x/?access_token={TOKEN}&limit=5"))
        });
        std::panic::set_hook(before);
        assert!(caught.is_err());
        let log = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
        assert!(log.contains("no row for [redacted]") && log.contains("crash.rs"), "{log}");
        assert!(!log.contains("EAABsb"), "{log}");
    }
}
