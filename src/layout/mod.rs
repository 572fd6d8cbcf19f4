//! Report data → finished pages: measuring, line breaking (kinsoku), paragraphs, tables, charts, pagination.
