"""What a page claims, as candidates for claims of the graph.

candidate    a claim as a page makes it, with the sentences that make it
naming       IRIs of things that the graph does not know
knowledge    what the graph knows of therapies
therapies    what therapies and the classes of them are called
context      a page, what it names and whom each sentence is about
occurrences  where a page names therapies
subjects     whom a sentence is about
reading      a page put in the light of the graph
classification, targets, brands, identifiers   claims of these kinds
uses         what a page says of uses; outline puts lists back that were saved flat
indications  claims on uses; traits, ages, conditions, biomarkers, partners read their fields
authorizations  decisions of authorities; jurisdictions says where they hold
amounts      stretches of time
cues         words that say what the events of a sentence are
findings     what a page says of an event
frequency    how often an event is: bands, ranks, shares
seriousness  how serious an event is
onset        when an event begins
management   what is done about an event
pieces       a sentence in events, cues, brackets and commas
segments     an item in stretches that each name effects
items        what of an item names its effect
widening     the events of an item by its own words
lines        a sentence while it is gone through
beside       what a sentence says beside its effects
handling     what each piece of a sentence does to the events behind it
tabled       what a table says of the effects in its cells
effects      which events of a page are effects, and which are signs of others
reactions    adverse reactions
manifestations  events that show as others
administration  how therapies are given
programmes   programmes that lower risks
manufacture  how cell therapies are made
expression   on which cells antigens stand
warnings     boxed warnings
propose      for each kind of claim the function that reads it, and all of it together
"""
