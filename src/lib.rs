//! gyokaku (行革): reads the 実施計画シート that a city's departments fill in,
//! checks them, merges the opinions of the reviewing bodies and writes
//! workbooks and printed reports.
//!
//! Data flows one way, through these rooms; a room uses only itself and the
//! rooms above it (a test holds that):
//!
//! | room | in → out |
//! |---|---|
//! | [`error`] | what stops the program |
//! | [`model`] | the domain; `GLOSSARY.md` has its words |
//! | [`diag`] | findings: code, severity, place, message |
//! | [`fonts`] | font files → glyphs and advances |
//! | [`characters`] | raw text → stored text, folded keys |
//! | [`settings`] | gyokaku.toml → Settings |
//! | [`workbook`] | bytes → RawSheet; the only room that names calamine |
//! | [`form`] | template workbook → Form; RawSheet + Form → RawPlan |
//! | [`normalize`] | raw text → model types |
//! | [`ledger`] | 計画台帳 → Ledger; sheets → plans |
//! | [`review`] | opinions, stages, closed years |
//! | [`rules`] | Year → findings; the catalogue |
//! | [`report`] | what each output says; no coordinates, no file formats |
//! | [`layout`] | report → pages |
//! | [`output`] | pages and tables → files |
//! | [`commands`] | one file a subcommand; the only place where stages are joined |

pub mod characters;
pub mod diag;
pub mod error;
pub mod fonts;
pub mod model;
pub mod settings;

pub mod commands;
pub mod form;
pub mod layout;
pub mod ledger;
pub mod normalize;
pub mod output;
pub mod report;
pub mod review;
pub mod rules;
pub mod workbook;
