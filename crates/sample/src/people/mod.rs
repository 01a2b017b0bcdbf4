//! Who is who: customers in their households, prospects, visitors and employees.

pub(crate) mod customer;
pub(crate) mod household;
pub(crate) mod mail;
pub(crate) mod passed;
pub(crate) mod staff;
pub(crate) mod stranger;

pub(crate) use customer::Customer;
