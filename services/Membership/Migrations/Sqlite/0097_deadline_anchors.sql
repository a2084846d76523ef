-- Below which committee or bloc a deadline's organisation stands, so that what is due there comes from an index in the order of
-- the days, however many cells there are.
ALTER TABLE deadlines ADD anchor TEXT NOT NULL DEFAULT '';
