"""Python's Pool.imap over the lines of a file, in chunks of 100: the workers parse, compute and write JSON."""
import hashlib
import json
import multiprocessing as mp
import sys


def hash_row(line):
    row = json.loads(line)
    return json.dumps({"id": row["id"], "sha256": hashlib.sha256(row["text"].encode()).hexdigest()})


if __name__ == "__main__":
    workers, source, target = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(source) as lines, open(target, "w") as output, mp.get_context("fork").Pool(workers) as pool:
        for text in pool.imap(hash_row, lines, chunksize=100):
            output.write(text + "\n")
