//! The output folder as a whole: written beside, swapped in at the end.
//!
//! Enters: finished files. Leaves: the output folder with exactly these files,
//! or, on any failure, the old folder as it was. Files that a person put or
//! edited there are never lost: they go to `出力_退避/`. The edition that a body
//! was shown is kept as `出力_本部/`, `出力_審議会/` when the stage moves on.

mod claim;
mod edition;
mod folder;
mod in_use;
mod keep;
mod lock;
mod manifest;
mod one_by_one;
mod replace;
#[cfg(test)]
mod tests;

pub use folder::{Committed, OutputFolder};
