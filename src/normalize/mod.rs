//! Raw text → model types: text, numbers, years and dates, choices. Pure functions; nothing here knows plans or files.
