//! The year turns: reviews, closing, the next year's sheets, and round again
//! until the period ends. Departments and secretariat are played by the
//! tests, which type into the workbooks that the program writes.

mod by_department;
mod closing;
mod department;
mod editions;
mod entry_guards;
mod first_year;
mod opinion_workbooks;
mod period;
mod second_year;
mod secretariat;
mod sheets;
#[path = "../support/mod.rs"]
mod support;
mod typing;
