//! Counts what laying out costs, so that a test can hold that a report ten
//! times as long costs ten times as much. Outside tests nothing is counted.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static DONE: Cell<u64> = const { Cell::new(0) };
}

/// So many characters measured, items moved or places looked at.
pub(super) fn add(amount: usize) {
    #[cfg(test)]
    DONE.set(DONE.get() + amount as u64);
    #[cfg(not(test))]
    let _ = amount;
}

/// What `lay_out` costs on this thread.
#[cfg(test)]
pub(super) fn of<T>(lay_out: impl FnOnce() -> T) -> (T, u64) {
    let before = DONE.get();
    let value = lay_out();
    (value, DONE.get() - before)
}
