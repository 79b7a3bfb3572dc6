//! Drawing the plain SVG, with resvg.

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree};

use crate::compose::Written;
use crate::drawn::Pixels;
use crate::error::CreativeError;
use crate::picture::cache::Pictures;

/// Draws it on white, so that every pixel is opaque. The second kind of error is resvg's, in its words.
pub(crate) fn draw(written: &Written<'_>, pictures: &Pictures) -> Result<Result<Pixels, String>, CreativeError> {
    let parts =
        written.pictures.iter().map(|(picture, key)| pictures.part(picture, key)).collect::<Result<Vec<_>, _>>()?;
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|href, _| {
                let number: usize = href.strip_prefix("picture:")?.parse().ok()?;
                Some(ImageKind::PNG(Arc::clone(&parts.get(number)?.png)))
            }),
        },
        ..Options::default()
    };
    let tree = match Tree::from_str(&written.svg, &options) {
        Ok(tree) => tree,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let Some(mut pixmap) = Pixmap::new(written.width, written.height) else {
        return Ok(Err(format!("{} × {} px are too many", written.width, written.height)));
    };
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    Ok(Ok(Pixels { width: written.width, height: written.height, rgba: pixmap.take() }))
}
