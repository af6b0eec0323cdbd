-- The next rows of the cursor review_export.
fetch 500 from review_export;
