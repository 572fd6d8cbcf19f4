//! Opinions of the reviewing bodies, the stage of the year, merging, and closed years.
