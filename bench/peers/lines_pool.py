"""Python's own pools of processes over the lines of a file, in chunks of 100: the workers parse, compute and write JSON."""
import hashlib
import json
import multiprocessing as mp
import sys
from concurrent.futures import ProcessPoolExecutor


def hash_row(line):
    row = json.loads(line)
    return json.dumps({"id": row["id"], "sha256": hashlib.sha256(row["text"].encode()).hexdigest()})


def write(results, output):
    for text in results:
        output.write(text + "\n")


if __name__ == "__main__":
    workers, source, target, package = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
    fork = mp.get_context("fork")
    with open(source) as lines, open(target, "w") as output:
        if package == "multiprocessing":
            with fork.Pool(workers) as pool:
                write(pool.imap(hash_row, lines, chunksize=100), output)
        else:
            with ProcessPoolExecutor(workers, fork) as pool:
                write(pool.map(hash_row, lines, chunksize=100), output)
