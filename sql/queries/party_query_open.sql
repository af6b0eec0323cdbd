-- Opens the cursor party_query over the platform's own query, which is put behind this text; returns nothing.
declare party_query no scroll cursor for
