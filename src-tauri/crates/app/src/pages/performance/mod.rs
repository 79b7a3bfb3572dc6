//! The Performance page: campaigns, ad sets and ads with their figures.
//!
//! A view is computed once into a result and kept; the window asks for slices of it, so that a table of thousands of
//! rows costs one computation and the rows on screen.

mod types;

pub use types::{
    AdCopy, Choice, Column, DeliveryFilter, Filter, Found, Inside, LevelCounts, Mark, MarkKind, PerformanceDetail,
    PerformanceQuery, PerformanceRow, PerformanceSlice, PerformanceView, Sort, Verdict,
};
