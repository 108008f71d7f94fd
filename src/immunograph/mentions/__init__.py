"""What a page names: drugs, antigens, cells, events, conditions, procedures, mechanisms.

mention    a name in a page, and what it names
"""
