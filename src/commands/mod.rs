//! One file a subcommand with its own arguments; the only place where stages are joined.

pub mod form;
pub mod inspect;
pub mod rules;
