//! 計画台帳 → [`crate::model::Ledger`]; submitted sheets → the plans they belong to.
