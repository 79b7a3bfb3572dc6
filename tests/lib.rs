//! Nothing to link against: the journeys live in the one test binary of this package.
