-- Closes the cursor review_export; returns nothing.
close review_export;
