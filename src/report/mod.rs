//! What each output says: rows, totals, captions. No coordinates, no file formats.
