"""A function in Python that both sides of a comparison run."""


def steps(number):
    value = number
    for _ in range(5_000):
        value = (value * 1664525 + 1013904223) & 0xFFFFFFFF
    return value
