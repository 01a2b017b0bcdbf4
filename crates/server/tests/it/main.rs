//! The integration tests: a real server, driven through its HTTP API and command line.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]
//!
//! Tests of the store's behaviour run on SQLite and on PostgreSQL. Where `THROUGHLINE_TEST_POSTGRES` names no server,
//! those for PostgreSQL say that they were skipped.

mod access;
mod accounts;
mod asking;
mod attacks;
mod audit;
mod backup;
mod bombs;
mod bucket;
mod clients;
mod commands;
mod configuration;
mod consent;
mod designs;
mod drivers;
mod effort;
mod event_logs;
mod filters;
mod functions;
mod fuzzing;
mod harness;
mod holds;
mod house;
mod identity;
mod import;
mod ingest;
mod joined;
mod journeys;
mod lake;
mod limits;
mod log;
mod mails;
mod needs;
mod notes;
mod oidc;
mod organisation;
mod parsers;
mod people;
mod privacy;
mod pulses;
mod requests;
mod retention;
mod sample;
mod scopes;
mod scores;
mod second_factor;
mod sessions;
mod sql;
mod streams;
mod surveys;
mod survival;
mod sweep;
mod tls;
mod triggers;
mod ui;
mod upgrade;
mod users;
mod verbatims;
mod views;
mod waves;
mod wire;
mod worlds;
