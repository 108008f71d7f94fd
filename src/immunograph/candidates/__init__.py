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
propose      for each kind of claim the function that reads it, and all of it together
"""
