//! Reading the SVG.
