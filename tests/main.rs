//! The journeys: one test binary that drives the product from outside.
mod window;
