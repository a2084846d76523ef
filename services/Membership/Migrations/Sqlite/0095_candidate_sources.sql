-- Which mass organisation brought a candidate, and since when the elder, head or prestigious person who did has agreed to help.
ALTER TABLE candidates ADD mass_organization TEXT NULL;
ALTER TABLE candidates ADD source_agreed_on TEXT NULL;
