//! The journeys: one test binary that drives the product from outside.
mod command_line;
mod documents;
mod window;
