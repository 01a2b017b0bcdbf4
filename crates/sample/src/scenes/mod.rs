//! Who writes what: the rows of customers, strangers and employees, and the one story that is told to the letter.

pub(crate) mod contacts;
pub(crate) mod customers;
pub(crate) mod employees;
pub(crate) mod odyssey;
pub(crate) mod routine;
pub(crate) mod strangers;
