//! The attributes of the SVG.
