//! Pictures from the file, `media://localhost/<sha256>`, at the width that `?w=` asks for, and drawings that are in no file yet,
//! `media://localhost/preview/<sha256>`. A render that was put out of the file to save space is drawn again.
//!
//! The page names a picture by the hash of its bytes, so an answer never changes and may be kept by the web view.
//! The bytes are copied out and the read ends at once: a slow page must not hold a snapshot of the file open.

use std::sync::Arc;

use app::AppError;
use app::pages::create::Previews;
use tauri::UriSchemeResponder;
use tauri::http::{Request, Response, StatusCode, header};
use tokio::sync::Semaphore;

use crate::desk::Desk;

/// Pictures are made smaller one after the other.
static TURN: Semaphore = Semaphore::const_new(1);

/// Answers a request for a picture.
pub fn answer(desk: &Arc<Desk>, previews: &Previews, request: &Request<Vec<u8>>, responder: UriSchemeResponder) {
    let name = request.uri().path().trim_start_matches('/').to_owned();
    if name.starts_with("preview/") {
        let drawing = previews
            .picture(&name)
            .map(|bytes| store::meta::Picture { mime: "image/png".to_owned(), data: bytes.to_vec() });
        responder.respond(response(Ok(drawing)));
        return;
    }
    let width = wanted_width(request.uri().query());
    let desk = Arc::clone(desk);
    tauri::async_runtime::spawn(async move {
        // Words and figures first: a page asks for its pictures while it is drawn.
        desk.first_page().wait().await;
        // A page asks for twenty at once, and each takes some 10 MB while it is made smaller. They wait here, where
        // waiting costs no thread.
        let _turn = match width {
            Some(_smaller) => TURN.acquire().await.ok(),
            None => None,
        };
        let read = tauri::async_runtime::spawn_blocking(move || shown(&desk, &name, width)).await;
        responder.respond(response(
            read.unwrap_or_else(|error| Err(AppError::internal(format!("a picture's read stopped: {error}")))),
        ));
    });
}

/// A picture at a width.
fn shown(desk: &Desk, name: &str, width: Option<u32>) -> Result<Option<store::meta::Picture>, AppError> {
    let found = picture(desk, name)?;
    Ok(match width {
        Some(width) => found.map(|picture| app::pictures::thumbnail(picture, width)),
        None => found,
    })
}

fn wanted_width(query: Option<&str>) -> Option<u32> {
    query?.split('&').find_map(|part| part.strip_prefix("w=")?.parse().ok())
}

fn picture(desk: &Desk, name: &str) -> Result<Option<store::meta::Picture>, AppError> {
    let is_hash = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash { app::creation::more::picture(&desk.workspace()?, name) } else { Ok(None) }
}

fn response(found: Result<Option<store::meta::Picture>, AppError>) -> Response<Vec<u8>> {
    let built = match found {
        Ok(Some(picture)) => Response::builder()
            .header(header::CONTENT_TYPE, picture.mime)
            .header(header::CACHE_CONTROL, "max-age=31536000, immutable")
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .body(picture.data),
        Ok(None) => Response::builder().status(StatusCode::NOT_FOUND).body(Vec::new()),
        Err(error) => {
            tracing::warn!(code = error.code.word(), "a picture could not be read");
            Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).body(Vec::new())
        }
    };
    built.unwrap_or_else(|error| {
        tracing::warn!(%error, "a picture has a type that cannot be sent");
        let mut response = Response::new(Vec::new());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}
