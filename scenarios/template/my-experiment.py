"""
An experiment of your own. Run it, and change it until it answers your question:

  concur demo ./my-experiment.py           the experiment, with a bar for each worker
  concur demo ./my-experiment.py --quick   the same, shorter

It imports nothing of concur's, and needs nothing but Python 3.8 or newer.
"""

# A question whose answer can be "yes", and the answer that you expect.
question = "Do two threads of Python keep two cores busy with my function?"
hypothesis = "They don't: they share one lock (the GIL). Two processes do."
# How many CPUs it takes to find out at all.
needs_cpus = 2


def busy(index):
    """The work to measure: yours goes here. A worker calls it with 0, 1, 2, ... until its time is over."""
    value = index
    for _ in range(10_000):
        value = (value * 1_664_525 + 1_013_904_223) & 0xFFFFFFFF
    return value


# What is run: trials, one after the other. In each of them all workers start together.
trials = {
    "two threads": {"engine": "threads", "workers": {"first": busy, "second": busy}},
    # The control: the same work where nothing is shared. Without it, the first trial would prove less.
    "two processes": {"engine": "processes", "workers": {"first": busy, "second": busy}},
}

# What has to be seen if the hypothesis is true. One claim that is false makes the experiment fail.
# busy: CPUs utilised. queued: runnable, but waiting for a CPU. Their sum doesn't depend on what else runs here.
# Where a bound isn't enough, write judge(evidence): docs/own-experiment.md has one.
claims = {
    "one-core": {
        "statement": "two threads hardly want more than one core",
        "trial": "two threads",
        "figure": "busy + queued",
        "at_most": 1.5,
    },
    "two-cores": {
        "statement": "two processes want two cores at the same time",
        "trial": "two processes",
        "figure": "busy + queued",
        "at_least": 1.6,
    },
}
