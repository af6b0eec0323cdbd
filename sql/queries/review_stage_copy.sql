-- Fills review_stage; the columns in this order.
copy review_stage (contact_id, kind, candidates, reasons) from stdin (format binary);
