"""The reading of pages: text, Markdown, HTML, PDF and product labels, as one kind of `Page`.

page    what is read: text, sections, blocks, sentences, problems
"""
