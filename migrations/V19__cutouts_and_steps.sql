-- Cut-outs of product photos, and changes of the library that are one act of a person.

-- A cut-out stands beside its photo, which stays as it came. taken: ads show the cut-out. refused: a person wants the
-- photo. The options are those it was made with.
ALTER TABLE product_images ADD COLUMN cutout_sha256 TEXT REFERENCES media (sha256);
ALTER TABLE product_images ADD COLUMN cutout_state TEXT CHECK (cutout_state IN ('taken', 'refused'));
ALTER TABLE product_images ADD COLUMN cutout_options TEXT CHECK (json_valid(cutout_options));
-- Why there is none, in words. NULL: there is one, or nobody tried.
ALTER TABLE product_images ADD COLUMN cutout_failure TEXT;

-- Changes with the same number are one act and are taken back together: it is the id of the first of them. NULL: it
-- stands alone.
ALTER TABLE library_changes ADD COLUMN step INTEGER;
