"""Claims held against each other.

scope          for whom a claim holds, and how that stands to another's
statement      a claim as what can be compared
disagreement   which claims contradict, overtake or limit each other
"""
