"""From leads to a case package 证据包: what goes in, the records that go with it, the export.

run_facts            what is known of the crawls that found the leads
material             captures, archived pages and claims of leads, as a package has them
papers, lead_papers  the records 文书 made of them
kept_documents       where records are kept: made once, found again
order, freezing      what an officer orders, and the case 案卷 that is frozen from it
export, pending      from a number to a ZIP that verifies; what still waits for its stamp
"""
