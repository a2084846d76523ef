-- What the end of a membership cut short: a transfer with the stage it was at, the stages of a candidate on probation.
ALTER TABLE transfers ADD cut_by char(36) NULL;
ALTER TABLE transfers ADD cut_stage varchar(16) NULL;
ALTER TABLE transfers ADD cut_since date NULL;
ALTER TABLE candidate_stages ADD cut_by char(36) NULL;
ALTER TABLE candidate_stages ADD cut_from date NULL;
