//! The departments' systems: one file each, with its own columns, times and identifiers.

pub(crate) mod app;
pub(crate) mod billing;
pub(crate) mod calls;
pub(crate) mod chats;
pub(crate) mod crm;
pub(crate) mod deliveries;
pub(crate) mod dispatch;
pub(crate) mod emails;
pub(crate) mod field;
pub(crate) mod leads;
pub(crate) mod loyalty;
pub(crate) mod marketing;
pub(crate) mod meeting;
pub(crate) mod orders;
pub(crate) mod payments;
pub(crate) mod segment;
pub(crate) mod shop;
pub(crate) mod social;
pub(crate) mod staff;
pub(crate) mod staff_notes;
pub(crate) mod surveys;
pub(crate) mod web;
