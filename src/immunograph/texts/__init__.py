"""What can be wrong with a text that only a look at its characters and words shows.

strings        the strings of a data set, each with where it stands
characters     what cannot be seen, or only looks like something else
confusables    the letters that look like letters of another alphabet
lookalikes     drug names that are easily taken for one another
quotation      sentences of a source, by their fingerprints
"""
