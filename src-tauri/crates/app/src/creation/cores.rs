//! Work over all cores whose results are taken in order, with only a few of them in memory.

use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Pieces of work at once, however many cores there are: a picture takes some 10 MB.
const MOST: usize = 6;
/// Whole ads at once, however many cores there are: one takes some 30 MB while it is drawn, and there are decoded
/// pictures beside them. So the figure that holds on two cores, less than 200 MB for any batch, holds on any number.
const MOST_ADS: usize = 3;

/// How many pieces of work are done at once.
#[must_use]
pub(crate) fn at_once() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST)
}

/// How many ads are drawn or wait to be kept at once: one more than there are cores, which go on while it is written, but
/// never more than [`MOST_ADS`].
#[must_use]
pub(crate) fn ads_at_once() -> usize {
    (at_once() + 1).min(MOST_ADS)
}

/// How many sizes of each of several ads are drawn at once, so that no core is idle.
#[must_use]
pub(crate) fn sizes_at_once() -> usize {
    at_once().div_ceil(MOST_ADS)
}

/// Places to draw at. What is drawn takes ten times the memory of what comes of it, so no more is drawn at once than
/// there are cores to draw with, whoever asks: several ads of a run, several runs.
#[derive(Debug)]
pub(crate) struct Easels {
    free: Mutex<usize>,
    left: Condvar,
}

impl Default for Easels {
    fn default() -> Self {
        Self { free: Mutex::new(at_once().min(MOST_ADS)), left: Condvar::new() }
    }
}

impl Easels {
    /// Works at one of them, once it is free.
    pub fn at_one<T>(&self, work: impl FnOnce() -> T) -> T {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.left.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        drop(free);
        // Also a panic leaves its place.
        let _leave = Leave(self);
        work()
    }
}

struct Leave<'a>(&'a Easels);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.left.notify_one();
    }
}

/// Makes so many results, several at once, and hands each to `take` on this thread, in order. No more than twice as many
/// as are made at once wait to be taken. After the first error nothing new is begun.
///
/// # Errors
/// The first error in the order of the work.
pub(crate) fn in_order<T: Send, E: Send>(
    count: usize,
    workers: usize,
    make: impl Fn(usize) -> Result<T, E> + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let workers = workers.min(count);
    if workers <= 1 {
        return (0..count).try_for_each(|index| take(index, make(index)?));
    }
    let desk =
        Desk { state: Mutex::new(State { next: 0, taken: 0, over: false, made: Vec::new() }), moved: Condvar::new() };
    std::thread::scope(|scope| {
        // Also a panic below must end the workers, or the scope waits for them for ever.
        let _end = End(&desk);
        for _ in 0..workers {
            scope.spawn(|| {
                let _end = EndOnPanic(&desk);
                while let Some(index) = desk.begin(count, 2 * workers) {
                    desk.put(index, make(index));
                }
            });
        }
        for index in 0..count {
            let Some(made) = desk.wait_for(index) else { break };
            take(index, made?)?;
        }
        Ok(())
    })
}

struct State<T> {
    next: usize,
    taken: usize,
    over: bool,
    made: Vec<(usize, T)>,
}

struct Desk<T> {
    state: Mutex<State<T>>,
    moved: Condvar,
}

impl<T> Desk<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece of work, once there is room for its result; none at the end.
    fn begin(&self, count: usize, room: usize) -> Option<usize> {
        let full = |state: &mut State<T>| !state.over && state.next < count && state.next >= state.taken + room;
        let mut state = self.moved.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        if state.over || state.next >= count {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    fn put(&self, index: usize, made: T) {
        self.lock().made.push((index, made));
        self.moved.notify_all();
    }

    /// The result of this piece of work; none if its worker has died.
    fn wait_for(&self, index: usize) -> Option<T> {
        let is_there = |state: &State<T>| state.made.iter().position(|(at, _)| *at == index);
        let waits = |state: &mut State<T>| is_there(state).is_none() && !state.over;
        let mut state = self.moved.wait_while(self.lock(), waits).unwrap_or_else(PoisonError::into_inner);
        let at = is_there(&state)?;
        state.taken = index + 1;
        let (_, made) = state.made.swap_remove(at);
        self.moved.notify_all();
        Some(made)
    }

    fn end(&self) {
        self.lock().over = true;
        self.moved.notify_all();
    }
}

struct End<'a, T>(&'a Desk<T>);

impl<T> Drop for End<'_, T> {
    fn drop(&mut self) {
        self.0.end();
    }
}

struct EndOnPanic<'a, T>(&'a Desk<T>);

impl<T> Drop for EndOnPanic<'_, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_order_and_few_of_them_wait() {
        let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut taken = Vec::new();
        let make = |index: usize| {
            let now = held.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
            Ok::<_, ()>(index * 2)
        };
        let take = |index: usize, made: usize| {
            held.fetch_sub(1, Ordering::SeqCst);
            taken.push((index, made));
            Ok(())
        };
        in_order(200, 4, make, take).unwrap();
        assert_eq!(taken, (0..200).map(|index| (index, index * 2)).collect::<Vec<_>>());
        // Eight that wait or are being made, and the one that is being taken.
        assert!(most.into_inner() <= 9, "memory does not grow with the work");
    }

    #[test]
    fn the_first_error_ends_it_whichever_side_it_is_on() {
        let make = |index: usize| if index == 7 { Err(index) } else { Ok(index) };
        let mut taken = 0;
        let count = |_index: usize, _made: usize| {
            taken += 1;
            Ok(())
        };
        assert_eq!(in_order(1_000_000, 4, make, count), Err(7));
        assert_eq!(taken, 7);
        assert_eq!(in_order(1_000_000, 4, Ok, |index, _made: usize| if index == 3 { Err(3) } else { Ok(()) }), Err(3));
        assert_eq!(in_order(0, 4, Ok::<usize, ()>, |_, _| Ok(())), Ok(()));
    }

    #[test]
    fn no_more_is_drawn_at_once_than_there_are_easels() {
        let (easels, drawing, most) = (Easels::default(), AtomicUsize::new(0), AtomicUsize::new(0));
        let draw = |index: usize| {
            let drawn = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                easels.at_one(|| {
                    most.fetch_max(drawing.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    drawing.fetch_sub(1, Ordering::SeqCst);
                    assert_ne!(index % 10, 3, "an ad that cannot be drawn leaves its place too");
                });
            }));
            Ok::<_, ()>(drawn.is_ok())
        };
        let mut done = 0;
        in_order(200, 8, draw, |_index, drawn| {
            done += usize::from(drawn);
            Ok(())
        })
        .unwrap();
        assert_eq!(done, 180);
        assert!(most.into_inner() <= at_once().min(MOST_ADS));
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_of_a_worker_is_not_waited_for() {
        let make = |index: usize| if index == 1 { panic!("in a worker") } else { Ok::<_, ()>(index) };
        in_order(4, 2, make, |_, _| Ok(())).unwrap();
    }
}
