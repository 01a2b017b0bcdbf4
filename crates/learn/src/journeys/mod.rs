//! Journeys: plain functions over interactions that are sorted by person and time.
