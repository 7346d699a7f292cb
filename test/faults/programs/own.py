"""An experiment of a user's whose workers do what FAULT_WORK names, as work.py has it, or steady work."""

import os

import work

question = "Is all of it done?"
hypothesis = "It is."
follows = ["workers", "steps"]
does = getattr(work, os.environ["FAULT_WORK"], work.steady)


def trials(setting):
    workers = {"worker %d" % index: does for index in range(setting["workers"])}
    return {"all": {"calls": setting["steps"], "call_seconds": 0.02, "workers": workers}}


claims = {"some": {"statement": "workers are threads", "trial": "all", "figure": "threads", "at_least": 2}}
