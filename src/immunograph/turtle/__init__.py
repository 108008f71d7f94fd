"""Turtle read and written so that nothing is lost: places, comments, one canonical layout.

tokens -> reader -> document      a text as a tree of terms that know where they stand
document -> positions             where a triple stands
counting                          how many triples a text states, without a tree
document -> arrangement, spelling -> layout    the canonical text
"""
