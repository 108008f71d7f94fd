"""Tables and registers of others, turned into claims that rest on their rows.

rows          a row of a table: its key, its cells, its fingerprint
spreadsheet   the cells of a workbook
scope         which substances are therapies directed at antigens, by rules
finding       what an importer finds in a table
medicines     the table of medicines of the European Medicines Agency
numbered      the numbers that DrugCentral gives to drugs
targets       the targets of drugs as DrugCentral lists them
versions      a table as a version of a source, its rows as passages
drift         what became of the rows of an earlier version
importing     all of it held against the graph, and written into it
"""
