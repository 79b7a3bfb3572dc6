//! Computed views, kept so that the window can ask for slices of them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::TryRecvError;

use super::base::Base;
use super::detail;
use super::export;
use super::types::{Column, PerformanceDetail, PerformanceQuery, PerformanceSlice, PerformanceView};
use super::view::{Computed, compute, size};
use crate::pages::figures::Scope;
use crate::{AppError, Changed, ErrorCode, Workspace};

/// Views kept: the shown one, the one before, and some for going back.
const VIEWS: usize = 6;
/// What views are made from.
const BASES: usize = 2;
/// Most rows of one slice.
const SLICE: u32 = 500;

/// The kept views of one window.
#[derive(Debug, Default)]
pub struct Results {
    kept: Mutex<Kept>,
}

/// What was asked of which figures.
type Asked = (Arc<Base>, PerformanceQuery);

#[derive(Debug, Default)]
struct Kept {
    /// Which file the rest is about, and how it tells of changes.
    file: Option<(std::path::PathBuf, broadcast::Receiver<Changed>)>,
    bases: VecDeque<Arc<Base>>,
    views: VecDeque<(u32, Arc<Base>, PerformanceQuery, Arc<Computed>)>,
    next: u32,
}

impl Results {
    /// Computes a view and keeps it.
    ///
    /// # Errors
    /// `invalid_input` for days the wrong way round, `not_found` for an unknown account, and those of the file.
    pub fn open(&self, ws: &Workspace, query: &PerformanceQuery) -> Result<PerformanceView, AppError> {
        let (base, handle) = self.base(ws, &query.scope)?;
        let computed = Arc::new(compute(ws, &base, query, handle)?);
        let view = computed.view.clone();
        let mut kept = self.lock();
        kept.views.push_front((handle, base, query.clone(), computed));
        kept.views.truncate(VIEWS);
        Ok(view)
    }

    /// Rows of a view.
    ///
    /// # Errors
    /// `not_found` if the view is not kept any more: open it again.
    pub fn slice(&self, handle: u32, offset: u32, limit: u32) -> Result<PerformanceSlice, AppError> {
        let (_, computed) = self.view(handle)?;
        let rows = computed.rows.iter().skip(offset as usize).take(limit.min(SLICE) as usize).cloned().collect();
        Ok(PerformanceSlice { offset, rows })
    }

    /// The place of an object in a view; `None` if it is not among its rows.
    ///
    /// # Errors
    /// As [`Self::slice`].
    pub fn place(&self, handle: u32, id: &str) -> Result<Option<u32>, AppError> {
        let (_, computed) = self.view(handle)?;
        Ok(computed.rows.iter().position(|row| row.id.as_str() == id).map(size))
    }

    /// One row of a view in full.
    ///
    /// # Errors
    /// As [`Self::slice`], `not_found` for a place beyond the end, and those of the file.
    pub fn detail(&self, ws: &Workspace, handle: u32, place: u32) -> Result<PerformanceDetail, AppError> {
        let (kept, computed) = self.view(handle)?;
        let row = computed.rows.get(place as usize).ok_or_else(|| AppError::not_found("row", &place.to_string()))?;
        detail::detail(ws, &kept.0, kept.1.level, row, &computed.view)
    }

    /// A view as CSV.
    ///
    /// # Errors
    /// As [`Self::slice`].
    pub fn csv(&self, handle: u32, columns: &[Column]) -> Result<Vec<u8>, AppError> {
        let (kept, computed) = self.view(handle)?;
        export::csv(&kept.0, kept.1.level, columns, &computed)
    }

    /// The figures of a scope, from memory if nothing changed since, and the handle of the view to come.
    fn base(&self, ws: &Workspace, scope: &Scope) -> Result<(Arc<Base>, u32), AppError> {
        let handle = {
            let mut kept = self.lock();
            kept.forget_what_changed(ws);
            kept.next = kept.next.wrapping_add(1);
            let handle = kept.next;
            if let Some(base) = kept.bases.iter().find(|base| base.scope == *scope) {
                return Ok((Arc::clone(base), handle));
            }
            handle
        };
        let base = Arc::new(Base::load(ws, scope)?);
        let mut kept = self.lock();
        // A change that came while reading makes this answer old already: show it, keep nothing.
        if !kept.forget_what_changed(ws) {
            kept.bases.push_front(Arc::clone(&base));
            kept.bases.truncate(BASES);
        }
        Ok((base, handle))
    }

    fn view(&self, handle: u32) -> Result<(Asked, Arc<Computed>), AppError> {
        let kept = self.lock();
        kept.views
            .iter()
            .find(|(known, ..)| *known == handle)
            .map(|(_, base, query, computed)| ((Arc::clone(base), query.clone()), Arc::clone(computed)))
            .ok_or_else(|| {
                AppError::new(ErrorCode::NotFound, "This table is not kept any more.", "It is computed again now.")
            })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Drops what views are made from if the file told of a change, or is another file. Open views stay as they are.
    fn forget_what_changed(&mut self, ws: &Workspace) -> bool {
        let path = ws.store.path();
        let Some((_, events)) = self.file.as_mut().filter(|(known, _)| known == path) else {
            self.file = Some((path.to_owned(), ws.events.subscribe()));
            self.bases.clear();
            return true;
        };
        let mut changed = false;
        loop {
            match events.try_recv() {
                Ok(Changed::Jobs { .. } | Changed::Runs { .. } | Changed::Library | Changed::Ads) => {}
                Ok(Changed::Insights { .. } | Changed::Accounts | Changed::Settings | Changed::Pictures)
                | Err(TryRecvError::Lagged(_)) => changed = true,
                Err(TryRecvError::Closed) => {
                    // The same file was opened again: its old voice is gone.
                    self.file = Some((path.to_owned(), ws.events.subscribe()));
                    changed = true;
                    break;
                }
                Err(TryRecvError::Empty) => break,
            }
        }
        if changed {
            self.bases.clear();
        }
        changed
    }
}
