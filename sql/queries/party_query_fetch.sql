-- The next rows of the cursor party_query.
fetch 1000 from party_query;
