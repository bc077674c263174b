"""The local application: the record in a browser, in Arabic and English; thin over keeping and comparing."""
