"""Records 文书: what officers sign, made once from what really happened, as DOCX and PDF.

`forms` defines each record: headings, fields, where each value comes from, fixed
sentences. `form.fill` turns a definition and its facts into a `Paper`, the one
source of both files. `keep` writes them once; nothing here makes them again.
"""
