-- What the end of a membership cut short: a transfer with the stage it was at, the stages of a candidate on probation.
ALTER TABLE transfers ADD cut_by TEXT NULL;
ALTER TABLE transfers ADD cut_stage TEXT NULL;
ALTER TABLE transfers ADD cut_since TEXT NULL;
ALTER TABLE candidate_stages ADD cut_by TEXT NULL;
ALTER TABLE candidate_stages ADD cut_from TEXT NULL;
