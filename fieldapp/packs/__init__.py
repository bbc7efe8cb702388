"""Country packs: catalogues, territories, calendar, formats, numbering and legal texts."""
