"""Answers, statements and paths as pictures (SVG), without a display and without a font.

lettering   how wide a text is, and where a line is broken
sheet       a drawing with its title, legend and notes, as SVG
notes       what a picture rests on, and what a blank means
kinds       what things are called, and of which kind they are
layers      where boxes and the labels between them stand, none over another
network     things and what is said between them
statements  the triples of a CONSTRUCT or DESCRIBE as a network
paths       an explanation as a network
axes        what the columns of an answer hold
matrix      which of one kind by which of another
timeline    what was so on which day
plots       which of the two fits an answer
"""
