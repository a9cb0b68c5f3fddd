"""People at work on a site whose processes are killed; what they were told is what must be there.

scene.py      the office, made once
browser.py    somebody with a browser: presses a button until an answer comes
journal.py    what each person began, and what was acknowledged
people.py     reporters, a coordinator, an audience, who keeps the site
processes.py  web server, worker, database: started, killed, started again
compare.py    the journal against what is stored
"""
