//! Work on many things at once, with the same outcome as one after the other.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Threads beyond these are left to others.
const MOST: usize = 4;
/// How many blocks each thread takes, one after the other: some are more work than others.
const BLOCKS: usize = 16;

/// What `work` makes of each item, in their order.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    in_parallel_after(|| (), items, work).1
}

/// The same; but one of the threads does something else `first`, which nobody can share.
pub(super) fn in_parallel_after<A, T: Sync, R: Send>(
    first: impl FnOnce() -> A,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> (A, Vec<R>) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST);
    let blocks: Vec<&[T]> = items.chunks(items.len().div_ceil(threads * BLOCKS).max(1)).collect();
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(block) = blocks.get(at) else { return done };
            done.push((at, block.iter().map(&work).collect()));
        }
    };
    let (first, mut done) = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let first = first();
        let own = take();
        let others = others.into_iter().map(thread::ScopedJoinHandle::join);
        let others = others.flat_map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        (first, own.into_iter().chain(others).collect::<Vec<_>>())
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    (first, done.into_iter().flat_map(|(_, done)| done).collect())
}

/// What two pieces of work make, done at the same time.
pub(super) fn both<A, B: Send>(one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        (one, other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

#[cfg(test)]
mod tests {
    use super::{in_parallel, in_parallel_after};

    #[test]
    fn the_order_stays() {
        let items: Vec<usize> = (0..1_001).collect();
        assert_eq!(in_parallel(&items, |n| n * 2), items.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(in_parallel(&[] as &[usize], |n| *n), [0_usize; 0]);
        assert_eq!(in_parallel_after(|| "done", &items, |n| n + 1), ("done", (1..=1_001).collect()));
    }
}
