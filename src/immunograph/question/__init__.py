"""Reading a question in plain English: what it asks is put together from conditions."""
