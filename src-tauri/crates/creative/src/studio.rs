//! Drawing.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::cancel::Cancel;
use crate::compose::{Composition, Tools, View, compose, write};
use crate::drawn::{Drawn, PictureBox, Pixels, TextBox};
use crate::error::CreativeError;
use crate::font::Fonts;
use crate::order::Order;
use crate::picture::cache::Pictures;
use crate::raster;
use crate::size::CanvasSize;
use crate::text::engine::Engine;

/// Draws ads. One serves a whole program: it is shared between threads and keeps decoded pictures (at most about
/// 55 MB) and what shaping needs.
pub struct Studio {
    fonts: Fonts,
    engines: Mutex<Vec<Engine>>,
    pictures: Pictures,
}

impl std::fmt::Debug for Studio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Studio").field("fonts", &self.fonts).field("pictures", &self.pictures).finish_non_exhaustive()
    }
}

impl Studio {
    /// A studio with these fonts.
    pub fn new(fonts: Fonts) -> Self {
        Self { fonts, engines: Mutex::default(), pictures: Pictures::default() }
    }

    /// The fonts it draws with.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Draws all sizes of an order, over all cores; the answers come in the order's order.
    ///
    /// # Errors
    /// The first thing that went wrong; nothing is returned half.
    pub fn draw(&self, order: &Order, cancel: &Cancel) -> Result<Vec<Drawn>, CreativeError> {
        let drawn = over_cores(order.sizes.len(), |index| self.draw_size(order, order.sizes[index], 1.0, cancel));
        drawn.into_iter().collect()
    }

    /// Draws many orders over all cores and hands each over as soon as it is done, from whatever thread drew it. Only
    /// what is being drawn is in memory.
    ///
    /// After the flag is raised, the orders not begun yet end with [`CreativeError::Cancelled`].
    pub fn draw_each(
        &self,
        orders: &[Order],
        cancel: &Cancel,
        done: impl Fn(usize, Result<Vec<Drawn>, CreativeError>) + Sync,
    ) {
        over_cores(orders.len(), |index| {
            let order = &orders[index];
            let drawn = order.sizes.iter().map(|size| self.draw_size(order, *size, 1.0, cancel)).collect();
            done(index, drawn);
        });
    }

    /// Draws one size so many pixels wide, for the screen. Bounds are in pixels of the full size.
    ///
    /// # Errors
    /// As [`Studio::draw`].
    pub fn preview(
        &self,
        order: &Order,
        size: CanvasSize,
        width: u32,
        cancel: &Cancel,
    ) -> Result<Drawn, CreativeError> {
        self.draw_size(order, size, width.clamp(16, 4096) as f32 / size.pixels().0 as f32, cancel)
    }

    /// The plain SVG of one size: words as outlines, pictures as references. It says what is drawn without drawing it.
    ///
    /// # Errors
    /// As [`Studio::draw`].
    pub fn svg(&self, order: &Order, size: CanvasSize) -> Result<String, CreativeError> {
        self.composed(order, size, |composition| Ok(write(composition, View { scale: 1.0, words: true }).svg))
    }

    /// Where words and pictures stand in one size, without drawing it.
    ///
    /// # Errors
    /// As [`Studio::draw`].
    pub fn places(&self, order: &Order, size: CanvasSize) -> Result<(Vec<TextBox>, Vec<PictureBox>), CreativeError> {
        self.composed(order, size, |composition| Ok((composition.text_boxes(), composition.picture_boxes())))
    }

    fn draw_size(&self, order: &Order, size: CanvasSize, scale: f32, cancel: &Cancel) -> Result<Drawn, CreativeError> {
        go_on(cancel)?;
        self.composed(order, size, |composition| {
            go_on(cancel)?;
            let pixels = self.rasterise(composition, View { scale, words: true })?;
            go_on(cancel)?;
            let coarse = 1.0 / Drawn::BACKDROP_STEP as f32;
            let backdrop = self.rasterise(composition, View { scale: coarse, words: false })?;
            Ok(Drawn {
                size,
                pixels,
                backdrop,
                texts: composition.text_boxes(),
                pictures: composition.picture_boxes(),
                fonts: self.fonts.hashes(composition.font_files()),
                steps: Vec::new(),
            })
        })
    }

    fn composed<T>(
        &self,
        order: &Order,
        size: CanvasSize,
        then: impl FnOnce(&Composition<'_>) -> Result<T, CreativeError>,
    ) -> Result<T, CreativeError> {
        let idle = self.engines.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut engine = idle.unwrap_or_else(|| Engine::new(&self.fonts));
        let composed =
            compose(order, size, &mut Tools { fonts: &self.fonts, engine: &mut engine, pictures: &self.pictures });
        self.engines.lock().unwrap_or_else(PoisonError::into_inner).push(engine);
        then(&composed?)
    }

    fn rasterise(&self, composition: &Composition<'_>, view: View) -> Result<Pixels, CreativeError> {
        let template = || composition.order.template.id.clone();
        raster::draw(&write(composition, view), &self.pictures)?.map_err(|why| CreativeError::Undrawable {
            template: template(),
            size: composition.size,
            why,
        })
    }
}

fn go_on(cancel: &Cancel) -> Result<(), CreativeError> {
    if cancel.is_cancelled() { Err(CreativeError::Cancelled) } else { Ok(()) }
}

/// Does so many pieces of work over all cores; the results come in order.
fn over_cores<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(count);
    if cores <= 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let finished = Mutex::new(Vec::with_capacity(count));
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        return;
                    }
                    let result = work(index);
                    finished.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
                }
            });
        }
    });
    let mut finished = finished.into_inner().unwrap_or_else(PoisonError::into_inner);
    finished.sort_by_key(|(index, _)| *index);
    finished.into_iter().map(|(_, result)| result).collect()
}
