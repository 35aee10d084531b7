"""Jobs of the desk 作业: work that takes longer than a page may, in a process of its own.

state     what is known of a job, as one JSON file
starting  beginning one, with its secret given over a pipe
work      what a job is handed, and how it tells what it does
kinds     what jobs there are
__main__  the process itself

Why not DBOS, which runs the crawls: a durable workflow keeps its arguments, and the
passphrase of the seal must be kept nowhere; and these jobs need no taking over, since each
of them is safe to begin again and an officer waits for it. DBOS would add that a job goes
on by itself after a restart of the machine; here it is named as broken off, with 重试.
"""
