//! Whole ways: the most frequent ones, and the tree of where they part.

mod flow;
mod shape;
#[cfg(test)]
mod tests;
mod variants;

pub use flow::{Flow, FlowLink, FlowNode, FlowSize, InFlow, flow, flow_people};
pub use shape::{Cut, Occurrence, Shape};
pub use variants::{Variant, Variants, variants, variants_people};
