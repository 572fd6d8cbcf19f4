//! Finished pages and tables → files: xlsx, pdf, csv, json, html, and the atomic swap.

pub mod closing;
pub mod csv;
pub mod durable;
pub mod file_names;
pub mod fill_form;
pub mod html;
pub mod json;
pub mod pdf;
pub mod swap;
pub mod terminal;
pub mod xlsx;
