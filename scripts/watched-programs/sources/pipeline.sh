# Compression is the slowest stage: the others wait for it.
yes concurrency | gzip -9 | wc -c
